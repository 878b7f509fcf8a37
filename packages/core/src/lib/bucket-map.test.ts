import { describe, expect, it } from 'vitest';
import { BucketMap } from './bucket-map';

const empty = BucketMap.from<string, number>(new Map());
const sorted = (map: ReadonlyMap<string, number>) =>
  [...map].sort(([left], [right]) => (left < right ? -1 : 1));

describe('BucketMap', () => {
  it('does what a map does, over many random changes', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % below;
    };
    const truth = new Map<string, number>();
    let map = empty;
    for (let step = 0; step < 3_000; step += 1) {
      const key = `local-${String(random(400))}`;
      if (random(3) === 0) {
        truth.delete(key);
        map = map.without(key);
      } else {
        truth.set(key, step);
        map = map.with(key, step);
      }
      expect([map.size, map.get(key), map.has(key)]).toEqual([truth.size, truth.get(key), truth.has(key)]);
    }
    expect(sorted(map)).toEqual(sorted(truth));
    expect([...map.keys()].sort()).toEqual([...truth.keys()].sort());
    expect([...map.values()].sort()).toEqual([...truth.values()].sort());
    const seen: [string, number][] = [];
    map.forEach((value, key) => seen.push([key, value]));
    expect(seen).toEqual([...map]);
  });

  it('leaves what it was made from as it was', () => {
    const before = empty.with('a', 1).with('b', 2);
    const after = before.with('a', 3).without('b');
    expect([sorted(before), sorted(after)]).toEqual([
      [
        ['a', 1],
        ['b', 2],
      ],
      [['a', 3]],
    ]);
  });

  it('takes any text, and a map of its own kind as it is', () => {
    const map = empty.with('', 1).with('\ud800', 2).with('a'.repeat(1_000), 3);
    expect([map.get(''), map.get('\ud800'), map.get('a'.repeat(1_000)), map.get('b')]).toEqual([
      1,
      2,
      3,
      undefined,
    ]);
    expect(BucketMap.from(map)).toBe(map);
    expect(map.without('nothing')).toBe(map);
    expect(sorted(BucketMap.from(new Map([['x', 1]])))).toEqual([['x', 1]]);
  });
});
