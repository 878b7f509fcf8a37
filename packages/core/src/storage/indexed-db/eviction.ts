import type { ConversationId } from '../../model/ids';
import type { KnownRange } from '../../model/known-range';
import { rangesFrom } from './ranges';
import { keysBelow, keysUnder, type Database, type WriteTransaction } from './schema';

/** History that was deleted: all below `order`, `Infinity` meaning all there was. */
export interface Eviction {
  readonly conversationId: ConversationId;
  readonly order: number;
  /** Below which pages that were open before may claim nothing, after this and earlier evictions. */
  readonly floor: number;
  readonly count: number;
  /** What may be claimed of the rest. */
  readonly ranges: readonly KnownRange[];
}

/**
 * Deletes about this share (0–1) of all messages, the oldest of the database first.
 * It only deletes: a full disk takes no transaction that also writes, so the caller records what went.
 */
export async function evictOldest(database: Database, share: number): Promise<readonly Eviction[]> {
  const transaction: WriteTransaction = database.transaction(['messages', 'ranges'], 'readwrite');
  const [evictions] = await Promise.all([dropOldest(transaction, share), transaction.done]);
  return evictions;
}

/** What two evictions came to, one conversation once. */
export function mergeEvictions(
  earlier: readonly Eviction[],
  later: readonly Eviction[],
): readonly Eviction[] {
  const merged = new Map(earlier.map((eviction) => [eviction.conversationId, eviction]));
  for (const eviction of later) {
    const before = merged.get(eviction.conversationId);
    merged.set(eviction.conversationId, before === undefined ? eviction : mergeTwo(before, eviction));
  }
  return [...merged.values()];
}

function mergeTwo(before: Eviction, after: Eviction): Eviction {
  return {
    conversationId: after.conversationId,
    order: Math.max(before.order, after.order),
    floor: Math.max(before.floor, after.floor),
    count: before.count + after.count,
    // The first took the stored claims away; the second found none unless somebody put them anew.
    ranges: after.ranges.length > 0 ? after.ranges : rangesFrom(before.ranges, after.order),
  };
}

/** Writes down what went, so that nobody takes it for stored: how many, and from where each history begins. */
export async function recordEvictions(
  transaction: WriteTransaction,
  evictions: readonly Eviction[],
): Promise<void> {
  const [store, counters] = [transaction.objectStore('ranges'), transaction.objectStore('counters')];
  const index = transaction.objectStore('messages').index('by-order');
  let serial = (await counters.get('evicted-messages')) ?? 0;
  for (const { conversationId, order, floor, count, ranges } of evictions) {
    if (count === 0) continue;
    const record = await store.get(conversationId);
    // Another tab may have deleted the conversation since: then there is nothing left to claim.
    const remains =
      order !== Infinity && (await index.getKey(keysUnder(conversationId, order))) !== undefined;
    serial += count;
    await store.put({
      conversationId,
      ranges: record === undefined ? (remains ? ranges : []) : rangesFrom(record.ranges, order),
      eviction: { order: Math.max(floor, record?.eviction?.order ?? -Infinity), serial },
    });
  }
  await counters.put(serial, 'evicted-messages');
}

async function dropOldest(transaction: WriteTransaction, share: number): Promise<readonly Eviction[]> {
  const messages = transaction.objectStore('messages');
  const total = await messages.count();
  if (total === 0) return [];
  const oldest = await messages.index('by-time').getAllKeys(null, Math.ceil(total * share));
  const counts = new Map<ConversationId, number>();
  for (const [conversation] of oldest) counts.set(conversation, (counts.get(conversation) ?? 0) + 1);
  const evictions: Eviction[] = [];
  for (const [conversation, count] of counts) {
    const cursor = await messages.index('by-order').openKeyCursor(keysBelow(conversation, Infinity));
    const firstKept = await cursor?.advance(count);
    evictions.push(await dropBelow(transaction, conversation, firstKept?.key[1] ?? Infinity));
  }
  return evictions.filter((eviction) => eviction.count > 0);
}

/** Deletes all messages below `order` and every claim about the conversation; the caller records what may be claimed. */
export async function dropBelow(
  transaction: WriteTransaction,
  conversation: ConversationId,
  order: number,
): Promise<Eviction> {
  const [messages, store] = [transaction.objectStore('messages'), transaction.objectStore('ranges')];
  const [keys, record] = await Promise.all([
    messages.index('by-order').getAllKeys(keysBelow(conversation, order)),
    store.get(conversation),
  ]);
  if (keys.length > 0) {
    await Promise.all([...keys.map((key) => messages.delete(key)), store.delete(conversation)]);
  }
  const ranges = rangesFrom(record?.ranges ?? [], order);
  const floor = Math.max(order, record?.eviction?.order ?? -Infinity);
  return { conversationId: conversation, order, floor, count: keys.length, ranges };
}
