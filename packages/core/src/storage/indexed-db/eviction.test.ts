import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StorageWrite } from '../storage';
import type { ChatStorage } from '../storage';
import { createFakeClock } from '../../testing/fake-clock';
import { faultyIndexedDb, type FaultyIndexedDb } from '../../testing/faulty-indexed-db';
import { pair, sampleEntry, sampleMessage, team } from '../../testing/storage-contract/samples';
import { indexedDbStorage, type IndexedDbOptions } from '../indexed-db';

const everything = { from: -Infinity, to: Infinity };
const dayMs = 86_400_000;

let faulty: FaultyIndexedDb;
let prefix: string;

beforeEach(() => {
  faulty = faultyIndexedDb(indexedDB);
  prefix = crypto.randomUUID();
});

const open = (options: IndexedDbOptions = {}): Promise<ChatStorage> =>
  indexedDbStorage({ prefix, indexedDB: faulty.factory, ...options }).open('name');

function history(count: number, change: Parameters<typeof sampleMessage>[2] = {}): readonly StorageWrite[] {
  const conversationId = change.conversationId ?? team;
  return [
    ...Array.from({ length: count }, (_, order) => ({
      type: 'put-message' as const,
      message: sampleMessage(String(order), order, change),
    })),
    { type: 'put-ranges', conversationId, ranges: [everything] },
  ];
}

const ordersOf = async (storage: ChatStorage, conversation = team): Promise<readonly number[]> =>
  (await storage.loadHistory(conversation, { limit: 1_000 })).messages.map((message) => message.order);

/** What was tidied behind a write is done when the next one is. */
const settled = (storage: ChatStorage): Promise<void> =>
  storage.write([{ type: 'put-value', key: 'settled', value: true }]);

