import { assertNever } from '../lib/assert-never';
import { compareOrdered } from '../model/ordered';
import type { Conversation } from '../model/conversation';
import type { ConversationId, LocalId, MessageId, UserId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { Message } from '../model/message';
import type { User } from '../model/user';
import type { OutboxEntry } from '../adapter/outbox-entry';
import { checkBatch, checkLimit } from './check-batch';
import { compareEntries } from './outbox-order';
import type { ChatStorage, StorageProvider, StorageWrite } from './storage';
import { closedError, toStorageError } from './storage-error';

interface Tables {
  readonly users: Map<UserId, User>;
  readonly conversations: Map<ConversationId, Conversation>;
  readonly messages: Map<ConversationId, Map<MessageId, Message>>;
  readonly ranges: Map<ConversationId, readonly KnownRange[]>;
  readonly outbox: Map<LocalId, OutboxEntry>;
  readonly values: Map<string, unknown>;
}

/** Keeps everything as long as the provider lives: opening a name again finds it, as a reload would. */
export function memoryStorage(): StorageProvider {
  const databases = new Map<string, Tables>();
  return {
    async open(name) {
      const tables = databases.get(name) ?? emptyTables();
      databases.set(name, tables);
      return openTables(tables);
    },
  };
}

function emptyTables(): Tables {
  return {
    users: new Map(),
    conversations: new Map(),
    messages: new Map(),
    ranges: new Map(),
    outbox: new Map(),
    values: new Map(),
  };
}

function openTables(tables: Tables): ChatStorage {
  let closed = false;
  const whileOpen = async <Value>(work: () => Value): Promise<Value> => {
    if (closed) throw closedError();
    return work();
  };
  return {
    write: (batch) =>
      whileOpen(() => {
        checkBatch(batch);
        // Copies, as a database does: what cannot be copied is refused before anything is written.
        for (const write of copied(batch)) apply(tables, write);
      }),
    loadUsers: () => whileOpen(() => [...tables.users.values()]),
    loadConversations: () => whileOpen(() => [...tables.conversations.values()]),
    loadHistory: (conversationId, { limit, before }) =>
      whileOpen(() => {
        const count = checkLimit(limit);
        const all = [...(tables.messages.get(conversationId)?.values() ?? [])];
        const below =
          before === undefined ? all : all.filter((message) => compareOrdered(message, before) < 0);
        const messages = below.sort(compareOrdered).slice(Math.max(0, below.length - count));
        return { messages, ranges: tables.ranges.get(conversationId) ?? [] };
      }),
    loadRecent: ({ limit, before = Infinity }) =>
      whileOpen(() => {
        const count = checkLimit(limit);
        const all = [...tables.messages.values()].flatMap((messages) => [...messages.values()]);
        const below = all
          .filter(({ createdAt }) => createdAt < before)
          .sort((left, right) => left.createdAt - right.createdAt);
        const first = below[Math.max(0, below.length - count)]?.createdAt ?? -Infinity;
        return count === 0 ? [] : below.filter(({ createdAt }) => createdAt >= first);
      }),
    loadOutbox: () => whileOpen(() => [...tables.outbox.values()].sort(compareEntries)),
    loadValue: (key) => whileOpen(() => tables.values.get(key)),
    health: () =>
      whileOpen(() => {
        let count = 0;
        let oldest: number | null = null;
        for (const messages of tables.messages.values()) {
          count += messages.size;
          for (const { createdAt } of messages.values()) oldest = Math.min(oldest ?? createdAt, createdAt);
        }
        return {
          kind: 'memory',
          degraded: null,
          messages: count,
          outboxEntries: tables.outbox.size,
          oldestMessageAt: oldest,
          evictedMessages: 0,
          usageBytes: null,
        };
      }),
    wipe: () =>
      whileOpen(() => Object.values(tables).forEach((table: Map<unknown, unknown>) => table.clear())),
    close: async () => {
      closed = true;
    },
  };
}

function copied(batch: readonly StorageWrite[]): readonly StorageWrite[] {
  try {
    return structuredClone(batch);
  } catch (error) {
    throw toStorageError(error);
  }
}

function apply(tables: Tables, write: StorageWrite): void {
  switch (write.type) {
    case 'put-user':
      tables.users.set(write.user.id, write.user);
      return;
    case 'put-conversation':
      tables.conversations.set(write.conversation.id, write.conversation);
      return;
    case 'delete-conversation':
      tables.conversations.delete(write.conversationId);
      tables.messages.delete(write.conversationId);
      tables.ranges.delete(write.conversationId);
      return;
    case 'put-message': {
      const { conversationId, id } = write.message;
      const messages = tables.messages.get(conversationId) ?? new Map<MessageId, Message>();
      tables.messages.set(conversationId, messages.set(id, write.message));
      return;
    }
    case 'delete-message':
      tables.messages.get(write.conversationId)?.delete(write.messageId);
      return;
    case 'put-ranges':
      tables.ranges.set(write.conversationId, write.ranges);
      return;
    case 'put-outbox-entry':
      tables.outbox.set(write.entry.localId, write.entry);
      return;
    case 'delete-outbox-entry':
      tables.outbox.delete(write.localId);
      return;
    case 'put-value':
      if (write.value === undefined) tables.values.delete(write.key);
      else tables.values.set(write.key, write.value);
      return;
    default:
      assertNever(write);
  }
}
