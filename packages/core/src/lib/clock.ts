/** The system's clock, in the shape everything that needs time takes it. */
export const systemClock = {
  now: (): number => Date.now(),
  after(milliseconds: number, callback: () => void): { cancel(): void } {
    const timer = setTimeout(callback, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};