describe('when space runs out', () => {
  it('drops the oldest history, says so, and writes what was to be written', async () => {
    const storage = await open();
    await storage.write(history(40));
    faulty.faults.capacity = 42;
    await storage.write([
      { type: 'put-message', message: sampleMessage('40', 40) },
      { type: 'put-message', message: sampleMessage('41', 41) },
      { type: 'put-message', message: sampleMessage('42', 42) },
    ]);
    const { messages, ranges } = await storage.loadHistory(team, { limit: 1_000 });
    expect(messages[0]?.order).toBe(10);
    expect(messages).toHaveLength(33);
    expect(ranges).toEqual([{ from: 10, to: Infinity }]);
    expect(await storage.health()).toMatchObject({ degraded: null, messages: 33, evictedMessages: 10 });
  });

  it('takes more where a first time was not enough, and still knows what it may claim', async () => {
    const storage = await open();
    await storage.write(history(40));
    faulty.faults.capacity = 41;
    await storage.write(
      Array.from({ length: 15 }, (_, index) => ({
        type: 'put-message' as const,
        message: sampleMessage(String(40 + index), 40 + index),
      })),
    );
    const { messages, ranges } = await storage.loadHistory(team, { limit: 1_000 });
    expect([messages[0]?.order, messages.length]).toEqual([25, 30]);
    expect(ranges).toEqual([{ from: 25, to: Infinity }]);
    expect((await storage.health()).evictedMessages).toBe(25);
  });

  it('remembers what went until a write fits that can say so', async () => {
    const storage = await open();
    await storage.write(history(8));
    faulty.faults.capacity = 0;
    await expect(storage.write([{ type: 'put-value', key: 'key', value: 1 }])).rejects.toMatchObject({
      details: { reason: 'quota' },
    });
    expect(await storage.health()).toMatchObject({ messages: 0, evictedMessages: 8 });
    faulty.faults.capacity = undefined;
    await storage.write([{ type: 'put-ranges', conversationId: team, ranges: [everything] }]);
    expect((await storage.loadHistory(team, { limit: 1 })).ranges).toEqual([]);
    expect(await (await open()).health()).toMatchObject({ messages: 0, evictedMessages: 8 });
  });

  it('takes from the conversations whose messages are oldest', async () => {
    const storage = await open();
    await storage.write(history(10, { createdAt: 1_000 }));
    await storage.write(history(10, { createdAt: 2_000, conversationId: pair }));
    faulty.faults.capacity = 23;
    await storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('a', 1) }]);
    await storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('b', 2) }]);
    expect(await ordersOf(storage)).toEqual([5, 6, 7, 8, 9]);
    expect(await ordersOf(storage, pair)).toHaveLength(10);
    expect((await storage.loadHistory(pair, { limit: 1 })).ranges).toEqual([everything]);
  });

  it('never takes from the outbox; what does not fit at last is an error for who wrote it', async () => {
    const storage = await open();
    await storage.write([...history(5), { type: 'put-outbox-entry', entry: sampleEntry('a', 1) }]);
    faulty.faults.capacity = 3;
    const write = storage.write([
      { type: 'put-outbox-entry', entry: sampleEntry('b', 2) },
      { type: 'put-outbox-entry', entry: sampleEntry('c', 3) },
    ]);
    await expect(write).rejects.toMatchObject({ code: 'storage', details: { reason: 'quota' } });
    expect((await storage.loadOutbox()).map((entry) => entry.localId)).toEqual(['a']);
    expect((await storage.health()).degraded).toMatchObject({ reason: 'quota' });

    faulty.faults.capacity = undefined;
    await storage.write([{ type: 'put-outbox-entry', entry: sampleEntry('b', 2) }]);
    expect(await storage.health()).toMatchObject({ degraded: null, outboxEntries: 2 });
  });

  it('claims no stretch whose messages went, not even when told so by a page that has not noticed', async () => {
    const storage = await open();
    await storage.write(history(40));
    const otherTab = await open();
    faulty.faults.capacity = 41;
    await storage.write([{ type: 'put-message', message: sampleMessage('40', 40) }]);
    faulty.faults.capacity = undefined;
    for (const page of [storage, otherTab]) {
      await page.write([{ type: 'put-ranges', conversationId: team, ranges: [everything] }]);
      expect((await page.loadHistory(team, { limit: 1 })).ranges).toEqual([{ from: 10, to: Infinity }]);
    }
    const reloaded = await open();
    await reloaded.write([
      { type: 'put-message', message: sampleMessage('9', 9) },
      { type: 'put-ranges', conversationId: team, ranges: [{ from: 9, to: Infinity }] },
    ]);
    expect((await reloaded.loadHistory(team, { limit: 1 })).ranges).toEqual([{ from: 9, to: Infinity }]);
  });

  it('gives up nothing for a page that is larger than everything that could make room for it', async () => {
    const storage = await open();
    await storage.write(history(40));
    faulty.faults.capacity = 42;
    const page = Array.from({ length: 60 }, (_, index) => ({
      type: 'put-message' as const,
      message: sampleMessage(String(100 + index), 100 + index),
    }));
    await expect(storage.write(page)).rejects.toMatchObject({ details: { reason: 'quota' } });
    expect(await storage.health()).toMatchObject({
      messages: 40,
      evictedMessages: 0,
      degraded: { reason: 'quota' },
    });
    await storage.write(page.slice(0, 5));
    expect(await storage.health()).toMatchObject({ degraded: null });
  });

  it('stops giving up history for what the server can tell again when that does not help', async () => {
    const storage = await open();
    await storage.write(history(40));
    faulty.faults.capacity = 0;
    const one: StorageWrite = { type: 'put-message', message: sampleMessage('40', 40) };
    for (let count = 0; count < 3; count += 1) {
      await expect(storage.write([one])).rejects.toMatchObject({ details: { reason: 'quota' } });
    }
    expect((await storage.health()).messages).toBe(30);
    // A draft is worth all of it, even where all of it is not enough.
    await expect(storage.write([{ type: 'put-value', key: 'draft', value: 1 }])).rejects.toBeDefined();
    expect((await storage.health()).messages).toBe(0);
  });

  it('gets on when all messages have one order', async () => {
    const storage = await open();
    await storage.write(
      history(10).map((write) =>
        write.type === 'put-message' ? { ...write, message: { ...write.message, order: 7 } } : write,
      ),
    );
    faulty.faults.capacity = 11;
    await storage.write([{ type: 'put-value', key: 'key', value: 1 }]);
    expect(await storage.loadValue('key')).toBe(1);
    expect(await storage.loadHistory(team, { limit: 10 })).toEqual({ messages: [], ranges: [] });
  });
});

