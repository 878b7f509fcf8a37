import type { MessageKey } from '@chat/core';
import {
  anchorShift,
  captureAnchor,
  markMessages,
  readRow,
  uppermostRow,
  type Anchor,
  type Reading,
} from './anchor';
import { createMotion } from './motion';

/** Where the viewport shall go; every new object is a new wish. */
export type ScrollRequest =
  { readonly name: 'end' } | { readonly name: 'row'; readonly key: MessageKey; readonly top: number };

/** The room kept above and below the rows that are laid out, in pixels. */
export interface RowPadding {
  readonly before: number;
  readonly after: number;
  /** No rows are left out above: there is no room to give or take. */
  readonly exact: boolean;
}

export interface ScrollParts {
  /** What rows keep their place in, also when something comes or goes between its upper edge and the viewport's. */
  readonly frame: Element;
  readonly viewport: HTMLElement;
  /** Holds the rows and carries the padding. */
  readonly sheet: HTMLElement;
  readonly rows: HTMLElement;
}

/** Keeps what is being read where it is: at the end while pinned, else by the rows on screen. */
export interface ScrollKeeper {
  isPinned(): boolean;
  isMoving(): boolean;
  /** Told of every change of the answers here, and of every scroll. */
  subscribe(listener: () => void): () => void;
  attach(parts: ScrollParts): () => void;
  /**
   * Takes note of what the user has scrolled. To be called before the rows change: a browser that lays out half of a
   * change moves the viewport too, and nobody could tell that from a user.
   */
  look(): void;
  /** Sets the room around the rows; `settle` then brings the viewport where it belongs. */
  pad(padding: RowPadding): void;
  settle(): void;
  /**
   * `end`: to the end, and stays there until the user scrolls away. `row`: the row goes to this many pixels below the
   * upper edge and stays there until the user scrolls.
   */
  apply(request: ScrollRequest | null): void;
  applied(): ScrollRequest | null;
  /**
   * The rows that decide where the viewport is, and their places below its upper edge; the first that exists counts.
   * Null while pinned.
   */
  anchor(): Anchor | null;
  /** Where the viewport is, as something to come back to. */
  place(): ScrollRequest;
  /** The uppermost row on screen; known once somebody scrolled. */
  topKey(): MessageKey | null;
}

const endTolerance = 24;
const ownTolerance = 1.5;
const exact = 0.5;

