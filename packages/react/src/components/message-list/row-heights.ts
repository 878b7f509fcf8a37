import type { MessageKey, MessageView, TimelineView } from '@chat/core';
import { estimateRow } from './row-layout';
import type { RowRange } from './row-window';

/** How tall rows are, in pixels: as measured, else by guess. Kept for one width of the list. */
export interface RowHeights {
  measured(key: MessageKey, height: number): void;
  of(message: MessageView | undefined): number;
  /** All of a range together. Costs what changed since the last question about that end of the list. */
  above(timeline: TimelineView, range: RowRange): number;
  below(timeline: TimelineView, range: RowRange): number;
  /** The size of the viewport; another width makes every row another height. */
  setViewport(width: number, height: number): void;
  readonly viewportHeight: number;
}

const mostKept = 5_000;
const assumedWidth = 480;
const assumedHeight = 640;

export function createRowHeights(): RowHeights {
  const heights = new Map<MessageKey, number>();
  let width = assumedWidth;
  let viewportHeight = assumedHeight;
  const of = (message: MessageView | undefined): number =>
    (message === undefined ? undefined : heights.get(message.key)) ?? estimateRow(message, width);
  let above = createSum(of);
  let below = createSum(of);
  return {
    of,
    above: (timeline, range) => above(timeline, range),
    below: (timeline, range) => below(timeline, range),
    measured(key, height) {
      heights.delete(key);
      heights.set(key, height);
      for (const oldest of heights.keys()) {
        if (heights.size <= mostKept) break;
        heights.delete(oldest);
      }
    },
    setViewport(nextWidth, nextHeight) {
      viewportHeight = nextHeight;
      if (nextWidth === width) return;
      width = nextWidth;
      heights.clear();
      above = createSum(of);
      below = createSum(of);
    },
    get viewportHeight() {
      return viewportHeight;
    },
  };
}

interface KnownSum {
  readonly firstKey: MessageKey;
  readonly lastKey: MessageKey;
  readonly count: number;
  readonly total: number;
}

/** Adds up the heights of a range; while the same rows stand between its ends only the ends are counted again. */
function createSum(heightOf: (message: MessageView | undefined) => number) {
  let known: KnownSum | null = null;

  const added = (timeline: TimelineView, from: number, to: number): number => {
    let total = 0;
    for (let index = from; index < to; index += 1) total += heightOf(timeline.at(index));
    return total;
  };

  const sum = (timeline: TimelineView, { start, end }: RowRange): number => {
    const first = known === null ? -1 : timeline.indexOf(known.firstKey);
    const last = known === null ? -1 : timeline.indexOf(known.lastKey);
    const sameRows = known !== null && first >= 0 && last - first + 1 === known.count;
    if (known === null || !sameRows || Math.abs(first - start) + Math.abs(last + 1 - end) > end - start) {
      return added(timeline, start, end);
    }
    return (
      known.total +
      added(timeline, start, first) -
      added(timeline, first, start) +
      added(timeline, last + 1, end) -
      added(timeline, end, last + 1)
    );
  };

  return (timeline: TimelineView, range: RowRange): number => {
    const firstKey = timeline.at(range.start)?.key;
    const lastKey = timeline.at(range.end - 1)?.key;
    if (range.end <= range.start || firstKey === undefined || lastKey === undefined) {
      known = null;
      return 0;
    }
    const total = Math.max(0, sum(timeline, range));
    known = { firstKey, lastKey, count: range.end - range.start, total };
    return total;
  };
}
