import type { MessageKey, TimelineView } from '@chat/core';
import { useState, useSyncExternalStore } from 'react';
import { rangeOf, windowAround, windowAtEnd, windowFor, type RowRange, type RowWindow } from './row-window';
import { createScrollKeeper, type ScrollKeeper, type ScrollRequest } from './scroll-keeper';

export interface ListWindow {
  readonly keeper: ScrollKeeper;
  readonly request: ScrollRequest | null;
  /** The rows one can scroll through. */
  readonly range: RowRange;
  /** Following the newest message. */
  readonly pinned: boolean;
  /** Messages of others below what has been seen. */
  readonly newCount: number;
  toEnd(): void;
  /** Brings a row on screen, this many pixels below the upper edge. */
  show(key: MessageKey, top: number): void;
  /** Widens or shortens the range around what is on screen. */
  see(visible: RowRange): void;
}

export interface ListWindowOptions {
  readonly openAt: MessageKey | null;
  /** Every row is in the range. */
  readonly whole: boolean;
  readonly readTimeline: () => TimelineView;
}

const mostCounted = 99;

/** Which rows can be scrolled through and where the viewport stands: at the end, or where the user left it. */
export function useListWindow(
  timeline: TimelineView,
  { openAt, whole, readTimeline }: ListWindowOptions,
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
  const [followed, setFollowed] = useState<ReadonlySet<MessageKey>>(() => new Set(sentKeys(timeline)));
  if (sent !== null && !followed.has(sent)) {
    setFollowed(new Set([...followed, sent]));
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
    range: whole ? { start: 0, end: timeline.length } : rangeOf(window, timeline),
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

/** The newest messages sent from this browser, confirmed or not; newest first. */
function sentKeys(timeline: TimelineView): readonly MessageKey[] {
  const keys: MessageKey[] = [];
  for (let index = timeline.length - 1; index >= Math.max(0, timeline.length - mostBehind); index -= 1) {
    const message = timeline.at(index);
    if (message?.own === true && message.localId !== null) keys.push(message.key);
  }
  return keys;
}

function newestSent(timeline: TimelineView): MessageKey | null {
  return sentKeys(timeline)[0] ?? null;
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
