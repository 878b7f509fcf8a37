import type { MessageKey, TimelineView } from '@chat/core';
import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { ListWindow } from './use-list-window';

export interface Roving {
  /** The row that Tab reaches. */
  readonly activeKey: MessageKey | null;
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  };
}

const focusTop = 160;

/** One tab stop for all rows: arrows, Home and End move it, also to rows that are not laid out yet; Escape leaves. */
export function useRoving(timeline: TimelineView, list: ListWindow, onLeave: () => void): Roving {
  const [chosen, setChosen] = useState<MessageKey | null>(null);
  const known = chosen !== null && timeline.indexOf(chosen) >= 0;
  const activeKey = known ? chosen : (timeline.at(timeline.length - 1)?.key ?? null);
  const { show, toEnd } = list;

  const move = useCallback(
    (feed: HTMLElement, index: number) => {
      const key = timeline.at(Math.max(0, Math.min(index, timeline.length - 1)))?.key;
      if (key === undefined) return;
      setChosen(key);
      const row = rowOf(feed, key);
      if (row !== null) {
        row.focus({ preventScroll: true });
        row.scrollIntoView({ block: 'nearest' });
        return;
      }
      if (index >= timeline.length - 1) toEnd();
      else show(key, focusTop);
      requestAnimationFrame(() => rowOf(feed, key)?.focus({ preventScroll: true }));
    },
    [timeline, show, toEnd],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget: feed, key } = event;
    if (event.defaultPrevented || !(target instanceof HTMLElement) || target.dataset['key'] === undefined)
      return;
    const at = timeline.indexOf(target.dataset['key'] as MessageKey);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: timeline.length - 1 }[key];
    if (key === 'Escape') onLeave();
    if (next === undefined) return;
    event.preventDefault();
    move(feed, next);
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const key = event.target.closest('[data-key]')?.getAttribute('data-key');
    if (key !== null && key !== undefined) setChosen(key as MessageKey);
  };
  return { activeKey, handlers: { onKeyDown, onFocus } };
}

function rowOf(feed: HTMLElement, key: MessageKey): HTMLElement | null {
  return feed.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}
