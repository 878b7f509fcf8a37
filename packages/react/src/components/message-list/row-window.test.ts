import type { MessageView } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { fixtureTimeline } from '../../testing/fixture-timeline';
import { rangeOf, windowAround, windowAtEnd, windowFor } from './row-window';

const numbered = (from: number, to: number) =>
  fixtureTimeline(
    Array.from({ length: to - from }, (_, index) => ({ key: `m${from + index}` as MessageView['key'] })),
  );

describe('the part of a history that is laid out', () => {
  it('is its end at first, and follows what comes', () => {
    const window = windowAtEnd(numbered(0, 1_000));
    expect(rangeOf(window, numbered(0, 1_000))).toEqual({ start: 850, end: 1_000 });
    expect(rangeOf(window, numbered(0, 1_010))).toEqual({ start: 850, end: 1_010 });
  });

  it('stays on its rows when older ones come in before it', () => {
    const window = windowAround(numbered(500, 1_500), 500);
    expect(rangeOf(window, numbered(400, 1_500))).toEqual({ start: 525, end: 675 });
  });

  it('grows at the edge that is near', () => {
    const timeline = numbered(0, 1_000);
    const window = windowAtEnd(timeline);
    const grown = windowFor(window, timeline, { start: 870, end: 885 });
    expect(rangeOf(grown, timeline)).toEqual({ start: 650, end: 1_000 });
  });

  it('is the same object while no edge is near', () => {
    const timeline = numbered(0, 1_000);
    const window = windowAround(timeline, 500);
    const grown = windowFor(window, timeline, { start: 495, end: 505 });
    expect(windowFor(grown, timeline, { start: 495, end: 505 })).toBe(grown);
  });

  it('lets go of what is far away, however long one scrolls', () => {
    const timeline = numbered(0, 10_000);
    let window = windowAtEnd(timeline);
    for (let start = 9_980; start > 0; start -= 20)
      window = windowFor(window, timeline, { start, end: start + 15 });
    const { start, end } = rangeOf(window, timeline);
    expect(end - start).toBeLessThanOrEqual(1_200);
    expect(start).toBe(0);
  });

  it('holds its place when the row at its edge is gone', () => {
    const window = windowAround(numbered(0, 1_000), 500);
    const rest = fixtureTimeline(
      Array.from({ length: 1_000 }, (_, index) => ({ key: `m${index}` as MessageView['key'] })).filter(
        ({ key }) => key !== 'm425' && key !== 'm574',
      ),
    );
    expect(rangeOf(window, rest)).toEqual({ start: 425, end: 575 });
  });

  it('is empty for an empty history', () => {
    expect(rangeOf(windowAtEnd(numbered(0, 0)), numbered(0, 0))).toEqual({ start: 0, end: 0 });
  });
});
