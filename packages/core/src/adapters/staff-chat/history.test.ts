import { describe, expect, it } from 'vitest';
import type { HistoryPosition } from '../../adapter/adapter';
import { conversationId, messageId } from '../../model/ids';
import { createFakeEnvironment } from '../../testing/fake-environment';
import { toResponse } from '../../testing/replay';
import { json } from '../../testing/recorded-answers.test-support';
import { staffChat } from './index';
import { baseUrl, createBench, profile, wireMessage } from './staff-chat.test-support';

/** A server that pages as the real one does: the newest by time among ids below a number, oldest first. */
function paging(messages: readonly ReturnType<typeof wireMessage>[]) {
  const asked: string[] = [];
  const answer: typeof fetch = (input) => {
    const url = new URL(String(input));
    if (url.pathname.endsWith('/me/')) return Promise.resolve(toResponse(json(profile())));
    asked.push(url.search);
    const before = Number(url.searchParams.get('before_id') ?? Infinity);
    const limit = Number(url.searchParams.get('limit'));
    const below = messages
      .filter(({ id }) => id < before)
      .sort((left, right) => left.timestamp.localeCompare(right.timestamp));
    const listed = below.slice(Math.max(0, below.length - limit));
    const body = { messages: listed, count: listed.length, has_more: below.length > listed.length };
    return Promise.resolve(toResponse(json(body)));
  };
  const adapter = staffChat({ baseUrl, hotel: 'grand-demo' })(createFakeEnvironment({ fetch: answer }));
  const load = (position: HistoryPosition, limit = 10) =>
    adapter.loadMessages(
      { conversationId: conversationId('1'), position, limit, peek: true },
      new AbortController().signal,
    );
  return { load, asked };
}

const many = (count: number, step = 1) =>
  Array.from({ length: count }, (_, index) =>
    wireMessage((index + 1) * step, 2, String(index), {
      timestamp: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    }),
  );
/** The place next to a message of `many`. */
const at = (name: 'before' | 'after', id: number, step = 1): HistoryPosition => ({
  name,
  messageId: messageId(String(id)),
  order: Date.UTC(2026, 0, 1) * 1000 + (id / step - 1) * 1_000_000,
});
const ids = ({ messages }: { readonly messages: readonly { readonly id: string }[] }) =>
  messages.map(({ id }) => Number(id));

describe('staff-chat, history', () => {
  it('says where it ends', async () => {
    const { load } = paging(many(4));
    const page = await load({ name: 'newest' });
    expect(ids(page)).toEqual([1, 2, 3, 4]);
    expect(page).toMatchObject({ reachedStart: true, reachedEnd: true, markedRead: false });
    expect((await load(at('before', 1))).reachedStart).toBe(true);
  });

  it('loses nothing where ids and times cross between two pages', async () => {
    const messages = many(30);
    // Two workers: the later id was stored with the earlier time.
    const [first, second] = [messages[14]!, messages[15]!];
    [first.timestamp, second.timestamp] = [second.timestamp, first.timestamp];
    const { load } = paging(messages);
    const newest = await load({ name: 'newest' }, 10);
    const oldest = newest.messages[0]!;
    const { id, order } = oldest;
    const older = await load({ name: 'before', messageId: id, order }, 30);
    expect([...ids(newest), ...ids(older)].sort((left, right) => left - right)).toEqual(
      messages.map(({ id: known }) => known),
    );
    expect(newest.messages.map(({ order }) => order)).toEqual(
      [...newest.messages.map(({ order }) => order)].sort((left, right) => left - right),
    );
  });

  it.each([1, 97])('reads on after a message, ids being %i apart, without a hole', async (step) => {
    const { load } = paging(many(60, step));
    const seen = [20 * step];
    for (let round = 0; round < 30; round += 1) {
      const page = await load(at('after', seen[seen.length - 1]!, step), 10);
      const numbers = ids(page);
      // What was known is left out, and nothing in between.
      expect(numbers[0]).toBe(seen[seen.length - 1]! + step);
      seen.push(...numbers);
      if (page.reachedEnd) break;
    }
    expect(seen).toEqual(Array.from({ length: 41 }, (_, index) => (20 + index) * step));
  });

  it('loads around a message, both sides, in one contiguous piece', async () => {
    const { load, asked } = paging(many(200, 7));
    const page = await load({ name: 'around', messageId: messageId('700') }, 20);
    const numbers = ids(page);
    expect(numbers).toContain(700);
    expect(numbers.filter((id) => id > 700).length).toBeGreaterThanOrEqual(1);
    expect(numbers.filter((id) => id < 700).length).toBeGreaterThanOrEqual(1);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => numbers[0]! + 7 * index));
    expect(asked.length).toBeLessThan(14);
  });

  it('drops a malformed item, says so, and keeps the page', async () => {
    const { adapter, environment, signal } = await createBench([
      json({ messages: [wireMessage(1, 2), { id: 'x' }, null], has_more: false }),
    ]);
    const page = await adapter.loadMessages(
      { conversationId: conversationId('1'), position: { name: 'newest' }, limit: 10, peek: true },
      signal,
    );
    expect(ids(page)).toEqual([1]);
    expect(environment.reports).toHaveLength(2);
  });

  it('shows a picture by its thumbnail where the server made one, and by itself where it did not', async () => {
    const picture = { file_name: 'a.png', file_type: 'image', file_size: 9, mime_type: 'image/png' };
    const attachments = [
      { id: 1, ...picture, file_url: '/media/a.png', thumbnail_url: '/media/small/a.png' },
      { id: 2, ...picture, file_url: 'https://cdn.example/b.png', thumbnail_url: null },
      { id: 3, ...picture, file_url: 'javascript:alert(1)', thumbnail_url: 'javascript:alert(1)' },
    ];
    const { adapter, signal } = await createBench([
      json({ messages: [{ ...wireMessage(1, 2), attachments }], has_more: false }),
    ]);
    const position = { name: 'newest' } as const;
    const request = { conversationId: conversationId('1'), position, limit: 10, peek: true };
    const [message] = (await adapter.loadMessages(request, signal)).messages;
    expect(message?.attachments.map(({ kind, url, thumbnailUrl }) => [kind, url, thumbnailUrl])).toEqual([
      ['image', `${baseUrl}/media/a.png`, `${baseUrl}/media/small/a.png`],
      ['image', 'https://cdn.example/b.png', null],
      ['image', null, null],
    ]);
  });

  it('refuses an id that is none before asking', async () => {
    const { load, asked } = paging([]);
    await expect(load({ name: 'around', messageId: messageId('abc') })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(asked).toEqual([]);
  });
});
