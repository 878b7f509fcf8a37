import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Conversation } from '../../model/conversation';
import type { ConversationId, LocalId, MessageId, UserId } from '../../model/ids';
import type { KnownRange } from '../../model/known-range';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { StoredEntry } from './outbox-files';

export interface RangesRecord {
  readonly conversationId: ConversationId;
  readonly ranges: readonly KnownRange[];
  /** Nothing below `order` was kept; whoever opened the database before does not know. */
  readonly eviction: { readonly order: number; readonly serial: number } | null;
}

export interface ChatDatabaseSchema extends DBSchema {
  users: { key: UserId; value: User };
  conversations: { key: ConversationId; value: Conversation };
  messages: {
    key: [ConversationId, MessageId];
    value: Message;
    indexes: { 'by-order': [ConversationId, number, MessageId]; 'by-time': number };
  };
  ranges: { key: ConversationId; value: RangesRecord };
  outbox: { key: LocalId; value: StoredEntry; indexes: { 'by-sequence': number } };
  /** The bytes of files on their way out, by command and attachment. */
  blobs: { key: [LocalId, string]; value: Blob };
  values: { key: string; value: unknown };
  /** How many messages were ever evicted; it numbers the evictions too. */
  counters: { key: 'evicted-messages'; value: number };
}

export const everyStore = [
  'users',
  'conversations',
  'messages',
  'ranges',
  'outbox',
  'blobs',
  'values',
  'counters',
] as const;

export type StoreName = (typeof everyStore)[number];
export type Database = IDBPDatabase<ChatDatabaseSchema>;
export type WriteTransaction = IDBPTransaction<ChatDatabaseSchema, StoreName[], 'readwrite'>;

// Untyped: the schema a migration was written for is not the schema of today.
export type UpgradeTransaction = IDBPTransaction<unknown, string[], 'versionchange'>;

/** Takes a database one version up. */
type Migration = (database: IDBPDatabase<unknown>, transaction: UpgradeTransaction) => void;

/** The step at position n leads from version n to n + 1; what was released is never changed. */
const migrations: readonly Migration[] = [
  (database) => {
    database.createObjectStore('users', { keyPath: 'id' });
    database.createObjectStore('conversations', { keyPath: 'id' });
    const messages = database.createObjectStore('messages', { keyPath: ['conversationId', 'id'] });
    messages.createIndex('by-order', ['conversationId', 'order', 'id']);
    messages.createIndex('by-time', 'createdAt');
    database.createObjectStore('ranges', { keyPath: 'conversationId' });
    database.createObjectStore('outbox', { keyPath: 'localId' }).createIndex('by-sequence', 'sequence');
    database.createObjectStore('values');
    database.createObjectStore('counters');
  },
  // Nothing is copied here: a page that opens must not wait for, or fail on, the bytes of a whole queue.
  (database) => {
    database.createObjectStore('blobs');
  },
];

export const databaseVersion: number = migrations.length;

export function migrate(
  database: IDBPDatabase<unknown>,
  transaction: UpgradeTransaction,
  oldVersion: number,
): void {
  for (const migration of migrations.slice(oldVersion)) migration(database, transaction);
}

/** All keys of a compound index that begin with `parts`; an empty array sorts after every number and text. */
export function keysUnder(...parts: (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound(parts, [...parts, []]);
}

/** The keys of a conversation's messages below `order`, in the order index; `Infinity` means all. */
export function keysBelow(conversation: ConversationId, order: number): IDBKeyRange {
  return IDBKeyRange.bound([conversation], [conversation, order], false, true);
}
