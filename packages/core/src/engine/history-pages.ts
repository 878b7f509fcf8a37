import type { HistoryPage, HistoryPosition } from '../adapter/adapter';
import { toChatError } from '../errors';
import type { ConversationId, MessageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { Message } from '../model/message';
import type { StoreEvent } from '../store/store-event';
import { findMessage, mergeRanges } from '../store/timeline';
import type { Timeline } from '../store/timeline';
import { listedBy, rangeOf, spanOf } from './page-span';
import type { PersonScope } from './scope';

/** One page at a time into the store, from the server or from what is stored. */
export interface HistoryPages {
  /** Puts the newest that is stored into the store, once. */
  loadCached(id: ConversationId): Promise<void>;
  /** `isWanted`, asked when the page has come: what left memory meanwhile must not come back in pieces. */
  load(
    id: ConversationId,
    position: HistoryPosition,
    peek: boolean,
    isWanted?: () => boolean,
  ): Promise<HistoryPage>;
  /** What storage knows without a hole below a message; empty where it knows nothing. */
  loadStored(id: ConversationId, anchor: Message): Promise<readonly Message[]>;
  /** Whether the server itself told every message of this stretch since live last broke. */
  isVerified(id: ConversationId, range: KnownRange): boolean;
  /** The next `loadCached` reads again. */
  forget(id: ConversationId): void;
  stop(): void;
}

/** A page, and what was the case when it was asked for. */
interface AskedPage {
  readonly id: ConversationId;
  readonly before: Timeline | undefined;
  readonly era: number;
  readonly live: boolean;
  readonly page: HistoryPage;
}

const cachedPage = 60;
/** Where messages change faster than a page can be told, what live says must do. */
const askAgainLimit = 3;

export function createHistoryPages(
  scope: PersonScope,
  /** Whether new messages of this conversation reach us live without exception. */
  isFullyLive: (id: ConversationId) => boolean,
): HistoryPages {
  const { adapter, store, storage, signal } = scope;
  const cached = new Map<ConversationId, Promise<void>>();
  const verified = new Map<ConversationId, readonly KnownRange[]>();
  let interruptions = 0;
  const stop = store.observe(({ events }) => {
    if (!events.some(({ type }) => type === 'live-interrupted')) return;
    interruptions += 1;
    verified.clear();
  });

  async function readCached(id: ConversationId): Promise<void> {
    try {
      const { messages, ranges } = await storage.loadHistory(id, { limit: cachedPage });
      const [oldest, newest] = [messages[0], messages[messages.length - 1]];
      if (oldest === undefined || newest === undefined) return;
      // Storage hears of live messages no longer than the page lived.
      const stored = within(ranges, -Infinity, newest.order);
      const isAll = messages.length < cachedPage;
      const loaded = within(stored, isAll ? -Infinity : oldest.order, Infinity);
      apply({ conversationId: id, messages, ranges: loaded, stored, knownBefore: null });
    } catch (error) {
      cached.delete(id);
      scope.report(toChatError(error, 'storage'));
    }
  }

  async function ask(id: ConversationId, position: HistoryPosition, peek: boolean): Promise<AskedPage> {
    const before = store.getState().timelines.get(id);
    const [era, live] = [interruptions, isFullyLive(id)];
    const request = { conversationId: id, position, limit: adapter.limits.pageSize, peek };
    return { id, before, era, live, page: await adapter.loadMessages(request, signal) };
  }

  /** Something the page lists changed while it was under way, and which of the two is newer nobody knows. */
  function isOvertaken({ id, before, page }: AskedPage): boolean {
    const now = store.getState().timelines.get(id);
    return now !== before && page.messages.some((message) => newerOf(message, before, now) !== message);
  }

  /** Live says what becomes of known messages too: what was told once stays true. */
  function tellsChanges(id: ConversationId): boolean {
    const { capabilities, conversations } = store.getState();
    const { edits, deletions, reactions } = capabilities.live[conversations.get(id)?.kind ?? 'direct'];
    return [edits, deletions, reactions].every((one) => one === 'always' || one === 'while-watching');
  }

  function loadCached(id: ConversationId): Promise<void> {
    const reading = cached.get(id) ?? readCached(id);
    cached.set(id, reading);
    return reading;
  }

  function apply(page: Omit<Extract<StoreEvent, { type: 'history-loaded' }>, 'type'>): void {
    store.apply([{ type: 'history-loaded', ...page }]);
  }

  return {
    loadCached,
    async load(id, position, peek, isWanted = () => true) {
      // What is claimed to be known is written over what was claimed before, so that has to be read first.
      await loadCached(id);
      let asked = await ask(id, position, peek);
      for (let left = askAgainLimit; left > 0 && isWanted() && isOvertaken(asked); left -= 1)
        asked = await ask(id, position, peek);
      if (!isWanted()) return asked.page;
      const { page, before, live } = asked;
      const now = store.getState().timelines.get(id);
      const unbroken = asked.era === interruptions;
      // What follows the page is covered only if nothing could be missed since it was asked for.
      const range = rangeOf(page, position, live && unbroken);
      const listed = listedBy(page, position);
      if (listed !== null && unbroken && live && tellsChanges(id))
        verified.set(id, mergeRanges([...(verified.get(id) ?? []), listed]));
      store.apply(page.users.map((user) => ({ type: 'user-received', user })));
      apply({
        conversationId: id,
        messages: page.messages.map((message) => newerOf(message, before, now)),
        ranges: range === null ? [] : [range],
        knownBefore: idsInside(before, spanOf(page, position)),
        answered: newsOlderThan(page.messages, before, now),
      });
      if (page.markedRead) {
        const newest = page.messages[page.messages.length - 1];
        store.apply([{ type: 'unread-changed', conversationId: id, count: 0 }]);
        if (newest !== undefined && page.reachedEnd) {
          store.apply([{ type: 'read-position-changed', conversationId: id, order: newest.order }]);
        }
      }
      return page;
    },
    async loadStored(id, anchor) {
      const { pageSize } = adapter.limits;
      const before = { order: anchor.order, id: anchor.id };
      // One more than a page tells whether the page is the first.
      const { messages, ranges } = await storage.loadHistory(id, { limit: pageSize + 1, before });
      const joined = ranges.find(({ from, to }) => from < anchor.order && anchor.order <= to);
      const below = joined === undefined ? [] : messages.filter(({ order }) => order >= joined.from);
      const page = below.slice(-pageSize);
      const first = page[0];
      if (joined === undefined || first === undefined) return [];
      const isStart = page.length === below.length && joined.from === -Infinity;
      const range = { from: isStart ? -Infinity : first.order, to: anchor.order };
      apply({ conversationId: id, messages: page, ranges: [range], knownBefore: null });
      return page;
    },
    isVerified(id, { from, to }) {
      const { messages } = store.getState().timelines.get(id) ?? {};
      const ranges = verified.get(id);
      if (messages === undefined || ranges === undefined) return false;
      for (let index = -messages.search(({ order }) => (order < from ? -1 : 1)) - 1; ; index += 1) {
        const message = messages.at(index);
        if (message === undefined || message.order > to) return true;
        if (!ranges.some((range) => range.from <= message.order && message.order <= range.to)) return false;
      }
    },
    forget(id) {
      cached.delete(id);
      verified.delete(id);
    },
    stop,
  };
}

function within(ranges: readonly KnownRange[], least: number, most: number): readonly KnownRange[] {
  return ranges
    .map(({ from, to }) => ({ from: Math.max(from, least), to: Math.min(to, most) }))
    .filter(({ from, to }) => from <= to);
}

/** What changed while the page was under way may be newer than the page. */
function newerOf(message: Message, before: Timeline | undefined, now: Timeline | undefined): Message {
  const known = now === undefined ? undefined : findMessage(now, message.id);
  const earlier = before === undefined ? undefined : findMessage(before, message.id);
  return known !== undefined && known !== earlier && known.complete ? known : message;
}

/** Of what the page lists, that of which news had come before it was asked for: it knows them. */
function newsOlderThan(
  messages: readonly Message[],
  before: Timeline | undefined,
  now: Timeline | undefined,
): ReadonlySet<MessageId> {
  const ids = messages.map(({ id }) => id);
  return new Set(
    ids.filter((id) => before?.orphans.has(id) === true && before.orphans.get(id) === now?.orphans.get(id)),
  );
}

/** Ends not included: with its neighbour of the same order a message may stand on the next page. */
function idsInside(timeline: Timeline | undefined, span: KnownRange | null): ReadonlySet<MessageId> {
  const ids = new Set<MessageId>();
  if (timeline === undefined || span === null) return ids;
  const { messages } = timeline;
  for (let index = -messages.search(({ order }) => (order <= span.from ? -1 : 1)) - 1; ; index += 1) {
    const message = messages.at(index);
    if (message === undefined || message.order >= span.to) return ids;
    ids.add(message.id);
  }
}
