import { describe, expect, it } from 'vitest';
import type { ConversationId, UserId } from '../model/ids';
import { selectConversationView, selectFirstUnread, selectTotalUnread } from '../store/select-conversation';
import { selectTimeline } from '../store/select-timeline';
import { createChatClient } from '../create-chat-client';
import { memoryStorage } from '../storage/memory';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeChat } from '../testing/fake-chat';
import { createFakePlatform } from '../testing/fake-platform';
import type { FakeChat, FakeClient } from '../testing/fake-chat';

const second = 1_000;

function post(
  chat: FakeChat,
  count: number,
  author: UserId = chat.bruno,
  id: ConversationId = chat.conversation,
) {
  for (let index = 0; index < count; index += 1) chat.server.post(id, author, `message ${String(index)}`);
}

/** Ids as shown, with `…` where the view says that history may be missing. */
function shown({ client, rows }: FakeClient, id: ConversationId): string[] {
  const view = selectTimeline(client.getState(), id);
  return rows(id).flatMap((row, index) => [
    ...(view.gapBefore(index) === null ? [] : ['…']),
    row.id ?? 'pending',
  ]);
}

const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

async function started(options: Parameters<typeof createFakeChat>[0] = {}) {
  const chat = createFakeChat(options);
  const page = chat.client(chat.amira);
  await page.client.start();
  await chat.clock.advance(second);
  return { chat, page, client: page.client };
}

describe('history and live', () => {
  it('loads the newest page, then older ones until the beginning', async () => {
    const { chat, page, client } = await started();
    post(chat, 50);
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    expect(shown(page, chat.conversation).at(-1)).toBe('50');
    while (!selectTimeline(client.getState(), chat.conversation).reachedStart) {
      await client.loadOlder(chat.conversation);
    }
    expect(shown(page, chat.conversation)).toEqual(ids(1, 50));
  });

  it('meets what it knew after an outage by paging back', async () => {
    const { chat, page, client } = await started();
    post(chat, 5);
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    chat.server.setUp(false);
    post(chat, 70);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    expect(shown(page, chat.conversation)).toEqual(ids(1, 75));
  });

  it('shows a gap where an outage was longer than one catch-up, and fills it when asked', async () => {
    const { chat, page, client } = await started();
    post(chat, 3);
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    chat.server.setUp(false);
    post(chat, 200);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    expect(shown(page, chat.conversation)).toEqual([...ids(1, 3), '…', ...ids(104, 203)]);
    for (let count = 0; count < 6; count += 1) {
      const view = selectTimeline(client.getState(), chat.conversation);
      const gap = view.gapBefore(3);
      if (gap !== null) await client.fillGap(chat.conversation, gap);
    }
    expect(shown(page, chat.conversation)).toEqual(ids(1, 203));
  });

  it('recovers every conversation whose history is kept, not only the open one', async () => {
    const { chat, page, client } = await started();
    const many = Array.from({ length: 40 }, (_, index) =>
      chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
    );
    for (const id of many) post(chat, 2, chat.bruno, id);
    await client.refreshConversations();
    for (const id of many) {
      const close = client.openConversation(id);
      await chat.clock.advance(100);
      close();
    }
    chat.server.setUp(false);
    for (const id of many) post(chat, 3, chat.bruno, id);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    expect(many.map((id) => shown(page, id).length)).toEqual(many.map(() => 5));
    expect(many.flatMap((id) => shown(page, id))).not.toContain('…');
  });

  it('finds out what was deleted and edited while it was away', async () => {
    const { chat, page, client } = await started();
    post(chat, 4);
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    chat.server.setUp(false);
    const truth = chat.server.internals.history(chat.conversation);
    truth.splice(1, 1);
    chat.server.internals.change(chat.conversation, truth[0]?.id as never, (message) => ({
      ...message,
      text: 'edited',
      edited: true,
    }));
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    expect(page.rows(chat.conversation).map((row) => [row.id, row.text])).toEqual([
      ['1', 'edited'],
      ['3', 'message 2'],
      ['4', 'message 3'],
    ]);
  });

  it('shows the stored history and list without any network', async () => {
    const { chat, page, client } = await started();
    post(chat, 30);
    client.openConversation(chat.conversation);
    await chat.clock.advance(5 * second);
    await client.close();
    chat.server.setUp(false);
    const again = chat.client(chat.amira, { storage: page.storage });
    again.platform.setOnline(false);
    await again.client.start();
    again.client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    expect(shown(again, chat.conversation)).toEqual(ids(1, 30));
    expect(selectConversationView(again.client.getState(), chat.conversation)?.title).toBe('amira and bruno');
    expect(again.client.getState().connection.name).toBe('offline');
    await again.client.close();
  });
});

