import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../adapter/outbox-entry';
import { describeStorageContract } from '../testing/storage-contract';
import {
  sampleAttachment,
  sampleEntry,
  sampleEntryWith,
  sampleMessage,
  team,
} from '../testing/storage-contract/samples';
import { indexedDbStorage } from './indexed-db';
import { writeFirstVersion } from './indexed-db/first-version.test-support';
import type { ChatStorage } from './storage';
import { withMemoryFallback } from './with-memory-fallback';

describeStorageContract({
  name: 'IndexedDB (in Chromium)',
  createProvider: () => indexedDbStorage(),
  describe,
  it,
});

describeStorageContract({
  name: 'fallback over IndexedDB (in Chromium)',
  createProvider: () => withMemoryFallback(indexedDbStorage(), () => undefined),
  describe,
  it,
});

/** The database is compressed on disk. */
function incompressible(length: number): string {
  const chunk = 50_000;
  const parts: string[] = [];
  for (let from = 0; from < length; from += chunk) {
    parts.push(
      String.fromCharCode(...crypto.getRandomValues(new Uint8Array(Math.min(chunk, length - from)))),
    );
  }
  return parts.join('');
}

/** A part of the origin's storage with a limit of its own; Chromium has them. */
interface StorageBuckets {
  open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

const sized = (from: number, count: number, length = 20_000) =>
  Array.from({ length: count }, (_, index) => ({
    type: 'put-message' as const,
    message: sampleMessage(String(from + index), from + index, { text: incompressible(length) }),
  }));

const bytesOf = async (entry: OutboxEntry | undefined): Promise<Uint8Array> => {
  const blob = entry?.command.kind === 'send-message' ? entry.command.attachments[0]?.blob : undefined;
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
};

describe('IndexedDB (in Chromium) out of space', () => {
  let storage: ChatStorage;
  let deleteBucket: () => Promise<void>;

  beforeEach(async () => {
    const { storageBuckets } = navigator as Navigator & { storageBuckets: StorageBuckets };
    const name = crypto.randomUUID();
    const bucket = await storageBuckets.open(name, { quota: 8_000_000 });
    storage = await indexedDbStorage({ indexedDB: bucket.indexedDB }).open('name');
    deleteBucket = () => storageBuckets.delete(name);
  });

  afterEach(async () => {
    await storage.wipe();
    await storage.close();
    await deleteBucket();
  });

  it('evicts history, keeps the outbox and its files, and tells a writer whom nothing helps', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    await storage.write([
      { type: 'put-outbox-entry', entry: sampleEntryWith([sampleAttachment(bytes)], 'waiting', 1) },
      { type: 'put-ranges', conversationId: team, ranges: [{ from: -Infinity, to: Infinity }] },
    ]);
    for (let batch = 0; batch < 12; batch += 1) await storage.write(sized(batch * 100, 100));

    const { messages: kept, ranges } = await storage.loadHistory(team, { limit: 2_000 });
    const oldest = kept[0]?.order ?? 0;
    expect(oldest).toBeGreaterThan(0);
    expect(kept.map((message) => message.order)).toEqual(
      Array.from({ length: 1_200 - oldest }, (_, index) => oldest + index),
    );
    expect(ranges).toEqual([{ from: oldest, to: Infinity }]);
    expect(await storage.health()).toMatchObject({
      degraded: null,
      evictedMessages: oldest,
      outboxEntries: 1,
    });

    const tooMuch = storage.write([
      { type: 'put-value', key: 'draft', value: incompressible(9_000_000) },
      { type: 'put-outbox-entry', entry: sampleEntry('new', 2) },
    ]);
    await expect(tooMuch).rejects.toMatchObject({ code: 'storage', details: { reason: 'quota' } });
    const outbox = await storage.loadOutbox();
    expect(outbox.map((waiting) => waiting.localId)).toEqual(['waiting']);
    expect(await bytesOf(outbox[0])).toEqual(bytes);
  }, 60_000);

  it('makes room for a file that is to be sent, and keeps what was typed', async () => {
    await storage.write([{ type: 'put-value', key: 'draft', value: 'half a sent' }]);
    for (let batch = 0; batch < 4; batch += 1) await storage.write(sized(batch * 80, 80));
    const part = crypto.getRandomValues(new Uint8Array(60_000));
    const large = new Uint8Array(50 * part.length);
    for (let from = 0; from < large.length; from += part.length) large.set(part, from);
    await storage.write([
      { type: 'put-outbox-entry', entry: sampleEntryWith([sampleAttachment(large)], 'file', 1) },
    ]);
    const [entry] = await storage.loadOutbox();
    const kept = await bytesOf(entry);
    expect([kept.length, kept.every((byte, index) => byte === large[index])]).toEqual([large.length, true]);
    expect(await storage.loadValue('draft')).toBe('half a sent');
    expect((await storage.health()).evictedMessages).toBeGreaterThan(0);
  });

  it('gives up nothing for a page that is larger than all there is room for', async () => {
    await storage.write(sized(0, 60));
    await expect(storage.write(sized(1_000, 500))).rejects.toMatchObject({ details: { reason: 'quota' } });
    expect(await storage.health()).toMatchObject({ messages: 60, evictedMessages: 0 });
  });
});

describe('a database of the first version (in Chromium)', () => {
  it('keeps its queue and its files, and moves the files when a command is next written', async () => {
    const name = crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const entry = sampleEntryWith([sampleAttachment(bytes)], 'waiting', 1);
    await writeFirstVersion(`chat:${name}`, [entry]);
    const storage = await indexedDbStorage().open(name);
    for (const phase of [{ name: 'sending' }, { name: 'checking', retryAt: null }] as const) {
      const [loaded] = await storage.loadOutbox();
      expect(await bytesOf(loaded)).toEqual(bytes);
      await storage.write([{ type: 'put-outbox-entry', entry: { ...entry, ...loaded, phase } }]);
    }
    await storage.close();
    const again = await indexedDbStorage().open(name);
    const [moved] = await again.loadOutbox();
    expect([moved?.phase, await bytesOf(moved)]).toEqual([{ name: 'checking', retryAt: null }, bytes]);
    await again.wipe();
    await again.close();
  });
});
