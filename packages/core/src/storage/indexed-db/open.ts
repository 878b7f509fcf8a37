import type { Clock } from '../../adapter/environment';
import { isChatError } from '../../errors';
import { createSerialQueue } from '../../lib/serial-queue';
import { checkBatch, checkLimit } from '../check-batch';
import type { ChatStorage, StorageHealth, StorageWrite } from '../storage';
import { isOutOfSpace, storageError } from '../storage-error';
import type { Connection } from './connection';
import { createHousekeeping, type Retention } from './housekeeping';
import { readOutbox } from './outbox-files';
import { readHistory } from './read-history';
import { readRecent } from './read-recent';
import { everyStore, type Database } from './schema';
import { writeBatch } from './write-batch';

/** Long enough after the page began for its first paint to be over. */
const firstSweepMs = 10_000;

export async function openIndexedDb(options: {
  readonly connection: Connection;
  readonly retention: Retention;
  readonly clock: Clock;
}): Promise<ChatStorage> {
  const { connection, retention, clock } = options;
  const knownEvictions = await firstRead(connection);
  const inTurn = createSerialQueue();
  const housekeeping = createHousekeeping(connection, retention, clock);
  let outOfSpace: StorageHealth['degraded'] = null;

  // What fails here is done by the next write; a database that broke tells whoever calls next.
  const tidy = (batch: readonly StorageWrite[]): void => {
    inTurn(() => housekeeping.tidy(batch)).catch(() => undefined);
  };
  const firstSweep = clock.after(firstSweepMs, () => tidy([]));

  return {
    async write(batch) {
      checkBatch(batch);
      if (batch.length === 0) return;
      try {
        await inTurn(() =>
          housekeeping.withSpace(batch, (evictions) =>
            connection.use((database) => writeBatch(database, batch, { knownEvictions, evictions })),
          ),
        );
        outOfSpace = null;
      } catch (error) {
        if (isOutOfSpace(error)) outOfSpace = { reason: 'quota', message: error.message };
        throw error;
      }
      tidy(batch);
    },
    loadUsers: () => connection.use((database) => database.getAll('users')),
    loadConversations: () => connection.use((database) => database.getAll('conversations')),
    async loadHistory(conversationId, { limit, before }) {
      const count = checkLimit(limit);
      return connection.use((database) => readHistory(database, conversationId, count, before));
    },
    async loadRecent({ limit, before }) {
      const count = checkLimit(limit);
      return connection.use((database) => readRecent(database, count, before));
    },
    loadOutbox: () => connection.use(readOutbox),
    loadValue: (key) => connection.use((database) => database.get('values', key)),
    async health() {
      const counts = await connection.use(readCounts);
      const evictedMessages = counts.evictedMessages + housekeeping.unrecordedCount;
      return {
        kind: 'indexed-db',
        degraded: outOfSpace,
        ...counts,
        evictedMessages,
        usageBytes: await usageBytes(),
      };
    },
    wipe: () => inTurn(() => wipe(connection)),
    async close() {
      firstSweep.cancel();
      await inTurn(() => connection.close());
    },
  };
}

/** Opens the database for the first time and tells which eviction was the last before this page. */
async function firstRead(connection: Connection): Promise<number> {
  try {
    return (await connection.use((database) => database.get('counters', 'evicted-messages'))) ?? 0;
  } catch (error) {
    await connection.close();
    if (isChatError(error) && error.details['reason'] !== undefined) throw error;
    throw storageError('unavailable', error instanceof Error ? error.message : String(error), error);
  }
}

async function readCounts(
  database: Database,
): Promise<Pick<StorageHealth, 'messages' | 'outboxEntries' | 'oldestMessageAt' | 'evictedMessages'>> {
  const transaction = database.transaction(['messages', 'outbox', 'counters'], 'readonly');
  const messages = transaction.objectStore('messages');
  const [count, outboxEntries, oldest, evicted] = await Promise.all([
    messages.count(),
    transaction.objectStore('outbox').count(),
    messages.index('by-time').openKeyCursor(),
    transaction.objectStore('counters').get('evicted-messages'),
    transaction.done,
  ]);
  return {
    messages: count,
    outboxEntries,
    oldestMessageAt: oldest?.key ?? null,
    evictedMessages: evicted ?? 0,
  };
}

/** Emptied before it is deleted: another tab may hold up the deleting, but not the emptying. */
async function wipe(connection: Connection): Promise<void> {
  const emptied = await connection.use(emptyAll).then(
    () => true,
    () => false,
  );
  try {
    await connection.deleteDatabase();
  } catch (error) {
    if (!emptied) throw storageError('broken', 'The stored data could not be deleted.', error);
  }
}

async function emptyAll(database: Database): Promise<void> {
  const transaction = database.transaction(everyStore, 'readwrite', { durability: 'strict' });
  await Promise.all([...everyStore.map((store) => transaction.objectStore(store).clear()), transaction.done]);
}

async function usageBytes(): Promise<number | null> {
  const storage: StorageManager | undefined = globalThis.navigator?.storage;
  try {
    return (await storage?.estimate())?.usage ?? null;
  } catch {
    // A number to show, not one to fail for.
    return null;
  }
}
