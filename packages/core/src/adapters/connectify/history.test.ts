import { describe, expect, it } from 'vitest';
import type { HistoryPage, HistoryPosition } from '../../adapter/adapter';
import { conversationId, messageId } from '../../model/ids';
import { toResponse } from '../../testing/replay';
import { json, missingRoutePage } from '../../testing/recorded-answers.test-support';
import { createBench, wireMessage } from './connectify.test-support';
import { pageCovering } from './window';

/** A thread on a server that gives numbered pages only; `between` happens before each answer. */
function createThread(
  ids: readonly number[],
  between: (thread: number[], look: number) => void = () => undefined,
) {
  const thread = [...ids];
  const looks: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const url = new URL(String(input));
    between(thread, looks.length);
    looks.push(`${url.pathname}${url.search}`);
    const newestFirst = [...thread].sort((left, right) => right - left);
    if (url.pathname === '/api/messaging/messages/') {
      return Promise.resolve(toResponse(json(newestFirst.map((id) => wireMessage(id, 2)))));
    }
    const page = Number(url.searchParams.get('page'));
    const size = Number(url.searchParams.get('page_size'));
    const results = newestFirst.slice((page - 1) * size, page * size);
    if (page > 1 && results.length === 0) {
      return Promise.resolve(toResponse(json({ detail: 'Invalid page.' }, 404)));
    }
    const next = page * size < newestFirst.length ? 'https://wrong.host/next' : null;
    const body = { count: newestFirst.length, next, results: results.map((id) => wireMessage(id, 2)) };
    return Promise.resolve(toResponse(json(body)));
  };
  const { adapter, signal } = createBench([], { fetch, withoutSockets: true });
  const load = (position: HistoryPosition, limit = 50, peek = false): Promise<HistoryPage> =>
    adapter.loadMessages({ conversationId: conversationId('direct:1'), position, limit, peek }, signal);
  return { thread, looks, load };
}

const at = (name: 'before' | 'after', id: number): HistoryPosition => ({
  name,
  messageId: messageId(String(id)),
  order: id,
});
const numbers = (page: HistoryPage): number[] => page.messages.map(({ order }) => order);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Nothing the server has lies between the items, or between them and the message asked about. */
function expectContiguous(
  page: HistoryPage,
  thread: readonly number[],
  anchor: number,
  older: boolean,
): void {
  const got = numbers(page);
  expect(got).toEqual([...got].sort((left, right) => left - right));
  const edge = older ? got[0] : got[got.length - 1];
  const between = thread.filter((id) =>
    edge === undefined
      ? older
        ? id < anchor
        : id > anchor
      : older
        ? id >= edge && id < anchor
        : id <= edge && id > anchor,
  );
  expect(got).toEqual(between.sort((left, right) => left - right));
}

