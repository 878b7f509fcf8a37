import type { MessageKey } from '@chat/core';

interface AnchorRow {
  readonly key: MessageKey;
  /** Pixels below the upper edge of the viewport. */
  readonly top: number;
}

/** Where the rows on screen were; the first that still exists decides. */
export type Anchor = readonly AnchorRow[];

const mostRows = 12;

/**
 * Remembers the rows on screen. Rows that are wholly visible come first: one that is cut by the upper edge may grow
 * at its end without moving what is being read.
 */
export function captureAnchor(viewport: HTMLElement, rows: HTMLElement): Anchor {
  const { top, bottom } = viewport.getBoundingClientRect();
  const whole: AnchorRow[] = [];
  const cut: AnchorRow[] = [];
  for (const row of rows.children) {
    const key = row.getAttribute('data-key');
    if (key === null) continue;
    const box = row.getBoundingClientRect();
    if (box.bottom <= top) continue;
    if (box.top >= bottom || whole.length === mostRows) break;
    (box.top >= top ? whole : cut).push({ key: key as MessageKey, top: box.top - top });
  }
  return [...whole, ...cut];
}

/** How far down the anchored rows are of where they were; null when none of them is laid out any more. */
export function anchorShift(anchor: Anchor, viewport: HTMLElement, rows: HTMLElement): number | null {
  const { top } = viewport.getBoundingClientRect();
  const laidOut = new Map<string | null, Element>();
  for (const row of rows.children) laidOut.set(row.getAttribute('data-key'), row);
  for (const { key, top: before } of anchor) {
    const row = laidOut.get(key);
    if (row !== undefined) return row.getBoundingClientRect().top - top - before;
  }
  return null;
}
