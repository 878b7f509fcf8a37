import { describe, expect, it } from 'vitest';
import { rangesFrom } from './ranges';

describe('rangesFrom', () => {
  it.each([
    ['below what is claimed', [{ from: 5, to: 9 }], 1, [{ from: 5, to: 9 }]],
    ['inside', [{ from: -Infinity, to: Infinity }], 7, [{ from: 7, to: Infinity }]],
    ['at an end', [{ from: 1, to: 7 }], 7, [{ from: 7, to: 7 }]],
    ['at a beginning', [{ from: 7, to: 9 }], 7, [{ from: 7, to: 9 }]],
    ['above', [{ from: 1, to: 6 }], 7, []],
    [
      'between two',
      [
        { from: 1, to: 2 },
        { from: 5, to: Infinity },
      ],
      3,
      [{ from: 5, to: Infinity }],
    ],
    ['when nothing is kept', [{ from: 1, to: Infinity }], Infinity, []],
  ])('cuts %s', (_, ranges, order, expected) => {
    expect(rangesFrom(ranges, order)).toEqual(expected);
  });
});
