import { expect } from 'vitest';

/**
 * Expects what a document's sample shows: all its keys, and values of its types. More keys may come, lists may be
 * longer, and what is null in the sample may be anything.
 */
export function likeSample(sample: unknown): unknown {
  if (sample === null) return expect.toSatisfy((value: unknown) => value !== undefined, 'is told');
  if (Array.isArray(sample)) {
    const [item] = sample.map(likeSample);
    return expect.toSatisfy((value: unknown) => {
      if (!Array.isArray(value)) return false;
      for (const one of value as unknown[]) expect(one).toEqual(item);
      return true;
    }, 'a list of such items');
  }
  if (typeof sample === 'object') {
    return expect.objectContaining(
      Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, likeSample(value)])),
    );
  }
  if (typeof sample === 'number') return expect.any(Number);
  if (typeof sample === 'boolean') return expect.any(Boolean);
  return expect.any(String);
}
