import { describe, expect, it } from 'vitest';
import type { ConversationId } from '../model/ids';
import { createChatClient } from '../create-chat-client';
import { memoryStorage } from '../storage/memory';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeChat } from '../testing/fake-chat';
import { createFakePlatform } from '../testing/fake-platform';
import { post, second } from './history.test-support';

const pageSize = 10;

/** A backend that numbers the pages of its list by what is latest at the moment it is asked. */
async function started(count: number) {
  const chat = createFakeChat({ broadcast: 'none' });
  const many = Array.from({ length: count }, (_, index) =>
    chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
  );
  for (const id of many) {
    await chat.clock.advance(1);
    post(chat, 1, id);
  }
  const hidden = new Set<ConversationId>([chat.conversation]);
  const adapter = createFakeAdapter(chat.server, chat.amira, { live: false });
  const between: (() => void)[] = [];
  let asked = 0;
  const client = createChatClient({
    adapter: () => ({
      ...adapter,
      async loadConversations(cursor, signal) {
        asked += 1;
        const page = await adapter.loadConversations(null, signal);
        const latest = page.conversations
          .filter(({ id }) => !hidden.has(id))
          .sort((left, right) => right.lastActivityAt - left.lastActivityAt);
        const from = Number(cursor ?? 0);
        const next = from + pageSize < latest.length ? String(from + pageSize) : null;
        between.shift()?.();
        return { ...page, conversations: latest.slice(from, from + pageSize), next };
      },
    }),
    session: { type: 'token', token: 'amira' },
    storage: memoryStorage(),
    platform: createFakePlatform(chat.clock),
    clock: chat.clock,
  });
  const known = (): number => client.getState().conversations.size;
  return { chat, client, many, hidden, between, known, asked: () => asked };
}

describe('a list that is paged by number', () => {
  it('loses none that moves to the top while the list is read', async () => {
    const { chat, client, many, between, known } = await started(35);
    await client.start();
    await chat.clock.advance(second);
    expect(known()).toBe(35);
    // All have news, so the list is read to its end; after its first page the very last one moves to the top.
    for (const id of many) post(chat, 1, id);
    between.push(() => post(chat, 1, many[0]));
    await client.refreshConversations();
    expect(known()).toBe(35);
    await client.close();
  });

  it('finds one that slipped between two pages when it is read for the first time', async () => {
    const { chat, client, many, hidden, between, known } = await started(35);
    // One of the first page goes, another comes: what stood first on the second page now stands on the first.
    between.push(() => {
      hidden.add(many[30]!);
      post(chat, 1, many[0]);
      hidden.add(many[31]!);
    });
    await client.start();
    await chat.clock.advance(second);
    expect([...client.getState().conversations.keys()]).toEqual(
      expect.arrayContaining(many.filter((id) => !hidden.has(id))),
    );
    expect(known()).toBeGreaterThanOrEqual(33);
    await client.close();
  });

  it('takes away what is really gone, and reads once where nothing moved', async () => {
    const { chat, client, many, hidden, known, asked } = await started(35);
    await client.start();
    await chat.clock.advance(second);
    hidden.add(many[3]!);
    hidden.add(many[20]!);
    for (const id of many) post(chat, 1, id);
    await client.refreshConversations();
    expect(known()).toBe(33);
    const before = asked();
    for (const id of many) post(chat, 1, id);
    await client.refreshConversations();
    // Four pages, and the first one again to see that nothing moved.
    expect(asked() - before).toBe(5);
    await client.close();
  });
});
