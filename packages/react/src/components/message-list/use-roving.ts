import type { MessageKey, TimelineView } from '@chat/core';
import { useCallback, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { RowRange } from './row-window';
import type { ListWindow } from './use-list-window';

export interface Roving {
  /** The row that Tab reaches. */
  readonly activeKey: MessageKey | null;
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
  /** After every layout: gives the focus to the row that waits for it, and picks it up where its row went. */
  readonly settle: (visible: RowRange) => void;
  /** Puts the focus on the row that Tab reaches. */
  readonly focus: () => void;
}

const focusTop = 160;

/**
 * One tab stop for all rows: arrows, pages, Home and End move it, also to rows that are not laid out yet; Escape
 * leaves. A focused row that goes leaves the focus to the list or to its neighbour, never to the page.
 */
export function useRoving(
  root: { readonly current: HTMLElement | null },
  timeline: TimelineView,
  { show, toEnd }: Pick<ListWindow, 'show' | 'toEnd'>,
  onLeave: () => void,
): Roving {
  const [chosen, setChosen] = useState<MessageKey | null>(null);
  const known = chosen !== null && timeline.indexOf(chosen) >= 0;
  const activeKey = known ? chosen : (timeline.at(timeline.length - 1)?.key ?? null);
  const held = useRef<Held | null>(null);
  const page = useRef(1);

  const focusRow = useCallback(
    (index: number) => {
      const feed = root.current;
      const key = timeline.at(Math.max(0, Math.min(index, timeline.length - 1)))?.key;
      if (key === undefined || feed === null) return;
      setChosen(key);
      held.current = { key, index, waiting: true };
      const row = rowOf(feed, key);
      if (row !== null) {
        row.focus({ preventScroll: true });
        row.scrollIntoView({ block: 'nearest' });
        return;
      }
      parkingPlace(feed)?.focus({ preventScroll: true });
      if (index >= timeline.length - 1) toEnd();
      else show(key, focusTop);
    },
    [root, timeline, show, toEnd],
  );

  const settle = (visible: RowRange) => {
    page.current = Math.max(1, visible.end - visible.start - 1);
    const feed = root.current;
    if (feed === null) return;
    if (held.current === null) {
      // Tab must find a row wherever one has scrolled to; at the end it stays the newest one.
      const reached = activeKey !== null && rowOf(feed, activeKey) !== null;
      if (!reached)
        setChosen(visible.end < timeline.length ? (timeline.at(visible.end - 1)?.key ?? null) : null);
      return;
    }
    const index = timeline.indexOf(held.current.key);
    const now = index < 0 ? held.current : { ...held.current, index };
    held.current = now;
    const parked = document.activeElement === parkingPlace(feed);
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (!lost && !(parked && now.waiting)) return;
    const row = rowOf(feed, now.key);
    if (row !== null) {
      row.focus({ preventScroll: true });
      return;
    }
    if (index >= 0 || timeline.length === 0) {
      held.current = { ...now, waiting: true };
      parkingPlace(feed)?.focus({ preventScroll: true });
    } else focusRow(now.index);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget: feed, key } = event;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(target instanceof HTMLElement)) return;
    const parked = target === parkingPlace(feed) && held.current?.waiting === true;
    const from = parked ? held.current?.key : (target.dataset['key'] as MessageKey | undefined);
    if (from === undefined) return;
    const at = timeline.indexOf(from);
    const next = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: at - page.current,
      PageDown: at + page.current,
      Home: 0,
      End: timeline.length - 1,
    }[key];
    if (key === 'Escape') {
      event.preventDefault();
      onLeave();
    }
    if (next === undefined) return;
    event.preventDefault();
    focusRow(next);
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    // What opens above everything is a child of its row for React, not for the page.
    if (!event.currentTarget.contains(event.target)) return;
    const key = event.target.closest('[data-key]')?.getAttribute('data-key') as MessageKey | null | undefined;
    if (key == null) return;
    held.current = { key, index: timeline.indexOf(key), waiting: false };
    setChosen(key);
  };

  const onBlur = ({ currentTarget, target, relatedTarget }: FocusEvent<HTMLElement>) => {
    const stays =
      !target.isConnected ||
      (relatedTarget instanceof Element &&
        (currentTarget.contains(relatedTarget) || relatedTarget.closest('.chat-portal') !== null));
    if (!stays && currentTarget.contains(target)) held.current = null;
  };

  return {
    activeKey,
    handlers: { onKeyDown, onFocus, onBlur },
    settle,
    focus: () => focusRow(activeKey === null ? 0 : timeline.indexOf(activeKey)),
  };
}

/** The row that has the focus, or had it when it went. */
interface Held {
  readonly key: MessageKey;
  readonly index: number;
  /** It is not laid out; the list keeps the focus for it. */
  readonly waiting: boolean;
}

function rowOf(feed: HTMLElement, key: MessageKey): HTMLElement | null {
  return feed.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}

function parkingPlace(feed: HTMLElement): HTMLElement | null {
  return feed.querySelector<HTMLElement>('.chat-messages-viewport');
}
