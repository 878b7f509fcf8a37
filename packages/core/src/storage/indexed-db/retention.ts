import type { ConversationId } from '../../model/ids';
import { dropBelow, recordEvictions, type Eviction } from './eviction';
import { keysBelow, type Database, type WriteTransaction } from './schema';

const chunkSize = 200;

/** Keeps about the newest `limit` messages of a conversation; a tenth more is let be, so that not every write trims. */
export async function trimToCount(
  database: Database,
  conversation: ConversationId,
  limit: number,
): Promise<void> {
  await dropAndRecord(database, async (transaction) => {
    const index = transaction.objectStore('messages').index('by-order');
    const count = await index.count(keysBelow(conversation, Infinity));
    if (count <= limit * 1.1) return [];
    const newest = await index.openKeyCursor(keysBelow(conversation, Infinity), 'prev');
    const firstKept = limit > 1 ? await newest?.advance(limit - 1) : newest;
    return firstKept == null ? [] : [await dropBelow(transaction, conversation, firstKept.key[1])];
  });
}

/** Drops what is older than `oldestAllowed` (epoch milliseconds), up to the first message that is not. */
export async function dropExpired(database: Database, oldestAllowed: number): Promise<void> {
  await dropAndRecord(database, async (transaction) => {
    const index = transaction.objectStore('messages').index('by-time');
    const expired = await index.getAllKeys(IDBKeyRange.upperBound(oldestAllowed, true));
    const evictions: Eviction[] = [];
    for (const conversation of new Set(expired.map(([id]) => id))) {
      const firstKept = await firstOrderSince(transaction, conversation, oldestAllowed);
      evictions.push(await dropBelow(transaction, conversation, firstKept));
    }
    return evictions;
  });
}

async function dropAndRecord(
  database: Database,
  drop: (transaction: WriteTransaction) => Promise<readonly Eviction[]>,
): Promise<void> {
  const transaction: WriteTransaction = database.transaction(['messages', 'ranges', 'counters'], 'readwrite');
  const work = async (): Promise<void> => {
    const evictions = await drop(transaction);
    if (evictions.length > 0) await recordEvictions(transaction, evictions);
  };
  await Promise.all([work(), transaction.done]);
}

async function firstOrderSince(
  transaction: WriteTransaction,
  conversation: ConversationId,
  oldestAllowed: number,
): Promise<number> {
  const index = transaction.objectStore('messages').index('by-order');
  const all = keysBelow(conversation, Infinity);
  for (let window = all; ;) {
    const chunk = await index.getAll(window, chunkSize);
    const kept = chunk.find((message) => message.createdAt >= oldestAllowed);
    if (kept !== undefined) return kept.order;
    const last = chunk[chunk.length - 1];
    if (last === undefined || chunk.length < chunkSize) return Infinity;
    window = IDBKeyRange.bound([conversation, last.order, last.id], all.upper, true, all.upperOpen);
  }
}
