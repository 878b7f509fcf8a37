import { describe, expect, it } from 'vitest';
import type { HistoryPage, HistoryPosition } from '../../adapter/adapter';
import { conversationId, messageId } from '../../model/ids';
import { json } from '../../testing/recorded-answers.test-support';
import { microseconds } from './decode-message';
import {
  createBench,
  createFakeThread,
  notFound,
  timeOf,
  wireMessage,
} from './direct-messaging.test-support';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const messagesOf = (ids: readonly number[]) => ids.map((id) => wireMessage(id, id % 2 === 0 ? 2 : 1));
const numbers = (page: HistoryPage): number[] => page.messages.map(({ id }) => Number(id));
const at = (name: 'before' | 'after', id: number): HistoryPosition => ({
  name,
  messageId: messageId(String(id)),
  order: microseconds(timeOf(id)),
});

function createThread(ids: readonly number[], options: Parameters<typeof createFakeThread>[1] = {}) {
  const thread = createFakeThread(messagesOf(ids), options);
  const { adapter, signal } = createBench([], { fetch: thread.fetch, withoutSockets: true });
  const load = (position: HistoryPosition, limit = 20): Promise<HistoryPage> =>
    adapter.loadMessages({ conversationId: conversationId('1'), position, limit, peek: false }, signal);
  const remove = (id: number): void => {
    thread.messages = thread.messages.filter((message) => message.id !== id);
  };
  return { thread, load, remove };
}

