import type { Capabilities } from '../adapter/capabilities';
import type { Limits } from '../adapter/limits';
import type { ServerEvent } from '../adapter/server-event';
import type { Conversation } from '../model/conversation';
import type { ConversationId, LocalId, MessageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { Message } from '../model/message';
import type { User } from '../model/user';
import type { ConnectionState, Draft, LoadState, OutboxItem, SessionState, StorageState } from './state';

/** What the engine itself tells the store, beside what came from the backend. */
export type EngineEvent =
  | { readonly type: 'session-changed'; readonly session: SessionState }
  | { readonly type: 'connection-changed'; readonly connection: ConnectionState }
  | { readonly type: 'storage-changed'; readonly storage: StorageState }
  | { readonly type: 'adapter-described'; readonly capabilities: Capabilities; readonly limits: Limits }
  | {
      readonly type: 'cache-loaded';
      readonly users: readonly User[];
      readonly conversations: readonly Conversation[];
      readonly drafts: readonly (readonly [ConversationId, Draft])[];
      readonly readUpTo: readonly (readonly [ConversationId, number])[];
    }
  | { readonly type: 'conversation-list-load-changed'; readonly load: LoadState }
  /** `listed` is the whole list the server gave: conversations absent from it are gone. */
  | { readonly type: 'conversation-list-completed'; readonly listed: ReadonlySet<ConversationId> }
  | {
      readonly type: 'history-load-changed';
      readonly conversationId: ConversationId;
      readonly part: 'newest' | 'older' | 'newer';
      readonly load: LoadState;
    }
  | {
      readonly type: 'history-loaded';
      readonly conversationId: ConversationId;
      /** Oldest first. */
      readonly messages: readonly Message[];
      readonly ranges: readonly KnownRange[];
      /** What else storage can give without holes. */
      readonly stored?: readonly KnownRange[];
      /** For a server's page: ids of its stretch known before it was asked; those not listed were deleted. */
      readonly knownBefore: ReadonlySet<MessageId> | null;
      /** Messages of which news came before the page was asked for and have found nothing to change: it knows them. */
      readonly answered?: ReadonlySet<MessageId>;
    }
  /** Only what lies in these windows of the order stays in memory; none: nothing of the conversation's history. */
  | {
      readonly type: 'history-trimmed';
      readonly conversationId: ConversationId;
      readonly windows: readonly KnownRange[];
    }
  /** The server was asked and answered, of the conversation's newest history or (null) of the list. */
  | {
      readonly type: 'freshness-changed';
      readonly conversationId: ConversationId | null;
      readonly at: number;
    }
  /** The link was lost, or listens to this conversation no more. */
  | { readonly type: 'live-interrupted'; readonly conversationId?: ConversationId }
  | { readonly type: 'outbox-item-changed'; readonly item: OutboxItem }
  | { readonly type: 'outbox-item-removed'; readonly localId: LocalId }
  | { readonly type: 'draft-changed'; readonly conversationId: ConversationId; readonly draft: Draft | null }
  | {
      readonly type: 'read-position-changed';
      readonly conversationId: ConversationId;
      readonly order: number;
    }
  | { readonly type: 'cleared' };

export type StoreEvent = ServerEvent | EngineEvent;
