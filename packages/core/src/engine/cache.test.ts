import { describe, expect, it } from 'vitest';
import { messageId } from '../model/ids';
import { selectTimeline } from '../store/select-timeline';
import { createFakeChat } from '../testing/fake-chat';
import { ids, opened, post, reloadedOffline, scrollToStart, second, shown } from './history.test-support';

describe('what is stored of a history', () => {
  it('is all there again without network, as often as the page is loaded', async () => {
    const chat = createFakeChat();
    post(chat, 200);
    const first = await opened(chat);
    await scrollToStart(first, chat.conversation);
    await chat.clock.advance(second);
    let page = await reloadedOffline(chat, first);
    for (let count = 0; count < 3; count += 1) {
      expect(shown(page, chat.conversation)).toEqual(ids(141, 200));
      await scrollToStart(page, chat.conversation);
      expect(shown(page, chat.conversation)).toEqual(ids(1, 200));
      expect(selectTimeline(page.client.getState(), chat.conversation).reachedStart).toBe(true);
      await chat.clock.advance(second);
      page = await reloadedOffline(chat, page);
    }
  });

  it('is not forgotten by a page that hears of a conversation and never opens it', async () => {
    const chat = createFakeChat();
    post(chat, 100);
    const first = await opened(chat);
    await scrollToStart(first, chat.conversation);
    await chat.clock.advance(second);
    await first.client.close();
    const listening = chat.client(chat.amira, { storage: first.storage });
    await listening.client.start();
    await chat.clock.advance(second);
    post(chat, 1);
    await chat.clock.advance(second);
    const page = await reloadedOffline(chat, listening);
    await scrollToStart(page, chat.conversation);
    expect(shown(page, chat.conversation)).toEqual(expect.arrayContaining(ids(1, 100)));
  });

  it('has the same gap after a reload, and fills it once the network is back', async () => {
    const chat = createFakeChat();
    post(chat, 30);
    const first = await opened(chat);
    await scrollToStart(first, chat.conversation);
    chat.server.setUp(false);
    post(chat, 150);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    const withGap = [...ids(1, 30), '…', ...ids(81, 180)];
    expect(shown(first, chat.conversation)).toEqual(withGap);

    const page = await reloadedOffline(chat, first);
    await scrollToStart(page, chat.conversation);
    // Up to the gap storage knows the way; what lies beyond is not claimed to follow.
    expect(shown(page, chat.conversation)).toEqual(ids(81, 180));
    expect(selectTimeline(page.client.getState(), chat.conversation).reachedStart).toBe(false);

    chat.server.setUp(true);
    page.platform.setOnline(true);
    await chat.clock.advance(5 * second);
    await scrollToStart(page, chat.conversation);
    expect(shown(page, chat.conversation)).toEqual(ids(1, 180));
  });

  it('shows a gap in what it shows first, after a reload', async () => {
    const chat = createFakeChat();
    post(chat, 10);
    const first = await opened(chat);
    chat.server.setUp(false);
    post(chat, 120);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    const state = first.client.getState();
    const kept = [...ids(1, 10), '…', ...ids(31, 130)];
    expect(shown(first, chat.conversation)).toEqual(kept);
    expect(state.timelines.get(chat.conversation)?.stored).toEqual([
      { from: -Infinity, to: 10 },
      { from: 31, to: Infinity },
    ]);
    // As if little were stored of the newer part: then both sides of the gap come with the first paint.
    const database = await first.storage.open('fake amira');
    await chat.clock.advance(second);
    await first.client.close();
    await database.write([
      ...ids(31, 110).map((id) => ({
        type: 'delete-message' as const,
        conversationId: chat.conversation,
        messageId: messageId(id),
      })),
      {
        type: 'put-ranges',
        conversationId: chat.conversation,
        ranges: [
          { from: -Infinity, to: 10 },
          { from: 111, to: Infinity },
        ],
      },
    ]);
    const page = await reloadedOffline(chat, first);
    expect(shown(page, chat.conversation)).toEqual([...ids(1, 10), '…', ...ids(111, 130)]);
  });

  it('does not claim what came after the page had ended', async () => {
    const chat = createFakeChat();
    post(chat, 5);
    const first = await opened(chat);
    await chat.clock.advance(second);
    await first.client.close();
    post(chat, 150);
    const page = await opened(chat, { storage: first.storage });
    expect(shown(page, chat.conversation)).toEqual([...ids(1, 5), '…', ...ids(56, 155)]);
    await chat.clock.advance(second);
    const database = await page.storage.open('fake amira');
    expect((await database.loadHistory(chat.conversation, { limit: 1 })).ranges).toEqual([
      { from: -Infinity, to: 5 },
      { from: 56, to: 155 },
    ]);
  });

  it('does not take what was heard later for what follows', async () => {
    const chat = createFakeChat();
    post(chat, 5);
    const first = await opened(chat);
    await chat.clock.advance(second);
    await first.client.close();
    post(chat, 150);
    // This page hears the next message, and closes without having looked at what was before it.
    const listening = chat.client(chat.amira, { storage: first.storage });
    await listening.client.start();
    await chat.clock.advance(second);
    post(chat, 1);
    await chat.clock.advance(second);
    const page = await reloadedOffline(chat, listening);
    expect(shown(page, chat.conversation)).toEqual([...ids(1, 5), '…', '156']);
  });

  it('loses a message that was deleted while it was not loaded', async () => {
    const chat = createFakeChat();
    post(chat, 100);
    const first = await opened(chat);
    await scrollToStart(first, chat.conversation);
    await chat.clock.advance(second);
    await first.client.close();
    const again = await opened(chat, { storage: first.storage });
    expect(shown(again, chat.conversation)[0]).toBe('41');
    chat.server.internals.history(chat.conversation).splice(9, 1);
    chat.server.internals.tell(chat.conversation, {
      type: 'message-removed',
      conversationId: chat.conversation,
      messageId: messageId('10'),
    });
    await chat.clock.advance(second);
    const page = await reloadedOffline(chat, again);
    await scrollToStart(page, chat.conversation);
    expect(shown(page, chat.conversation)).toEqual([...ids(1, 9), ...ids(11, 100)]);
  });
});

