import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import type { ConversationId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import type { StorageProvider, StorageWrite } from '../storage/storage';
import { createChance } from '../testing/chaos/chance';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient } from '../testing/fake-chat';

const minute = 60_000;
const days = 30;
const conversationCount = 12;
/** What the server keeps of each conversation, so that its own memory does not grow. */
const keptMessages = 200;

// What V8 compiles of code that runs often is no leak of ours, and would outweigh one.
setFlagsFromString('--no-opt');
setFlagsFromString('--no-sparkplug');
setFlagsFromString('--expose-gc');

/** Live heap in bytes. What the task at hand holds weakly is only let go between two tasks. */
async function heapInUse(): Promise<number> {
  const collect = runInNewContext('gc') as () => void;
  for (let count = 0; count < 3; count += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** As over a wire: what the client holds is its own, and none of the server's objects. */
function overWire(adapter: ChatAdapter): ChatAdapter {
  const { connect } = adapter;
  return {
    ...adapter,
    loadConversations: async (...asked) => structuredClone(await adapter.loadConversations(...asked)),
    loadConversation: async (...asked) => structuredClone(await adapter.loadConversation(...asked)),
    loadMessages: async (...asked) => structuredClone(await adapter.loadMessages(...asked)),
    execute: async (...asked) => structuredClone(await adapter.execute(...asked)),
    settle: async (...asked) => structuredClone(await adapter.settle(...asked)),
    ...(connect === undefined
      ? {}
      : {
          connect: (sink, options) =>
            connect({ ...sink, events: (events) => sink.events(structuredClone(events)) }, options),
        }),
  };
}

/** A disk of its own size is not the client's memory: history is taken and not kept. */
function withoutHistory(provider: StorageProvider): StorageProvider {
  const isHistory = ({ type }: StorageWrite): boolean => type === 'put-message' || type === 'put-ranges';
  return {
    async open(name) {
      const storage = await provider.open(name);
      return { ...storage, write: (batch) => storage.write(batch.filter((write) => !isHistory(write))) };
    },
  };
}

/** One working day and its night: messages everywhere, looking around, outages, and hours in the background. */
async function liveThroughDay(
  chat: FakeChat,
  page: FakeClient,
  conversations: readonly ConversationId[],
  day: number,
) {
  const { clock, server, amira, bruno } = chat;
  const { client, platform } = page;
  const chance = createChance(day);
  const pick = (): ConversationId => conversations[chance.below(conversations.length)] ?? chat.conversation;
  platform.setVisible(true);
  for (let slice = 0; slice < 96; slice += 1) {
    const id = pick();
    const close = client.openConversation(id);
    for (let count = chance.between(1, 4); count > 0; count -= 1)
      server.post(pick(), bruno, `day ${String(day)}`);
    const sent = client.sendMessage(id, { text: `slice ${String(slice)}` });
    await clock.advance(chance.between(1, 20) * 1_000);
    client.setTyping(id, true);
    client.addReaction(id, sent, '👍');
    client.markRead(id);
    if (slice % 4 === 0) await client.loadOlder(id).catch(() => undefined);
    if (slice % 8 === 0) server.inject('lose-answer');
    if (slice % 12 === 0) {
      server.setUp(false);
      server.post(pick(), bruno, 'while it was away');
      await clock.advance(chance.between(5, 120) * 1_000);
      server.setUp(true);
    }
    if (slice % 24 === 0) {
      platform.setOnline(false);
      client.sendMessage(pick(), { text: 'offline' });
      await clock.advance(minute);
      platform.setOnline(true);
    }
    server.internals.tell(id, {
      type: 'typing-changed',
      conversationId: id,
      userId: bruno,
      name: null,
      typing: true,
    });
    await clock.advance(3 * minute);
    close();
  }
  platform.setVisible(false);
  server.post(pick(), amira, 'from another device');
  await clock.advance(18 * 60 * minute);
  for (const id of conversations) {
    const history = server.internals.history(id);
    history.splice(0, history.length - keptMessages);
  }
  (server.log as string[]).length = 0;
}

/** As full on the first day as on any other, on the server and in the client, by the same ways. */
async function fill(chat: FakeChat, { client }: FakeClient, id: ConversationId): Promise<void> {
  const close = client.openConversation(id);
  for (let count = 0; count < keptMessages; count += 1) {
    if (count % 3 > 0) chat.server.post(id, chat.bruno, `before ${String(count)}`);
    else client.addReaction(id, client.sendMessage(id, { text: `before ${String(count)}` }), '👍');
    await chat.clock.advance(1_000);
    if (count % 4 === 0) client.markRead(id);
  }
  close();
}

interface Life {
  /** Of the whole process, with a server that is as full on one day as on another. */
  readonly heapAfterFirstDay: number;
  readonly heapAfterLastDay: number;
  /** What closing gives back: the client's own part of it. */
  readonly weight: number;
  readonly unsent: number;
  readonly leftBehind: { readonly timers: number; readonly listeners: number; readonly links: number };
}

async function live(days: number): Promise<Life> {
  const chat = createFakeChat();
  const conversations = Array.from({ length: conversationCount }, (_, index) =>
    chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
  );
  const page = chat.client(chat.amira, { storage: withoutHistory(memoryStorage()), adapt: overWire });
  await page.client.start();
  for (const id of conversations) await fill(chat, page, id);
  await liveThroughDay(chat, page, conversations, 1);
  const heapAfterFirstDay = await heapInUse();
  for (let day = 2; day <= days; day += 1) await liveThroughDay(chat, page, conversations, day);
  const heapAfterLastDay = await heapInUse();
  const unsent = page.client.getState().outbox.entries.size;
  await page.client.close();
  const leftBehind = {
    timers: chat.clock.pending,
    listeners: page.platform.listenerCount,
    links: chat.server.linkCount,
  };
  const weight = heapAfterLastDay - (await heapInUse());
  return { heapAfterFirstDay, heapAfterLastDay, weight, unsent, leftBehind };
}

describe('a client that runs for a month', () => {
  it('long sessions do not leak (assistant-ui#3489)', { timeout: 120_000 }, async () => {
    const oneDay = await live(1);
    const month = await live(days);
    process.stdout.write(
      `soak: ${String(days)} days; process ${megabytes(month.heapAfterFirstDay)} MB after the first and ${megabytes(month.heapAfterLastDay)} MB after the last, of it the client ${megabytes(oneDay.weight)} MB after one and ${megabytes(month.weight)} MB after all\n`,
    );
    for (const { unsent, leftBehind } of [oneDay, month])
      expect({ unsent, ...leftBehind }).toEqual({ unsent: 0, timers: 0, listeners: 0, links: 0 });
    expect(month.heapAfterLastDay / month.heapAfterFirstDay).toBeLessThanOrEqual(1.2);
    expect(month.weight / oneDay.weight).toBeLessThanOrEqual(1.2);
  });
});

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(2);
