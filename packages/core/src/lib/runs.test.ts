import { describe, expect, it } from 'vitest';
import { createRuns } from './runs';

/** Work whose end the test decides; each run answers with its number. */
function controlled() {
  const ends: (() => void)[] = [];
  const work = (): Promise<number> => {
    const number = ends.length + 1;
    return new Promise((resolve, reject) =>
      ends.push(() => (number === 3 ? reject(new Error('3')) : resolve(number))),
    );
  };
  return { work, begun: () => ends.length, end: (number: number) => ends[number - 1]?.() };
}

describe('createRuns', () => {
  it('gives who joins the answer of the run under way', async () => {
    const { work, begun, end } = controlled();
    const runs = createRuns<number>();
    const both = [runs.join('a', work), runs.join('a', work)];
    end(1);
    expect([await Promise.all(both), begun()]).toEqual([[1, 1], 1]);
    const later = runs.join('a', work);
    end(2);
    expect(await later).toBe(2);
  });

  it('gives who asks afresh the answer of one begun later, which all who wait share', async () => {
    const { work, begun, end } = controlled();
    const runs = createRuns<number>();
    const first = runs.afresh('a', work);
    const others = [runs.afresh('a', work), runs.afresh('a', work), runs.join('a', work)];
    expect(begun()).toBe(1);
    end(1);
    expect(await first).toBe(1);
    await Promise.resolve();
    end(2);
    expect([await Promise.all(others), begun()]).toEqual([[2, 2, 1], 2]);
  });

  it('begins the later one also after a failure, and keeps keys apart', async () => {
    const { work, begun, end } = controlled();
    const runs = createRuns<number>();
    const [one, two] = [runs.join('a', work), runs.join('b', work)];
    const failing = runs.afresh('c', work);
    const after = runs.afresh('c', work);
    end(3);
    await expect(failing).rejects.toThrow('3');
    await Promise.resolve();
    expect(begun()).toBe(4);
    for (const number of [1, 2, 4]) end(number);
    expect(await Promise.all([one, two, after])).toEqual([1, 2, 4]);
  });
});
