import { toChatError } from '../errors';
import { createRuns } from '../lib/runs';
import type { ConversationId } from '../model/ids';
import type { Conversation } from '../model/conversation';
import type { StoreEvent } from '../store/store-event';
import type { PersonScope } from './scope';

export interface ListNews {
  /** Conversations with news. */
  readonly changed: readonly ConversationId[];
  /** Something happened while the list was under way, and the list does not know of it or knows more. */
  readonly overtaken: boolean;
}

interface ListRead extends ListNews {
  readonly listed: ReadonlySet<ConversationId>;
  /** One came twice, or the top is another now: the list moved meanwhile. */
  readonly moved: boolean;
  readonly isWhole: boolean;
  readonly isPaged: boolean;
}

export interface ConversationList {
  /** Pages until what comes is known and unchanged, or to the end. */
  refresh(): Promise<ListNews>;
  loadMore(): Promise<void>;
  /** Fetches one the list did not bring. */
  loadOne(id: ConversationId): Promise<void>;
}

/** Pages one refresh may take; lists longer than this load on as they are scrolled. */
const refreshPages = 20;

export function createConversationList(scope: PersonScope): ConversationList {
  const { adapter, store, signal } = scope;
  const runs = createRuns<ListNews>();
  /** Where the list goes on; null when its end was reached, undefined before the first load. */
  let next: string | null | undefined;

  async function loadPage(
    cursor: string | null,
  ): Promise<{ items: readonly Conversation[]; changed: ConversationId[]; overtaken: boolean }> {
    const asked = store.getState().conversations;
    const page = await adapter.loadConversations(cursor, signal);
    const known = store.getState().conversations;
    const changed = page.conversations
      .filter((item) => isNews(known.get(item.id), item))
      .map((item) => item.id);
    const events: StoreEvent[] = page.users.map((user) => ({ type: 'user-received', user }));
    const items = page.conversations.map((item) => withNewer(item, asked.get(item.id), known.get(item.id)));
    for (const conversation of items) events.push({ type: 'conversation-received', conversation });
    store.apply(events);
    next = page.next;
    const overtaken = items.some((item, index) => item !== page.conversations[index]);
    return { items: page.conversations, changed, overtaken };
  }

  /** Pages until what comes is known and unchanged, or to the end. */
  async function readList(toEnd: boolean): Promise<ListRead> {
    const listed = new Set<ConversationId>();
    const changed: ConversationId[] = [];
    let [overtaken, moved] = [false, false];
    let cursor: string | null = null;
    let top: readonly Conversation[] = [];
    for (let count = 1; ; count += 1) {
      const page = await loadPage(cursor);
      if (count === 1) top = page.items;
      for (const { id } of page.items) {
        moved ||= listed.has(id);
        listed.add(id);
      }
      changed.push(...page.changed);
      overtaken ||= page.overtaken;
      cursor = next ?? null;
      const isWhole = cursor === null;
      const isKnown = !toEnd && page.changed.length === 0 && page.items.length > 0;
      if (!isWhole && !isKnown && count < refreshPages) continue;
      const isPaged = count > 1;
      if (isWhole && isPaged && !toEnd) {
        const { items } = await loadPage(null);
        next = null;
        moved ||= top.some(({ id }, index) => id !== items[index]?.id);
      }
      return { changed, overtaken, listed, moved, isWhole, isPaged };
    }
  }

  /** A list that moves while it is paged through can hide one between two pages: a second look finds it. */
  async function readWhole(known: readonly ConversationId[]): Promise<ListRead> {
    const read = await readList(false);
    const mayHide = read.moved || known.some((id) => !read.listed.has(id));
    if (!read.isWhole || !read.isPaged || !mayHide) return read;
    const again = await readList(true);
    return {
      ...again,
      changed: [...read.changed, ...again.changed],
      overtaken: read.overtaken || again.overtaken,
      listed: new Set([...read.listed, ...again.listed]),
    };
  }

  async function refresh(): Promise<ListNews> {
    store.apply([{ type: 'conversation-list-load-changed', load: { name: 'loading' } }]);
    try {
      const known = [...store.getState().conversations.keys()];
      const { changed, overtaken, listed, isWhole } = await readWhole(known);
      if (isWhole) completeList(known, listed);
      store.apply([
        { type: 'conversation-list-load-changed', load: { name: 'ready' } },
        { type: 'freshness-changed', conversationId: null, at: scope.clock.now() },
      ]);
      return { changed, overtaken };
    } catch (error) {
      const failure = toChatError(error);
      store.apply([{ type: 'conversation-list-load-changed', load: { name: 'failed', error: failure } }]);
      throw failure;
    }
  }

  /** Only what was known before the question can be missing from the answer. */
  function completeList(known: readonly ConversationId[], told: ReadonlySet<ConversationId>): void {
    const before = new Set(known);
    const since = [...store.getState().conversations.keys()].filter((id) => !before.has(id));
    store.apply([{ type: 'conversation-list-completed', listed: new Set([...told, ...since]) }]);
  }

  return {
    // A list that is on its way was perhaps told before what it is asked for now.
    refresh: () => runs.afresh('list', refresh),
    async loadMore() {
      // A tab that follows was told the list, but has not asked itself where it goes on.
      if (next === undefined && store.getState().conversationList.name === 'ready') await loadPage(null);
      for (let isNew = false; !isNew && typeof next === 'string';) {
        const known = store.getState().conversations;
        const { items } = await loadPage(next);
        isNew = items.some(({ id }) => !known.has(id));
      }
    },
    async loadOne(id) {
      const asked = store.getState().conversations.get(id);
      const { conversation, users } = await adapter.loadConversation(id, signal);
      const known = store.getState().conversations.get(id);
      store.apply([
        ...users.map((user) => ({ type: 'user-received', user }) as const),
        { type: 'conversation-received', conversation: withNewer(conversation, asked, known) },
      ]);
    },
  };
}

/** What is told of a conversation, with what happened there while it was told: that stands until it is asked again. */
function withNewer(
  told: Conversation,
  asked: Conversation | undefined,
  known: Conversation | undefined,
): Conversation {
  if (known === undefined || known === asked) return told;
  const { unreadCount, lastMessage, lastActivityAt } = known;
  if (told.unreadCount === unreadCount && told.lastMessage?.id === lastMessage?.id) return told;
  return { ...told, unreadCount, lastMessage, lastActivityAt };
}

function isNews(known: Conversation | undefined, item: Conversation): boolean {
  if (known === undefined) return true;
  return (
    known.lastMessage?.id !== item.lastMessage?.id ||
    known.lastMessage?.createdAt !== item.lastMessage?.createdAt
  );
}
