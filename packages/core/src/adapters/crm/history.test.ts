import { describe, expect, it } from 'vitest';
import type { HistoryPage, HistoryPosition } from '../../adapter/adapter';
import { conversationId, messageId } from '../../model/ids';
import { createBench, wireMessage } from './crm.test-support';
import { createFakeCrm, talk, type FakeCrm } from './fake-crm.test-support';

const me = 1;

function bench(server: FakeCrm) {
  const { adapter, environment } = createBench([], { fetch: server.fetch });
  const load = (position: HistoryPosition, more: { peek?: boolean; limit?: number; id?: string } = {}) =>
    adapter.loadMessages(
      {
        conversationId: conversationId(more.id ?? '1:2'),
        position,
        limit: more.limit ?? 50,
        peek: more.peek ?? false,
      },
      new AbortController().signal,
    );
  return { load, clock: environment.clock };
}

const newest: HistoryPosition = { name: 'newest' };
const at = (name: 'before' | 'after' | 'around', id: number): HistoryPosition =>
  ({ name, messageId: messageId(String(id)), order: id }) as HistoryPosition;
const ids = (page: HistoryPage): number[] => page.messages.map(({ id }) => Number(id));
const threadIds = (server: FakeCrm, person: number): number[] =>
  server.messages
    .filter(({ sender, recipient }) => sender.id === person || recipient.id === person)
    .map(({ id }) => id);

/** Nothing the server has of the thread lies between the ends of a page. */
function expectContiguous(page: HistoryPage, server: FakeCrm, person = 2): void {
  const own = ids(page);
  const all = threadIds(server, person);
  if (own.length === 0) return;
  const from = all.indexOf(own[0] ?? -1);
  expect(own).toEqual(all.slice(from, from + own.length));
  if (page.reachedStart) expect(from).toBe(0);
  if (page.reachedEnd) expect(own[own.length - 1]).toBe(all[all.length - 1]);
}