export function createScrollKeeper(openAt: ScrollRequest): ScrollKeeper {
  let pinned = openAt.name === 'end';
  let anchor: Anchor = openAt.name === 'row' ? [openAt] : [];
  let wanted = openAt.name === 'row';
  /** The anchor's places are told from the frame's upper edge; until they were taken, from the viewport's. */
  let framed = false;
  let applied: ScrollRequest | null = null;
  let lastTop: number | null = null;
  /** The rows are changing since the last look: until they are settled every move is the browser's. */
  let changing = false;
  let reading: Reading | null = null;
  let parts: ScrollParts | null = null;
  let padding: RowPadding = { before: 0, after: 0, exact: true };
  /** What the room above lacks: rows came out taller than guessed while the user was scrolling. */
  let debt = 0;
  let topKey: MessageKey | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };

  const motion = createMotion(() => {
    repay();
    tell();
  });

  const setPinned = (next: boolean) => {
    if (next === pinned) return;
    pinned = next;
    tell();
  };
  const distance = (viewport: HTMLElement) =>
    viewport.scrollHeight - viewport.clientHeight - viewport.scrollTop;
  const moveTo = (viewport: HTMLElement, top: number) => {
    viewport.scrollTop = top;
    lastTop = viewport.scrollTop;
  };
  const showPadding = () => {
    if (parts === null) return;
    const { style } = parts.sheet;
    style.paddingBlockStart = `${padding.before - debt}px`;
    style.paddingBlockEnd = `${padding.after}px`;
  };
  /** How far the viewport's upper edge is below the frame's. */
  const inset = () =>
    parts === null ? 0 : parts.viewport.getBoundingClientRect().top - parts.frame.getBoundingClientRect().top;
  const moved = (rows: Anchor, by: number): Anchor => rows.map((row) => ({ ...row, top: row.top + by }));
  const remember = () => {
    if (parts === null) return;
    anchor = captureAnchor(parts.frame, parts.viewport, parts.rows, reading);
    framed = true;
  };

  /** Gives the room above its size and moves by the same amount: nothing on screen changes. */
  const repay = () => {
    if (debt === 0 || parts === null) return;
    const { viewport } = parts;
    const before = viewport.scrollTop;
    const owed = debt;
    debt = 0;
    showPadding();
    if (pinned) moveTo(viewport, viewport.scrollHeight);
    else moveTo(viewport, before + owed);
  };

  /** How far the user has scrolled since the last look; whatever was not our own move was theirs. */
  const observe = (): number => {
    if (parts === null) return 0;
    const { viewport } = parts;
    const top = viewport.scrollTop;
    const before = lastTop ?? top;
    lastTop = top;
    if (Math.abs(top - before) <= ownTolerance) return 0;
    // Rows went and the browser had to move back from a place that is no more.
    const lost = top < before && before > viewport.scrollHeight - viewport.clientHeight + exact;
    if (lost) return 0;
    wanted = false;
    reading = top < before ? 'up' : 'down';
    if (distance(viewport) <= endTolerance) setPinned(true);
    // The one thing that ends following: somebody scrolled up.
    else if (top < before) setPinned(false);
    return top - before;
  };

  /** After the user has scrolled: where they are now is what they read. */
  const moveOn = () => {
    if (parts === null) return;
    if (!pinned) remember();
    topKey = uppermostRow(parts.viewport, parts.rows);
    motion.scrolled();
    tell();
  };
  const onScroll = () => {
    if (observe() !== 0) moveOn();
  };

  /** Brings what is read back to its place. */
  const restore = ({ frame, viewport, rows }: ScrollParts) => {
    const shift = anchorShift(anchor, framed ? frame : viewport, rows);
    if (shift === null) {
      if (!wanted) remember();
      return;
    }
    const owed = debt + shift;
    if (Math.abs(shift) <= exact) {
      // It is where it belongs.
    } else if (!wanted && motion.isMoving() && !padding.exact && owed <= padding.before) {
      // A write now would stop a fling or a smooth scroll: the room above gives way until it ends.
      debt = owed;
      showPadding();
    } else {
      debt = 0;
      showPadding();
      moveTo(viewport, viewport.scrollTop + owed);
    }
    if (!framed) {
      anchor = markMessages(moved(anchor, inset()), rows);
      framed = true;
    }
    if (distance(viewport) <= exact) setPinned(true);
  };

  return {
    isPinned: () => pinned,
    isMoving: motion.isMoving,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach(attached) {
      parts = attached;
      const { viewport } = attached;
      showPadding();
      viewport.addEventListener('scroll', onScroll, { passive: true });
      const stopMotion = motion.attach(viewport);
      return () => {
        viewport.removeEventListener('scroll', onScroll);
        stopMotion();
        parts = null;
      };
    },
    pad(next) {
      padding = next;
      if (next.exact || next.before < debt) debt = 0;
      showPadding();
    },
    look() {
      onScroll();
      changing = true;
    },
    settle() {
      if (parts === null) return;
      const { viewport } = parts;
      const followed = pinned;
      const scrolled = changing ? 0 : observe();
      changing = false;
      lastTop = viewport.scrollTop;
      if (pinned) {
        if (distance(viewport) > exact) moveTo(viewport, viewport.scrollHeight);
      } else if (!followed) {
        if (scrolled !== 0) anchor = moved(anchor, -scrolled);
        restore(parts);
      }
      // Its event finds nothing left to notice.
      if (scrolled !== 0) moveOn();
    },
    apply(request) {
      if (request === applied) return;
      applied = request;
      if (request?.name === 'row') {
        wanted = true;
        anchor = [request];
        framed = false;
        pinned = false;
      } else if (request?.name === 'end') {
        wanted = false;
        pinned = true;
      }
      tell();
    },
    applied: () => applied,
    anchor: () => (pinned ? null : framed ? moved(anchor, -inset()) : anchor),
    place() {
      const read = pinned || parts === null ? null : readRow(parts.viewport, parts.rows);
      return read === null ? { name: 'end' } : { name: 'row', ...read };
    },
    topKey: () => topKey,
  };
}
