import type { ConversationId } from '../../model/ids';
import { rangesFrom } from './ranges';
import { keysBelow, type Database, type WriteTransaction } from './schema';

const chunkSize = 200;

/** Drops about this share (0–1) of all messages, the oldest of the database first; returns how many. */
export async function evictOldest(database: Database, share: number): Promise<number> {
  return inOneTransaction(database, async (transaction) => {
    const messages = transaction.objectStore('messages');
    const total = await messages.count();
    if (total === 0) return 0;
    const oldest = await messages.index('by-time').getAllKeys(null, Math.ceil(total * share));
    let evicted = 0;
    for (const [conversation, count] of countedBy(oldest, ([id]) => id)) {
      const cursor = await messages.index('by-order').openKeyCursor(keysBelow(conversation, null), 'next');
      const firstKept = await cursor?.advance(count);
      evicted += await dropBelow(transaction, conversation, firstKept?.key[1] ?? null);
    }
    return evicted;
  });
}

/** Keeps about the newest `limit` messages of a conversation; a tenth more is let be, so that not every write trims. */
export async function trimToCount(
  database: Database,
  conversation: ConversationId,
  limit: number,
): Promise<number> {
  return inOneTransaction(database, async (transaction) => {
    const index = transaction.objectStore('messages').index('by-order');
    const count = await index.count(keysBelow(conversation, null));
    if (count <= limit * 1.1) return 0;
    const newest = await index.openKeyCursor(keysBelow(conversation, null), 'prev');
    const firstKept = limit > 1 ? await newest?.advance(limit - 1) : newest;
    return firstKept == null ? 0 : dropBelow(transaction, conversation, firstKept.key[1]);
  });
}

/** Drops what is older than `oldestAllowed` (epoch milliseconds), up to the first message that is not. */
export async function dropExpired(database: Database, oldestAllowed: number): Promise<number> {
  return inOneTransaction(database, async (transaction) => {
    const index = transaction.objectStore('messages').index('by-time');
    const expired = await index.getAllKeys(IDBKeyRange.upperBound(oldestAllowed, true));
    let evicted = 0;
    for (const conversation of new Set(expired.map(([id]) => id))) {
      const firstKept = await firstOrderSince(transaction, conversation, oldestAllowed);
      evicted += await dropBelow(transaction, conversation, firstKept);
    }
    return evicted;
  });
}

async function inOneTransaction(
  database: Database,
  work: (transaction: WriteTransaction) => Promise<number>,
): Promise<number> {
  const transaction: WriteTransaction = database.transaction(['messages', 'ranges', 'counters'], 'readwrite');
  const [evicted] = await Promise.all([work(transaction), transaction.done]);
  return evicted;
}

async function firstOrderSince(
  transaction: WriteTransaction,
  conversation: ConversationId,
  oldestAllowed: number,
): Promise<number | null> {
  const index = transaction.objectStore('messages').index('by-order');
  const all = keysBelow(conversation, null);
  for (let window = all; ;) {
    const chunk = await index.getAll(window, chunkSize);
    const kept = chunk.find((message) => message.createdAt >= oldestAllowed);
    if (kept !== undefined) return kept.order;
    const last = chunk[chunk.length - 1];
    if (last === undefined || chunk.length < chunkSize) return null;
    window = IDBKeyRange.bound([conversation, last.order, last.id], all.upper, true);
  }
}

/** Drops all messages below `order` (all there are for null) and what the ranges claim about them. */
async function dropBelow(
  transaction: WriteTransaction,
  conversation: ConversationId,
  order: number | null,
): Promise<number> {
  const messages = transaction.objectStore('messages');
  const keys = await messages.index('by-order').getAllKeys(keysBelow(conversation, order));
  if (keys.length === 0) return 0;
  const counters = transaction.objectStore('counters');
  const ranges = transaction.objectStore('ranges');
  const [record, earlier = 0] = await Promise.all([
    ranges.get(conversation),
    counters.get('evicted-messages'),
  ]);
  const serial = earlier + keys.length;
  const floor = Math.max(order ?? Infinity, record?.eviction?.order ?? -Infinity);
  await Promise.all([
    ...keys.map((key) => messages.delete(key)),
    ranges.put({
      conversationId: conversation,
      ranges: rangesFrom(record?.ranges ?? [], order ?? Infinity),
      eviction: { order: floor, serial },
    }),
    counters.put(serial, 'evicted-messages'),
  ]);
  return keys.length;
}

function countedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
