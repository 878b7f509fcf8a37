import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { localId } from '../model/ids';
import { faultyIndexedDb } from '../testing/faulty-indexed-db';
import { describeStorageContract } from '../testing/storage-contract';
import { sampleAttachment, sampleEntry, sampleMessage, team } from '../testing/storage-contract/samples';
import { indexedDbStorage } from './indexed-db';
import { memoryStorage } from './memory';
import type { StorageProvider } from './storage';
import { withMemoryFallback } from './with-memory-fallback';

const unheard = (): void => undefined;
const refusing: StorageProvider = {
  open: () => Promise.reject(new DOMException('Private window', 'InvalidStateError')),
};

describeStorageContract({
  name: 'fallback over what works',
  createProvider: () => withMemoryFallback(memoryStorage(), unheard),
  describe,
  it,
});

describeStorageContract({
  name: 'fallback over IndexedDB',
  createProvider: () => withMemoryFallback(indexedDbStorage(), unheard),
  describe,
  it,
});

describeStorageContract({
  name: 'fallback over what does not open',
  createProvider: () => withMemoryFallback(refusing, unheard),
  describe,
  it,
});

function breakable() {
  const { factory, faults } = faultyIndexedDb(indexedDB);
  const primary = indexedDbStorage({ prefix: crypto.randomUUID(), indexedDB: factory });
  const onDegraded = vi.fn<(reason: string, message: string) => void>();
  return { primary, faults, onDegraded, provider: withMemoryFallback(primary, onDegraded) };
}

const entry = (id: string, sequence: number) =>
  ({ type: 'put-outbox-entry', entry: sampleEntry(id, sequence) }) as const;

describe('withMemoryFallback', () => {
  it('says once that the database does not open, and works', async () => {
    const { faults, onDegraded, provider } = breakable();
    faults.openFails = 'UnknownError';
    const storage = await provider.open('name');
    await storage.write([entry('a', 1)]);
    expect(await storage.loadOutbox()).toHaveLength(1);
    expect(await storage.health()).toMatchObject({ kind: 'memory', degraded: { reason: 'broken' } });
    expect(onDegraded).toHaveBeenCalledTimes(1);
  });

  it('calls it unavailable where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const onDegraded = vi.fn();
    const storage = await withMemoryFallback(indexedDbStorage(), onDegraded).open('name');
    vi.unstubAllGlobals();
    expect(onDegraded).toHaveBeenCalledExactlyOnceWith('unavailable', 'There is no IndexedDB here.');
    expect((await storage.health()).degraded).toEqual({
      reason: 'unavailable',
      message: 'There is no IndexedDB here.',
    });
  });

  it('takes the outbox and the values along when the database breaks', async () => {
    const { primary, faults, onDegraded, provider } = breakable();
    const earlier = await primary.open('name');
    await earlier.write([entry('from before', 1)]);
    await earlier.close();

    const storage = await provider.open('name');
    expect(await storage.loadOutbox()).toHaveLength(1);
    const bytes = new Uint8Array([1, 2, 3]);
    const given = sampleEntry('with a file', 2);
    const command = { ...given.command, attachments: [sampleAttachment(bytes)] } as typeof given.command;
    await storage.write([
      { type: 'put-outbox-entry', entry: { ...given, command } },
      { type: 'put-value', key: 'draft', value: 'half a sent' },
      entry('sent', 3),
    ]);
    await storage.write([{ type: 'delete-outbox-entry', localId: localId('sent') }]);

    faults.transactionFails = 'UnknownError';
    await Promise.all([
      storage.write([entry('new', 4)]),
      storage.write([{ type: 'put-value', key: 'other', value: 1 }]),
      storage.loadUsers(),
    ]);
    const outbox = await storage.loadOutbox();
    expect(outbox.map((waiting) => waiting.localId)).toEqual(['from before', 'with a file', 'new']);
    const carried = outbox[1]?.command;
    const blob = carried?.kind === 'send-message' ? carried.attachments[0]?.blob : undefined;
    expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);
    expect(await storage.loadValue('draft')).toBe('half a sent');
    expect(await storage.loadValue('other')).toBe(1);
    expect(onDegraded).toHaveBeenCalledTimes(1);
    expect(await storage.health()).toMatchObject({ kind: 'memory', degraded: { reason: 'broken' } });
  });

  it('does not claim to have the history that stayed on the disk', async () => {
    const { faults, provider } = breakable();
    const storage = await provider.open('name');
    await storage.write([{ type: 'put-message', message: sampleMessage('1', 1) }]);
    faults.transactionFails = 'UnknownError';
    await storage.write([
      { type: 'put-message', message: sampleMessage('2', 2) },
      { type: 'put-ranges', conversationId: team, ranges: [{ from: -Infinity, to: Infinity }] },
    ]);
    const history = await storage.loadHistory(team, { limit: 10 });
    expect(history).toEqual({ messages: [sampleMessage('2', 2)], ranges: [] });
  });

  it('tells the disk what was sent meanwhile, should it answer again', async () => {
    const { primary, faults, provider } = breakable();
    const storage = await provider.open('name');
    await storage.write([entry('waiting', 1), entry('sent', 2)]);
    faults.transactionFails = 'UnknownError';
    await storage.loadUsers();
    faults.transactionFails = undefined;
    await storage.write([
      { type: 'delete-outbox-entry', localId: localId('sent') },
      { type: 'put-value', key: 'draft', value: 1 },
    ]);
    const reloaded = await primary.open('name');
    await vi.waitFor(async () => {
      const ids = (await reloaded.loadOutbox()).map((waiting) => waiting.localId);
      expect(ids).toEqual(['waiting']);
    });
  });

  it('stays in memory when opened again, since the database does not know what came after', async () => {
    const { faults, onDegraded, provider } = breakable();
    const storage = await provider.open('name');
    faults.transactionFails = 'UnknownError';
    await storage.write([entry('a', 1)]);
    await storage.close();
    faults.transactionFails = undefined;
    const again = await provider.open('name');
    expect((await again.loadOutbox()).map((waiting) => waiting.localId)).toEqual(['a']);
    expect((await again.health()).degraded).toMatchObject({ reason: 'broken' });
    expect(onDegraded).toHaveBeenCalledTimes(1);
  });

  it('leaves it to the writer that space ran out', async () => {
    const { faults, onDegraded, provider } = breakable();
    const storage = await provider.open('name');
    faults.capacity = 0;
    await expect(storage.write([entry('a', 1)])).rejects.toMatchObject({ details: { reason: 'quota' } });
    expect(onDegraded).not.toHaveBeenCalled();
    expect(await storage.health()).toMatchObject({ kind: 'indexed-db', degraded: { reason: 'quota' } });
    expect(await storage.loadOutbox()).toEqual([]);
  });

  it('leaves it to the writer that a value cannot be stored', async () => {
    const { onDegraded, provider } = breakable();
    const storage = await provider.open('name');
    const write = storage.write([{ type: 'put-value', key: 'key', value: () => undefined }]);
    await expect(write).rejects.toMatchObject({ code: 'invalid' });
    expect(onDegraded).not.toHaveBeenCalled();
  });

  it('wipes what an earlier session left on the disk, too', async () => {
    const { primary, faults, provider } = breakable();
    const earlier = await primary.open('name');
    await earlier.write([entry('a', 1)]);
    await earlier.close();
    faults.openFails = 'UnknownError';
    const storage = await provider.open('name');
    faults.openFails = undefined;
    await storage.wipe();
    expect(await (await primary.open('name')).loadOutbox()).toEqual([]);
  });
});