describe('unread and reading', () => {
  it('counts what others write, not what I write, and knows the first unread', async () => {
    const { chat, client } = await started();
    post(chat, 2);
    post(chat, 1, chat.amira);
    await chat.clock.advance(second);
    expect(selectTotalUnread(client.getState())).toBe(2);
    expect(selectFirstUnread(client.getState(), chat.conversation)).toBe('1');
  });

  it('reads one conversation without touching another, and tells the other side', async () => {
    const { chat, client } = await started();
    const other = chat.server.addConversation('other', [chat.amira, chat.bruno]);
    post(chat, 3);
    post(chat, 2, chat.bruno, other);
    await client.refreshConversations();
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    client.markRead(chat.conversation);
    client.markRead(chat.conversation);
    await chat.clock.advance(second);
    const { conversations } = client.getState();
    expect([
      conversations.get(chat.conversation)?.unreadCount,
      conversations.get(other)?.unreadCount,
    ]).toEqual([0, 2]);
    expect(
      chat.server.messages(chat.conversation).every((message) => message.readBy[0]?.userId === 'amira'),
    ).toBe(true);
    expect(chat.server.log.filter((name) => name === 'execute mark-read')).toHaveLength(1);
  });

  it('syncs reading done offline once the network is back', async () => {
    const { chat, page, client } = await started();
    post(chat, 3);
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    page.platform.setOnline(false);
    client.markRead(chat.conversation);
    await chat.clock.advance(second);
    expect(selectTotalUnread(client.getState())).toBe(0);
    expect(chat.server.messages(chat.conversation)[0]?.readBy).toEqual([]);
    page.platform.setOnline(true);
    await chat.clock.advance(5 * second);
    expect(chat.server.messages(chat.conversation)[0]?.readBy).toHaveLength(1);
    expect(selectTotalUnread(client.getState())).toBe(0);
  });
});

describe('a backend that is polled', () => {
  it('finds what nobody told, and says how old it is', async () => {
    const { chat, page, client } = await started({ broadcast: 'none' });
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    post(chat, 3);
    expect(shown(page, chat.conversation)).toEqual([]);
    await chat.clock.advance(10 * second);
    expect(shown(page, chat.conversation)).toEqual(ids(1, 3));
  });

  it('asks seldom while hidden', async () => {
    const { chat, page, client } = await started({ broadcast: 'none' });
    client.openConversation(chat.conversation);
    page.platform.setVisible(false);
    await chat.clock.advance(2 * second);
    const before = chat.server.log.length;
    await chat.clock.advance(120 * second);
    expect(chat.server.log.length - before).toBeLessThan(5);
  });
});

