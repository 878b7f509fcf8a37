import type { Capabilities } from '../adapter/capabilities';
import type { Limits } from '../adapter/limits';
import type { OutboxEntry } from '../adapter/outbox-entry';
import type { ChatError } from '../errors';
import type { Conversation } from '../model/conversation';
import type { ConversationId, LocalId, MessageId, UserId } from '../model/ids';
import type { RelatedEntity } from '../model/message';
import type { Presence, User } from '../model/user';
import type { Timeline } from './timeline';

/** Who we are. Only `signed-in` has data; `starting` may already show the cache. */
export type SessionState =
  | { readonly name: 'starting' }
  | {
      readonly name: 'signed-out';
      readonly reason: 'never' | 'by-user' | 'expired' | 'revoked' | 'deactivated';
    }
  | { readonly name: 'signed-in'; readonly me: UserId };

/** How we are linked. Times are epoch milliseconds. */
export type ConnectionState =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'open'; readonly since: number }
  /** Nothing live here: what is shown is as old as `freshAt`. */
  | { readonly name: 'polling'; readonly freshAt: number | null }
  | {
      readonly name: 'waiting';
      readonly attempt: number;
      readonly retryAt: number;
      readonly error: ChatError;
    }
  | { readonly name: 'offline' }
  | { readonly name: 'closed' };

export type StorageState =
  | { readonly name: 'opening' }
  | { readonly name: 'durable' }
  /** `reason` is null where the app chose it; else why nothing could be kept. */
  | { readonly name: 'memory'; readonly reason: string | null };

/** State of one thing that is loaded in pages. */
export type LoadState =
  | { readonly name: 'idle' }
  | { readonly name: 'loading' }
  | { readonly name: 'ready' }
  | { readonly name: 'failed'; readonly error: ChatError };

export interface TypingPerson {
  readonly userId: UserId;
  readonly name: string | null;
}

/** The outbox as the store shows it: all entries, and per conversation in the order given. */
export interface OutboxState {
  readonly entries: ReadonlyMap<LocalId, OutboxItem>;
  readonly byConversation: ReadonlyMap<ConversationId, readonly OutboxItem[]>;
}

/** An entry with what only this page knows: whether it is on disk yet, and how far an upload got (0–1). */
export interface OutboxItem {
  readonly entry: OutboxEntry;
  readonly saved: boolean;
  readonly progress: number | null;
}

export interface HistoryLoad {
  readonly newest: LoadState;
  readonly older: LoadState;
  readonly newer: LoadState;
}

/** What is being written, kept per conversation until it is sent. */
export interface Draft {
  readonly text: string;
  readonly replyTo: MessageId | null;
  readonly subject?: string;
  readonly related?: readonly RelatedEntity[];
}

/** What is true now. Immutable; every change makes new objects only along its path. */
export interface ChatState {
  readonly session: SessionState;
  readonly connection: ConnectionState;
  readonly storage: StorageState;
  readonly capabilities: Capabilities;
  readonly limits: Limits;
  readonly users: ReadonlyMap<UserId, User>;
  readonly conversations: ReadonlyMap<ConversationId, Conversation>;
  /** Latest activity first, pending sends counted. */
  readonly conversationOrder: readonly ConversationId[];
  readonly conversationList: LoadState;
  readonly timelines: ReadonlyMap<ConversationId, Timeline>;
  readonly historyLoads: ReadonlyMap<ConversationId, HistoryLoad>;
  /** When the server last told a conversation's newest history, under null the list; epoch milliseconds. */
  readonly freshAt: ReadonlyMap<ConversationId | null, number>;
  readonly outbox: OutboxState;
  readonly typing: ReadonlyMap<ConversationId, readonly TypingPerson[]>;
  readonly presence: ReadonlyMap<UserId, Presence>;
  readonly drafts: ReadonlyMap<ConversationId, Draft>;
  /** Highest own read position per conversation, by `order`; survives reload. */
  readonly readUpTo: ReadonlyMap<ConversationId, number>;
}