describe('crm history', () => {
  it('reads a thread on screen whole, and says that this marked it', async () => {
    const server = createFakeCrm(me, talk(40, me, [2, 3]));
    const { load } = bench(server);
    const page = await load(newest);
    expectContiguous(page, server);
    expect(page).toMatchObject({ reachedStart: true, reachedEnd: true, markedRead: true });
    expect(server.asked).toEqual(['/api/messages/with_user/?user_id=2']);
  });

  it('marks nothing where nobody looks', async () => {
    const server = createFakeCrm(me, talk(300, me, [2, 3, 4]));
    const { load } = bench(server);
    const first = await load(newest, { peek: true, limit: 20 });
    expectContiguous(first, server);
    const older = await load(at('before', ids(first)[0] ?? 0), { peek: true, limit: 20 });
    expectContiguous(older, server);
    expect(first.markedRead || older.markedRead).toBe(false);
    expect(server.asked.some((path) => path.includes('with_user'))).toBe(false);
    expect(server.messages.some(({ is_read }) => is_read)).toBe(false);
  });

  it('looks lightly while a thread stays on screen, and reads it whole again each minute', async () => {
    const server = createFakeCrm(me, talk(60, me, [2, 3]));
    const { load, clock } = bench(server);
    await load(newest);
    await clock.advance(4_000);
    server.messages.push(wireMessage(61, 2, me));
    const look = await load(newest);
    expectContiguous(look, server);
    expect(ids(look)).toContain(61);
    expect(look).toMatchObject({ reachedEnd: true, markedRead: false });
    await clock.advance(60_000);
    await load(newest);
    expect(server.asked.map((path) => path.split('?')[0])).toEqual([
      '/api/messages/with_user/',
      '/api/messages/',
      '/api/messages/with_user/',
    ]);
  });

  it('walks back until it meets what is known when much was said elsewhere', async () => {
    const server = createFakeCrm(me, talk(40, me, [2]));
    const { load, clock } = bench(server);
    await load(newest);
    for (let id = 41; id <= 400; id += 1) server.messages.push(wireMessage(id, 3, me));
    server.messages.push(wireMessage(401, 2, me));
    await clock.advance(4_000);
    const page = await load(newest, { limit: 10 });
    expectContiguous(page, server);
    expect(page.reachedEnd).toBe(true);
    expect(ids(page)).toContain(401);
  });

  it('brings the newest of a thread longer than the server gives, marking by itself only what it gave', async () => {
    const server = createFakeCrm(me, talk(620, me, [2]));
    const { load } = bench(server);
    const page = await load(newest);
    expectContiguous(page, server);
    expect(page).toMatchObject({ reachedEnd: true, reachedStart: false, markedRead: false });
    expect(server.messages.filter(({ is_read, recipient }) => recipient.id === me && !is_read)).toHaveLength(
      60,
    );
  });

  it('pages a long thread to its start, over both routes', async () => {
    const server = createFakeCrm(me, talk(1_300, me, [2, 3]));
    const { load } = bench(server);
    let page = await load(newest);
    const seen = new Set(ids(page));
    while (!page.reachedStart) {
      const oldest = ids(page)[0] ?? 0;
      page = await load(at('before', oldest), { peek: seen.size % 2 === 0 });
      expectContiguous(page, server);
      for (const id of ids(page)) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
    }
    expect([...seen].sort((left, right) => left - right)).toEqual(threadIds(server, 2));
  });

  it.each([true, false])('loads after and around a message (peek %s)', async (peek) => {
    const server = createFakeCrm(me, talk(1_300, me, [2, 3]));
    const { load } = bench(server);
    for (const anchor of [1, 205, 641, 1_001, 1_297]) {
      const around = await load(at('around', anchor), { peek, limit: 20 });
      expectContiguous(around, server);
      expect(ids(around)).toContain(anchor);
      const after = await load(at('after', anchor), { peek, limit: 20 });
      expectContiguous(after, server);
      const next = threadIds(server, 2).find((id) => id > anchor);
      expect(ids(after)[0]).toBe(next);
    }
  });

  it('misses nothing when messages arrive and vanish between pages', async () => {
    const server = createFakeCrm(me, talk(900, me, [2, 3, 4]));
    const { load } = bench(server);
    server.before = (count) => {
      const last = server.messages[server.messages.length - 1]?.id ?? 0;
      server.messages.push(wireMessage(last + 1, 3, me));
      // Only of other threads: what vanishes of this one is allowed to be missing.
      const victim = server.messages.findIndex(
        ({ sender, recipient }) => sender.id === 4 || recipient.id === 4,
      );
      if (count % 2 === 0) server.messages.splice(victim, 1);
    };
    let page = await load(newest, { peek: true });
    const seen = new Set(ids(page));
    while (!page.reachedStart) {
      page = await load(at('before', Math.min(...seen)), { peek: true });
      expectContiguous(page, server);
      for (const id of ids(page)) seen.add(id);
    }
    expect([...seen].sort((left, right) => left - right)).toEqual(threadIds(server, 2));
  });

  it('tells when the list shrank under a walk toward the newest', async () => {
    const server = createFakeCrm(me, talk(900, me, [2, 3]));
    const { load } = bench(server);
    server.before = (count) => {
      if (count === 6) server.messages.splice(0, 3);
    };
    await expect(load(at('after', 101), { peek: true })).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
    });
  });

  it('splits a history that mixes organisations, and does not mark the other one', async () => {
    const messages = talk(30, me, [2]).map((message, index) => ({
      ...message,
      organization: index % 3 === 0 ? 2 : 1,
    }));
    const server = createFakeCrm(me, messages);
    const { load } = bench(server);
    const first = await load(newest, { id: '1:2' });
    expect(first.messages.every(({ id }) => (Number(id) - 1) % 3 !== 0)).toBe(true);
    await expect(load(newest, { id: 'none:2', peek: true })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('reads the bare lists of the document', async () => {
    const server = createFakeCrm(me, talk(300, me, [2, 3]), { bare: true });
    const { load } = bench(server);
    const page = await load(newest, { peek: true, limit: 20, id: 'any:2' });
    expectContiguous(page, server);
    expect(page).toMatchObject({ reachedStart: true, reachedEnd: true });
    const older = await load(at('before', 151), { peek: true, limit: 20, id: 'any:2' });
    expectContiguous(older, server);
    expect(ids(older)[ids(older).length - 1]).toBe(149);
    const after = await load(at('after', 151), { peek: true, limit: 20, id: 'any:2' });
    expect(ids(after)[0]).toBe(153);
  });

  it('does not take another list for the one it asked for', async () => {
    const server = createFakeCrm(me, talk(900, me, [3]));
    const { load } = bench(server);
    server.before = () => server.messages.reverse();
    await expect(load(newest, { peek: true })).rejects.toMatchObject({ code: 'protocol' });
  });
});
