import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../storage/memory';
import type { ChatStorage, StorageProvider, StorageWrite } from '../storage/storage';
import { describeStorageContract } from './storage-contract';

/** Runs the suite against a storage and tells which of its tests fail. */
async function failures(createProvider: () => StorageProvider): Promise<readonly string[]> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  describeStorageContract({
    name: 'wrong',
    createProvider,
    describe: (_, body) => body(),
    it: (name, body) => void tests.push({ name, body }),
  });
  const failed: string[] = [];
  for (const test of tests) await test.body().catch(() => failed.push(test.name));
  return failed;
}

/** A memory storage with something of it replaced. */
function memoryBut(change: (storage: ChatStorage) => Partial<ChatStorage>): StorageProvider {
  const memory = memoryStorage();
  return {
    async open(name) {
      const storage = await memory.open(name);
      return { ...storage, ...change(storage) };
    },
  };
}

const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

describe('describeStorageContract', () => {
  it('finds nothing wrong with what is right', async () => {
    expect(await failures(memoryStorage)).toEqual([]);
  });

  it('finds a storage that turns everything into JSON', async () => {
    const failed = await failures(() =>
      memoryBut((storage) => ({
        loadOutbox: async () => asJson(await storage.loadOutbox()),
        loadHistory: async (...query) => asJson(await storage.loadHistory(...query)),
      })),
    );
    expect(failed).toContain('keeps the bytes of files, also after the database was opened again');
    expect(failed).toContain('keeps ranges, infinite ends included, until they are put anew');
  });

  it('finds a storage that writes half a batch', async () => {
    const one = (storage: ChatStorage) => async (batch: readonly StorageWrite[]) => {
      for (const write of batch) await storage.write([write]);
    };
    const failed = await failures(() => memoryBut((storage) => ({ write: one(storage) })));
    expect(failed).toContain('writes a whole batch or nothing of it');
  });

  it('finds a storage that sorts ids as text', async () => {
    const failed = await failures(() =>
      memoryBut((storage) => ({
        async loadHistory(id, { limit, before }) {
          const { messages, ranges } = await storage.loadHistory(id, { limit: 10_000 });
          const key = ({ order, id }: { order: number; id: string }) =>
            order * 1_000_000 + (id.codePointAt(0) ?? 0);
          const below = messages.filter((message) => before === undefined || key(message) < key(before));
          return { messages: [...below].sort((a, b) => key(a) - key(b)).slice(-limit), ranges };
        },
      })),
    );
    expect(failed).toContain('breaks ties by id, numbers as numbers, and loses none where pages are cut');
  });

  it('finds a storage that has one database for all', async () => {
    const shared = (): StorageProvider => {
      const memory = memoryStorage();
      return { open: () => memory.open('all') };
    };
    expect(await failures(shared)).toContain('keeps two names apart; wiping one leaves the other');
  });

  it('finds a storage that forgets', async () => {
    const forgetful: StorageProvider = { open: (name) => memoryStorage().open(name) };
    expect(await failures(() => forgetful)).toContain('finds everything again when opened again');
  });

  it('finds a storage that deletes commands with their conversation', async () => {
    const failed = await failures(() =>
      memoryBut((storage) => ({
        async write(batch) {
          await storage.write(batch);
          if (!batch.some((write) => write.type === 'delete-conversation')) return;
          const entries = await storage.loadOutbox();
          await storage.write(entries.map(({ localId }) => ({ type: 'delete-outbox-entry', localId })));
        },
      })),
    );
    expect(failed).toContain('deletes a conversation with its history, and nothing else');
  });
});
