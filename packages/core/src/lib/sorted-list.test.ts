import { describe, expect, it } from 'vitest';
import { SortedList } from './sorted-list';

interface Entry {
  readonly key: number;
  readonly version: number;
}

const byKey = (left: Entry, right: Entry): number => left.key - right.key;

/** Repeatable numbers below `limit` (mulberry32). */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** The same operations on a plain sorted array. */
const model = {
  with(entries: readonly Entry[], added: readonly Entry[]): readonly Entry[] {
    const all = new Map(entries.map((entry) => [entry.key, entry]));
    for (const entry of added) all.set(entry.key, entry);
    return [...all.values()].sort(byKey);
  },
  remove: (entries: readonly Entry[], key: number) => entries.filter((entry) => entry.key !== key),
};

function expectSame(list: SortedList<Entry>, entries: readonly Entry[]): void {
  expect([...list]).toEqual(entries);
  expect(list.length).toBe(entries.length);
}

/** All reading at all positions and between them. */
function expectReadsAlike(list: SortedList<Entry>, entries: readonly Entry[]): void {
  expectSame(list, entries);
  entries.forEach((entry, index) => {
    if (list.at(index) !== entry) expect([index, list.at(index)]).toEqual([index, entry]);
    if (list.indexOf(entry) !== index) expect(list.indexOf(entry)).toBe(index);
    const next = entries[index + 1];
    if (next !== undefined && next.key - entry.key < 0.5) return;
    const after = list.search((other) => other.key - (entry.key + 0.25));
    if (after !== -(index + 2)) expect(after).toBe(-(index + 2));
  });
  expect([list.at(-1), list.at(entries.length)]).toEqual([undefined, undefined]);
}

const entriesOf = (keys: readonly number[], version = 0): readonly Entry[] =>
  keys.map((key) => ({ key, version }));
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, key) => key);

