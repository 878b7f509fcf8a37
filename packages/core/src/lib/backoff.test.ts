import { describe, expect, it } from 'vitest';
import { backoffDelay } from './backoff';

const options = { baseMs: 1_000, maxMs: 60_000 };

describe('full jitter', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, 60_000],
    [1_000, 60_000],
  ])('waits between nothing and the doubled bound: attempt %i, %i ms', (attempt, bound) => {
    expect(backoffDelay(attempt, options, () => 0)).toBe(0);
    expect(backoffDelay(attempt, options, () => 0.5)).toBe(bound / 2);
    expect(backoffDelay(attempt, options, () => 0.999_999)).toBe(bound);
  });
});
