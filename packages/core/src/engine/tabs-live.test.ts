import { describe, expect, it } from 'vitest';
import type { ChatAdapter } from '../adapter/adapter';
import type { LiveCoverage } from '../adapter/capabilities';
import type { ServerEvent } from '../adapter/server-event';
import type { ConversationId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import { selectTimeline } from '../store/select-timeline';
import { openBrowser, second } from './tabs.test-support';

describe('several tabs of one person', () => {
  it('share one connection, and all see what it brings', async () => {
    const { open, server, clock, conversation, bruno, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    expect([server.linkCount, leader()]).toEqual([1, 'one']);
    server.post(conversation, bruno, 'hello');
    await clock.advance(100);
    for (const tab of [one, two]) {
      expect(tab.texts()).toEqual(['hello']);
      expect(tab.client.getState().connection.name).toBe('open');
      expect(tab.client.getState().conversations.get(conversation)?.unreadCount).toBe(1);
    }
  });

  it('ask a backend that tells nothing live no more often than one tab would', async () => {
    const questions = async (tabs: readonly string[]): Promise<readonly string[]> => {
      const { open, server, clock, conversation, bruno } = openBrowser({ broadcast: 'none' });
      const opened = [];
      for (const name of tabs) opened.push(await open(name));
      await clock.advance(20 * second - tabs.length * 500);
      const before = server.log.length;
      server.post(conversation, bruno, 'found by one, shown by all');
      await clock.advance(60 * second);
      for (const tab of opened) expect(tab.texts()).toEqual(['found by one, shown by all']);
      return server.log.slice(before);
    };
    expect(await questions(['one', 'two', 'three'])).toEqual(await questions(['one']));
  });

  it('tell the app of a new message in each of them, once', async () => {
    const { open, server, clock, conversation, bruno } = openBrowser();
    const tabs = [await open('one'), await open('two')];
    const heard = tabs.map(({ client }) => {
      const texts: string[] = [];
      client.on('message-received', (message) => texts.push(message.text));
      return texts;
    });
    server.post(conversation, bruno, 'hello');
    await clock.advance(second);
    expect(heard).toEqual([['hello'], ['hello']]);
  });

  it('show edits, deletions, reading and typing that only the leader heard of', async () => {
    const { open, server, clock, conversation, bruno } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    server.post(conversation, bruno, 'first');
    const second_ = server.post(conversation, bruno, 'second');
    server.internals.change(conversation, second_.id, (message) => ({ ...message, text: '', deleted: true }));
    const typing = { conversationId: conversation, userId: bruno, name: 'bruno', typing: true };
    await clock.advance(100);
    server.internals.tell(conversation, { type: 'typing-changed', ...typing });
    await clock.advance(100);
    const people = () => two.client.getState().typing.get(conversation)?.length ?? 0;
    expect([two.rows(conversation)[1]?.deleted, people()]).toEqual([true, 1]);
    await clock.advance(7 * second);
    expect(people()).toBe(0);
    one.client.markRead(conversation);
    await clock.advance(second);
    expect(two.client.getState().conversations.get(conversation)?.unreadCount).toBe(0);
  });

  it('carry typing in any of them to the other side', async () => {
    const { open, clock, conversation, client, bruno } = openBrowser();
    await open('one');
    const two = await open('two');
    const his = client(bruno);
    await his.client.start();
    await clock.advance(second);
    two.client.setTyping(conversation, true);
    await clock.advance(100);
    expect(his.client.getState().typing.get(conversation)).toHaveLength(1);
    await his.client.close();
  });

  it('watch in the leader what is open in any of them', async () => {
    const { open, server, clock, amira, bruno } = openBrowser({ broadcast: 'none' });
    await open('one');
    const two = await open('two');
    const other = server.addConversation('open only there', [amira, bruno]);
    await two.client.refreshConversations();
    two.client.openConversation(other);
    await clock.advance(6 * second);
    server.post(other, bruno, 'polled for the other tab');
    await clock.advance(6 * second);
    expect(two.rows(other).map((row) => row.text)).toEqual(['polled for the other tab']);
  });

  it('keep a draft that is typed in one of them, and lose it everywhere when it is sent', async () => {
    const { open, clock, conversation } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    two.client.setDraft(conversation, { text: 'half a sen', replyTo: null });
    await clock.advance(100);
    expect(one.client.getState().drafts.get(conversation)?.text).toBe('half a sen');
    one.client.setDraft(conversation, { text: '', replyTo: null });
    await clock.advance(100);
    expect(two.client.getState().drafts.get(conversation)).toBeUndefined();
  });

  it('load more of the list in any of them', async () => {
    const chat = openBrowser();
    const { open, server, amira, bruno } = chat;
    for (let index = 0; index < 5; index += 1)
      server.addConversation(`more ${String(index)}`, [amira, bruno]);
    const inPages = (adapter: ChatAdapter): ChatAdapter => ({
      ...adapter,
      async loadConversations(cursor, signal) {
        const { conversations, users } = await adapter.loadConversations(null, signal);
        const from = Number(cursor ?? 0);
        const next = from + 2 < conversations.length ? String(from + 2) : null;
        return { conversations: conversations.slice(from, from + 2), users, next };
      },
    });
    const one = await open('one', { adapt: inPages });
    const two = await open('two', { adapt: inPages });
    const counts = () => [one, two].map(({ client }) => client.getState().conversations.size);
    expect(counts()).toEqual([6, 6]);
    // Newcomers that only further pages tell of.
    for (let index = 0; index < 4; index += 1)
      server.addConversation(`later ${String(index)}`, [amira, bruno]);
    await two.client.loadMoreConversations();
    await chat.clock.advance(100);
    await two.client.loadMoreConversations();
    await chat.clock.advance(100);
    expect(counts()).toEqual([10, 10]);
  });

  it('claim no history without holes that nobody has heard', async () => {
    const { open, server, clock, conversation, bruno } = openBrowser();
    await open('one');
    const two = await open('two');
    server.post(conversation, bruno, 'before');
    await clock.advance(second);
    server.setUp(false);
    for (let index = 0; index < 200; index += 1) server.post(conversation, bruno, `missed ${String(index)}`);
    server.setUp(true);
    await clock.advance(60 * second);
    const view = selectTimeline(two.client.getState(), conversation);
    expect([view.length, view.gapBefore(1) !== null]).toEqual([101, true]);
  });

  it('claim nothing of a conversation that nobody listens to any more', async () => {
    const { open, server, clock, conversation, amira, bruno } = openBrowser();
    const other = server.addConversation('open for a while', [amira, bruno]);
    const whileWatching = (adapter: ChatAdapter): ChatAdapter => {
      const watched = new Set<ConversationId>();
      const direct: LiveCoverage = { ...adapter.capabilities.live.direct, messages: 'while-watching' };
      return {
        ...adapter,
        capabilities: { ...adapter.capabilities, live: { direct, group: direct, guest: direct } },
        connect(sink, options) {
          options.watching.forEach((id) => watched.add(id));
          const isHeard = (event: ServerEvent): boolean =>
            event.type !== 'message-received' || watched.has(event.message.conversationId);
          const heard = {
            ...sink,
            events: (events: readonly ServerEvent[]) => sink.events(events.filter(isHeard)),
          };
          const link = adapter.connect?.(heard, options);
          if (link === undefined) throw new Error('This adapter has a live side.');
          return { ...link, watch: (id) => void watched.add(id), unwatch: (id) => void watched.delete(id) };
        },
      };
    };
    const [one, two] = [
      await open('one', { adapt: whileWatching }),
      await open('two', { adapt: whileWatching }),
    ];
    const close = two.client.openConversation(other);
    server.post(other, bruno, 'heard');
    await clock.advance(second);
    expect(two.rows(other).map((row) => row.text)).toEqual(['heard']);
    close();
    await clock.advance(second);
    for (let index = 0; index < 200; index += 1) server.post(other, bruno, `missed ${String(index)}`);
    one.client.openConversation(other);
    await clock.advance(10);
    server.post(other, bruno, 'heard again');
    await clock.advance(100);
    const view = selectTimeline(two.client.getState(), other);
    const last = view.at(view.length - 1)?.text;
    expect([last, view.gapBefore(1) !== null]).toEqual(['heard again', true]);
    expect(server.messages(conversation)).toEqual([]);
  });

  it('work alone, each with a connection of its own, where tabs cannot speak to each other', async () => {
    const { client, server, clock, amira, bruno, conversation } = openBrowser();
    const pages = [client(amira), client(amira)];
    for (const page of pages) await page.client.start();
    await clock.advance(second);
    expect(server.linkCount).toBe(2);
    server.post(conversation, bruno, 'hello');
    await clock.advance(100);
    for (const page of pages) {
      page.client.openConversation(conversation);
      await clock.advance(100);
      expect(page.rows(conversation)).toHaveLength(1);
      await page.client.close();
    }
  });

  it('do not meet where they keep what they store in different places', async () => {
    const { open, server, clock, bruno, conversation } = openBrowser();
    const tabs = [];
    for (const place of ['left', 'right']) {
      tabs.push(await open(place, { storage: { ...memoryStorage(), place } }));
    }
    expect(server.linkCount).toBe(2);
    server.post(conversation, bruno, 'hello');
    tabs[0]?.client.sendMessage(conversation, { text: 'from the left' });
    await clock.advance(second);
    for (const tab of tabs) expect(tab.texts()).toEqual(['hello', 'from the left']);
  });

  it('leave no timer, lock, listener or link behind', async () => {
    const { open, server, clock, browser } = openBrowser();
    const tabs = [await open('one'), await open('two')];
    for (const { client } of tabs) {
      const closing = client.close();
      await clock.advance(0);
      await closing;
    }
    expect([clock.pending, server.linkCount]).toEqual([0, 0]);
    for (const { platform } of tabs) expect(platform.listenerCount).toBe(0);
    expect(browser.holders('chat-lead fake amira')).toEqual([]);
    expect(browser.holders('chat-use fake amira')).toEqual([]);
  });
});
