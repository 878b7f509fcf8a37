import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../testing/fake-clock';
import { faultyIndexedDb, type FaultyIndexedDb } from '../../testing/faulty-indexed-db';
import { createConnection, type Connection } from './connection';
import { databaseVersion } from './schema';

let clock: FakeClock;
let faulty: FaultyIndexedDb;
let name: string;
let connection: Connection;

beforeEach(() => {
  clock = createFakeClock();
  faulty = faultyIndexedDb(indexedDB);
  name = crypto.randomUUID();
  connection = createConnection({ factory: faulty.factory, name, clock });
});

const put = (value: unknown): Promise<unknown> =>
  connection.use((database) => database.put('values', value, 'key'));
const get = (): Promise<unknown> => connection.use((database) => database.get('values', 'key'));

/** As a browser does when the disk fails or the person clears the site's data. */
function endConnection(): void {
  const latest = faulty.connections[faulty.connections.length - 1];
  // The types take the class where the function takes an instance.
  forceCloseDatabase(latest as never);
}

/** A raw connection, as another tab would hold it. */
function holdAsOtherTab(version: number | undefined, onVersionChange: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => {
      request.result.onversionchange = onVersionChange;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

describe('createConnection', () => {
  it('opens when first used, once for all', async () => {
    expect(faulty.connections).toHaveLength(0);
    await Promise.all([put(1), get(), get()]);
    expect(faulty.connections).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('opens again after the browser ended the connection', async () => {
    await put('kept');
    endConnection();
    expect(await get()).toBe('kept');
    expect(faulty.connections).toHaveLength(2);
  });

  it('repeats the work that was under way when the connection ended', async () => {
    await put('kept');
    let tries = 0;
    const value = await connection.use((database) => {
      tries += 1;
      if (tries === 1) endConnection();
      return database.get('values', 'key');
    });
    expect(value).toBe('kept');
    expect(faulty.connections).toHaveLength(2);
    expect(tries).toBe(2);
  });

  it('gives up when the connection ends twice under one piece of work', async () => {
    const work = connection.use((database) => {
      endConnection();
      return database.get('values', 'key');
    });
    await expect(work).rejects.toMatchObject({ code: 'storage', details: { reason: 'broken' } });
    expect(faulty.connections).toHaveLength(2);
  });

  it('works on when the connection ends again later', async () => {
    await put(0);
    for (const value of [1, 2, 3]) {
      endConnection();
      await put(value);
      expect(await get()).toBe(value);
    }
  });

  it('lets another tab delete the database, and starts anew', async () => {
    await put('gone');
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
    expect(await get()).toBeUndefined();
  });

  it('lets another tab upgrade the database, and says that it cannot read it any more', async () => {
    await put('old');
    const newer = await holdAsOtherTab(databaseVersion + 1, () => undefined);
    await expect(get()).rejects.toMatchObject({ code: 'storage', details: { reason: 'broken' } });
    newer.close();
  });

  it('tells when deleting is held up by a tab that does not let go', async () => {
    await put('held');
    const holder = await holdAsOtherTab(databaseVersion, () => undefined);
    const deleting = expect(connection.deleteDatabase()).rejects.toMatchObject({
      code: 'storage',
      details: { reason: 'unavailable' },
      message: expect.stringContaining('Another tab'),
    });
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await vi.waitFor(async () => {
      await clock.advance(5_000);
      expect(clock.pending).toBe(0);
    });
    await deleting;
    holder.close();
  });

  it('closes a database that opens after it was given up', async () => {
    const frozen = frozenFactory();
    connection = createConnection({ factory: frozen.factory, name, clock });
    const opening = expect(get()).rejects.toMatchObject({ details: { reason: 'unavailable' } });
    await clock.advance(5_000);
    await opening;
    expect(frozen.answerLate()).toBe(true);
  });

  it('refuses work once closed, and leaves no timer behind', async () => {
    await put(1);
    await connection.close();
    await expect(get()).rejects.toMatchObject({ code: 'storage' });
    expect(clock.pending).toBe(0);
  });

  it.each(['UnknownError', 'SecurityError', 'InvalidStateError'])(
    'tells %s on opening as broken',
    async (error) => {
      faulty.faults.openFails = error;
      await expect(get()).rejects.toMatchObject({ code: 'storage', details: { reason: 'broken' } });
      expect(clock.pending).toBe(0);
    },
  );
});

/** Answers an opening only when told, and says whether what it gave was closed. */
function frozenFactory(): { factory: IDBFactory; answerLate: () => boolean } {
  let closed = false;
  const request = Object.assign(new EventTarget(), {
    result: { close: () => (closed = true) },
    onsuccess: (): void => undefined,
  });
  const factory = { open: () => request } as unknown as IDBFactory;
  return {
    factory,
    answerLate() {
      request.onsuccess();
      return closed;
    },
  };
}
