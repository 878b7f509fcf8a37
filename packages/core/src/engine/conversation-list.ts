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

  async function refresh(): Promise<ListNews> {
    store.apply([{ type: 'conversation-list-load-changed', load: { name: 'loading' } }]);
    try {
      const before = store.getState();
      const listed = new Set<ConversationId>();
      const changed: ConversationId[] = [];
      let cursor: string | null = null;
      let overtaken = false;
      for (let count = 0; count < refreshPages; count += 1) {
        const page = await loadPage(cursor);
        for (const item of page.items) listed.add(item.id);
        changed.push(...page.changed);
        overtaken ||= page.overtaken;
        if (next === null || next === undefined) {
          completeList(before.conversations.keys(), listed);
          break;
        }
        if (page.changed.length === 0 && page.items.length > 0) break;
        cursor = next;
      }
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
  function completeList(knownBefore: Iterable<ConversationId>, listed: Set<ConversationId>): void {
    const known = new Set(knownBefore);
    for (const id of store.getState().conversations.keys()) if (!known.has(id)) listed.add(id);
    store.apply([{ type: 'conversation-list-completed', listed }]);
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
