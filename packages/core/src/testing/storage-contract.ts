import type { StorageProvider } from '../storage/storage';
import { describeHistory } from './storage-contract/history';
import { describeLasting } from './storage-contract/lasting';
import { describeOutbox } from './storage-contract/outbox';
import { describeRecent } from './storage-contract/recent';
import { describeOutboxFiles } from './storage-contract/outbox-files';
import type { ContractRunner } from './storage-contract/runner';
import { describeWriting } from './storage-contract/writing';

export interface StorageContractOptions {
  /** Shown as the suite's title. */
  readonly name: string;
  /** Called for each test. Databases opened under the same name in it must see the same data. */
  readonly createProvider: () => StorageProvider | Promise<StorageProvider>;
  /** Of your test runner (vitest, jest, mocha, node:test). */
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
}

/**
 * What every `StorageProvider` must do, as tests of your own runner:
 * `describeStorageContract({ name: 'my storage', createProvider: () => myStorage(), describe, it })`.
 */
export function describeStorageContract({
  name,
  createProvider,
  describe,
  it,
}: StorageContractOptions): void {
  const run: ContractRunner = {
    it(title, body) {
      it(title, async () => {
        const provider = await createProvider();
        const opened: Awaited<ReturnType<StorageProvider['open']>>[] = [];
        const base = `contract-${crypto.randomUUID()}`;
        const open = async (suffix = 'one'): ReturnType<StorageProvider['open']> => {
          const storage = await provider.open(`${base}-${suffix}`);
          opened.push(storage);
          return storage;
        };
        try {
          await body(open);
        } finally {
          // Closed ones refuse; nothing may be left behind in a real browser.
          await Promise.allSettled(opened.map((storage) => storage.wipe()));
          await Promise.allSettled(opened.map((storage) => storage.close()));
        }
      });
    },
  };
  describe(`${name} keeps the storage contract`, () => {
    describe('writing', () => describeWriting(run));
    describe('history', () => describeHistory(run));
    describe('recent messages', () => describeRecent(run));
    describe('outbox', () => describeOutbox(run));
    describe('files of the outbox', () => describeOutboxFiles(run));
    describe('what lasts', () => describeLasting(run));
  });
}