describe('direct-messaging history', () => {
  it('opens at the end, though page 1 is the oldest, and takes enough pages for a nearly empty last one', async () => {
    const { load, thread } = createThread(range(1, 41));
    const page = await load({ name: 'newest' });
    expect(numbers(page)).toEqual(range(21, 41));
    expect(page).toMatchObject({ reachedEnd: true, reachedStart: false, markedRead: false });
    expect(thread.looks).toEqual(['last', '4', '3']);
  });

  it('pages back to the beginning without a hole', async () => {
    const { load } = createThread(range(1, 137));
    let page = await load({ name: 'newest' });
    const all = numbers(page);
    while (!page.reachedStart) {
      page = await load(at('before', all[0]!));
      all.unshift(...numbers(page));
    }
    expect(all).toEqual(range(1, 137));
  });

  it('leaves no hole when deletions shift the pages while it reads', async () => {
    const { load, remove } = createThread(range(1, 137), {
      between(thread, look) {
        if (look % 2 === 1) thread.messages = thread.messages.filter(({ id }) => id !== look);
      },
    });
    let page = await load({ name: 'newest' });
    const all = numbers(page);
    remove(90);
    while (!page.reachedStart) {
      page = await load(at('before', all[0]!));
      expect(numbers(page).every((id) => id < all[0]!)).toBe(true);
      all.unshift(...numbers(page));
    }
    const missing = range(1, 137).filter((id) => !all.includes(id));
    // Only what was deleted can be missing: odd numbers of looks, and 90.
    expect(missing.every((id) => id === 90 || (id % 2 === 1 && id < 30))).toBe(true);
  });

  it('finds a message it never saw by halving, and what stands after it', async () => {
    const { load, thread } = createThread(range(1, 2_000));
    const before = await load(at('before', 345));
    expect(numbers(before).at(-1)).toBe(344);
    expect(numbers(before)).toEqual(range(numbers(before)[0]!, 344));
    expect(thread.looks.length).toBeLessThan(14);
    const after = await load(at('after', 345));
    expect(numbers(after)[0]).toBe(346);
    expect(numbers(after)).toEqual(range(346, numbers(after).at(-1)!));
    expect(after).toMatchObject({ reachedEnd: false, reachedStart: false });
    const around = await load({ name: 'around', messageId: messageId('777') });
    expect(numbers(around)).toContain(777);
    expect(numbers(around)).toEqual(range(numbers(around)[0]!, numbers(around).at(-1)!));
  });

  it('reaches the end after the last messages, also when fewer pages are left than remembered', async () => {
    const { load, thread } = createThread(range(1, 25));
    await load({ name: 'newest' });
    thread.messages = messagesOf([1, 2, 25, 26]);
    const page = await load(at('after', 25));
    expect(numbers(page)).toEqual([26]);
    expect(page.reachedEnd).toBe(true);
  });

  it('orders by the microseconds of the server', () => {
    expect(microseconds('2026-11-21T02:23:45.478003+05:00')).toBe(
      microseconds('2026-11-20T21:23:45.478003Z'),
    );
    expect(microseconds('2026-11-21T02:23:45.478003+05:00')).toBeGreaterThan(
      microseconds('2026-11-20T21:23:45.478002+00:00'),
    );
    expect(microseconds('2026-11-20T21:23:45Z')).toBe(Date.UTC(2026, 10, 20, 21, 23, 45) * 1000);
  });

  it('tells a conversation that is gone from one that is empty', async () => {
    const empty = createThread([]);
    expect(await empty.load({ name: 'newest' })).toMatchObject({
      messages: [],
      reachedStart: true,
      reachedEnd: true,
    });
    let asked = 0;
    const gone = createThread([], {
      answer(_method, path) {
        if (!path.includes('/conversations/')) return undefined;
        asked += 1;
        return asked > 1 ? notFound : undefined;
      },
    });
    await expect(gone.load({ name: 'newest' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves out a malformed message, reports it without its text, and keeps the page', async () => {
    const thread = createFakeThread(messagesOf([1, 2]));
    thread.messages.push({ ...wireMessage(3, 2), created_at: 'yesterday', content: 'secret' });
    const { adapter, signal, environment } = createBench([], { fetch: thread.fetch, withoutSockets: true });
    const position: HistoryPosition = { name: 'newest' };
    const page = await adapter.loadMessages(
      { conversationId: conversationId('1'), position, limit: 20, peek: false },
      signal,
    );
    expect(numbers(page)).toEqual([1, 2]);
    expect(environment.reports).toMatchObject([{ code: 'protocol' }]);
    expect(JSON.stringify(environment.reports.map(String))).not.toContain('secret');
  });

  it('refuses ids that are none of this backend before asking', async () => {
    const { adapter, signal, server } = createBench();
    const request = { position: { name: 'newest' } as const, limit: 20, peek: false };
    await expect(
      adapter.loadMessages({ ...request, conversationId: conversationId('../9') }, signal),
    ).rejects.toMatchObject({ code: 'invalid', outcome: 'not-sent' });
    expect(server.requests).toEqual([]);
  });

  it('hides deleted texts, quotes of deleted messages and quotes from elsewhere', async () => {
    const quote = (id: number, more: object = {}) => ({
      id,
      sender: wireMessage(id, 2).sender,
      content: 'quoted',
      attachments: [],
      created_at: timeOf(id),
      is_deleted: false,
      ...more,
    });
    const thread = createFakeThread([
      wireMessage(4, 1, { is_deleted: true, content: 'still the full text', attachments: [{ id: 1 }] }),
      wireMessage(5, 2),
      wireMessage(6, 1, { reply_to: quote(5) }),
      wireMessage(7, 1, { reply_to: quote(5, { is_deleted: true }) }),
      wireMessage(8, 1, { reply_to: quote(3) }),
      wireMessage(9, 1, { reply_to: quote(5, { sender: wireMessage(1, 4).sender }) }),
    ]);
    const { adapter, signal } = createBench([], { fetch: thread.fetch, withoutSockets: true });
    const { messages } = await adapter.loadMessages(
      { conversationId: conversationId('1'), position: { name: 'newest' }, limit: 20, peek: false },
      signal,
    );
    expect(messages.map(({ text, deleted }) => [text, deleted])[0]).toEqual(['', true]);
    expect(messages[0]!.attachments).toEqual([]);
    expect(messages.slice(2).map(({ replyTo }) => replyTo?.text)).toEqual(['quoted', null, null, null]);
    expect(messages[2]!.replyTo).toMatchObject({ messageId: '5', authorId: '2', authorName: 'amina' });
  });

  it('tells sent, delivered and seen by the rows alone', async () => {
    const row = (user: number, readAt: string | null) => ({
      id: 1,
      user: wireMessage(1, user).sender,
      delivered_at: timeOf(1),
      read_at: readAt,
    });
    const thread = createFakeThread([
      wireMessage(1, 1, { status: 'seen' }),
      wireMessage(2, 1, { status: 'sent', message_reads: [row(2, null)] }),
      wireMessage(3, 1, { status: 'sent', message_reads: [row(2, timeOf(4))] }),
      wireMessage(4, 1, { message_reads: [row(1, timeOf(4)), row(2, null)] }),
    ]);
    const { adapter, signal } = createBench([], { fetch: thread.fetch, withoutSockets: true });
    const { messages } = await adapter.loadMessages(
      { conversationId: conversationId('1'), position: { name: 'newest' }, limit: 20, peek: false },
      signal,
    );
    expect(messages.map(({ delivery }) => delivery)).toEqual(['sent', 'delivered', 'read', 'delivered']);
    expect(messages.map(({ readBy }) => readBy.map(({ userId }) => userId))).toEqual([[], [], ['2'], []]);
  });

  it('lists conversations by number, whatever host the server names', async () => {
    const next = 'http://testserver/api/messaging/conversations/?page=2';
    const { adapter, signal, server } = createBench([
      json({ count: 1, next, previous: null, results: [] }),
      json({ detail: 'Invalid page.' }, 404),
    ]);
    const first = await adapter.loadConversations(null, signal);
    expect(first.next).toBe('2');
    expect(await adapter.loadConversations(first.next, signal)).toMatchObject({
      conversations: [],
      next: null,
    });
    expect(server.requests.map(({ query }) => query)).toEqual([undefined, { page: '2' }]);
  });
});