describe('SortedList', () => {
  it.each([
    { name: 'few keys, many equal', keys: 40, steps: 400, most: 3 },
    { name: 'single changes', keys: 5_000, steps: 1_500, most: 1 },
    { name: 'small batches', keys: 20_000, steps: 300, most: 40 },
    { name: 'batches larger than a chunk', keys: 100_000, steps: 40, most: 1_500 },
  ])('does what a sorted array does: $name', ({ keys, steps, most }) => {
    for (const seed of [1, 2, 3]) {
      const random = seeded(seed);
      let list = SortedList.empty(byKey);
      let entries: readonly Entry[] = [];
      for (let step = 0; step < steps; step += 1) {
        const earlier = list;
        const before = entries;
        if (random(10) < 7) {
          const added = entriesOf(
            Array.from({ length: random(most + 1) }, () => random(keys)),
            step,
          );
          list = list.with(added);
          entries = model.with(entries, added);
        } else if (random(10) < 9) {
          const key = entries[random(entries.length + 1)]?.key ?? random(keys);
          list = list.remove({ key, version: -1 });
          entries = model.remove(entries, key);
        } else {
          const [rest, divisor] = [random(7), 7];
          list = list.without((entry) => entry.key % divisor === rest);
          entries = entries.filter((entry) => entry.key % divisor !== rest);
        }
        if (step % 10 === 0) {
          expectSame(list, entries);
          // What was handed out before never changes.
          expectSame(earlier, before);
        }
      }
      expectReadsAlike(list, entries);
    }
  });

  it('takes items in any order of arrival', () => {
    const random = seeded(7);
    const shuffled = [...upTo(3_000)].sort(() => random(3) - 1);
    const arrivals: Readonly<Record<string, readonly number[]>> = {
      ascending: upTo(3_000),
      descending: [...upTo(3_000)].reverse(),
      'inside out': upTo(3_000).map((step) => 1_500 + (step % 2 === 0 ? step / 2 : -(step + 1) / 2)),
      shuffled,
    };
    for (const keys of Object.values(arrivals)) {
      const oneByOne = keys.reduce<SortedList<Entry>>(
        (list, key) => list.with([{ key, version: 0 }]),
        SortedList.empty(byKey),
      );
      const sorted = [...keys].sort((left, right) => left - right);
      expectReadsAlike(oneByOne, entriesOf(sorted));
      expectSame(SortedList.empty(byKey).with(entriesOf(keys)), entriesOf(sorted));
    }
  });

  it('takes pages of older items before the newer ones', () => {
    let list = SortedList.empty(byKey);
    for (let from = 4_950; from >= 0; from -= 50)
      list = list.with(entriesOf(upTo(50).map((key) => from + key)));
    expectReadsAlike(list, entriesOf(upTo(5_000)));
  });

  it.each([0, 1, 2, 255, 256, 257, 511, 512, 513, 514, 1_024, 1_025])(
    'reads alike with %i items',
    (count) => {
      expectReadsAlike(SortedList.empty(byKey).with(entriesOf(upTo(count))), entriesOf(upTo(count)));
      const odd = entriesOf(upTo(count).map((key) => key * 2 + 1));
      const even = entriesOf(upTo(count).map((key) => key * 2));
      expectReadsAlike(SortedList.empty(byKey).with(odd).with(even), model.with(odd, even));
    },
  );

  it('keeps the last of items that compare equal, in the batch and against the list', () => {
    const twice = [
      { key: 1, version: 1 },
      { key: 1, version: 2 },
    ];
    expectSame(SortedList.empty(byKey).with(twice), entriesOf([1], 2));
    expectSame(
      SortedList.empty(byKey)
        .with(entriesOf([1, 2]))
        .with(twice),
      [
        { key: 1, version: 2 },
        { key: 2, version: 0 },
      ],
    );
    expectSame(
      SortedList.empty(byKey)
        .with(entriesOf([1]))
        .with(twice),
      entriesOf([1], 2),
    );
  });

  it('is itself when nothing changed', () => {
    const list = SortedList.empty(byKey).with(entriesOf(upTo(600)));
    expect(list.with([])).toBe(list);
    expect(list.remove({ key: 600, version: 0 })).toBe(list);
    expect(list.without(() => false)).toBe(list);
  });

  it('empties and fills again', () => {
    const full = SortedList.empty(byKey).with(entriesOf(upTo(700)));
    const byOne = upTo(700).reduce<SortedList<Entry>>((list, key) => list.remove({ key, version: 0 }), full);
    for (const empty of [byOne, full.without(() => true)]) {
      expectReadsAlike(empty, []);
      expect(empty.search(() => 0)).toBe(-1);
      expectReadsAlike(empty.with(entriesOf([2, 1])), entriesOf([1, 2]));
    }
  });

  it('cuts slices as an array does, without negative positions', () => {
    const list = SortedList.empty(byKey).with(entriesOf(upTo(600)));
    const entries = [...list];
    for (const [from, to] of [
      [0, 600],
      [250, 260],
      [255, 513],
      [590, 10_000],
      [600, 700],
      [10, 10],
      [20, 10],
    ] as const) {
      expect(list.slice(from, to)).toEqual(entries.slice(from, to));
    }
    expect(list.slice(-5, 2)).toEqual(entries.slice(0, 2));
  });

  it('asks again only for the chunks that changed', () => {
    const known = new WeakMap<readonly Entry[], readonly number[]>();
    let asked = 0;
    const evens = (list: SortedList<Entry>) =>
      list
        .mapChunks(known, (chunk) => {
          asked += chunk.length;
          return chunk.filter(({ key }) => key % 2 === 0).map(({ key }) => key);
        })
        .flat();
    const list = SortedList.empty(byKey).with(entriesOf(upTo(10_000)));
    expect(evens(list)).toEqual(upTo(10_000).filter((key) => key % 2 === 0));
    expect(asked).toBe(10_000);
    const changed = list.with([{ key: 20_000, version: 0 }]).remove({ key: 4, version: 0 });
    expect(evens(changed)).toEqual([...upTo(10_000).filter((key) => key % 2 === 0 && key !== 4), 20_000]);
    expect(asked).toBeLessThan(11_500);
  });

  it('looks at few items for one change in many', () => {
    let looks = 0;
    const counting = (left: Entry, right: Entry): number => {
      looks += 1;
      return byKey(left, right);
    };
    const list = SortedList.empty(counting).with(entriesOf(upTo(100_000).map((key) => key * 2)));
    const looksOf = (change: () => unknown): number => {
      looks = 0;
      change();
      return looks;
    };
    expect(looksOf(() => list.with([{ key: 99_999, version: 0 }]))).toBeLessThan(40);
    expect(looksOf(() => list.with([{ key: 100_000, version: 1 }]))).toBeLessThan(40);
    expect(looksOf(() => list.with([{ key: 300_000, version: 0 }]))).toBeLessThan(5);
    expect(looksOf(() => list.remove({ key: 50_000, version: 0 }))).toBeLessThan(40);
    expect(looksOf(() => list.indexOf({ key: 150_001, version: 0 }))).toBeLessThan(40);
  });
});