describe('what was stored may be old', () => {
  it('is asked again once it is shown: edits and deletions come in', async () => {
    const chat = createFakeChat();
    post(chat, 100);
    const first = await opened(chat);
    await scrollToStart(first, chat.conversation);
    await chat.clock.advance(second);
    await first.client.close();
    const truth = chat.server.internals.history(chat.conversation);
    chat.server.internals.change(chat.conversation, messageId('35'), (message) => ({
      ...message,
      text: 'changed while away',
      edited: true,
    }));
    truth.splice(29, 1);

    const page = await opened(chat, { storage: first.storage });
    const textOf = (id: string) => page.rows(chat.conversation).find((row) => row.id === id)?.text;
    await page.client.loadOlder(chat.conversation);
    await chat.clock.advance(second);
    expect([textOf('35'), textOf('30')]).toEqual(['changed while away', undefined]);
    await page.client.close();
  });

  it('is asked again while it is on screen, after the link was lost', async () => {
    const chat = createFakeChat();
    post(chat, 200);
    const page = await opened(chat);
    await scrollToStart(page, chat.conversation);
    const rows = page.rows(chat.conversation);
    page.client.setOnScreen(chat.conversation, rows[49]!.key, rows[60]!.key);
    await chat.clock.advance(second);
    chat.server.setUp(false);
    await chat.clock.advance(second);
    chat.server.internals.change(chat.conversation, messageId('55'), (message) => ({
      ...message,
      text: 'changed while away',
    }));
    const asked = chat.server.log.length;
    chat.server.setUp(true);
    await chat.clock.advance(30 * second);
    expect(page.rows(chat.conversation)[54]?.text).toBe('changed while away');
    // The newest page and one for what is on screen, not the whole way up there.
    const loads = chat.server.log.slice(asked).filter((name) => name.startsWith('load-messages'));
    expect(loads).toEqual(['load-messages newest', 'load-messages before']);
    await page.client.close();
  });

  it('is asked again when it comes on screen, once', async () => {
    const chat = createFakeChat();
    post(chat, 200);
    const page = await opened(chat);
    await scrollToStart(page, chat.conversation);
    chat.server.setUp(false);
    await chat.clock.advance(second);
    chat.server.setUp(true);
    await chat.clock.advance(30 * second);
    const rows = page.rows(chat.conversation);
    const asked = chat.server.log.length;
    // As a list does while it scrolls: where it comes to rest counts.
    for (let index = 100; index >= 20; index -= 5) {
      page.client.setOnScreen(chat.conversation, rows[index]!.key, rows[index + 9]!.key);
      await chat.clock.advance(50);
    }
    await chat.clock.advance(second);
    expect(chat.server.log.slice(asked)).toEqual(['load-messages before']);
    page.client.setOnScreen(chat.conversation, rows[20]!.key, rows[29]!.key);
    await chat.clock.advance(second);
    expect(chat.server.log.slice(asked)).toHaveLength(1);
    await page.client.close();
  });
});
