import type { Clock } from '../../adapter/environment';
import type { ChatStorage, StorageProvider } from '../../storage/storage';
import type { FakeTab } from '../fake-tab';

/** A storage as one tab sees it: it takes its time, and what was not written when the tab died is lost. */
export interface PageStorage extends StorageProvider {
  /** When the oldest write that is still under way was given (true time); null when all is on disk. */
  readonly oldestWriteAt: number | null;
}

/** The same for everything, so that transactions keep their order as IndexedDB's do. */
const durationMs = 1;

export function createPageStorage(provider: StorageProvider, tab: FakeTab, clock: Clock): PageStorage {
  const writes: number[] = [];

  const slowly = <Value>(work: () => Promise<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (tab.state === 'closed') return;
      clock.after(durationMs, () => {
        if (tab.state === 'closed') return;
        work().then(
          (value) => tab.run('answer', () => resolve(value)),
          (error: unknown) => tab.run('answer', () => reject(error as Error)),
        );
      });
    });

  return {
    async open(name) {
      const inner = await slowly(() => provider.open(name));
      const storage: ChatStorage = {
        async write(batch) {
          const givenAt = clock.now();
          writes.push(givenAt);
          await slowly(() =>
            inner.write(batch).finally(() => void writes.splice(writes.indexOf(givenAt), 1)),
          );
        },
        loadUsers: () => slowly(() => inner.loadUsers()),
        loadConversations: () => slowly(() => inner.loadConversations()),
        loadHistory: (id, options) => slowly(() => inner.loadHistory(id, options)),
        loadRecent: (options) => slowly(() => inner.loadRecent(options)),
        loadOutbox: () => slowly(() => inner.loadOutbox()),
        loadValue: (key) => slowly(() => inner.loadValue(key)),
        health: async () => ({ ...(await slowly(() => inner.health())), kind: 'indexed-db' }),
        wipe: () => slowly(() => inner.wipe()),
        close: () => slowly(() => inner.close()),
      };
      return storage;
    },
    get oldestWriteAt() {
      return writes[0] ?? null;
    },
  };
}
