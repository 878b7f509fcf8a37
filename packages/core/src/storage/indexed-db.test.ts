import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultyIndexedDb } from '../testing/faulty-indexed-db';
import { describeStorageContract } from '../testing/storage-contract';
import { sampleEntry, sampleMessage } from '../testing/storage-contract/samples';
import { indexedDbStorage } from './indexed-db';

describeStorageContract({
  name: 'IndexedDB (in Node)',
  createProvider: () => indexedDbStorage(),
  describe,
  it,
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const unavailable = { code: 'storage', details: { reason: 'unavailable' } };

describe('indexedDbStorage', () => {
  it('makes one database per prefix and name, and deletes it when wiped', async () => {
    const names = async (): Promise<readonly unknown[]> =>
      (await indexedDB.databases()).map((database) => database.name);
    const storage = await indexedDbStorage({ prefix: 'app' }).open('crm user 7');
    expect(await names()).toContain('app:crm user 7');
    await storage.wipe();
    expect(await names()).not.toContain('app:crm user 7');
  });

  it('says that there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(indexedDbStorage().open('name')).rejects.toMatchObject(unavailable);
  });

  it('says that the page may not even ask for it', async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get() {
        throw new DOMException('Sandboxed', 'SecurityError');
      },
    });
    await expect(indexedDbStorage().open('name')).rejects.toMatchObject(unavailable);
    Object.defineProperty(globalThis, 'indexedDB', own!);
  });

  it('does not take a failed transaction for a failed message', async () => {
    const { factory, faults } = faultyIndexedDb(indexedDB);
    const storage = await indexedDbStorage({ prefix: crypto.randomUUID(), indexedDB: factory }).open('name');
    faults.transactionFails = 'TimeoutError';
    const write = storage.write([{ type: 'put-message', message: sampleMessage('1', 1) }]);
    await expect(write).rejects.toMatchObject({ code: 'storage', retryable: true });
    faults.transactionFails = undefined;
    await storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('a', 1) }]);
    expect(await storage.health()).toMatchObject({ kind: 'indexed-db', messages: 0, outboxEntries: 1 });
  });

  it('empties a database it cannot delete', async () => {
    const { factory } = faultyIndexedDb(indexedDB);
    const refusing: IDBFactory = {
      ...factory,
      deleteDatabase() {
        throw new DOMException('Held', 'UnknownError');
      },
    };
    const storage = await indexedDbStorage({ prefix: crypto.randomUUID(), indexedDB: refusing }).open('name');
    await storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('a', 1) }]);
    await storage.wipe();
    expect(await storage.loadOutbox()).toEqual([]);
  });

  it('does not call a wipe done that was not', async () => {
    const { factory, faults } = faultyIndexedDb(indexedDB);
    const refusing: IDBFactory = {
      ...factory,
      deleteDatabase() {
        throw new DOMException('Held', 'UnknownError');
      },
    };
    const storage = await indexedDbStorage({ prefix: crypto.randomUUID(), indexedDB: refusing }).open('name');
    faults.transactionFails = 'UnknownError';
    await expect(storage.wipe()).rejects.toMatchObject({ code: 'storage' });
  });
});
