import type { MessageKey } from '@chat/core';

export interface AnchorRow {
  readonly key: MessageKey;
  /** Pixels below the upper edge of the frame: of what does not move when something comes or goes above the viewport. */
  readonly top: number;
  /**
   * What of the row stands there; default all of it. Its message alone, because what separates it from the row before
   * comes and goes with that one; or the part being read of a row that is longer than the screen.
   */
  readonly mark?: 'message' | Element;
}

/** Where the rows on screen were; the first that still exists decides. */
export type Anchor = readonly AnchorRow[];

/** Which way somebody scrolls. */
export type Reading = 'up' | 'down';

const mostRows = 12;

/** The message in a row, without the separators and the author's name above it. */
function messageIn(row: Element): Element {
  return row.querySelector('.chat-message-body > :not(.chat-message-author)') ?? row.lastElementChild ?? row;
}

const topOf = (element: Element) => element.getBoundingClientRect().top;

/**
 * Remembers the rows on screen. Messages that begin on screen come first: one that is cut by the upper edge may grow
 * at its end without moving what is being read. Before all comes the side of a gap on screen that somebody comes from:
 * they read on where the gap begins, whichever side of it is filled.
 */
export function captureAnchor(
  frame: Element,
  viewport: HTMLElement,
  rows: HTMLElement,
  reading: Reading | null = null,
): Anchor {
  const origin = topOf(frame);
  const { top, bottom } = viewport.getBoundingClientRect();
  const screen = { origin, top, bottom };
  const whole: AnchorRow[] = [];
  const cut: AnchorRow[] = [];
  let atGap: AnchorRow | null = null;
  let before: Element | null = null;
  for (const row of rows.children) {
    const above = before;
    before = row;
    if (row.getBoundingClientRect().bottom <= top) continue;
    const place = placeOf(row, screen);
    if (place === null) continue;
    const message = topOf(messageIn(row));
    if (message >= bottom || whole.length === mostRows) break;
    if (message >= top) whole.push(place);
    else cut.push(place);
    const gap = row.querySelector('.chat-gap');
    if (gap === null || gap.getBoundingClientRect().bottom <= top) continue;
    if (reading === 'up') atGap = place;
    else if (reading === 'down') atGap ??= above && placeOf(above, screen);
  }
  return atGap === null ? [...whole, ...cut] : [atGap, ...whole, ...cut];
}

interface Screen {
  readonly origin: number;
  readonly top: number;
  readonly bottom: number;
}

function placeOf(row: Element, { origin, top, bottom }: Screen): AnchorRow | null {
  const key = row.getAttribute('data-key') as MessageKey | null;
  if (key === null) return null;
  const message = topOf(messageIn(row));
  const longer = message < top && row.getBoundingClientRect().bottom >= bottom;
  const part = longer ? firstPartWithin(row, top, bottom) : null;
  if (part === null) return { key, top: message - origin, mark: 'message' };
  return { key, top: topOf(part) - origin, mark: part };
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
  const laidOut = rowsByKey(rows);
  for (const { key, top, mark } of anchor) {
    const row = laidOut.get(key);
    if (row === undefined || (mark instanceof Element && !row.contains(mark))) continue;
    const marked = mark === undefined ? row : mark === 'message' ? messageIn(row) : mark;
    return topOf(marked) - topOf(frame) - top;
  }
  return null;
}

/** The same places, told by the messages of the rows that are laid out instead of by the rows. */
export function markMessages(anchor: Anchor, rows: HTMLElement): Anchor {
  const laidOut = rowsByKey(rows);
  return anchor.map((place) => {
    const row = laidOut.get(place.key);
    if (row === undefined || place.mark !== undefined) return place;
    return { ...place, top: place.top + topOf(messageIn(row)) - topOf(row), mark: 'message' };
  });
}

/** Where the row that is being read begins, as something to come back to. */
export function readRow(viewport: HTMLElement, rows: HTMLElement): AnchorRow | null {
  const [first] = captureAnchor(viewport, viewport, rows);
  const row = first === undefined ? undefined : rowsByKey(rows).get(first.key);
  return first === undefined || row === undefined
    ? null
    : { key: first.key, top: topOf(row) - topOf(viewport) };
}

function rowsByKey(rows: HTMLElement): ReadonlyMap<string | null, Element> {
  return new Map([...rows.children].map((row) => [row.getAttribute('data-key'), row]));
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
