import { assertNever } from '../lib/assert-never';
import { reduceConversations } from './reduce-conversations';
import { reduceMessages } from './reduce-messages';
import { reduceOutbox } from './reduce-outbox';
import { reducePeople } from './reduce-people';
import type { ChatState } from './state';
import { StateDraft } from './state-draft';
import type { StoreEvent } from './store-event';
import type { Touched } from './touched';

/** The one writer: a batch of events makes the next state. Pure, and harmless when applied twice. */
export function reduce(
  state: ChatState,
  events: readonly StoreEvent[],
): { readonly state: ChatState; readonly touched: Touched } {
  const draft = new StateDraft(state);
  for (const event of events) apply(draft, event);
  return { state: draft.done(), touched: draft.touched };
}

function apply(draft: StateDraft, event: StoreEvent): void {
  switch (event.type) {
    case 'message-received':
    case 'message-changed':
    case 'message-removed':
    case 'reaction-changed':
    case 'messages-read':
    case 'history-loaded':
    case 'history-trimmed':
    case 'history-load-changed':
    case 'live-interrupted':
      return reduceMessages(draft, event);
    case 'conversation-received':
    case 'conversation-removed':
    case 'members-changed':
    case 'unread-changed':
    case 'read-position-changed':
    case 'conversation-list-completed':
      return reduceConversations(draft, event);
    case 'typing-changed':
    case 'presence-changed':
    case 'user-received':
      return reducePeople(draft, event);
    case 'outbox-item-changed':
    case 'outbox-item-removed':
    case 'draft-changed':
      return reduceOutbox(draft, event);
    case 'session-changed':
      draft.plain = { ...draft.plain, session: event.session };
      return;
    case 'connection-changed':
      draft.plain = { ...draft.plain, connection: event.connection };
      return;
    case 'storage-changed':
      draft.plain = { ...draft.plain, storage: event.storage };
      return;
    case 'adapter-described':
    case 'capabilities-changed':
      draft.plain = { ...draft.plain, capabilities: event.capabilities, limits: event.limits };
      return;
    case 'freshness-changed':
      return draft.freshAt.set(event.conversationId, event.at);
    case 'conversation-list-load-changed':
      draft.plain = { ...draft.plain, conversationList: event.load };
      return;
    case 'cache-loaded':
      for (const user of event.users) if (!draft.users.has(user.id)) draft.users.set(user.id, user);
      for (const conversation of event.conversations) {
        if (!draft.conversations.has(conversation.id)) draft.conversations.set(conversation.id, conversation);
      }
      for (const [id, saved] of event.drafts) if (!draft.drafts.has(id)) draft.drafts.set(id, saved);
      for (const [id, order] of event.readUpTo) {
        draft.readUpTo.set(id, Math.max(order, draft.readUpTo.get(id) ?? -Infinity));
      }
      draft.reorder = true;
      return;
    case 'cleared':
      return clear(draft);
    // These only ask the engine to look; they change nothing by themselves.
    case 'conversation-stale':
    case 'conversations-stale':
    case 'session-ended':
      return;
    default:
      return assertNever(event);
  }
}

function clear(draft: StateDraft): void {
  const maps = [
    draft.users,
    draft.conversations,
    draft.timelines,
    draft.historyLoads,
    draft.freshAt,
    draft.outboxLanes,
    draft.typing,
    draft.presence,
    draft.drafts,
    draft.readUpTo,
  ];
  for (const map of maps) map.clear();
  draft.plain = { ...draft.plain, conversationList: { name: 'idle' } };
  draft.reorder = true;
}
