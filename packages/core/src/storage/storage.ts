import type { Conversation } from '../model/conversation';
import type { ConversationId, LocalId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import type { User } from '../model/user';
import type { OutboxEntry } from '../adapter/outbox-entry';
import type { KnownRange } from '../model/known-range';

/** One change; a batch of them is written in one transaction or not at all. */
export type StorageWrite =
  | { readonly type: 'put-user'; readonly user: User }
  | { readonly type: 'put-conversation'; readonly conversation: Conversation }
  /** Takes the conversation's messages and ranges with it; its outbox entries stay. */
  | { readonly type: 'delete-conversation'; readonly conversationId: ConversationId }
  | { readonly type: 'put-message'; readonly message: Message }
  | {
      readonly type: 'delete-message';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
    }
  /** Which stretches of the conversation's history are stored without holes. */
  | {
      readonly type: 'put-ranges';
      readonly conversationId: ConversationId;
      readonly ranges: readonly KnownRange[];
    }
  /** Its files with it, the first time they are seen: the bytes behind an attachment's id never change. */
  | { readonly type: 'put-outbox-entry'; readonly entry: OutboxEntry }
  | { readonly type: 'delete-outbox-entry'; readonly localId: LocalId }
  /** Small JSON values: drafts, cursors. `undefined` removes. */
  | { readonly type: 'put-value'; readonly key: string; readonly value: unknown };

export interface StoredHistory {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly ranges: readonly KnownRange[];
}

export interface StorageHealth {
  readonly kind: 'indexed-db' | 'memory';
  /** Why it is not durable, when it is not. */
  readonly degraded: null | { readonly reason: 'unavailable' | 'broken' | 'quota'; readonly message: string };
  readonly messages: number;
  readonly outboxEntries: number;
  /** Epoch milliseconds of the oldest message kept, null when there is none. */
  readonly oldestMessageAt: number | null;
  readonly evictedMessages: number;
  /** Bytes the origin uses, where the browser tells. */
  readonly usageBytes: number | null;
}

/**
 * What survives a reload, for one person on one backend. Throws `ChatError` code `storage`.
 * When space runs out the oldest history goes first, the outbox never.
 */
export interface ChatStorage {
  write(batch: readonly StorageWrite[]): Promise<void>;
  loadUsers(): Promise<readonly User[]>;
  loadConversations(): Promise<readonly Conversation[]>;
  /** The newest `limit` messages, or those below `before` (exclusive, by order then id). */
  loadHistory(
    conversationId: ConversationId,
    options: { readonly limit: number; readonly before?: { readonly order: number; readonly id: MessageId } },
  ): Promise<StoredHistory>;
  /**
   * The newest `limit` messages of all conversations by `createdAt`, or those before a time (exclusive), oldest first.
   * All of the oldest one's time come along, also beyond the limit.
   */
  loadRecent(options: { readonly limit: number; readonly before?: number }): Promise<readonly Message[]>;
  /** In the order they were given; blobs included. */
  loadOutbox(): Promise<readonly OutboxEntry[]>;
  loadValue(key: string): Promise<unknown>;
  health(): Promise<StorageHealth>;
  /** Deletes everything, outbox included. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** Opens one database per name; a name stands for one backend and one person. */
export interface StorageProvider {
  /** Tells databases of the same name apart that do not share what they keep; tabs meet only in the same place. */
  readonly place?: string;
  open(name: string): Promise<ChatStorage>;
}
