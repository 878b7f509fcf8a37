import { describe, expect, it } from 'vitest';
import { createFakeClock } from './fake-clock';

describe('createFakeClock', () => {
  it('starts where it is told and moves only when told', async () => {
    const clock = createFakeClock(1_000);
    expect(clock.now()).toBe(1_000);
    await clock.advance(250);
    expect(clock.now()).toBe(1_250);
  });

  it('calls timers in the order they fall due, each at its own time', async () => {
    const clock = createFakeClock(0);
    const calls: string[] = [];
    clock.after(30, () => calls.push(`late ${clock.now()}`));
    clock.after(10, () => calls.push(`early ${clock.now()}`));
    clock.after(10, () => calls.push(`early too ${clock.now()}`));
    await clock.advance(29);
    expect(calls).toEqual(['early 10', 'early too 10']);
    await clock.advance(1);
    expect(calls).toEqual(['early 10', 'early too 10', 'late 30']);
  });

  it('calls timers that were set while it moved', async () => {
    const clock = createFakeClock(0);
    const calls: number[] = [];
    const tick = (): void => {
      calls.push(clock.now());
      clock.after(10, tick);
    };
    clock.after(10, tick);
    await clock.advance(35);
    expect(calls).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(35);
    expect(clock.pending).toBe(1);
  });

  it('lets chains of promises run between two timers', async () => {
    const clock = createFakeClock(0);
    const calls: string[] = [];
    clock.after(1, () => {
      void (async () => {
        for (let step = 0; step < 50; step += 1) await Promise.resolve();
        calls.push('chain');
        clock.after(1, () => calls.push('from the chain'));
      })();
    });
    clock.after(3, () => calls.push('last'));
    await clock.advance(3);
    expect(calls).toEqual(['chain', 'from the chain', 'last']);
  });

  it('lets promises settle before the first timer, so that one set by them is met', async () => {
    const clock = createFakeClock(0);
    let called = false;
    void Promise.resolve().then(() => clock.after(5, () => (called = true)));
    await clock.advance(5);
    expect(called).toBe(true);
  });

  it('forgets a cancelled timer, also after it was called', async () => {
    const clock = createFakeClock();
    let called = 0;
    const timer = clock.after(5, () => (called += 1));
    const other = clock.after(5, () => (called += 1));
    expect(clock.pending).toBe(2);
    timer.cancel();
    expect(clock.pending).toBe(1);
    await clock.advance(10);
    other.cancel();
    expect(called).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('calls a timer of no or negative length at once, with the next move', async () => {
    const clock = createFakeClock(0);
    const calls: string[] = [];
    clock.after(0, () => calls.push('zero'));
    clock.after(-5, () => calls.push('negative'));
    expect(calls).toEqual([]);
    await clock.advance(0);
    expect(calls).toEqual(['zero', 'negative']);
    expect(clock.now()).toBe(0);
  });

  it('tells the error of a callback to whoever moves the time', async () => {
    const clock = createFakeClock();
    clock.after(1, () => {
      throw new Error('from the callback');
    });
    await expect(clock.advance(1)).rejects.toThrow('from the callback');
  });

  it('refuses to go back, and to run for ever', async () => {
    const clock = createFakeClock();
    await expect(clock.advance(-1)).rejects.toThrow(RangeError);
    expect(() => clock.after(Number.NaN, () => undefined)).toThrow(RangeError);
    const again = (): void => void clock.after(0, again);
    again();
    await expect(clock.advance(0)).rejects.toThrow('sets itself again');
  }, 20_000);
});