describe('connectify history', () => {
  it('pages back from the newest to the beginning with one request each', async () => {
    const { load, looks } = createThread(range(1, 230));
    const all: number[] = [];
    let page = await load({ name: 'newest' });
    expect(page).toMatchObject({ reachedEnd: true, reachedStart: false, markedRead: true });
    all.unshift(...numbers(page));
    while (!page.reachedStart) {
      page = await load(at('before', all[0]!));
      all.unshift(...numbers(page));
    }
    expect(all).toEqual(range(1, 230));
    expect(looks.length).toBeLessThanOrEqual(5);
  });

  it('finds a message it never saw by halving', async () => {
    const { load, looks } = createThread(range(1, 50_000));
    const page = await load(at('before', 12_345));
    expect(numbers(page).at(-1)).toBe(12_344);
    expect(page.messages.length).toBeGreaterThan(0);
    expect(looks.length).toBeLessThan(16);
  });

  it.each(['before', 'after'] as const)(
    'leaves no hole %s a message while others arrive and go',
    async (name) => {
      for (let seed = 1; seed <= 60; seed += 1) {
        let state = seed;
        const random = (limit: number): number => {
          state = (state * 16_807) % 2_147_483_647;
          return state % limit;
        };
        let next = 400;
        const { load, thread } = createThread(range(1, 300), (ids) => {
          for (let count = random(4); count > 0; count -= 1) ids.push((next += 1));
          if (random(3) === 0) ids.splice(random(ids.length), 1);
        });
        const first = await load({ name: 'newest' }, 20);
        const known = [first.messages[0]!.order, 1 + random(299), 299];
        for (const anchor of known) {
          const page = await load(at(name, anchor), 20);
          expectContiguous(page, [...thread], anchor, name === 'before');
          const older = name === 'before';
          const more = thread.some((id) => (older ? id < anchor : id > anchor));
          if (more) expect(page.messages.length).toBeGreaterThan(0);
        }
      }
    },
  );

  it('loads around a message, and next to one that is gone', async () => {
    const { load } = createThread(range(1, 100).filter((id) => id !== 40));
    const around = numbers(await load({ name: 'around', messageId: messageId('70') }, 20));
    expect(around).toContain(70);
    expect(around.length).toBeGreaterThan(10);
    expect(numbers(await load(at('before', 40), 20)).at(-1)).toBe(39);
    expect(numbers(await load(at('after', 40), 20))[0]).toBe(41);
  });

  it('knows both ends', async () => {
    const { load } = createThread(range(1, 30));
    await expect(load(at('before', 1))).resolves.toMatchObject({ messages: [], reachedStart: true });
    await expect(load(at('after', 30))).resolves.toMatchObject({ messages: [], reachedEnd: true });
    await expect(load({ name: 'newest' })).resolves.toMatchObject({ reachedStart: true, reachedEnd: true });
    await expect(createThread([]).load(at('before', 5))).resolves.toMatchObject({
      messages: [],
      reachedStart: true,
    });
  });

  it('looks without marking as read where it was asked to, once for pages in a row', async () => {
    const { load, looks } = createThread(range(1, 300));
    const newest = await load({ name: 'newest' }, 50, true);
    expect(newest).toMatchObject({ markedRead: false, reachedEnd: true, reachedStart: false });
    expect(numbers(newest)).toEqual(range(251, 300));
    expect(numbers(await load(at('before', 251), 50, true))).toEqual(range(201, 250));
    expect(numbers(await load({ name: 'around', messageId: messageId('100') }, 10, true))).toEqual(
      range(95, 105),
    );
    expect(numbers(await load(at('after', 100), 10, true))).toEqual(range(101, 110));
    expect(looks).toEqual(['/api/messaging/messages/?conversation=1']);
  });

  it('pages instead of loading everything once nothing is unread', async () => {
    const { load, looks } = createThread(range(1, 300));
    await load({ name: 'newest' });
    await load(at('before', 251), 50, true);
    expect(looks.every((look) => look.startsWith('/api/messaging/conversations/1/messages/'))).toBe(true);
  });

  it('remembers that a deployment has no list that marks nothing', async () => {
    const detail = json({ id: 1, created_at: '2026-05-04T09:00:00Z', messages: [wireMessage(1, 2)] });
    const bench = createBench([missingRoutePage, detail, detail], { withoutSockets: true });
    const request = {
      conversationId: conversationId('direct:1'),
      position: { name: 'newest' as const },
      limit: 5,
      peek: true,
    };
    await bench.adapter.loadMessages(request, bench.signal);
    await bench.adapter.loadMessages(request, bench.signal);
    expect(bench.server.requests.map(({ path }) => path)).toEqual([
      '/api/messaging/messages/',
      '/api/messaging/conversations/1/',
      '/api/messaging/conversations/1/',
    ]);
  });

  it('covers places with the smallest page that holds them', () => {
    expect(pageCovering(0, 49, 0)).toEqual({ page: 1, size: 50 });
    for (const place of [0, 1, 49, 50, 99, 100, 101, 997, 12_345]) {
      for (const wanted of [1, 20, 50, 99]) {
        const { page, size } = pageCovering(place, place + wanted, place);
        const start = (page - 1) * size;
        expect(size).toBeLessThanOrEqual(100);
        expect(start).toBeLessThanOrEqual(place);
        expect(start + size).toBeGreaterThan(place + 1);
      }
    }
  });
});
