import { wrap, type IDBPDatabase } from 'idb';
import type { Clock } from '../../adapter/environment';
import { closedError, isConnectionError, storageError, toStorageError } from '../storage-error';
import { databaseVersion, migrate, type Database, type UpgradeTransaction } from './schema';

/** A database that is opened when needed and opened again when the browser took it away. */
export interface Connection {
  /** Runs one transaction's work; it is repeated once on a new connection when the old one was lost. */
  use<Value>(work: (database: Database) => Promise<Value>): Promise<Value>;
  deleteDatabase(): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly factory: IDBFactory;
  readonly name: string;
  readonly clock: Clock;
}

// Longer than a migration of other tabs' closing needs, shorter than a person waits for a first paint.
const answerTimeoutMs = 5_000;

export function createConnection({ factory, name, clock }: ConnectionOptions): Connection {
  let opening: Promise<Database> | null = null;
  let closed = false;

  const forget = (lost: Promise<Database>): void => {
    if (opening === lost) opening = null;
  };

  const opened = (): Promise<Database> => {
    if (closed) throw closedError();
    if (opening !== null) return opening;
    const mine: Promise<Database> = openDatabase(factory, name, clock, () => forget(mine));
    opening = mine;
    mine.catch(() => forget(mine));
    return mine;
  };

  const release = async (): Promise<void> => {
    const last = opening;
    opening = null;
    const database = await last?.catch(() => null);
    database?.close();
  };

  return {
    async use(work) {
      const first = opened();
      try {
        return await work(await first);
      } catch (error) {
        if (closed || !isConnectionError(error)) throw toStorageError(error);
      }
      if (opening === first) await release();
      try {
        return await work(await opened());
      } catch (error) {
        throw isConnectionError(error) ? brokenTwice(error) : toStorageError(error);
      }
    },
    async deleteDatabase() {
      await release();
      await answered(factory.deleteDatabase(name), clock, () => undefined);
    },
    async close() {
      closed = true;
      await release();
    },
  };
}

async function openDatabase(
  factory: IDBFactory,
  name: string,
  clock: Clock,
  onLost: () => void,
): Promise<Database> {
  const request = factory.open(name, databaseVersion);
  request.addEventListener('upgradeneeded', ({ oldVersion }) => {
    const transaction = request.transaction;
    if (transaction === null) return;
    const upgrade = wrap(transaction) as unknown as UpgradeTransaction;
    // An upgrade that fails leaves everything as it was, and fails the opening.
    upgrade.done.catch(() => undefined);
    migrate(wrap(request.result) as IDBPDatabase<unknown>, upgrade, oldVersion);
  });
  const database = await answered(request, clock, (late) => late.close());
  database.addEventListener('close', onLost);
  // Whoever upgrades or deletes the database must not wait for this page; the next use opens it again.
  database.addEventListener('versionchange', () => {
    onLost();
    database.close();
  });
  return wrap(database) as IDBPDatabase<unknown> as Database;
}

/** The result of a request that other tabs may hold up, or a typed error in good time. */
function answered<Result>(
  request: IDBRequest<Result> & Pick<IDBOpenDBRequest, 'onblocked'>,
  clock: Clock,
  onLateResult: (result: Result) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let blocked = false;
    let late = false;
    const timer = clock.after(answerTimeoutMs, () => {
      late = true;
      const message = blocked
        ? 'Another tab keeps an older version of the database open.'
        : 'The browser does not answer when asked for the database.';
      reject(storageError('unavailable', message));
    });
    request.onblocked = () => {
      blocked = true;
    };
    request.onsuccess = () => {
      timer.cancel();
      if (late) onLateResult(request.result);
      else resolve(request.result);
    };
    request.onerror = () => {
      timer.cancel();
      reject(request.error);
    };
  });
}

function brokenTwice(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return storageError('broken', `The browser took the database away twice: ${message}`, error);
}
