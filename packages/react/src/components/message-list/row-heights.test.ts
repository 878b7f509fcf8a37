import type { MessageView, TimelineView } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { fixtureTimeline } from '../../testing/fixture-timeline';
import { createRowHeights } from './row-heights';

type Key = MessageView['key'];
const keys = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `m${from + index}` as Key);
const timelineOf = (all: readonly Key[]) => fixtureTimeline(all.map((key) => ({ key })));

/** A timeline that counts how many rows it was asked for. */
function counted(timeline: TimelineView): { readonly timeline: TimelineView; asked: number } {
  const counter = { timeline, asked: 0 };
  counter.timeline = {
    ...timeline,
    at(index) {
      counter.asked += 1;
      return timeline.at(index);
    },
  };
  return counter;
}

describe('row heights', () => {
  it('are guessed until measured, and again after the width has changed', () => {
    const heights = createRowHeights();
    const message = timelineOf(keys(0, 1)).at(0);
    const guess = heights.of(message);
    heights.measured('m0' as Key, 217);
    expect(heights.of(message)).toBe(217);
    heights.setViewport(480, 300);
    expect(heights.of(message)).toBe(217);
    expect(heights.viewportHeight).toBe(300);
    heights.setViewport(900, 300);
    expect(heights.of(message)).toBe(guess);
  });

  it('are forgotten, the oldest first, when there are very many', () => {
    const heights = createRowHeights();
    const timeline = timelineOf(['m0', 'm7000'] as Key[]);
    for (const key of keys(0, 7_001)) heights.measured(key, 300);
    expect([heights.of(timeline.at(0)) === 300, heights.of(timeline.at(1))]).toEqual([false, 300]);
  });
});

describe('sums of row heights', () => {
  const withHeights = (all: readonly Key[]) => {
    const heights = createRowHeights();
    all.forEach((key) => heights.measured(key, 10 + Number(key.slice(1))));
    return heights;
  };
  const expected = (all: readonly Key[]) => all.reduce((total, key) => total + 10 + Number(key.slice(1)), 0);

  it('stay right through every change', () => {
    const heights = withHeights(keys(0, 500));
    const whole = keys(100, 400);
    const steps: readonly (readonly [string, readonly Key[], number, number])[] = [
      ['at first', whole, 0, 200],
      ['one further', whole, 0, 201],
      ['back again', whole, 0, 190],
      ['begun later', whole, 20, 190],
      ['older rows came in', [...keys(50, 100), ...whole], 0, 240],
      ['newer rows came in', [...keys(50, 100), ...whole, ...keys(400, 450)], 0, 240],
      ['a row in the middle went', keys(50, 450).filter((key) => key !== 'm120'), 0, 239],
      ['somewhere else', keys(0, 500), 480, 490],
      ['nothing', keys(0, 500), 480, 480],
      ['everything', keys(0, 500), 0, 500],
    ];
    for (const [what, all, start, end] of steps) {
      const timeline = timelineOf(all);
      expect(heights.above(timeline, { start, end }), what).toBe(expected(all.slice(start, end)));
    }
  });

  it('count again only what changed at the ends', () => {
    const heights = withHeights(keys(0, 2_000));
    heights.above(timelineOf(keys(0, 1_999)), { start: 0, end: 1_500 });
    const counter = counted(timelineOf(keys(0, 2_000)));
    heights.above(counter.timeline, { start: 0, end: 1_503 });
    expect(counter.asked).toBeLessThan(10);
  });
});
