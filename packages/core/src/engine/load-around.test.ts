import { describe, expect, it } from 'vitest';
import { messageId } from '../model/ids';
import { selectTimeline } from '../store/select-timeline';
import { createFakeChat } from '../testing/fake-chat';
import { ids, opened, post, reloadedOffline, scrollToStart, second, shown } from './history.test-support';

const withoutAround = { capabilities: { loadAround: false } } as const;

describe('going to a message that is not loaded', () => {
  it('loads a window around it where the backend can, with a gap on either side', async () => {
    const chat = createFakeChat();
    post(chat, 300);
    const page = await opened(chat);
    await page.client.loadAround(chat.conversation, messageId('100'));
    expect(shown(page, chat.conversation)).toEqual([...ids(90, 109), '…', ...ids(281, 300)]);
    const gap = selectTimeline(page.client.getState(), chat.conversation).gapBefore(20);
    await page.client.fillGap(chat.conversation, gap!);
    expect(shown(page, chat.conversation).filter((row) => row === '…')).toHaveLength(1);
    await page.client.close();
  });

  it('pages back until it is there where the backend cannot, and shows the way', async () => {
    const chat = createFakeChat({ latencyMs: 50 });
    post(chat, 300);
    const page = await opened(chat, withoutAround);
    const lengths = new Set<number>();
    const loading = new Set<boolean>();
    page.client.subscribe(() => {
      const view = selectTimeline(page.client.getState(), chat.conversation);
      lengths.add(view.length);
      loading.add(view.loadingOlder);
    });
    let done = false;
    const going = page.client.loadAround(chat.conversation, messageId('100')).then(() => (done = true));
    while (!done) await chat.clock.advance(50);
    await going;
    expect(shown(page, chat.conversation)).toEqual(ids(81, 300));
    expect(lengths.size).toBeGreaterThan(5);
    await chat.clock.advance(second);
    expect([...loading].sort()).toEqual([false, true]);
    expect(selectTimeline(page.client.getState(), chat.conversation).loadingOlder).toBe(false);
    await page.client.close();
  });

  it('gives up after a bounded way, says so, and goes on from there when asked again', async () => {
    const chat = createFakeChat();
    post(chat, 1_000);
    const page = await opened(chat, withoutAround);
    const first = page.client.loadAround(chat.conversation, messageId('10'));
    await expect(first).rejects.toMatchObject({ code: 'not-found', details: { rule: 'too-far-back' } });
    const asked = chat.server.log.filter((name) => name === 'load-messages before').length;
    expect(asked).toBe(40);
    await page.client.loadAround(chat.conversation, messageId('10'));
    expect(shown(page, chat.conversation)).toContain('10');
    expect(page.client.getState().conversations.has(chat.conversation)).toBe(true);
    await page.client.close();
  });

  it.each([{}, withoutAround])(
    'says that a message is not there any more, and keeps the rest: %o',
    async (how) => {
      const chat = createFakeChat();
      post(chat, 60);
      chat.server.internals.history(chat.conversation).splice(4, 1);
      const page = await opened(chat, how);
      const going = page.client.loadAround(chat.conversation, messageId('5'));
      await expect(going).rejects.toMatchObject({ code: 'not-found' });
      const state = page.client.getState();
      expect(state.conversations.has(chat.conversation)).toBe(true);
      expect(state.historyLoads.get(chat.conversation)?.older.name).toBe('ready');
      expect(shown(page, chat.conversation).slice(-20)).toEqual(ids(41, 60));
      await page.client.close();
    },
  );

  it('finds what is stored without the network', async () => {
    const chat = createFakeChat();
    post(chat, 300);
    const first = await opened(chat);
    await scrollToStart(first, chat.conversation);
    await chat.clock.advance(second);
    const page = await reloadedOffline(chat, first);
    await page.client.loadAround(chat.conversation, messageId('100'));
    expect(shown(page, chat.conversation)).toContain('100');
    await page.client.close();
  });

  it('does nothing for one that is there', async () => {
    const chat = createFakeChat();
    post(chat, 10);
    const page = await opened(chat);
    const asked = chat.server.log.length;
    await page.client.loadAround(chat.conversation, messageId('3'));
    expect(chat.server.log).toHaveLength(asked);
    await page.client.close();
  });
});
