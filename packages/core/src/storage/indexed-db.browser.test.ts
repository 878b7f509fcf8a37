import { describe, expect, it } from 'vitest';
import { describeStorageContract } from '../testing/storage-contract';
import { sampleAttachment, sampleEntry, sampleMessage, team } from '../testing/storage-contract/samples';
import { indexedDbStorage } from './indexed-db';
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

describe('IndexedDB (in Chromium) out of space', () => {
  it('evicts history, keeps the outbox and its files, and tells a writer whom nothing helps', async () => {
    const { storageBuckets } = navigator as Navigator & { storageBuckets: StorageBuckets };
    const name = crypto.randomUUID();
    const bucket = await storageBuckets.open(name, { quota: 8_000_000 });
    const storage = await indexedDbStorage({ indexedDB: bucket.indexedDB }).open('name');
    const messages = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({
        type: 'put-message' as const,
        message: sampleMessage(String(from + index), from + index, { text: incompressible(20_000) }),
      }));
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const entry = sampleEntry('waiting', 1);
    const command = { ...entry.command, attachments: [sampleAttachment(bytes)] } as typeof entry.command;
    await storage.write([
      { type: 'put-outbox-entry', entry: { ...entry, command } },
      { type: 'put-ranges', conversationId: team, ranges: [{ from: -Infinity, to: Infinity }] },
    ]);
    for (let batch = 0; batch < 12; batch += 1) await storage.write(messages(batch * 100));

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
    const loaded = outbox[0]?.command;
    const blob = loaded?.kind === 'send-message' ? loaded.attachments[0]?.blob : undefined;
    expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);

    await storage.wipe();
    await storage.close();
    await storageBuckets.delete(name);
  });
});
