import type { OutboxEntry } from '../../adapter/outbox-entry';
import { sampleMessage, team } from '../../testing/storage-contract/samples';

export function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Word for word what the first version did; it must never follow the present code. */
export async function writeFirstVersion(name: string, entries: readonly OutboxEntry[]): Promise<void> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore('users', { keyPath: 'id' });
    database.createObjectStore('conversations', { keyPath: 'id' });
    const messages = database.createObjectStore('messages', { keyPath: ['conversationId', 'id'] });
    messages.createIndex('by-order', ['conversationId', 'order', 'id']);
    messages.createIndex('by-time', 'createdAt');
    database.createObjectStore('ranges', { keyPath: 'conversationId' });
    database.createObjectStore('outbox', { keyPath: 'localId' }).createIndex('by-sequence', 'sequence');
    database.createObjectStore('values');
    database.createObjectStore('counters');
  };
  const database = await settled(request);
  const transaction = database.transaction(['outbox', 'messages', 'ranges', 'values'], 'readwrite');
  for (const entry of entries) transaction.objectStore('outbox').put(entry);
  transaction.objectStore('messages').put(sampleMessage('1', 1));
  transaction
    .objectStore('ranges')
    .put({ conversationId: team, ranges: [{ from: 1, to: 1 }], eviction: null });
  transaction.objectStore('values').put('half a sent', 'draft');
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}

/** The first version reading its own database again. */
export async function readFirstVersion(name: string): Promise<readonly OutboxEntry[]> {
  const database = await settled(indexedDB.open(name, 1));
  const entries = await settled(database.transaction('outbox').objectStore('outbox').getAll());
  database.close();
  return entries as readonly OutboxEntry[];
}
