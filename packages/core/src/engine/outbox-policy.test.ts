import { describe, expect, it } from 'vitest';
import type { ChatClient } from '../client';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeClientOptions } from '../testing/fake-chat';

const second = 1_000;
const day = 24 * 60 * 60 * second;

async function started(options: FakeClientOptions = {}) {
  const chat = createFakeChat();
  const page = chat.client(chat.amira, options);
  await page.client.start();
  page.client.openConversation(chat.conversation);
  await chat.clock.advance(second);
  const texts = () => chat.server.messages(chat.conversation).map((message) => message.text);
  /** The page is closed, and loaded again after that time. */
  const reopenedAfter = async (time: number): Promise<ChatClient> => {
    await page.client.close();
    await chat.clock.advance(time);
    const again = chat.client(chat.amira, { ...options, storage: page.storage });
    await again.client.start();
    return again.client;
  };
  return { ...chat, ...page, texts, reopenedAfter };
}

const outbox = (client: ChatClient) =>
  client
    .getOutbox()
    .items.map(({ kind, status, attempts, error }) => [kind, status, attempts, error?.code ?? null]);

describe('what waits to be sent', () => {
  it('is told with its status, its attempts and when it is tried next', async () => {
    const { client, clock, conversation, server } = await started();
    expect(client.getOutbox()).toEqual({ items: [], count: 0, failedCount: 0 });
    server.inject('too-many-requests');
    const first = client.sendMessage(conversation, { text: 'first' });
    client.sendMessage(conversation, { text: 'second' });
    expect(client.getOutbox().items.map(({ status }) => status)).toEqual(['saving', 'saving']);
    await clock.advance(100);
    const { items, count } = client.getOutbox();
    expect(count).toBe(2);
    expect(items[0]).toMatchObject({
      localId: first,
      conversationId: conversation,
      kind: 'send-message',
      status: 'queued',
      attempts: 1,
      nextAttemptAt: clock.now() - 100 + 2 * second,
      progress: null,
      error: null,
      givenAt: clock.now() - 100,
    });
    expect(client.getOutbox()).toBe(client.getOutbox());
    await clock.advance(3 * second);
    expect(client.getOutbox().count).toBe(0);
  });

  it('says that it is being looked for, and when again', async () => {
    const { client, clock, conversation, server, texts } = await started();
    server.inject('lose-answer');
    client.sendMessage(conversation, { text: 'perhaps' });
    await clock.advance(10);
    expect(client.getOutbox().items[0]).toMatchObject({
      status: 'checking',
      attempts: 1,
      nextAttemptAt: clock.now() - 10 + second / 2,
    });
    await clock.advance(second);
    expect([client.getOutbox().count, texts()]).toEqual([0, ['perhaps']]);
  });
});

describe('what waited for too long', () => {
  it('fails instead of going out late, and is sent when that is asked for', async () => {
    const { client, clock, conversation, platform, texts, reopenedAfter } = await started();
    platform.setOnline(false);
    const old = client.sendMessage(conversation, { text: 'See you in ten minutes' });
    await clock.advance(2 * second);
    client.sendMessage(conversation, { text: 'Are you there?' });
    await clock.advance(second);
    const again = await reopenedAfter(7 * day - 2 * second);
    const failures: string[] = [];
    again.on('message-failed', (_id, error) => failures.push(error.code));
    expect(outbox(again).map(([, status]) => status)).toEqual(['queued', 'queued']);
    await clock.advance(500);
    expect([outbox(again), failures]).toEqual([[['send-message', 'failed', 0, 'expired']], ['expired']]);
    expect(texts()).toEqual(['Are you there?']);
    again.retry(old);
    await clock.advance(second);
    expect(texts()).toEqual(['Are you there?', 'See you in ten minutes']);
  });

  it.each([
    [60 * second, []],
    [Infinity, ['late']],
  ] as const)('may be told by the app: after %d ms', async (expireAfterMs, expected) => {
    const { client, clock, conversation, platform, texts, reopenedAfter } = await started({
      outbox: { expireAfterMs },
    });
    platform.setOnline(false);
    client.sendMessage(conversation, { text: 'late' });
    await reopenedAfter(100 * day);
    await clock.advance(5 * second);
    expect(texts()).toEqual(expected);
  });

  it('is looked for first when it may have arrived', async () => {
    const { client, clock, conversation, server, texts, reopenedAfter } = await started();
    server.inject('lose-answer');
    client.sendMessage(conversation, { text: 'arrived' });
    await clock.advance(10);
    const again = await reopenedAfter(30 * day);
    await clock.advance(5 * second);
    expect([texts(), again.getOutbox().count]).toEqual([['arrived'], 0]);
  });

  it('is never reading: that is told however late', async () => {
    const { client, clock, conversation, platform, server, bruno, reopenedAfter } = await started();
    server.post(conversation, bruno, 'old');
    await clock.advance(second);
    platform.setOnline(false);
    client.markRead(conversation);
    const again = await reopenedAfter(100 * day);
    await clock.advance(5 * second);
    expect(server.messages(conversation)[0]?.readBy).toHaveLength(1);
    expect(again.getOutbox().count).toBe(0);
  });
});
