import type { TimelineView } from '@chat/core';
import { createRowHeights } from './row-heights';
import { createRowObserver, type RowObserver } from './row-observer';
import { sliceAround, type PlacedRow } from './row-slice';
import type { RowRange } from './row-window';
import { isCovered, rowsOnScreen, type RowsOnScreen } from './rows-on-screen';
import type { ScrollKeeper, ScrollParts, ScrollRequest } from './scroll-keeper';

/** What a list shall show. */
export interface StageScene {
  readonly timeline: TimelineView;
  /** The rows one can scroll through, as positions in the timeline. */
  readonly range: RowRange;
  /** Lay out all of them, also those far from the screen. */
  readonly whole: boolean;
  readonly request: ScrollRequest | null;
}

/** Decides which rows are laid out, and after each layout puts them where they belong. */
export interface RowStage {
  /** The rows to lay out next. */
  sliceOf(scene: StageScene): RowRange;
  /** To be called when a slice is laid out, before it is painted; tells which rows are on screen. */
  arrange(parts: ScrollParts, scene: StageScene, slice: RowRange): RowRange;
  /** Asks for another layout when the user or a resize has left rows missing: `now` in this very frame. */
  attach(parts: ScrollParts, render: (when: 'now' | 'next') => void): () => void;
}

export const headerSize = 56;
const endPadding = 8;
/** How far beyond the screen rows are laid out, and how near its edge they may end before more are. Pixels. */
const margin = 480;
const leastMargin = 160;
/** Layouts in one frame; more are only needed where many rows have no height. */
const mostPasses = 12;

export function createRowStage(keeper: ScrollKeeper): RowStage {
  const heights = createRowHeights();
  let observer: RowObserver | null = null;
  let render: ((when: 'now' | 'next') => void) | null = null;
  let shown: { readonly range: RowRange; readonly slice: RowRange } | null = null;
  let screen: RowsOnScreen | null = null;
  let passes = 0;
  let frame: number | null = null;

  /** A row whose place is known, to lay out the others around it; null: the last one at the lower edge. */
  function placed({ timeline, range, request }: StageScene): PlacedRow | null {
    const asked = request === keeper.applied() ? null : request;
    const anchor = asked === null ? keeper.anchor() : asked.name === 'row' ? [asked] : null;
    if (anchor === null) return null;
    const seen = screen?.placed ?? null;
    for (const { key, top } of seen === null ? anchor : [...anchor, seen]) {
      const index = timeline.indexOf(key);
      if (index >= range.start && index < range.end) return { index, top };
    }
    return { index: screen?.visible.start ?? range.start, top: 0 };
  }

  function look(parts: ScrollParts): boolean {
    if (shown === null) return true;
    screen = rowsOnScreen(parts, shown.slice);
    return isCovered(screen, shown.slice, shown.range, leastMargin);
  }

  function later(): void {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      passes = 0;
      render?.('next');
    });
  }

  return {
    sliceOf(scene) {
      const { timeline, range, whole } = scene;
      if (whole) return range;
      return sliceAround({
        range,
        heightOf: (index) => heights.of(timeline.at(index)),
        from: placed(scene),
        viewportHeight: heights.viewportHeight,
        margin,
      });
    },
    arrange(parts, { timeline, range, request }, slice) {
      shown = { range, slice };
      keeper.apply(request);
      keeper.pad({
        before: headerSize + heights.above(timeline, { start: range.start, end: slice.start }),
        after: endPadding + heights.below(timeline, { start: slice.end, end: range.end }),
        exact: slice.start === range.start,
      });
      heights.setViewport(parts.viewport.clientWidth, parts.viewport.clientHeight);
      observer?.measure(parts.rows);
      keeper.settle();
      passes = look(parts) ? 0 : passes + 1;
      if (passes > mostPasses) later();
      else if (passes > 0) render?.('next');
      return screen?.visible ?? slice;
    },
    attach(parts, renderRows) {
      render = renderRows;
      const detach = keeper.attach(parts);
      const complete = () => {
        if (look(parts)) return;
        passes = 0;
        renderRows('now');
      };
      parts.viewport.addEventListener('scroll', complete, { passive: true });
      observer = createRowObserver(parts.viewport, heights, () => {
        heights.setViewport(parts.viewport.clientWidth, parts.viewport.clientHeight);
        keeper.settle();
        complete();
      });
      observer.measure(parts.rows);
      // The first layout was made before anything could be measured.
      keeper.settle();
      if (!look(parts)) renderRows('next');
      return () => {
        detach();
        parts.viewport.removeEventListener('scroll', complete);
        observer?.disconnect();
        observer = null;
        render = null;
        if (frame !== null) cancelAnimationFrame(frame);
        frame = null;
      };
    },
  };
}
