import type { IDBPObjectStore } from 'idb';
import { assertNever } from '../../lib/assert-never';
import type { ConversationId } from '../../model/ids';
import type { StorageWrite } from '../storage';
import { recordEvictions, type Eviction } from './eviction';
import { deleteFiles, putEntry, readStoredFiles, type StoredFiles } from './outbox-files';
import { rangesFrom } from './ranges';
import {
  keysUnder,
  type ChatDatabaseSchema,
  type Database,
  type RangesRecord,
  type StoreName,
  type WriteTransaction,
} from './schema';

const storesOf: Readonly<Record<StorageWrite['type'], readonly StoreName[]>> = {
  'put-user': ['users'],
  'put-conversation': ['conversations'],
  'delete-conversation': ['conversations', 'messages', 'ranges'],
  'put-message': ['messages'],
  'delete-message': ['messages'],
  'put-ranges': ['ranges'],
  'put-outbox-entry': ['outbox', 'blobs'],
  'delete-outbox-entry': ['outbox', 'blobs'],
  'put-value': ['values'],
};

const recordStores: readonly StoreName[] = ['messages', 'ranges', 'counters'];

export interface WriteContext {
  /** Serial of the last eviction this page knows of. */
  readonly knownEvictions: number;
  /** Evictions that are not written down yet. */
  readonly evictions: readonly Eviction[];
}

/** Writes all of it in one transaction or nothing. */
export async function writeBatch(
  database: Database,
  batch: readonly StorageWrite[],
  { knownEvictions, evictions }: WriteContext,
): Promise<void> {
  const touched = batch.flatMap((write) => storesOf[write.type]);
  const stores = [...new Set([...touched, ...(evictions.length > 0 ? recordStores : [])])];
  // What was typed must survive a power cut; what the server has need not.
  const durability = stores.includes('outbox') ? 'strict' : 'relaxed';
  const transaction = database.transaction(stores, 'readwrite', { durability });
  const requests: Promise<unknown>[] = [transaction.done];
  try {
    if (evictions.length > 0) await recordEvictions(transaction, evictions);
    const entries = batch.flatMap((write) => (write.type === 'put-outbox-entry' ? [write.entry] : []));
    const [ranges, files] = await Promise.all([
      readRanges(transaction, batch),
      readStoredFiles(transaction, entries),
    ]);
    for (const write of batch) {
      for (const request of put(transaction, write, { ranges, files, knownEvictions }))
        requests.push(request);
    }
    transaction.commit();
  } catch (error) {
    // A value the database refuses at once: what was put before it must not stay.
    abort(transaction);
    await Promise.allSettled(requests);
    throw error;
  }
  await Promise.all(requests);
}

/** Read before anything is put, so that the batch itself is put in its order. */
async function readRanges(
  transaction: WriteTransaction,
  batch: readonly StorageWrite[],
): Promise<ReadonlyMap<ConversationId, RangesRecord>> {
  const ids = new Set(batch.flatMap((write) => (write.type === 'put-ranges' ? [write.conversationId] : [])));
  if (ids.size === 0) return new Map();
  const store = transaction.objectStore('ranges');
  const records = await Promise.all([...ids].map((id) => store.get(id)));
  return new Map(
    records.flatMap((record) => (record === undefined ? [] : [[record.conversationId, record]])),
  );
}

/** What the transaction found before it wrote. */
interface Found {
  readonly ranges: ReadonlyMap<ConversationId, RangesRecord>;
  readonly files: StoredFiles;
  readonly knownEvictions: number;
}

// One after the other, so that a request the database refuses at once leaves none unheard that came before it.
function* put(transaction: WriteTransaction, write: StorageWrite, found: Found): Iterable<Promise<unknown>> {
  const store = <Name extends StoreName>(
    name: Name,
  ): IDBPObjectStore<ChatDatabaseSchema, StoreName[], Name, 'readwrite'> => transaction.objectStore(name);
  switch (write.type) {
    case 'put-user':
      return yield store('users').put(write.user);
    case 'put-conversation':
      return yield store('conversations').put(write.conversation);
    case 'delete-conversation':
      yield store('conversations').delete(write.conversationId);
      yield store('messages').delete(keysUnder(write.conversationId));
      return yield store('ranges').delete(write.conversationId);
    case 'put-message':
      return yield store('messages').put(write.message);
    case 'delete-message':
      return yield store('messages').delete([write.conversationId, write.messageId]);
    case 'put-ranges': {
      const eviction = found.ranges.get(write.conversationId)?.eviction ?? null;
      // A page that was open during an eviction still believes the old history to be stored.
      const unaware = eviction !== null && eviction.serial > found.knownEvictions;
      const ranges = unaware ? rangesFrom(write.ranges, eviction.order) : write.ranges;
      return yield store('ranges').put({ conversationId: write.conversationId, ranges, eviction });
    }
    case 'put-outbox-entry':
      return yield* putEntry(transaction, write.entry, found.files);
    case 'delete-outbox-entry':
      yield store('outbox').delete(write.localId);
      return yield deleteFiles(transaction, write.localId, found.files);
    case 'put-value':
      return yield write.value === undefined
        ? store('values').delete(write.key)
        : store('values').put(write.value, write.key);
    default:
      return assertNever(write);
  }
}

function abort(transaction: WriteTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It ended by itself already; either way nothing of it stays.
  }
}
