import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { ConversationId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import type { StorageProvider, StorageWrite } from '../storage/storage';
import { createChance } from '../testing/chaos/chance';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient } from '../testing/fake-chat';

const minute = 60_000;
const days = 30;
const conversationCount = 30;
/** What the server keeps of each conversation, so that its own memory does not grow. */
const keptMessages = 200;

/** Live heap in bytes. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
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

describe('a client that runs for a month', () => {
  it('long sessions do not leak (assistant-ui#3489)', { timeout: 120_000 }, async () => {
    const chat = createFakeChat();
    const conversations = Array.from({ length: conversationCount }, (_, index) =>
      chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
    );
    for (const id of conversations) {
      for (let count = 0; count < keptMessages; count += 1)
        chat.server.post(id, chat.bruno, `before ${String(count)}`);
    }
    const before = heapInUse();
    const page = chat.client(chat.amira, { storage: withoutHistory(memoryStorage()) });
    await page.client.start();
    await liveThroughDay(chat, page, conversations, 1);
    const afterFirstDay = heapInUse() - before;
    for (let day = 2; day <= days; day += 1) await liveThroughDay(chat, page, conversations, day);
    const afterLastDay = heapInUse() - before;
    await page.client.close();
    await chat.clock.advance(minute);
    const afterClosing = heapInUse() - before;
    process.stdout.write(
      `soak: ${String(days)} days, heap of the client ${megabytes(afterFirstDay)} MB after the first, ${megabytes(afterLastDay)} MB after the last, ${megabytes(afterClosing)} MB closed\n`,
    );
    expect(page.client.getState().outbox.entries.size).toBe(0);
    expect([chat.clock.pending, page.platform.listenerCount, chat.server.linkCount]).toEqual([0, 0, 0]);
    expect(afterLastDay / afterFirstDay).toBeLessThanOrEqual(1.2);
  });
});

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
