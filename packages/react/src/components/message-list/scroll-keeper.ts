import type { MessageKey } from '@chat/core';
import { anchorShift, captureAnchor, type Anchor } from './anchor';

/** Where the viewport shall go; every new object is a new wish. */
export type ScrollRequest =
  { readonly name: 'end' } | { readonly name: 'row'; readonly key: MessageKey; readonly top: number };

/** Keeps what is being read where it is: at the end while pinned, else by the rows on screen. */
export interface ScrollKeeper {
  isPinned(): boolean;
  subscribe(listener: () => void): () => void;
  attach(viewport: HTMLElement, rows: HTMLElement): () => void;
  /** Takes note of where the viewport is; true when the user has moved it since the last look. */
  observe(): boolean;
  /** Somebody of ours has just moved the viewport. */
  wrote(): void;
  /** Brings the viewport where it belongs after a change; false when the row it belongs to is not laid out. */
  settle(): boolean;
  /**
   * `end`: to the end, and stays there until the user scrolls away. `row`: the row goes to this many pixels below the
   * upper edge and stays there until the user scrolls.
   */
  apply(request: ScrollRequest | null): void;
  applied(): ScrollRequest | null;
  /** The row that was asked for, until the user scrolls. */
  wanted(): MessageKey | null;
  /** A finger moves the viewport, or its momentum still does. */
  isTouched(): boolean;
}

const endTolerance = 24;
const ownTolerance = 1.5;
const exact = 0.5;
const restMs = 200;

export function createScrollKeeper(openAt: ScrollRequest): ScrollKeeper {
  let pinned = openAt.name === 'end';
  let anchor: Anchor = openAt.name === 'row' ? [openAt] : [];
  let wantedKey: MessageKey | null = openAt.name === 'row' ? openAt.key : null;
  let applied: ScrollRequest | null = null;
  let lastTop: number | null = null;
  let parts: { readonly viewport: HTMLElement; readonly rows: HTMLElement } | null = null;
  let touch: 'none' | 'down' | 'momentum' = 'none';
  let momentumEnd: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
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
  const remember = () => {
    if (parts !== null) anchor = captureAnchor(parts.viewport, parts.rows);
  };

  const waitForRest = () => {
    if (momentumEnd !== null) clearTimeout(momentumEnd);
    momentumEnd = setTimeout(() => {
      if (touch === 'momentum') touch = 'none';
    }, restMs);
  };
  const onTouchStart = () => {
    touch = 'down';
  };
  const onTouchEnd = () => {
    touch = 'momentum';
    waitForRest();
  };

  // Whatever was not our own move was the user's.
  const observe = (): boolean => {
    if (parts === null) return false;
    const { viewport } = parts;
    const moved = viewport.scrollTop - (lastTop ?? viewport.scrollTop);
    lastTop = viewport.scrollTop;
    const byUser = Math.abs(moved) > ownTolerance;
    if (byUser) wantedKey = null;
    // At the end also after rows went and the browser moved the viewport back.
    if (byUser && distance(viewport) <= endTolerance) setPinned(true);
    // The one thing that ends following: somebody scrolled up.
    else if (byUser && moved < 0) setPinned(false);
    if (byUser && !pinned) remember();
    return byUser;
  };
  const onScroll = () => {
    if (touch === 'momentum') waitForRest();
    observe();
  };

  return {
    isPinned: () => pinned,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach(viewport, rows) {
      parts = { viewport, rows };
      // Before the virtualizer hears of it: what it lays out then may move the end away.
      viewport.addEventListener('scroll', onScroll, { passive: true, capture: true });
      viewport.addEventListener('touchstart', onTouchStart, { passive: true });
      viewport.addEventListener('touchend', onTouchEnd, { passive: true });
      viewport.addEventListener('touchcancel', onTouchEnd, { passive: true });
      return () => {
        viewport.removeEventListener('scroll', onScroll, { capture: true });
        viewport.removeEventListener('touchstart', onTouchStart);
        viewport.removeEventListener('touchend', onTouchEnd);
        viewport.removeEventListener('touchcancel', onTouchEnd);
        if (momentumEnd !== null) clearTimeout(momentumEnd);
        parts = null;
      };
    },
    observe,
    wrote() {
      if (parts !== null) lastTop = parts.viewport.scrollTop;
    },
    settle() {
      if (parts === null) return true;
      const { viewport, rows } = parts;
      observe();
      if (pinned) {
        if (distance(viewport) > exact) moveTo(viewport, viewport.scrollHeight);
        return true;
      }
      // Writing now would stop a fling; the virtualizer holds its own corrections until it ends.
      if (touch !== 'none' && wantedKey === null) return true;
      const shift = anchorShift(anchor, viewport, rows);
      if (shift === null) {
        if (wantedKey !== null) return false;
        remember();
        return true;
      }
      if (Math.abs(shift) > exact) moveTo(viewport, viewport.scrollTop + shift);
      if (wantedKey !== null && distance(viewport) <= exact) setPinned(true);
      return true;
    },
    apply(request) {
      if (request === applied) return;
      applied = request;
      if (request?.name === 'row') {
        wantedKey = request.key;
        anchor = [request];
        pinned = false;
      } else if (request?.name === 'end') {
        wantedKey = null;
        pinned = true;
      }
      tell();
    },
    applied: () => applied,
    wanted: () => wantedKey,
    isTouched: () => touch !== 'none',
  };
}
