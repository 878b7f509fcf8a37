import type { MessageKey, MessageView, TimelineView } from '@chat/core';
import { useState, useSyncExternalStore } from 'react';
import { rangeOf, windowAround, windowAtEnd, windowFor, type RowRange, type RowWindow } from './row-window';
import { createScrollKeeper, type ScrollKeeper, type ScrollRequest } from './scroll-keeper';

export interface ListWindow {
  readonly keeper: ScrollKeeper;
  readonly request: ScrollRequest | null;
  readonly range: RowRange;
  /** Following the newest message. */
  readonly pinned: boolean;
  /** Messages of others below what has been seen. */
  readonly newCount: number;
  toEnd(): void;
  /** Brings a row on screen, this many pixels below the upper edge. */
  show(key: MessageKey, top: number): void;
  /** Widens or shortens what is laid out. */
  see(visible: RowRange): void;
}

const mostCounted = 99;

/** Which rows are laid out and where the viewport stands: at the end, or where the user left it. */
export function useListWindow(
  timeline: TimelineView,
  openAt: MessageKey | null,
  readTimeline: () => TimelineView,
): ListWindow {
  const [keeper] = useState(() =>
    createScrollKeeper(openAt === null ? { name: 'end' } : { name: 'row', key: openAt, top: openTop }),
  );
  const [window, setWindow] = useState<RowWindow>(() => opening(timeline, openAt));
  const [request, setRequest] = useState<ScrollRequest | null>(null);
  const atEnd = useSyncExternalStore(keeper.subscribe, keeper.isPinned, keeper.isPinned);
  const applied = useSyncExternalStore(keeper.subscribe, keeper.applied, keeper.applied);
  // A wish that is not carried out yet says nothing of where the viewport will be.
  const pinned = atEnd && applied === request;
  const newest = timeline.at(timeline.length - 1);
  const newestKey = newest?.key ?? null;

  const [seen, setSeen] = useState(() => ({
    pinned,
    key: openAt === null ? newestKey : keyBefore(timeline, openAt),
  }));
  if (seen.pinned !== pinned) setSeen({ pinned, key: newestKey });

  // An own message just sent: whoever writes wants to see it.
  const sent = newestSent(timeline);
  const [followed, setFollowed] = useState(sent);
  if (sent !== null && sent.key !== followed?.key && sent.createdAt >= (followed?.createdAt ?? 0)) {
    setFollowed(sent);
    setWindow(windowAtEnd(timeline));
    setRequest({ name: 'end' });
  }

  // Constant for the life of the list: rows get them, and must not render because another one changed.
  const [actions] = useState(() => ({
    toEnd() {
      setWindow(windowAtEnd(readTimeline()));
      setRequest({ name: 'end' });
    },
    show(key: MessageKey, top: number) {
      const now = readTimeline();
      const index = now.indexOf(key);
      if (index < 0) return;
      setWindow(windowAround(now, index));
      setRequest({ name: 'row', key, top });
    },
    see: (visible: RowRange) => setWindow((before) => windowFor(before, readTimeline(), visible)),
  }));
  return {
    keeper,
    request,
    range: rangeOf(window, timeline),
    pinned,
    newCount: pinned ? 0 : countNew(timeline, seen.key),
    ...actions,
  };
}

/** Room for the separator above the first unread message. */
export const openTop = 72;

function opening(timeline: TimelineView, openAt: MessageKey | null): RowWindow {
  const index = openAt === null ? -1 : timeline.indexOf(openAt);
  return index < 0 ? windowAtEnd(timeline) : windowAround(timeline, index);
}

function keyBefore(timeline: TimelineView, key: MessageKey): MessageKey | null {
  return timeline.at(timeline.indexOf(key) - 1)?.key ?? null;
}

const mostBehind = 20;

/** The newest message sent from this browser, confirmed or not. */
function newestSent(timeline: TimelineView): Pick<MessageView, 'key' | 'createdAt'> | null {
  for (let index = timeline.length - 1; index >= Math.max(0, timeline.length - mostBehind); index -= 1) {
    const message = timeline.at(index);
    if (message?.own === true && message.localId !== null) return message;
  }
  return null;
}

function countNew(timeline: TimelineView, seenKey: MessageKey | null): number {
  const seen = seenKey === null ? -1 : timeline.indexOf(seenKey);
  if (seen < 0 && seenKey !== null) return 0;
  let count = 0;
  for (let index = seen + 1; index < timeline.length && count < mostCounted; index += 1) {
    const message = timeline.at(index);
    if (message !== undefined && !message.own && !message.deleted) count += 1;
  }
  return count;
}
