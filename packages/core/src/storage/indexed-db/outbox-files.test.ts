import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../adapter/outbox-entry';
import { localId } from '../../model/ids';
import { faultyIndexedDb, type FaultyIndexedDb } from '../../testing/faulty-indexed-db';
import {
  sampleAttachment,
  sampleEntryWith,
  sampleMessage,
  team,
} from '../../testing/storage-contract/samples';
import { indexedDbStorage } from '../indexed-db';
import { readFirstVersion, settled, writeFirstVersion } from './first-version.test-support';
import type { ChatStorage } from '../storage';

let faulty: FaultyIndexedDb;
let prefix: string;

beforeEach(() => {
  faulty = faultyIndexedDb(indexedDB);
  prefix = crypto.randomUUID();
});

const databaseName = (): string => `${prefix}:name`;
const open = (): Promise<ChatStorage> => indexedDbStorage({ prefix, indexedDB: faulty.factory }).open('name');
const bytes = (seed: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: 5_000 }, () => seed);
const entryWithFiles = (change: Partial<OutboxEntry> = {}): OutboxEntry =>
  sampleEntryWith([sampleAttachment(bytes(1), 'one'), sampleAttachment(bytes(2), 'two')], 'a', 1, change);

/** Looks at, or changes, what really stands in the database. */
async function raw<Result>(
  store: string,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await settled(indexedDB.open(databaseName()));
  const result = await settled(work(database.transaction(store, 'readwrite').objectStore(store)));
  database.close();
  return result;
}

const blobKeys = (): Promise<IDBValidKey[]> => raw('blobs', (store) => store.getAllKeys());

async function seeds(storage: ChatStorage): Promise<readonly (number | undefined)[]> {
  const [entry] = await storage.loadOutbox();
  if (entry?.command.kind !== 'send-message') return [];
  return Promise.all(
    entry.command.attachments.map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer())[0]),
  );
}

describe('the files of a queued message', () => {
  it('stand apart from their command, which is rewritten without them', async () => {
    const storage = await open();
    await storage.write([{ type: 'put-outbox-entry', entry: entryWithFiles() }]);
    expect(await blobKeys()).toEqual([
      ['a', 'one'],
      ['a', 'two'],
    ]);
    const small = (await raw('outbox', (store) => store.get('a'))) as OutboxEntry;
    expect(JSON.stringify(small).length).toBeLessThan(1_000);
    expect(small.command).not.toHaveProperty('attachments.0.blob');

    // If the change of phase wrote the bytes again, this mark would be gone.
    await raw('blobs', (store) => store.put(new Blob([bytes(9)]), ['a', 'one']));
    await storage.write([
      { type: 'put-outbox-entry', entry: entryWithFiles({ phase: { name: 'sending' } }) },
    ]);
    expect(await seeds(storage)).toEqual([9, 2]);
    expect((await storage.loadOutbox())[0]?.phase).toEqual({ name: 'sending' });
  });

  it('go with their command, and with a wipe', async () => {
    const storage = await open();
    await storage.write([{ type: 'put-outbox-entry', entry: entryWithFiles() }]);
    await storage.write([{ type: 'delete-outbox-entry', localId: localId('a') }]);
    expect(await blobKeys()).toEqual([]);
    await storage.write([{ type: 'put-outbox-entry', entry: entryWithFiles() }]);
    await storage.wipe();
    await (await open()).loadUsers();
    expect(await blobKeys()).toEqual([]);
  });

  it('are written whole or not at all when space runs out between them', async () => {
    const storage = await open();
    faulty.faults.capacity = 2;
    await expect(
      storage.write([{ type: 'put-outbox-entry', entry: entryWithFiles() }]),
    ).rejects.toMatchObject({ details: { reason: 'quota' } });
    expect([await storage.loadOutbox(), await blobKeys()]).toEqual([[], []]);
  });

  it('push the oldest history out, never the other way round', async () => {
    const storage = await open();
    await storage.write([{ type: 'put-outbox-entry', entry: entryWithFiles() }]);
    faulty.faults.capacity = 12;
    await storage.write(
      Array.from({ length: 9 }, (_, order) => ({
        type: 'put-message' as const,
        message: sampleMessage(String(order), order),
      })),
    );
    const more = sampleEntryWith([sampleAttachment(bytes(3), 'three')], 'b', 2);
    await storage.write([{ type: 'put-outbox-entry', entry: more }]);
    expect((await storage.loadHistory(team, { limit: 20 })).messages[0]?.order).toBeGreaterThan(0);
    expect(await blobKeys()).toHaveLength(3);
    expect((await storage.loadOutbox()).map((entry) => entry.localId)).toEqual(['a', 'b']);
  });

  it('that are lost do not let their message go out without them', async () => {
    const storage = await open();
    await storage.write([{ type: 'put-outbox-entry', entry: entryWithFiles() }]);
    await raw('blobs', (store) => store.delete(['a', 'one']));
    const [entry] = await storage.loadOutbox();
    expect(entry?.phase).toMatchObject({ name: 'failed', failure: { code: 'storage' } });
    expect(await seeds(storage)).toEqual([2]);
  });
});

describe('a database of the first version', () => {
  it('keeps its queue, files, history and drafts', async () => {
    const text = sampleEntryWith([], 'text', 2);
    await writeFirstVersion(databaseName(), [entryWithFiles(), text]);
    const storage = await open();
    expect((await storage.loadOutbox()).map((entry) => entry.localId)).toEqual(['a', 'text']);
    expect(await seeds(storage)).toEqual([1, 2]);
    expect(await storage.loadHistory(team, { limit: 9 })).toEqual({
      messages: [sampleMessage('1', 1)],
      ranges: [{ from: 1, to: 1 }],
    });
    expect(await storage.loadValue('draft')).toBe('half a sent');
  });

  it('moves the files of a command when it is next written', async () => {
    await writeFirstVersion(databaseName(), [entryWithFiles()]);
    const storage = await open();
    const [entry] = await storage.loadOutbox();
    expect(await blobKeys()).toEqual([]);
    await storage.write([{ type: 'put-outbox-entry', entry: { ...entry!, phase: { name: 'sending' } } }]);
    expect(await blobKeys()).toHaveLength(2);
    expect(await raw('outbox', (store) => store.get('a'))).not.toHaveProperty('command.attachments.0.blob');
    expect(await seeds(await open())).toEqual([1, 2]);
  });

  it('stays as it was when the page ends while it is opened for the first time', async () => {
    await writeFirstVersion(databaseName(), [entryWithFiles()]);
    faulty.faults.upgradeFails = true;
    await expect(open()).rejects.toMatchObject({ code: 'storage' });
    const [entry] = await readFirstVersion(databaseName());
    expect(entry).toMatchObject({ localId: 'a', phase: { name: 'queued' } });
    faulty.faults.upgradeFails = false;
    expect(await seeds(await open())).toEqual([1, 2]);
  });

  it('keeps a command with its files where it was when the move does not succeed', async () => {
    await writeFirstVersion(databaseName(), [entryWithFiles()]);
    const storage = await open();
    const [entry] = await storage.loadOutbox();
    faulty.faults.capacity = 0;
    await expect(storage.write([{ type: 'put-outbox-entry', entry: entry! }])).rejects.toMatchObject({
      details: { reason: 'quota' },
    });
    expect([await seeds(storage), await blobKeys()]).toEqual([[1, 2], []]);
  });
});
