import type { Clock } from '../adapter/environment';
import { ChatError } from '../errors';
import { systemClock } from '../lib/clock';
import { storageError, toStorageError } from './storage-error';
import { createConnection } from './indexed-db/connection';
import type { Retention } from './indexed-db/housekeeping';
import { openIndexedDb } from './indexed-db/open';
import type { StorageProvider } from './storage';

export interface IndexedDbOptions {
  /** Before the names of the databases; default `chat`. */
  readonly prefix?: string;
  /** Default: the page's own. */
  readonly indexedDB?: IDBFactory;
  /** What to keep of each history; default everything, until space runs out. */
  readonly retention?: Retention;
  readonly clock?: Clock;
}

/** Storage in the browser's IndexedDB, one database per name. Fails to open where there is none. */
export function indexedDbStorage(options: IndexedDbOptions = {}): StorageProvider {
  const { prefix = 'chat', retention = {}, clock = systemClock } = options;
  checkRetention(retention);
  return {
    place: prefix,
    async open(name) {
      const factory = options.indexedDB ?? ownFactory();
      const connection = createConnection({ factory, name: `${prefix}:${name}`, clock });
      return openIndexedDb({ connection, retention, clock });
    },
  };
}

function ownFactory(): IDBFactory {
  let factory: IDBFactory | undefined;
  try {
    factory = globalThis.indexedDB;
  } catch (error) {
    // Even reading the property throws in sandboxed frames.
    throw storageError('unavailable', toStorageError(error).message, error);
  }
  if (factory == null) throw storageError('unavailable', 'There is no IndexedDB here.');
  return factory;
}

function checkRetention({ messagesPerConversation, days }: Retention): void {
  if (messagesPerConversation !== undefined && !(messagesPerConversation >= 1)) {
    throw new ChatError('invalid', 'retention.messagesPerConversation must be 1 or more.');
  }
  if (days !== undefined && !(days > 0))
    throw new ChatError('invalid', 'retention.days must be more than 0.');
}
