import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import type { Clock } from '../adapter/environment';
import { createChatClient } from '../create-chat-client';
import { memoryStorage } from '../storage/memory';
import { selectTimeline } from '../store/select-timeline';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient } from '../testing/fake-chat';
import { createFakePlatform } from '../testing/fake-platform';
import { openBrowser } from './tabs.test-support';

const second = 1_000;
const hour = 3_600 * second;

async function started(
  options: Parameters<typeof createFakeChat>[0] = {},
  clientOptions: Parameters<FakeChat['client']>[1] = {},
) {
  const chat = createFakeChat(options);
  const page = chat.client(chat.amira, clientOptions);
  await page.client.start();
  page.client.openConversation(chat.conversation);
  await chat.clock.advance(second);
  return { chat, page, client: page.client };
}

function post(chat: FakeChat, count: number, id = chat.conversation): void {
  for (let index = 0; index < count; index += 1) chat.server.post(id, chat.bruno, `message ${String(index)}`);
}

const shown = (page: FakeClient, chat: FakeChat, id = chat.conversation) =>
  page.rows(id).map((row) => [row.text, row.status]);

const stored = (chat: FakeChat, id = chat.conversation) =>
  chat.server.messages(id).map((message) => message.text);

/** A list that comes in pages, what was last active first. */
function listInPages(adapter: ChatAdapter, size: number): ChatAdapter {
  return {
    ...adapter,
    async loadConversations(cursor, signal) {
      const { conversations, users } = await adapter.loadConversations(null, signal);
      const from = Number(cursor ?? 0);
      const sorted = [...conversations].sort((left, right) => right.lastActivityAt - left.lastActivityAt);
      const next = from + size < sorted.length ? String(from + size) : null;
      return { conversations: sorted.slice(from, from + size), users, next };
    },
  };
}

/** A client whose live link can fall silent without a word, on a clock of its own. */
function clientOver(
  chat: FakeChat,
  {
    clock = chat.clock,
    isSilent = () => false,
  }: { readonly clock?: Clock; readonly isSilent?: () => boolean },
) {
  const inner = createFakeAdapter(chat.server, chat.amira);
  const connect: NonNullable<ChatAdapter['connect']> = (sink, options) => {
    const link = inner.connect?.(
      {
        ...sink,
        opened: () => sink.opened(),
        events: (events) => (isSilent() ? undefined : sink.events(events)),
      },
      options,
    );
    if (link === undefined) throw new Error('The fake adapter has a live link.');
    return { ...link, maxSilenceMs: 25 * second };
  };
  const platform = createFakePlatform(chat.clock);
  return createChatClient({
    adapter: () => ({ ...inner, connect }),
    session: { type: 'token', token: chat.amira },
    storage: memoryStorage(),
    platform,
    clock,
  });
}

