import { describe, expect, it } from 'vitest';
import { ChatError } from '../errors';
import type { ChatAdapter } from '../adapter/adapter';
import { createChatClient } from '../create-chat-client';
import { messageId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import { selectFreshness } from '../store/select-freshness';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat } from '../testing/fake-chat';
import { createFakePlatform } from '../testing/fake-platform';
import { opened, post, second, shown } from './history.test-support';

const minute = 60 * second;

/** How often each thing was asked while time went on. */
async function asked(chat: FakeChat, milliseconds: number): Promise<{ list: number; history: number }> {
  const from = chat.server.log.length;
  await chat.clock.advance(milliseconds);
  const names = chat.server.log.slice(from);
  return {
    list: names.filter((name) => name === 'load-conversations').length,
    history: names.filter((name) => name === 'load-messages newest').length,
  };
}

describe('a page whose backend tells nothing live', () => {
  it('asks at the pace of who looks at it', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    const page = await opened(chat, { live: false });
    await chat.clock.advance(minute);
    // Of what is open the list brings the news along; between two lists it is asked for by itself.
    expect(await asked(chat, 2 * minute)).toEqual({ list: 12, history: 36 });
    page.platform.setAttended(false);
    expect(await asked(chat, 2 * minute)).toEqual({ list: 4, history: 12 });
    page.platform.setSavesData(true);
    expect(await asked(chat, 6 * minute)).toEqual({ list: 4, history: 12 });
    page.platform.setVisible(false);
    page.platform.setSavesData(false);
    await chat.clock.advance(minute);
    expect(await asked(chat, 6 * minute)).toEqual({ list: 6, history: 6 });
    await page.client.close();
  });

  it('asks at once when somebody comes back', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    const page = await opened(chat, { live: false });
    page.platform.setVisible(false);
    await chat.clock.advance(minute);
    post(chat, 1);
    page.platform.setVisible(true);
    await chat.clock.advance(100);
    expect(shown(page, chat.conversation)).toEqual(['1']);
    await page.client.close();
  });

  it('finds edits, deletions, reactions and receipts, also of the newest message', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    post(chat, 5);
    const page = await opened(chat, { live: false });
    page.client.sendMessage(chat.conversation, { text: 'mine' });
    await chat.clock.advance(second);
    const { change, history } = chat.server.internals;
    const id = chat.conversation;
    change(id, messageId('1'), (message) => ({ ...message, text: 'edited', edited: true }));
    change(id, messageId('2'), (message) => ({ ...message, deleted: true, text: '' }));
    change(id, messageId('3'), (message) => ({
      ...message,
      reactions: [{ emoji: '👍', count: 1, userIds: [chat.bruno] }],
    }));
    change(id, messageId('6'), (message) => ({ ...message, readBy: [{ userId: chat.bruno, at: null }] }));
    history(id).splice(3, 1);
    await chat.clock.advance(5 * second);
    const rows = page.rows(id);
    expect(rows.map((row) => row.id)).toEqual(['1', '2', '3', '5', '6']);
    expect(rows[0]).toMatchObject({ text: 'edited', edited: true });
    expect(rows[1]).toMatchObject({ deleted: true });
    expect(rows[2]?.reactions).toMatchObject([{ emoji: '👍', count: 1 }]);
    expect(rows[4]?.status).toBe('read');

    history(id).splice(3, 2);
    await chat.clock.advance(5 * second);
    expect(shown(page, id)).toEqual(['1', '2', '3']);
    history(id).splice(0);
    await chat.clock.advance(5 * second);
    expect(shown(page, id)).toEqual([]);
    await page.client.close();
  });

  it('says how old the list and each conversation are', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    post(chat, 1);
    const page = await opened(chat, { live: false });
    const fresh = () => {
      const state = page.client.getState();
      return [selectFreshness(state, null), selectFreshness(state, chat.conversation)].map((at) =>
        typeof at === 'number' ? chat.clock.now() - at <= 10 * second : at,
      );
    };
    expect(fresh()).toEqual([true, true]);
    chat.server.setUp(false);
    await chat.clock.advance(minute);
    expect(fresh()).toEqual([false, false]);
    chat.server.setUp(true);
    await chat.clock.advance(minute);
    expect(fresh()).toEqual([true, true]);
    await page.client.close();
  });
});

