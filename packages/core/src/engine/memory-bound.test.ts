import { describe, expect, it } from 'vitest';
import type { ConversationId, MessageKey } from '../model/ids';
import { selectTimeline } from '../store/select-timeline';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient } from '../testing/fake-chat';
import { ids, opened, post, reloadedOffline, scrollToStart, second, shown } from './history.test-support';

const loaded = ({ client }: FakeClient, id: ConversationId): number =>
  client.getState().timelines.get(id)?.messages.length ?? 0;

function inMemory({ client }: FakeClient): number {
  return [...client.getState().timelines.values()].reduce((sum, { messages }) => sum + messages.length, 0);
}

/** Puts a long history where only storage has it, as years of use would. */
async function withStoredHistory(chat: FakeChat, count: number): Promise<FakeClient & { close: () => void }> {
  post(chat, count);
  const first = chat.client(chat.amira);
  const database = await first.storage.open('fake amira');
  await database.write([
    ...chat.server.messages(chat.conversation).map((message) => ({ type: 'put-message' as const, message })),
    {
      type: 'put-ranges',
      conversationId: chat.conversation,
      ranges: [{ from: -Infinity, to: Infinity }],
    },
  ]);
  return opened(chat, { storage: first.storage });
}

describe('a conversation nobody looks at', () => {
  it('keeps what is near the end when it is closed, and gets the rest from storage again', async () => {
    const chat = createFakeChat();
    post(chat, 1_000);
    const page = await opened(chat);
    await scrollToStart(page, chat.conversation);
    expect(loaded(page, chat.conversation)).toBe(1_000);
    page.close();
    await chat.clock.advance(second);
    expect(shown(page, chat.conversation)).toEqual(ids(941, 1_000));
    expect(selectTimeline(page.client.getState(), chat.conversation)).toMatchObject({
      reachedStart: false,
      reachedEnd: true,
    });

    const offline = await reloadedOffline(chat, page);
    await scrollToStart(offline, chat.conversation);
    expect(shown(offline, chat.conversation)).toEqual(ids(1, 1_000));
  });

  it('is scrolled back into memory without a hole', async () => {
    const chat = createFakeChat();
    post(chat, 900);
    const page = await opened(chat);
    await scrollToStart(page, chat.conversation);
    page.close();
    await chat.clock.advance(second);
    expect(loaded(page, chat.conversation)).toBe(60);
    page.client.openConversation(chat.conversation);
    await scrollToStart(page, chat.conversation);
    expect(shown(page, chat.conversation)).toEqual(ids(1, 900));
  });

  it('does not grow without end while live messages come in', async () => {
    const chat = createFakeChat();
    const page = chat.client(chat.amira);
    await page.client.start();
    await chat.clock.advance(second);
    let most = 0;
    for (let count = 0; count < 30; count += 1) {
      post(chat, 100);
      await chat.clock.advance(second);
      most = Math.max(most, loaded(page, chat.conversation));
    }
    expect(most).toBeLessThanOrEqual(250);
    expect(shown(page, chat.conversation).at(-1)).toBe('3000');
    const database = await page.storage.open('fake amira');
    expect((await database.health()).messages).toBe(3_000);
  });

  it('loses all of its history in memory when many others were used since, and has it again when opened', async () => {
    const chat = createFakeChat();
    const page = chat.client(chat.amira);
    await page.client.start();
    const many = Array.from({ length: 120 }, (_, index) =>
      chat.server.addConversation(`number ${String(index)}`, [chat.amira, chat.bruno]),
    );
    for (const id of many) post(chat, 30, id);
    await page.client.refreshConversations();
    for (const id of many) {
      const close = page.client.openConversation(id);
      await chat.clock.advance(second);
      close();
    }
    expect(page.client.getState().timelines.size).toBeLessThanOrEqual(66);
    expect(inMemory(page)).toBeLessThanOrEqual(66 * 30);
    // The last used are the ones that stay.
    expect(many.slice(-50).map((id) => loaded(page, id))).toEqual(Array(50).fill(30));
    expect(loaded(page, many[0]!)).toBe(0);

    chat.server.setUp(false);
    page.client.openConversation(many[0]!);
    await chat.clock.advance(second);
    expect(loaded(page, many[0]!)).toBe(30);
  });
});

