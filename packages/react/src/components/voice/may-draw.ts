// A longer sound would fill the memory to be drawn.
const mostBytes = 20_000_000;

/** Whether a sound of this many bytes is read as a whole for its waveform; one of unknown size is. */
export function mayDraw(bytes: number | null): boolean {
  return bytes === null || bytes <= mostBytes;
}
