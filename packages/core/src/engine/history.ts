import type { HistoryPage, HistoryPosition } from '../adapter/adapter';
import { ChatError, toChatError } from '../errors';
import type { ConversationId, MessageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { Message } from '../model/message';
import { selectTimeline } from '../store/select-timeline';
import type { LoadState } from '../store/state';
import type { StoreEvent } from '../store/store-event';
import { findMessage, indexOfMessage } from '../store/timeline';
import type { Gap } from '../store/view';
import type { PersonScope } from './scope';

export interface History {
  /** Puts what is stored of the newest history into the store, once. */
  loadCached(id: ConversationId): Promise<void>;
  /** Loads the newest and pages back until it meets what is known; a hole that stays is shown as a gap. */
  catchUp(id: ConversationId, options: { readonly peek: boolean }): Promise<void>;
  loadOlder(id: ConversationId): Promise<void>;
  loadNewer(id: ConversationId): Promise<void>;
  loadAround(id: ConversationId, messageId: MessageId): Promise<void>;
  fillGap(id: ConversationId, gap: Gap): Promise<void>;
  forget(): void;
}

/** Pages a catch-up may take at once; what is farther away becomes a gap that loads when it is seen. */
const catchUpPages = 5;
const cachedPage = 60;

export function createHistory(
  scope: PersonScope,
  /** Whether new messages of this conversation reach us live without exception. */
  isFullyLive: (id: ConversationId) => boolean,
): History {
  const { adapter, store, storage, signal } = scope;
  const cached = new Map<ConversationId, Promise<void>>();
  /** One load of a kind per conversation at a time: a second caller gets the first one's answer. */
  const running = new Map<string, Promise<void>>();

  function once(key: string, work: () => Promise<void>): Promise<void> {
    const known = running.get(key);
    if (known !== undefined) return known;
    const promise = work().finally(() => running.delete(key));
    running.set(key, promise);
    return promise;
  }

  function part(id: ConversationId, name: 'newest' | 'older' | 'newer', load: LoadState): StoreEvent {
    return { type: 'history-load-changed', conversationId: id, part: name, load };
  }

  async function tracked(
    id: ConversationId,
    name: 'newest' | 'older' | 'newer',
    work: () => Promise<void>,
  ): Promise<void> {
    store.apply([part(id, name, { name: 'loading' })]);
    try {
      await work();
      store.apply([part(id, name, { name: 'ready' })]);
    } catch (error) {
      const failure = toChatError(error);
      if (failure.code === 'not-found') store.apply([{ type: 'conversation-removed', conversationId: id }]);
      else store.apply([part(id, name, { name: 'failed', error: failure })]);
      throw failure;
    }
  }

  /** Asks for one page and applies it. */
  async function loadPage(
    id: ConversationId,
    position: HistoryPosition,
    peek: boolean,
  ): Promise<HistoryPage> {
    const before = store.getState().timelines.get(id);
    const knownBefore = new Set<MessageId>();
    if (before !== undefined) for (const message of before.messages) knownBefore.add(message.id);
    const page = await adapter.loadMessages(
      { conversationId: id, position, limit: adapter.limits.pageSize, peek },
      signal,
    );
    const range = rangeOf(page, position, isFullyLive(id));
    const events: StoreEvent[] = page.users.map((user) => ({ type: 'user-received', user }));
    events.push({
      type: 'history-loaded',
      conversationId: id,
      messages: page.messages,
      ranges: range === null ? [] : [range],
      knownBefore,
    });
    if (page.markedRead) {
      const newest = page.messages[page.messages.length - 1];
      events.push({ type: 'unread-changed', conversationId: id, count: 0 });
      if (newest !== undefined && page.reachedEnd) {
        events.push({ type: 'read-position-changed', conversationId: id, order: newest.order });
      }
    }
    store.apply(events);
    return page;
  }

  /** Pages back from a message until the stretch above it joins older known history or the page limit is hit. */
  async function pageBack(id: ConversationId, from: Message, pages: number, peek: boolean): Promise<void> {
    let anchor = from;
    for (let count = 0; count < pages && hasHoleBelow(id, anchor); count += 1) {
      const page = await loadPage(id, { name: 'before', messageId: anchor.id, order: anchor.order }, peek);
      const oldest = page.messages[0];
      if (page.reachedStart || oldest === undefined) return;
      anchor = oldest;
    }
  }

  /** Something older is known, and between it and this message something may be missing. */
  function hasHoleBelow(id: ConversationId, message: Message): boolean {
    const timeline = store.getState().timelines.get(id);
    const range = timeline?.ranges.find(({ from, to }) => from <= message.order && message.order <= to);
    const first = timeline?.messages.at(0);
    return first !== undefined && first.order < (range?.from ?? message.order);
  }

  function loadCached(id: ConversationId): Promise<void> {
    const known = cached.get(id);
    if (known !== undefined) return known;
    const promise = storage.loadHistory(id, { limit: cachedPage }).then(
      (stored) => applyStored(id, stored.messages, stored.ranges),
      (error: unknown) => {
        cached.delete(id);
        scope.report(toChatError(error, 'storage'));
      },
    );
    cached.set(id, promise);
    return promise;
  }

  function applyStored(
    id: ConversationId,
    messages: readonly Message[],
    ranges: readonly KnownRange[],
  ): void {
    const oldest = messages[0];
    const newest = messages[messages.length - 1];
    if (oldest === undefined || newest === undefined) return;
    // Only what was read back is known here, and storage hears of live messages no longer than the page lived.
    const usable = ranges
      .map((range) => ({ from: Math.max(range.from, oldest.order), to: Math.min(range.to, newest.order) }))
      .filter((range) => range.from <= range.to);
    store.apply([
      { type: 'history-loaded', conversationId: id, messages, ranges: usable, knownBefore: null },
    ]);
  }

  async function loadOlder(id: ConversationId): Promise<void> {
    const timeline = store.getState().timelines.get(id);
    const oldest = timeline?.messages.at(0);
    if (oldest === undefined) return catchUp(id, { peek: true });
    if (timeline?.ranges.some((range) => range.from === -Infinity) === true) return;
    await tracked(id, 'older', async () => {
      const stored = await storage.loadHistory(id, {
        limit: adapter.limits.pageSize,
        before: { order: oldest.order, id: oldest.id },
      });
      const joined = stored.ranges.find((range) => range.from < oldest.order && oldest.order <= range.to);
      const below = stored.messages.filter((message) => joined !== undefined && message.order >= joined.from);
      const first = below[0];
      if (joined !== undefined && first !== undefined) {
        const complete = below.length < adapter.limits.pageSize && joined.from === -Infinity;
        const ranges = [{ from: complete ? -Infinity : first.order, to: oldest.order }];
        store.apply([
          { type: 'history-loaded', conversationId: id, messages: below, ranges, knownBefore: null },
        ]);
        return;
      }
      await loadPage(id, { name: 'before', messageId: oldest.id, order: oldest.order }, true);
    });
  }

  function catchUp(id: ConversationId, { peek }: { readonly peek: boolean }): Promise<void> {
    return once(`newest ${id}`, () =>
      tracked(id, 'newest', async () => {
        await loadCached(id);
        const page = await loadPage(id, { name: 'newest' }, peek);
        const oldest = page.messages[0];
        if (oldest !== undefined) await pageBack(id, oldest, catchUpPages - 1, peek);
      }),
    );
  }

  return {
    loadCached,
    catchUp,
    loadOlder: (id) => once(`older ${id}`, () => loadOlder(id)),
    loadNewer: (id) =>
      once(`newer ${id}`, async () => {
        const messages = store.getState().timelines.get(id)?.messages;
        const newest = messages?.at(messages.length - 1);
        if (newest === undefined || selectTimeline(store.getState(), id).reachedEnd) return;
        await tracked(id, 'newer', async () => {
          await loadPage(id, { name: 'after', messageId: newest.id, order: newest.order }, true);
        });
      }),
    loadAround: (id, messageId) =>
      once(`around ${id} ${messageId}`, async () => {
        const timeline = store.getState().timelines.get(id);
        if (timeline !== undefined && indexOfMessage(timeline, messageId) >= 0) return;
        if (!adapter.capabilities.loadAround) {
          throw new ChatError('unsupported', 'This backend cannot load around a message that is not loaded.');
        }
        await tracked(id, 'older', async () => {
          await loadPage(id, { name: 'around', messageId }, true);
        });
      }),
    fillGap: (id, gap) =>
      once(`gap ${id} ${gap.before}`, async () => {
        const view = selectTimeline(store.getState(), id);
        const row = view.at(view.indexOf(gap.before));
        const timeline = store.getState().timelines.get(id);
        if (row?.id == null || timeline === undefined) return;
        const newer = findMessage(timeline, row.id);
        if (newer !== undefined) await tracked(id, 'older', () => pageBack(id, newer, 1, true));
      }),
    forget() {
      cached.clear();
      running.clear();
    },
  };
}

/** The stretch a page proves to be without holes; ends are its outermost messages unless it says more. */
function rangeOf(page: HistoryPage, position: HistoryPosition, live: boolean): KnownRange | null {
  const oldest = page.messages[0];
  const newest = page.messages[page.messages.length - 1];
  const anchored = position.name === 'before' || position.name === 'after';
  if (oldest === undefined || newest === undefined) {
    if (position.name === 'before' && page.reachedStart) return { from: -Infinity, to: position.order };
    if (position.name === 'after' && page.reachedEnd)
      return { from: position.order, to: live ? Infinity : position.order };
    return page.reachedStart && page.reachedEnd && live ? { from: -Infinity, to: Infinity } : null;
  }
  const from = page.reachedStart
    ? -Infinity
    : anchored
      ? Math.min(oldest.order, position.order)
      : oldest.order;
  const to = anchored ? Math.max(newest.order, position.order) : newest.order;
  return { from, to: page.reachedEnd && live ? Infinity : to };
}