describe('the life of a client', () => {
  it('offers what the backend allows this person, also where nothing is live', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    const adapter = createFakeAdapter(chat.server, chat.amira, { live: false });
    let known = false;
    const { capabilities } = adapter;
    const client = createChatClient({
      adapter: () => ({
        ...adapter,
        get capabilities() {
          return known ? { ...capabilities, presence: false } : capabilities;
        },
        loadMe: async (signal) => {
          const user = await adapter.loadMe(signal);
          known = true;
          return user;
        },
      }),
      session: { type: 'token', token: 'amira' },
      storage: memoryStorage(),
      platform: createFakePlatform(chat.clock),
      clock: chat.clock,
    });
    expect(client.getState().capabilities.presence).toBe(true);
    await client.start();
    await chat.clock.advance(second);
    expect(client.getState().capabilities.presence).toBe(false);
    await client.close();
  });

  it('opens one link when started, closed and started again at once, as StrictMode does', async () => {
    const chat = createFakeChat();
    const { client } = chat.client(chat.amira);
    const first = client.start();
    const closing = client.close();
    const again = client.start();
    await Promise.all([first, closing, again]);
    await chat.clock.advance(second);
    expect(chat.server.linkCount).toBe(1);
    expect(client.getState().connection.name).toBe('open');
    await client.close();
    expect(chat.server.linkCount).toBe(0);
  });

  it('leaves no timer, listener or link behind', async () => {
    const { chat, page, client } = await started();
    client.openConversation(chat.conversation);
    client.setTyping(chat.conversation, true);
    client.sendMessage(chat.conversation, { text: 'bye' });
    await chat.clock.advance(500);
    chat.server.setUp(false);
    await chat.clock.advance(500);
    await client.close();
    await chat.clock.advance(0);
    expect([chat.clock.pending, page.platform.listenerCount, chat.server.linkCount]).toEqual([0, 0, 0]);
  });

  it('wipes this person and nobody else on signing out', async () => {
    const { chat, page, client } = await started();
    post(chat, 3);
    client.openConversation(chat.conversation);
    client.setDraft(chat.conversation, { text: 'unsent', replyTo: null });
    await chat.clock.advance(5 * second);
    const other = chat.client(chat.bruno, { storage: page.storage });
    await other.client.start();
    await chat.clock.advance(5 * second);
    await client.signOut();
    expect(client.getState().session).toEqual({ name: 'signed-out', reason: 'by-user' });
    expect([...client.getState().conversations.keys(), ...client.getState().users.keys()]).toEqual([]);
    const [wiped, kept] = [await page.storage.open('fake amira'), await page.storage.open('fake bruno')];
    expect([await wiped.loadConversations(), await wiped.loadUsers(), await wiped.loadOutbox()]).toEqual([
      [],
      [],
      [],
    ]);
    expect((await kept.loadConversations()).length).toBe(1);
    await other.client.close();
  });

  it('ends the session once when the backend says so', async () => {
    const { chat, client } = await started();
    const reasons: string[] = [];
    client.on('session-ended', (reason) => reasons.push(reason));
    chat.server.internals.tell(chat.conversation, { type: 'session-ended', reason: 'revoked' });
    await chat.clock.advance(second);
    expect(reasons).toEqual(['revoked']);
    expect(client.getState().session).toEqual({ name: 'signed-out', reason: 'revoked' });
  });

  it('goes on when a listener throws', async () => {
    const { chat, page, client } = await started();
    const warnings: unknown[] = [];
    client.on('warning', (error) => warnings.push(error.message));
    client.subscribe(() => {
      throw new Error('a broken listener');
    });
    let told = 0;
    client.subscribe(() => (told += 1));
    post(chat, 1);
    await chat.clock.advance(second);
    expect(told).toBeGreaterThan(0);
    expect(warnings).toContain('a broken listener');
    expect(page.client.getState().conversations.get(chat.conversation)?.unreadCount).toBe(1);
  });

  it('tells its listeners once for many events in a frame', async () => {
    const { chat, client } = await started();
    let told = 0;
    client.subscribe(() => (told += 1));
    post(chat, 500);
    await chat.clock.advance(16);
    expect(told).toBe(1);
  });
});

describe('typing', () => {
  it('is shown until it is taken back, a message comes, or it grows old', async () => {
    const { chat, client } = await started();
    const people = () =>
      client
        .getState()
        .typing.get(chat.conversation)
        ?.map((person) => person.userId) ?? [];
    const tell = (typing: boolean) =>
      chat.server.internals.tell(chat.conversation, {
        type: 'typing-changed',
        conversationId: chat.conversation,
        userId: chat.bruno,
        name: 'bruno',
        typing,
      });
    tell(true);
    expect(people()).toEqual(['bruno']);
    await chat.clock.advance(7 * second);
    expect(people()).toEqual([]);
    tell(true);
    tell(false);
    expect(people()).toEqual([]);
    tell(true);
    post(chat, 1);
    expect(people()).toEqual([]);
  });
});