describe('what users of other chat SDKs reported, and what is owed here for it', () => {
  it('page until overlap or show a gap (converse.js#1548, converse.js#2940)', async () => {
    const { chat, page, client } = await started();
    const away = async (count: number) => {
      chat.server.setUp(false);
      post(chat, count);
      chat.server.setUp(true);
      await chat.clock.advance(60 * second);
    };
    const holes = () => {
      const view = selectTimeline(client.getState(), chat.conversation);
      return page
        .rows(chat.conversation)
        .flatMap((row, index) => (view.gapBefore(index) === null ? [] : [row.id]));
    };
    post(chat, 3);
    await chat.clock.advance(second);
    await away(70);
    expect([page.rows(chat.conversation).length, holes()]).toEqual([73, []]);
    await away(200);
    expect([page.rows(chat.conversation).length, holes()]).toEqual([173, ['174']]);
  });

  it('recover every conversation, not the first 30 (stream-chat-react#1229)', async () => {
    const { chat, page, client } = await started({}, { adapt: (adapter) => listInPages(adapter, 15) });
    const many = Array.from({ length: 45 }, (_, index) =>
      chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
    );
    for (const id of many) post(chat, 1, id);
    await client.refreshConversations();
    for (let count = 0; count < 3; count += 1) await client.loadMoreConversations();
    for (const id of many) {
      const close = client.openConversation(id);
      await chat.clock.advance(100);
      close();
    }
    chat.server.setUp(false);
    for (const id of many) post(chat, 1, id);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    const { conversations } = client.getState();
    expect(many.map((id) => conversations.get(id)?.unreadCount)).toEqual(many.map(() => 2));
    // What is shown is from the catch-up, not from opening.
    chat.server.setUp(false);
    for (const id of many) {
      client.openConversation(id);
      await chat.clock.advance(100);
    }
    expect(many.map((id) => page.rows(id).length)).toEqual(many.map(() => 2));
  });

  it.each(['lose-answer', 'break-after-storing', 'lose-request'] as const)(
    'resend must not double (stream-chat-react-native#2852, EmbeddedChat#186): after «%s»',
    async (fault) => {
      const { chat, page, client } = await started({ broadcast: 'plain' });
      chat.server.inject(fault);
      client.sendMessage(chat.conversation, { text: 'once' });
      await chat.clock.advance(60 * second);
      expect(stored(chat)).toEqual(['once']);
      expect(shown(page, chat)).toEqual([['once', 'sent']]);
    },
  );

  it('a rebuild after reconnect keeps own failed messages (stream-chat-js#1841)', async () => {
    const { chat, page, client } = await started();
    chat.server.inject('reject');
    client.sendMessage(chat.conversation, { text: 'refused' });
    await chat.clock.advance(second);
    chat.server.setUp(false);
    post(chat, 150);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    expect(shown(page, chat).at(-1)).toEqual(['refused', 'failed']);
    await client.close();
    const again = chat.client(chat.amira, { storage: page.storage });
    await again.client.start();
    again.client.openConversation(chat.conversation);
    await chat.clock.advance(60 * second);
    expect(shown(again, chat).at(-1)).toEqual(['refused', 'failed']);
    const [failed] = again.rows(chat.conversation).slice(-1);
    if (failed?.localId != null) again.client.retry(failed.localId);
    await chat.clock.advance(second);
    expect(stored(chat).at(-1)).toBe('refused');
  });

  it.each([
    ['an hour fast', hour],
    ['an hour slow', -hour],
    ['set back while it was away', 0],
  ])('recovery windows are not clocks (chatwoot#14934): a device %s', async (_case, skew) => {
    const chat = createFakeChat();
    let skewMs = skew;
    const clock: Clock = {
      now: () => chat.clock.now() + skewMs,
      after: (milliseconds, callback) => chat.clock.after(milliseconds, callback),
    };
    const client = clientOver(chat, { clock });
    await client.start();
    client.openConversation(chat.conversation);
    post(chat, 2);
    await chat.clock.advance(second);
    client.sendMessage(chat.conversation, { text: 'mine' });
    await chat.clock.advance(second);
    chat.server.setUp(false);
    if (skew === 0) skewMs = -hour;
    post(chat, 3);
    await chat.clock.advance(10 * second);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    expect(selectTimeline(client.getState(), chat.conversation).length).toBe(6);
    await client.close();
  });

  it('half-open networks are found (Rocket.Chat#36023)', async () => {
    const chat = createFakeChat();
    let silent = false;
    const client = clientOver(chat, { isSilent: () => silent });
    await client.start();
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    silent = true;
    post(chat, 3);
    await chat.clock.advance(20 * second);
    expect(selectTimeline(client.getState(), chat.conversation).length).toBe(0);
    silent = false;
    await chat.clock.advance(15 * second);
    expect(selectTimeline(client.getState(), chat.conversation).length).toBe(3);
    await client.close();
  });

  it('«sent» is still there after reload, also while the network is away (element-web#23839)', async () => {
    const { open, client, amira, clock, conversation, storage } = openBrowser();
    const page = await open('one');
    page.client.sendMessage(conversation, { text: 'said' });
    for (let waited = 0; page.statuses().at(-1)?.[1] !== 'sent' && waited < 100; waited += 1) {
      await clock.advance(1);
    }
    expect(page.statuses()).toEqual([['said', 'sent']]);
    // In that very moment, without another chance to write anything.
    page.tab.close();
    const again = client(amira, { storage });
    again.platform.setOnline(false);
    await again.client.start();
    again.client.openConversation(conversation);
    await clock.advance(second);
    expect(again.rows(conversation).map((row) => [row.text, row.status])).toEqual([['said', 'sent']]);
    await again.client.close();
  });

  it('marking A read does not zero B (stream-chat-js#939)', async () => {
    const { chat, client } = await started();
    const other = chat.server.addConversation('other', [chat.amira, chat.bruno]);
    post(chat, 3);
    post(chat, 2, other);
    await client.refreshConversations();
    await chat.clock.advance(second);
    client.markRead(chat.conversation);
    await chat.clock.advance(10 * second);
    await client.refreshConversations();
    const { conversations } = client.getState();
    expect([
      conversations.get(chat.conversation)?.unreadCount,
      conversations.get(other)?.unreadCount,
    ]).toEqual([0, 2]);
  });

  it('reads made offline are synced later, also over a reload (stream-chat-android#2484)', async () => {
    const { chat, page, client } = await started();
    post(chat, 3);
    await chat.clock.advance(second);
    page.platform.setOnline(false);
    client.markRead(chat.conversation);
    await chat.clock.advance(second);
    await client.close();
    const again = chat.client(chat.amira, { storage: page.storage });
    await again.client.start();
    await chat.clock.advance(60 * second);
    expect(chat.server.messages(chat.conversation).map((message) => message.readBy.length)).toEqual([
      1, 1, 1,
    ]);
    expect(again.client.getState().conversations.get(chat.conversation)?.unreadCount).toBe(0);
    await again.client.close();
  });

  it('StrictMode double mounts open one socket and close it (stream-chat-react#1822, sendbird-uikit-react#1457)', async () => {
    const chat = createFakeChat();
    const { client } = chat.client(chat.amira);
    const mounts = [client.start(), client.close(), client.start()];
    await Promise.all(mounts);
    await chat.clock.advance(second);
    expect(chat.server.linkCount).toBe(1);
    await client.close();
    expect(chat.server.linkCount).toBe(0);
  });
});
