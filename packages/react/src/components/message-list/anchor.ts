import type { MessageKey } from '@chat/core';

export interface AnchorRow {
  readonly key: MessageKey;
  /** Pixels below the upper edge of the frame: of what does not move when something comes or goes above the viewport. */
  readonly top: number;
  /** A part of the row that stands for it: of a row that is longer than the screen only a part is being read. */
  readonly part?: Element;
}

/** Where the rows on screen were; the first that still exists decides. */
export type Anchor = readonly AnchorRow[];

const mostRows = 12;

/**
 * Remembers the rows on screen. Rows that are wholly visible come first: one that is cut by the upper edge may grow
 * at its end without moving what is being read.
 */
export function captureAnchor(frame: Element, viewport: HTMLElement, rows: HTMLElement): Anchor {
  const origin = frame.getBoundingClientRect().top;
  const { top, bottom } = viewport.getBoundingClientRect();
  const whole: AnchorRow[] = [];
  const cut: AnchorRow[] = [];
  for (const row of rows.children) {
    const key = row.getAttribute('data-key') as MessageKey | null;
    if (key === null) continue;
    const box = row.getBoundingClientRect();
    if (box.bottom <= top) continue;
    if (box.top >= bottom || whole.length === mostRows) break;
    if (box.top >= top) whole.push({ key, top: box.top - origin });
    else cut.push(cutRow(key, row, { origin, top, bottom }));
  }
  return [...whole, ...cut];
}

function cutRow(
  key: MessageKey,
  row: Element,
  { origin, top, bottom }: { readonly origin: number; readonly top: number; readonly bottom: number },
): AnchorRow {
  const box = row.getBoundingClientRect();
  const part = box.bottom < bottom ? null : firstPartWithin(row, top, bottom);
  if (part === null) return { key, top: box.top - origin };
  return { key, top: part.getBoundingClientRect().top - origin, part };
}

/** The first element inside whose upper edge is on screen, or the innermost one that is cut by the screen's. */
function firstPartWithin(element: Element, top: number, bottom: number): Element | null {
  for (const child of element.children) {
    const box = child.getBoundingClientRect();
    if (box.bottom <= top || box.top >= bottom || box.height === 0) continue;
    return box.top >= top ? child : (firstPartWithin(child, top, bottom) ?? child);
  }
  return null;
}

/** How far down the anchored rows are of where they were; null when none of them is laid out any more. */
export function anchorShift(anchor: Anchor, frame: Element, rows: HTMLElement): number | null {
  const { top } = frame.getBoundingClientRect();
  const laidOut = new Map<string | null, Element>();
  for (const row of rows.children) laidOut.set(row.getAttribute('data-key'), row);
  for (const { key, top: before, part } of anchor) {
    const row = laidOut.get(key);
    if (row === undefined || (part !== undefined && !row.contains(part))) continue;
    return (part ?? row).getBoundingClientRect().top - top - before;
  }
  return null;
}

/** The row at the upper edge of the viewport; null when none is on screen. */
export function uppermostRow(viewport: HTMLElement, rows: HTMLElement): MessageKey | null {
  const { top, bottom } = viewport.getBoundingClientRect();
  for (const row of rows.children) {
    const box = row.getBoundingClientRect();
    if (box.top >= bottom) break;
    if (box.bottom > top) return row.getAttribute('data-key') as MessageKey | null;
  }
  return null;
}
