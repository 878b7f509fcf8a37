import type { MessageKey } from '@chat/core';
import type { RowRange } from './row-window';
import type { ScrollParts } from './scroll-keeper';

/** What can be seen of the rows that are laid out. */
export interface RowsOnScreen {
  /** Those in the viewport, as positions in the timeline. */
  readonly visible: RowRange;
  /** The first of them, or the row nearest to it, and how far below the viewport's upper edge it stands. */
  readonly placed: { readonly key: MessageKey; readonly top: number } | null;
  /** How far rows reach beyond both edges, in pixels; negative where there is blank. */
  readonly above: number;
  readonly below: number;
}

export function rowsOnScreen({ viewport, rows }: ScrollParts, slice: RowRange): RowsOnScreen {
  const { top, bottom } = viewport.getBoundingClientRect();
  let [start, end] = [slice.end, slice.start];
  let [first, last] = [Infinity, -Infinity];
  let placed: RowsOnScreen['placed'] = null;
  let index = slice.start;
  for (const row of rows.children) {
    const box = row.getBoundingClientRect();
    first = Math.min(first, box.top);
    last = Math.max(last, box.bottom);
    const seen = box.bottom > top && box.top < bottom;
    if (seen) {
      start = Math.min(start, index);
      end = index + 1;
    }
    const key = row.getAttribute('data-key');
    // The first one seen; where none is, the last above or the first below.
    if (
      key !== null &&
      (placed === null || (placed.top + top < box.top && box.top <= top) || (seen && start === index))
    )
      placed = { key: key as MessageKey, top: box.top - top };
    index += 1;
  }
  return {
    visible: start < end ? { start, end } : { start: slice.start, end: slice.start },
    placed,
    above: top - first,
    below: last - bottom,
  };
}

/** Whether rows reach this far beyond both edges, as far as there are any. */
export function isCovered(screen: RowsOnScreen, slice: RowRange, range: RowRange, reach: number): boolean {
  return (
    (screen.above >= reach || slice.start <= range.start) && (screen.below >= reach || slice.end >= range.end)
  );
}