describe('a conversation on screen', () => {
  const keyAt = ({ client }: FakeClient, id: ConversationId, index: number): MessageKey =>
    selectTimeline(client.getState(), id).at(index)!.key;

  it('keeps a window around what is on screen, and the end', { timeout: 60_000 }, async () => {
    const chat = createFakeChat();
    const page = await withStoredHistory(chat, 12_000);
    for (let count = 0; loaded(page, chat.conversation) < 9_900; count += 1) {
      await page.client.loadOlder(chat.conversation);
    }
    const id = chat.conversation;
    page.client.setOnScreen(id, keyAt(page, id, 3_000), keyAt(page, id, 3_020));
    const before = shown(page, id).slice(2_990, 3_030);
    for (let count = 0; count < 15; count += 1) await page.client.loadOlder(id);
    await chat.clock.advance(second);

    expect(loaded(page, id)).toBeLessThanOrEqual(5_500);
    const now = shown(page, id);
    expect(now).toEqual(expect.arrayContaining(before));
    expect(now.slice(-200)).toEqual(ids(11_801, 12_000));
    expect(now.filter((row) => row === '…')).toHaveLength(1);
    expect(selectTimeline(page.client.getState(), id)).toMatchObject({
      reachedStart: false,
      reachedEnd: true,
    });
  });

  it('fills the hole again from either side', { timeout: 60_000 }, async () => {
    const chat = createFakeChat();
    const page = await withStoredHistory(chat, 11_000);
    const id = chat.conversation;
    while (loaded(page, id) < 9_990) await page.client.loadOlder(id);
    page.client.setOnScreen(id, keyAt(page, id, 20), keyAt(page, id, 40));
    while (loaded(page, id) > 9_000) await page.client.loadOlder(id);
    await chat.clock.advance(second);
    const gapAt = (): number => {
      const view = selectTimeline(page.client.getState(), id);
      return Array.from({ length: view.length }, (_, index) => index).findIndex(
        (index) => view.gapBefore(index) !== null,
      );
    };
    const fill = async (): Promise<void> => {
      const gap = selectTimeline(page.client.getState(), id).gapBefore(gapAt());
      if (gap !== null) await page.client.fillGap(id, gap);
    };
    const index = gapAt();
    const [above, below] = [shown(page, id)[index - 1], shown(page, id)[index + 1]];

    // Scrolled down to it: the rows below those on screen are next.
    page.client.setOnScreen(id, keyAt(page, id, index - 20), keyAt(page, id, index - 1));
    await fill();
    expect(shown(page, id)[index]).toBe(String(Number(above) + 1));
    // Scrolled up to it.
    page.client.setOnScreen(id, keyAt(page, id, gapAt()), keyAt(page, id, gapAt() + 20));
    await fill();
    expect(shown(page, id)[gapAt() + 1]).toBe(String(Number(below) - 20));
  });

  it('keeps the end where nobody says what is on screen', { timeout: 60_000 }, async () => {
    const chat = createFakeChat();
    const page = await opened(chat);
    for (let count = 0; count < 11; count += 1) {
      post(chat, 1_000);
      await chat.clock.advance(second);
    }
    expect(loaded(page, chat.conversation)).toBeLessThanOrEqual(10_000);
    expect(shown(page, chat.conversation).slice(-3_000)).toEqual(ids(8_001, 11_000));
  });
});

describe('what a waiting command needs', () => {
  it('stays: the message it is about, and which messages belong to other commands', async () => {
    const chat = createFakeChat();
    const page = await opened(chat);
    const first = page.client.sendMessage(chat.conversation, { text: 'the first of mine' });
    await chat.clock.advance(second);
    post(chat, 900);
    await chat.clock.advance(second);
    chat.server.setUp(false);
    await chat.clock.advance(second);
    page.client.editMessage(chat.conversation, first, 'edited');
    const waiting = page.client.sendMessage(chat.conversation, { text: 'the first of mine' });
    page.close();
    await chat.clock.advance(second);

    expect(loaded(page, chat.conversation)).toBe(61);
    const rows = page.rows(chat.conversation);
    expect(rows[0]).toMatchObject({ localId: first, text: 'edited', changing: true });
    expect(shown(page, chat.conversation)[1]).toBe('…');
    const timeline = page.client.getState().timelines.get(chat.conversation);
    expect([...(timeline?.sent.keys() ?? [])]).toEqual([first]);

    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    const sent = chat.server.messages(chat.conversation).filter(({ authorId }) => authorId === chat.amira);
    expect(sent.map(({ text }) => text)).toEqual(['edited', 'the first of mine']);
    expect(page.client.getState().outbox.entries.get(waiting)).toBeUndefined();
  });
});
