import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../create-chat-client';
import { selectTimeline } from '../store/select-timeline';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeChat } from '../testing/fake-chat';
import { createFakePlatform } from '../testing/fake-platform';
import { faultyIndexedDb } from '../testing/faulty-indexed-db';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A client as an app makes it, with the storage it gets by itself. */
async function startedWithDefaultStorage(retention?: { readonly messagesPerConversation: number }) {
  const chat = createFakeChat();
  const client = createChatClient({
    adapter: () => ({
      ...createFakeAdapter(chat.server, chat.amira),
      scope: `fake ${crypto.randomUUID()}`,
    }),
    session: { type: 'token', token: 'amira' },
    platform: createFakePlatform(chat.clock),
    clock: chat.clock,
    ...(retention === undefined ? {} : { retention }),
  });
  const starting = client.start();
  await settledWhile(chat.clock, starting);
  return { chat, client };
}

/** IndexedDB takes tasks of its own, which the fake clock does not wait for. */
async function settledWhile(clock: { advance(ms: number): Promise<void> }, work: Promise<unknown>) {
  let done = false;
  void work.finally(() => (done = true));
  while (!done) await clock.advance(50);
  await work;
}

describe('a page whose database does not work', () => {
  it('works in memory and says why, as in a private window', async () => {
    const { factory, faults } = faultyIndexedDb(indexedDB);
    faults.openFails = 'InvalidStateError';
    vi.stubGlobal('indexedDB', factory);
    const { chat, client } = await startedWithDefaultStorage();
    expect(client.getState().storage).toEqual({ name: 'memory', reason: expect.any(String) as string });
    client.sendMessage(chat.conversation, { text: 'kept in memory' });
    await vi.waitFor(async () => {
      await chat.clock.advance(100);
      expect(chat.server.messages(chat.conversation).map(({ text }) => text)).toEqual(['kept in memory']);
    });
    expect(await client.storageHealth()).toMatchObject({ kind: 'memory', degraded: { reason: 'broken' } });
    await settledWhile(chat.clock, client.close());
  });

  it('says so too where there is no database at all', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { chat, client } = await startedWithDefaultStorage();
    expect(client.getState().storage).toEqual({ name: 'memory', reason: 'There is no IndexedDB here.' });
    await settledWhile(chat.clock, client.close());
  });

  it('says so when it breaks later, and loses nothing of what waits', async () => {
    const { factory, faults } = faultyIndexedDb(indexedDB);
    vi.stubGlobal('indexedDB', factory);
    const { chat, client } = await startedWithDefaultStorage();
    expect(client.getState().storage).toEqual({ name: 'durable' });
    chat.server.setUp(false);
    client.sendMessage(chat.conversation, { text: 'first' });
    await vi.waitFor(async () => {
      await chat.clock.advance(100);
      expect((await client.storageHealth()).outboxEntries).toBe(1);
    });
    faults.transactionFails = 'UnknownError';
    client.sendMessage(chat.conversation, { text: 'second' });
    await vi.waitFor(async () => {
      await chat.clock.advance(100);
      expect(client.getState().storage.name).toBe('memory');
    });
    chat.server.setUp(true);
    await vi.waitFor(async () => {
      await chat.clock.advance(5_000);
      expect(chat.server.messages(chat.conversation).map(({ text }) => text)).toEqual(['first', 'second']);
    });
    await settledWhile(chat.clock, client.close());
  });
});

describe('the health of the storage', () => {
  it('tells how much is kept, since when, and what was given up', async () => {
    const { chat, client } = await startedWithDefaultStorage({ messagesPerConversation: 10 });
    for (let count = 0; count < 15; count += 1) chat.server.post(chat.conversation, chat.bruno, 'x');
    const oldest = chat.server.messages(chat.conversation)[5];
    const close = client.openConversation(chat.conversation);
    await vi.waitFor(async () => {
      await chat.clock.advance(1_000);
      expect(await client.storageHealth()).toMatchObject({
        kind: 'indexed-db',
        degraded: null,
        messages: 10,
        oldestMessageAt: oldest?.createdAt,
        evictedMessages: 5,
        outboxEntries: 0,
      });
    });
    close();
    expect(selectTimeline(client.getState(), chat.conversation).length).toBe(15);
    await settledWhile(chat.clock, client.close());
  });
});