describe('a page that nobody looks at', () => {
  it.each([true, false])('wakes the processor less than once a second (live: %s)', async (live) => {
    const chat = createFakeChat({ broadcast: live ? 'plain' : 'none' });
    let calls = 0;
    const platform = createFakePlatform(chat.clock);
    const client = createChatClient({
      adapter: () => createFakeAdapter(chat.server, chat.amira, { live }),
      session: { type: 'token', token: 'amira' },
      storage: memoryStorage(),
      platform,
      clock: {
        now: () => chat.clock.now(),
        after: (milliseconds, callback) =>
          chat.clock.after(milliseconds, () => {
            calls += 1;
            callback();
          }),
      },
    });
    await client.start();
    client.openConversation(chat.conversation);
    platform.setVisible(false);
    await chat.clock.advance(minute);
    calls = 0;
    await chat.clock.advance(10 * minute);
    expect(calls).toBeLessThan(10 * 60);
    await client.close();
  });
});

describe('a page whose backend tells part of it live', () => {
  it('says how old is what live does not tell', async () => {
    const chat = createFakeChat({ broadcast: 'plain' });
    const quiet = { edits: 'never', deletions: 'never', reactions: 'never', receipts: 'never' } as const;
    const coverage = { typing: 'never', presence: 'never', conversations: 'never', ...quiet } as const;
    const direct = { messages: 'partly', ...coverage } as const;
    const capabilities = {
      live: { direct, group: { ...direct, messages: 'always' }, guest: direct },
    } as const;
    const team = chat.server.addConversation('team', [
      chat.amira,
      chat.bruno,
      chat.server.addUser('chen').id,
    ]);
    const page = await opened(chat, { capabilities });
    const state = page.client.getState();
    expect(state.connection.name).toBe('open');
    expect(selectFreshness(state, team)).toBe('live');
    expect(chat.clock.now() - Number(selectFreshness(state, chat.conversation))).toBeLessThan(10 * second);
    expect(chat.clock.now() - Number(selectFreshness(state, null))).toBeLessThan(10 * second);
    await page.client.close();
  });
});

describe('a look that fails', () => {
  async function startedWith(change: (adapter: ChatAdapter) => Partial<ChatAdapter>) {
    const chat = createFakeChat({ broadcast: 'none' });
    const adapter = createFakeAdapter(chat.server, chat.amira, { live: false });
    const platform = createFakePlatform(chat.clock);
    const client = createChatClient({
      adapter: () => ({ ...adapter, ...change(adapter) }),
      session: { type: 'token', token: 'amira' },
      storage: memoryStorage(),
      platform,
      clock: chat.clock,
    });
    await client.start();
    client.openConversation(chat.conversation);
    await chat.clock.advance(second);
    return { chat, client };
  }

  it('is told by the load state of what it was to bring, until one succeeds', async () => {
    let broken = false;
    const failing =
      <Arguments extends unknown[], Value>(work: (...given: Arguments) => Promise<Value>) =>
      (...given: Arguments): Promise<Value> =>
        broken ? Promise.reject(new ChatError('server', 'Internal error.')) : work(...given);
    const { chat, client } = await startedWith((adapter) => ({
      loadConversations: failing(adapter.loadConversations),
      loadMessages: failing(adapter.loadMessages),
    }));
    const states = () => {
      const state = client.getState();
      return [state.conversationList.name, state.historyLoads.get(chat.conversation)?.newest.name];
    };
    expect(states()).toEqual(['ready', 'ready']);
    broken = true;
    await chat.clock.advance(20 * second);
    expect(states()).toEqual(['failed', 'failed']);
    broken = false;
    await chat.clock.advance(20 * second);
    expect(states()).toEqual(['ready', 'ready']);
    await client.close();
  });

  it('with too many requests silences all looks for as long as the server says', async () => {
    let refuse = false;
    const { chat, client } = await startedWith((adapter) => ({
      loadMessages: (request, signal) => {
        if (!refuse) return adapter.loadMessages(request, signal);
        refuse = false;
        return Promise.reject(new ChatError('rate-limited', 'Slow down.', { retryAfterMs: 60 * second }));
      },
    }));
    refuse = true;
    await chat.clock.advance(5 * second);
    expect(refuse).toBe(false);
    expect(await asked(chat, 55 * second)).toEqual({ list: 0, history: 0 });
    expect((await asked(chat, 20 * second)).history).toBeGreaterThan(0);
    await client.close();
  });

  it('does not say all the time that something loads', async () => {
    const { chat, client } = await startedWith(() => ({}));
    const seen = new Set<string | undefined>();
    client.subscribe(() => seen.add(client.getState().historyLoads.get(chat.conversation)?.newest.name));
    await chat.clock.advance(minute);
    expect([...seen]).toEqual(['ready']);
    await client.close();
  });
});
