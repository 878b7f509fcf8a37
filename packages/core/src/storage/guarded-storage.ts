import { createSerialQueue } from '../lib/serial-queue';
import type { LocalId } from '../model/ids';
import type { OutboxEntry } from '../adapter/outbox-entry';
import type { ChatStorage, StorageWrite } from './storage';
import { degradationOf, isBeyondRepair, type Degradation } from './storage-error';

/** A storage that goes over to memory, outbox and values with it, when `primary` breaks for good. */
export function guardedStorage(
  primary: ChatStorage,
  memory: ChatStorage,
  onDegraded: (degradation: Degradation) => void,
): ChatStorage {
  const inTurn = createSerialQueue();
  const outbox = new Map<LocalId, OutboxEntry>();
  const values = new Map<string, unknown>();
  let leftOnDisk: ReadonlySet<LocalId> = new Set();
  let degradation: Degradation | null = null;
  let moving: Promise<void> | null = null;

  const remember = (batch: readonly StorageWrite[]): void => {
    for (const write of batch) {
      if (write.type === 'put-outbox-entry') outbox.set(write.entry.localId, write.entry);
      else if (write.type === 'delete-outbox-entry') outbox.delete(write.localId);
      else if (write.type === 'put-value') values.set(write.key, write.value);
    }
  };

  const move = async (error: unknown): Promise<void> => {
    const reason = degradationOf(error, 'broken');
    await memory.write([
      ...[...outbox.values()].map((entry) => ({ type: 'put-outbox-entry', entry }) as const),
      ...[...values].map(([key, value]) => ({ type: 'put-value', key, value }) as const),
    ]);
    leftOnDisk = new Set(outbox.keys());
    degradation = reason;
    onDegraded(reason);
  };

  const attempt = async <Value>(work: (storage: ChatStorage) => Promise<Value>): Promise<Value> => {
    if (degradation === null) {
      try {
        return await work(primary);
      } catch (error) {
        if (!isBeyondRepair(error)) throw error;
        moving ??= move(error);
        await moving;
      }
    }
    return work(memory);
  };

  // Ranges reckon with history that stayed behind on the disk: memory must not claim to have it.
  const writeToMemory = (batch: readonly StorageWrite[]): Promise<void> =>
    memory.write(batch.filter((write) => write.type !== 'put-ranges'));

  /** What became of commands that are still on disk, told there if at all possible: else a reload sends them again. */
  const echo = (batch: readonly StorageWrite[]): void => {
    const echoed = batch.filter(
      (write) =>
        (write.type === 'put-outbox-entry' && leftOnDisk.has(write.entry.localId)) ||
        (write.type === 'delete-outbox-entry' && leftOnDisk.has(write.localId)),
    );
    // That the database is broken was announced; this is the attempt beyond it.
    if (echoed.length > 0) primary.write(echoed).catch(() => undefined);
  };

  const writeTo = async (storage: ChatStorage, batch: readonly StorageWrite[]): Promise<void> => {
    if (storage === primary) {
      await primary.write(batch);
      remember(batch);
      // A read may have found the database broken while this was written.
      if (degradation !== null) await writeToMemory(batch);
    } else {
      await writeToMemory(batch);
      echo(batch);
    }
  };

  return {
    write: (batch) => inTurn(() => attempt((storage) => writeTo(storage, batch))),
    loadUsers: () => attempt((storage) => storage.loadUsers()),
    loadConversations: () => attempt((storage) => storage.loadConversations()),
    loadHistory: (conversationId, options) =>
      attempt((storage) => storage.loadHistory(conversationId, options)),
    loadRecent: (options) => attempt((storage) => storage.loadRecent(options)),
    async loadOutbox() {
      const entries = await attempt((storage) => storage.loadOutbox());
      for (const entry of entries) if (!outbox.has(entry.localId)) outbox.set(entry.localId, entry);
      return entries;
    },
    async loadValue(key) {
      const value = await attempt((storage) => storage.loadValue(key));
      if (value !== undefined && !values.has(key)) values.set(key, value);
      return value;
    },
    async health() {
      const health = await attempt((storage) => storage.health());
      return degradation === null ? health : { ...health, degraded: degradation };
    },
    wipe: () =>
      inTurn(async () => {
        outbox.clear();
        values.clear();
        await memory.wipe();
        await primary.wipe();
      }),
    async close() {
      await inTurn(() => memory.close());
      await primary.close();
    },
  };
}
