import type { RowRange } from './row-window';

/** A row and where its upper edge is, in pixels below the viewport's. */
export interface PlacedRow {
  readonly index: number;
  readonly top: number;
}

export interface SliceOptions {
  /** The rows there are. */
  readonly range: RowRange;
  readonly heightOf: (index: number) => number;
  /** Any row whose place is known; null: the last one stands at the lower edge. */
  readonly from: PlacedRow | null;
  readonly viewportHeight: number;
  /** How far beyond both edges rows are wanted, in pixels. */
  readonly margin: number;
}

/** The rows that fill the viewport and a margin around it. Costs as much as rows lie between `from` and the result. */
export function sliceAround({ range, heightOf, from, viewportHeight, margin }: SliceOptions): RowRange {
  if (range.end <= range.start) return range;
  let start = from === null ? range.end : Math.max(range.start, Math.min(from.index, range.end - 1));
  let top = from === null ? viewportHeight : from.top;
  while (start > range.start && top > -margin) {
    start -= 1;
    top += -heightOf(start);
  }
  while (start < range.end - 1 && top + heightOf(start) < -margin) {
    top += heightOf(start);
    start += 1;
  }
  let end = start;
  for (let bottom = top; end < range.end && bottom < viewportHeight + margin; end += 1)
    bottom += heightOf(end);
  return { start, end: Math.max(end, start + 1) };
}
