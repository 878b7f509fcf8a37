import { describe, expect, it } from 'vitest';
import type { ConversationId } from '../model/ids';
import { createChatClient } from '../create-chat-client';
import { memoryStorage } from '../storage/memory';
import { createFakeAdapter, fakeCapabilities } from '../testing/fake-adapter';
import { createFakeChat } from '../testing/fake-chat';
import { createFakePlatform } from '../testing/fake-platform';
import { post, second } from './history.test-support';

const budget = 10;

/** A backend with one socket for each conversation; it tells only what is listened to. */
async function started(options: { readonly sockets?: 'per-conversation' | 'shared'; count?: number } = {}) {
  const chat = createFakeChat({ broadcast: 'plain' });
  const many = Array.from({ length: options.count ?? 40 }, (_, index) =>
    chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
  );
  for (const id of many) {
    post(chat, 1, id);
    await chat.clock.advance(10);
  }
  const direct = {
    ...fakeCapabilities().live.direct,
    messages: 'while-watching',
    conversations: 'never',
  } as const;
  const adapter = createFakeAdapter(chat.server, chat.amira, {
    capabilities: {
      sockets: options.sockets ?? 'per-conversation',
      live: { direct, group: direct, guest: direct },
    },
    limits: { liveConversations: budget },
  });
  const watched = new Set<ConversationId>();
  let most = 0;
  let turns = 0;
  const watch = (id: ConversationId): void => {
    turns += 1;
    watched.add(id);
    most = Math.max(most, watched.size);
  };
  const client = createChatClient({
    adapter: () => ({
      ...adapter,
      connect(sink, live) {
        watched.clear();
        live.watching.forEach(watch);
        const heard: typeof sink = {
          ...sink,
          events: (events) =>
            sink.events(
              events.filter(
                (event) => event.type !== 'message-received' || watched.has(event.message.conversationId),
              ),
            ),
        };
        const link = adapter.connect?.(heard, live);
        if (link === undefined) throw new Error('This adapter has a live side.');
        return { ...link, watch, unwatch: (id) => void watched.delete(id) };
      },
    }),
    session: { type: 'token', token: 'amira' },
    storage: memoryStorage(),
    platform: createFakePlatform(chat.clock),
    clock: chat.clock,
  });
  await client.start();
  await chat.clock.advance(second);
  return { chat, client, many, watched, most: () => most, turns: () => turns };
}

describe('a backend with a socket for each conversation', () => {
  it('listens to the top of the list as long as nothing is open', async () => {
    const { client, many, watched } = await started();
    expect([...watched].sort()).toEqual(many.slice(-budget).sort());
    await client.close();
  });

  it('listens to what is open and what was open last, never to more than its budget', async () => {
    const { chat, client, many, watched, most } = await started();
    for (const id of many) {
      const close = client.openConversation(id);
      await chat.clock.advance(100);
      expect(watched.has(id)).toBe(true);
      close();
      await chat.clock.advance(100);
    }
    expect(most()).toBe(budget);
    expect([...watched].sort()).toEqual(many.slice(-budget).sort());
    const close = client.openConversation(many[0]!);
    await chat.clock.advance(100);
    expect([...watched].sort()).toEqual([many[0]!, ...many.slice(-budget + 1)].sort());
    close();
    await client.close();
  });

  it('polls what is open beyond the budget, by the same calls', async () => {
    const { chat, client, many, watched } = await started();
    for (const id of many) client.openConversation(id);
    await chat.clock.advance(second);
    expect(watched.size).toBe(budget);
    const polled = many.find((id) => !watched.has(id))!;
    const live = many.find((id) => watched.has(id))!;
    post(chat, 1, polled);
    post(chat, 1, live);
    await chat.clock.advance(100);
    const texts = (id: ConversationId) => client.getState().timelines.get(id)?.messages.length;
    expect([texts(live), texts(polled)]).toEqual([2, 1]);
    await chat.clock.advance(20 * second);
    expect([texts(live), texts(polled)]).toEqual([2, 2]);
    await client.close();
  });

  it('knows that something may be missing where it did not listen for a while', async () => {
    const { chat, client, many } = await started();
    const [first] = many;
    const close = client.openConversation(first!);
    await chat.clock.advance(second);
    close();
    for (const id of many.slice(1, budget + 1)) client.openConversation(id)();
    await chat.clock.advance(second);
    expect(client.getState().timelines.get(first!)?.ranges.at(-1)?.to).not.toBe(Infinity);
    post(chat, 150, first);
    client.openConversation(first!);
    await chat.clock.advance(2 * second);
    const timeline = client.getState().timelines.get(first!);
    // A hole between what was known and the newest page is known as one.
    expect(timeline?.ranges).toHaveLength(2);
    await client.close();
  });

  it('leaves it alone while the list moves above it', async () => {
    const { chat, client, many, watched, turns } = await started();
    const before = turns();
    for (let count = 0; count < 20; count += 1) {
      post(chat, 1, many[many.length - 1 - (count % budget)]);
      await chat.clock.advance(second);
    }
    expect(turns()).toBe(before);
    expect(watched.size).toBe(budget);
    await client.close();
  });
});

describe('a backend with one socket for all', () => {
  it('listens to what is open, as many as there are', async () => {
    const { chat, client, many, watched } = await started({ sockets: 'shared' });
    expect(watched.size).toBe(0);
    for (const id of many) client.openConversation(id);
    await chat.clock.advance(second);
    expect(watched.size).toBe(40);
    await client.close();
  });
});
