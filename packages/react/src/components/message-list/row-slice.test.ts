import { describe, expect, it } from 'vitest';
import { sliceAround, type SliceOptions } from './row-slice';

const hundred: SliceOptions = {
  range: { start: 0, end: 1_000 },
  heightOf: () => 100,
  from: null,
  viewportHeight: 600,
  margin: 200,
};

describe('the rows that are laid out', () => {
  it('fill the screen and the margin above it, from the end upwards', () => {
    expect(sliceAround(hundred)).toEqual({ start: 992, end: 1_000 });
  });

  it.each([
    [
      { index: 500, top: 0 },
      { start: 498, end: 508 },
    ],
    [
      { index: 500, top: 250 },
      { start: 495, end: 506 },
    ],
    [
      { index: 500, top: -50 },
      { start: 498, end: 509 },
    ],
    // Places far from the screen, as after a fling: the rows in between are left out.
    [
      { index: 500, top: 5_000 },
      { start: 448, end: 458 },
    ],
    [
      { index: 500, top: -5_000 },
      { start: 547, end: 558 },
    ],
  ])('stand around a row at %o', (from, expected) => {
    expect(sliceAround({ ...hundred, from })).toEqual(expected);
  });

  it('end with the rows there are', () => {
    const range = { start: 40, end: 44 };
    expect(sliceAround({ ...hundred, range })).toEqual(range);
    expect(sliceAround({ ...hundred, range, from: { index: 41, top: 0 } })).toEqual(range);
    expect(sliceAround({ ...hundred, range, from: { index: 90, top: 300 } })).toEqual(range);
    expect(sliceAround({ ...hundred, range: { start: 7, end: 7 } })).toEqual({ start: 7, end: 7 });
  });

  it('are never none, however far the place is', () => {
    const range = { start: 0, end: 5 };
    const above = sliceAround({ ...hundred, range, from: { index: 0, top: 90_000 } });
    const below = sliceAround({ ...hundred, range, from: { index: 4, top: -90_000 } });
    expect([above, below]).toEqual([
      { start: 0, end: 1 },
      { start: 4, end: 5 },
    ]);
  });

  it('pass rows without height', () => {
    const heightOf = (index: number) => (index % 2 === 0 ? 0 : 100);
    expect(sliceAround({ ...hundred, heightOf })).toEqual({ start: 985, end: 1_000 });
  });
});
