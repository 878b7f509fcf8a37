import { describe, expect, it } from 'vitest';
import type { ChatAdapter, HistoryPage } from '../adapter/adapter';
import { selectTimeline } from '../store/select-timeline';
import { createFakeChat } from '../testing/fake-chat';
import { opened, post, reloadedOffline, second } from './history.test-support';

const nothing: HistoryPage = {
  messages: [],
  users: [],
  reachedStart: false,
  reachedEnd: false,
  markedRead: false,
};

describe('a history that is not told any more', () => {
  it('begins where it began, after a reload', async () => {
    const chat = createFakeChat();
    post(chat, 15);
    const page = await reloadedOffline(chat, await opened(chat));
    expect(selectTimeline(page.client.getState(), chat.conversation)).toMatchObject({
      length: 15,
      reachedStart: true,
    });
    await page.client.close();
  });

  it('is asked for once where it ends, and again when the backend tells of the conversation', async () => {
    const chat = createFakeChat();
    post(chat, 100);
    let isTold = true;
    const asked: string[] = [];
    const adapt = (adapter: ChatAdapter): ChatAdapter => ({
      ...adapter,
      loadMessages(request, signal) {
        asked.push(request.position.name);
        return isTold ? adapter.loadMessages(request, signal) : Promise.resolve(nothing);
      },
    });
    const page = await opened(chat, { adapt });
    const view = () => selectTimeline(page.client.getState(), chat.conversation);
    const { length } = view();
    expect(length).toBeLessThan(100);
    isTold = false;
    asked.length = 0;
    for (let count = 0; count < 5; count += 1) await page.client.loadOlder(chat.conversation);
    expect(asked).toEqual(['before']);
    expect(view()).toMatchObject({ length, reachedStart: false, loadingOlder: false });

    isTold = true;
    page.close();
    page.client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    await page.client.loadOlder(chat.conversation);
    expect(view().length).toBeGreaterThan(length);
    await page.client.close();
  });
});