describe('retention', () => {
  it('keeps about the newest messages of each conversation', async () => {
    const storage = await open({ retention: { messagesPerConversation: 20 } });
    await storage.write([...history(22), ...history(5, { conversationId: pair })]);
    await settled(storage);
    expect(await ordersOf(storage)).toHaveLength(22);
    await storage.write([{ type: 'put-message', message: sampleMessage('22', 22) }]);
    await settled(storage);
    const { messages, ranges } = await storage.loadHistory(team, { limit: 100 });
    expect([messages[0]?.order, messages.length]).toEqual([3, 20]);
    expect(ranges).toEqual([{ from: 3, to: Infinity }]);
    expect(await ordersOf(storage, pair)).toHaveLength(5);
    expect((await storage.health()).evictedMessages).toBe(3);
  });

  it('drops what is older than its days, once an hour', async () => {
    const clock = createFakeClock(100 * dayMs);
    const storage = await open({ clock, retention: { days: 30 } });
    const aged = (id: number, days: number): StorageWrite => ({
      type: 'put-message',
      message: sampleMessage(String(id), id, { createdAt: clock.now() - days * dayMs }),
    });
    await storage.write([
      aged(1, 40),
      aged(2, 31),
      aged(3, 29.99),
      aged(4, 35),
      { type: 'put-ranges', conversationId: team, ranges: [everything] },
      { type: 'put-outbox-entry', entry: sampleEntry('a', 1) },
    ]);
    await settled(storage);
    expect(await ordersOf(storage)).toEqual([3, 4]);
    expect((await storage.loadHistory(team, { limit: 1 })).ranges).toEqual([{ from: 3, to: Infinity }]);

    await clock.advance(3_600_000 / 2);
    await settled(storage);
    expect(await ordersOf(storage)).toEqual([3, 4]);
    await clock.advance(3_600_000 / 2);
    await settled(storage);
    await settled(storage);
    expect(await ordersOf(storage)).toEqual([]);
    expect(await storage.health()).toMatchObject({ evictedMessages: 4, outboxEntries: 1 });
  });

  it('is applied to what an earlier page left, without anything being written', async () => {
    const clock = createFakeClock(100 * dayMs);
    const earlier = await open();
    await earlier.write([
      ...history(40, { createdAt: clock.now() }),
      ...history(9, { createdAt: clock.now() - 3 * dayMs, conversationId: pair }),
    ]);
    await earlier.close();
    const storage = await open({ clock, retention: { messagesPerConversation: 20, days: 1 } });
    expect(await ordersOf(storage)).toHaveLength(40);
    await clock.advance(60_000);
    await settled(storage);
    expect([await ordersOf(storage), await ordersOf(storage, pair)]).toEqual([
      Array.from({ length: 20 }, (_, index) => 20 + index),
      [],
    ]);
    await storage.close();
    expect(clock.pending).toBe(0);
  });

  it('finds the first message to keep far into a history', async () => {
    const clock = createFakeClock(100 * dayMs);
    const storage = await open({ clock, retention: { days: 1 } });
    await storage.write([
      ...history(450, { createdAt: 1 }),
      { type: 'put-message', message: sampleMessage('last', 450, { createdAt: clock.now() }) },
    ]);
    await settled(storage);
    expect(await ordersOf(storage)).toEqual([450]);
  });

  it.each([{ messagesPerConversation: 0 }, { messagesPerConversation: Number.NaN }, { days: 0 }])(
    'refuses %o',
    (retention) => {
      expect(() => indexedDbStorage({ retention })).toThrow(/retention/);
    },
  );
});
