import { describe, expect, it } from 'vitest';
import type { ChatError } from '../../errors';
import { conversationId, messageId } from '../../model/ids';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  openLink,
  createBench,
  lists,
  newest,
  notFound,
  readCommand,
  sendCommand,
  tokenOf,
  wireLast,
  wireMessage,
  wireRow,
} from './message-manager.test-support';

const one = conversationId('1');
const colleagues = (id: number) => wireMessage(id, 'staff', { sender_name: 'Omar Diaz' });
const failure = (promise: Promise<unknown>): Promise<ChatError> =>
  promise.then(
    () => {
      throw new Error('It was to fail.');
    },
    (error: unknown) => error as ChatError,
  );

describe('the lists', () => {
  it('are swept to the last page, in the order of ids, by addresses of our own', async () => {
    const rows = Array.from({ length: 23 }, (_, index) => wireRow(index + 1));
    const { adapter, server, signal } = createBench(lists(rows));
    const page = await adapter.loadConversations(null, signal);
    expect([page.conversations.length, page.next]).toEqual([23, null]);
    expect(server.requests.slice(1).map(({ query }) => query)).toEqual(
      ['1', '2', '3'].map((number) => ({ ordering: 'id', page: number })),
    );
  });

  it('are read anew when a row slipped between two pages', async () => {
    const slipped = lists(Array.from({ length: 12 }, (_, index) => wireRow(index + 1)));
    slipped[2] = json({ count: 12, next: null, previous: null, results: [wireRow(12)] });
    const again = lists(Array.from({ length: 11 }, (_, index) => wireRow(index + 1)));
    const { adapter, signal } = createBench([...slipped, ...again.slice(1)]);
    expect((await adapter.loadConversations(null, signal)).conversations).toHaveLength(11);
  });

  it('order by what guests write, which the server does not', async () => {
    const quiet = wireRow(1, { updated_at: '2026-05-04T10:00:00Z' });
    const heard = wireRow(2, wireLast('Hello?', '2026-05-04T11:00:00.000001Z'));
    const { adapter, signal } = createBench(lists([quiet, heard]));
    const { conversations } = await adapter.loadConversations(null, signal);
    expect(conversations.map(({ id }) => id)).toEqual(['2', '1']);
    expect(conversations[0]?.lastActivityAt).toBe(Date.parse('2026-05-04T11:00:00Z'));
  });

  it('tell nobody and cut texts without a mark', async () => {
    const text = '🙂'.repeat(100);
    const rows = [
      wireRow(1, { stay_id: null, guest_name: 'Demo Guest', room_number: 'N/A', department_name: undefined }),
      wireRow(2, { guest_name: '', ...wireLast(text, '2026-05-04T11:00:00Z', 'staff') }),
    ];
    const { adapter, signal } = createBench(lists(rows), { names: { staff: 'Personal', guest: 'Gast' } });
    const { conversations } = await adapter.loadConversations(null, signal);
    const [second, first] = conversations;
    expect(first).toMatchObject({ title: 'Gast', context: [{ type: 'status', label: 'relay' }] });
    expect(second).toMatchObject({
      title: 'Gast',
      lastMessage: { text: `${text}…`, authorName: 'Personal', authorId: null },
    });
  });

  it('drop a row that cannot be read and say so', async () => {
    const { adapter, environment, signal } = createBench(lists([wireRow(1), { id: 'x' }]));
    expect((await adapter.loadConversations(null, signal)).conversations).toHaveLength(1);
    expect(environment.reports).toMatchObject([{ code: 'protocol' }]);
  });

  it('look twice for one whose relay ended between the two questions', async () => {
    const bench = createBench([
      ...lists([wireRow(1)]),
      ...lists([]),
      json([wireRow(1, { status: 'active', department_name: null })]),
    ]);
    await bench.adapter.loadConversations(null, bench.signal);
    const { conversations } = await bench.adapter.loadConversations(null, bench.signal);
    expect(conversations).toMatchObject([{ id: '1', write: { name: 'closed', reason: 'ended' } }]);
  });

  it('keep one without a stay, which is in no list once its relay has ended', async () => {
    const bench = createBench([...lists([wireRow(8, { stay_id: null })]), ...lists([])]);
    await bench.adapter.loadConversations(null, bench.signal);
    const { conversations } = await bench.adapter.loadConversations(null, bench.signal);
    expect(conversations).toMatchObject([{ id: '8', write: { name: 'closed', reason: 'ended' } }]);
    const page = await bench.adapter.loadMessages(newest('8'), bench.signal);
    expect(page).toMatchObject({ messages: [], reachedStart: false, reachedEnd: false });
  });
});

describe('what is unread', () => {
  const at = (second: number) => `2026-05-04T09:00:${String(second).padStart(2, '0')}.123456Z`;
  const listed = (second: number, sender: 'guest' | 'staff' = 'guest') =>
    lists([wireRow(1, wireLast('x', at(second), sender))]);

  it('is guessed from the list, counted from the history, and ends where it was read', async () => {
    const history = [
      wireMessage(1),
      wireMessage(2, 'staff'),
      wireMessage(3),
      wireMessage(4),
      wireMessage(5, 'system'),
    ];
    const bench = createBench([
      ...listed(4),
      json(history),
      ...listed(5),
      ...listed(5),
      ...listed(6),
      ...listed(7, 'staff'),
    ]);
    const unread = async () =>
      (await bench.adapter.loadConversations(null, bench.signal)).conversations[0]?.unreadCount;
    expect(await unread()).toBe(1);
    await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(await unread()).toBe(2);
    await bench.adapter.execute(readCommand('1', 4), execution());
    expect(await unread()).toBe(0);
    expect(await unread()).toBe(1);
    expect(await unread()).toBe(1);
  });
});

describe('a history', () => {
  it('is whole, sorted to the microsecond, and says whose each message is', async () => {
    const same = '2026-05-04T09:00:00.123';
    const rows = [
      wireMessage(3, 'guest', { timestamp: `${same}457Z` }),
      wireMessage(2, 'staff', { timestamp: `${same}456+00:00`, sender_name: '' }),
      wireMessage(9, 'guest', { timestamp: `${same}456Z`, sender_name: '' }),
      wireMessage(4, 'system', { timestamp: '2026-05-04T09:00:01Z' }),
    ];
    const { adapter, signal } = createBench([json(rows)]);
    const { messages, ...page } = await adapter.loadMessages(newest('1'), signal);
    expect(page).toMatchObject({ reachedStart: true, reachedEnd: true, markedRead: false });
    expect(messages.map(({ id, kind, authorId, authorName }) => [id, kind, authorId, authorName])).toEqual([
      ['2', 'text', 'staff:', 'Staff'],
      ['9', 'text', 'guest:1', 'Guest'],
      ['3', 'text', 'guest:1', 'Lena Ortiz'],
      ['4', 'system', 'system', 'System'],
    ]);
    // Whoever it was, the hotel said it.
    expect(messages.map(({ id, onMySide }) => [id, onMySide ?? false])).toEqual([
      ['2', true],
      ['9', false],
      ['3', false],
      ['4', false],
    ]);
  });

  it('keeps what is known when the relay ended elsewhere, and tells the live side', async () => {
    const active = wireRow(1, { status: 'active', department_name: null });
    const bench = openLink(createBench([notFound, ...lists([], [active])]));
    (await bench.environment.sockets.next()).accept();
    const page = await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(page).toMatchObject({ messages: [], reachedStart: false, reachedEnd: false });
    expect(bench.events).toMatchObject([
      { type: 'conversation-received', conversation: { id: '1', write: { name: 'closed' } } },
    ]);
    // From now on nothing is asked that would be refused.
    const asked = bench.server.requests.length;
    await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(bench.server.requests).toHaveLength(asked);
  });

  it('is not given up for a refusal while the list still shows the relay', async () => {
    const { adapter, signal } = createBench([notFound, ...lists([wireRow(1)])]);
    const error = await failure(adapter.loadMessages(newest('1'), signal));
    expect(error).toMatchObject({ code: 'server', retryable: true });
  });

  it('takes a failure that one revision makes of «not found» for what it is', async () => {
    const failed = json({ error: 'An error occurred while fetching messages.' }, 500);
    const active = wireRow(1, { status: 'active' });
    const { adapter, signal } = createBench([failed, ...lists([], [active])]);
    expect(await adapter.loadMessages(newest('1'), signal)).toMatchObject({ reachedEnd: false });
  });

  it('never asks for ids the backend cannot have', async () => {
    const { adapter, server, signal } = createBench();
    const error = await failure(adapter.loadMessages(newest('7/../8'), signal));
    expect(error.code).toBe('not-found');
    expect(server.requests).toEqual([]);
  });
});

describe('what I sent from another device', () => {
  const asha = [wireMessage(5, 'staff'), colleagues(6), wireMessage(7, 'staff', { sender_name: '' })];
  const mine = (messages: readonly { authorId: string }[]) =>
    messages.map(({ authorId }) => authorId === '1');

  it('is mine by my name, as soon as a message of mine has told it', async () => {
    const bench = createBench([json(asha), json(wireMessage(8, 'staff'), 201), json(asha)]);
    const before = await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(mine(before.messages)).toEqual([false, false, false]);
    await bench.adapter.execute(sendCommand('message 8'), execution());
    const after = await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(mine(after.messages)).toEqual([true, false, false]);
  });

  it('is mine from the start where the host knows my name, in the list too', async () => {
    const last = wireLast('message 5', wireMessage(5).timestamp, 'staff');
    const bench = createBench([json(asha), ...lists([wireRow(1, last)])], { ownName: () => 'Asha Menon' });
    const { messages } = await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(mine(messages)).toEqual([true, false, false]);
    const { conversations } = await bench.adapter.loadConversations(null, bench.signal);
    expect(conversations[0]?.lastMessage).toMatchObject({ authorId: '1' });
    expect(await bench.adapter.loadMe(bench.signal)).toMatchObject({ name: 'Asha Menon' });
  });

  it('is nobody’s in particular where I have no name', async () => {
    const bench = createBench([json(asha)], { ownName: () => ' ' });
    const { messages } = await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(mine(messages)).toEqual([false, false, false]);
  });
});

describe('a send', () => {
  const stored = json(wireMessage(7, 'staff'), 201);

  it('goes by REST only, and is known as mine from then on', async () => {
    const bench = openLink(createBench([stored, json([wireMessage(7, 'staff'), colleagues(8)])]));
    const socket = await bench.environment.sockets.next();
    socket.accept();
    const { message } = await bench.adapter.execute(sendCommand('message 7'), execution());
    expect(message).toMatchObject({ id: '7', authorId: '1', localId: 'local-1' });
    expect(socket.sent).toEqual([]);
    const { messages } = await bench.adapter.loadMessages(newest('1'), bench.signal);
    expect(messages.map(({ authorId }) => authorId)).toEqual(['1', 'staff:Omar Diaz']);
    expect(await bench.adapter.loadMe(bench.signal)).toMatchObject({ id: '1', name: 'Asha Menon' });
  });

  it.each([
    ['', 'blank'],
    ['\u001c \u0085', 'blank'],
    ['a\0b', 'nul'],
    ['half \ud83d', 'lone-surrogate'],
    ['🙂'.repeat(1001), 'text-too-long'],
  ])('of %j never leaves', async (text, rule) => {
    const { adapter, server } = createBench();
    const error = await failure(adapter.execute(sendCommand(text), execution()));
    expect(error).toMatchObject({ code: 'invalid', outcome: 'rejected', details: { rule } });
    expect(server.requests).toEqual([]);
  });

  it('counts in characters, not in halves of them', async () => {
    const { adapter, server } = createBench([stored]);
    await adapter.execute(sendCommand(`\u001c${'🙂'.repeat(1000)} `), execution());
    expect(server.requests[0]?.body).toEqual({ text: '🙂'.repeat(1000) });
  });

  it('is not tried where the relay is known to have ended', async () => {
    const bench = createBench(lists([], [wireRow(1, { status: 'active' })]));
    await bench.adapter.loadConversations(null, bench.signal);
    const error = await failure(bench.adapter.execute(sendCommand('hi'), execution()));
    expect(error).toMatchObject({ code: 'forbidden', details: { rule: 'relay-ended' } });
    expect(bench.server.requests).toHaveLength(2);
  });

  it('with files, or as an answer, is refused', async () => {
    const { adapter } = createBench();
    const file = {
      id: 'a',
      kind: 'file',
      name: 'a',
      mimeType: '',
      size: 1,
      width: null,
      height: null,
    } as const;
    const blob = new Blob(['a']);
    const error = await failure(
      adapter.execute(sendCommand('x', { attachments: [{ ...file, blob }] }), execution()),
    );
    expect(error.code).toBe('unsupported');
    const reply = sendCommand('x', { replyTo: messageId('1') });
    expect((await failure(adapter.execute(reply, execution()))).code).toBe('unsupported');
  });
});

describe('a send of unknown outcome', () => {
  const settling = (more: Parameters<typeof execution>[0] = {}) =>
    execution({ baseline: messageId('5'), ...more });
  const found = (bench: ReturnType<typeof createBench>, text: string, more = {}) =>
    bench.adapter.settle(sendCommand(text), settling(more));

  it('is found by its text after the trimming of both, above what was known, if nobody else claims it', async () => {
    const rows = [
      wireMessage(5, 'staff', { content: 'hi' }),
      wireMessage(6, 'guest', { content: 'hi' }),
      wireMessage(7, 'staff', { content: 'hi' }),
      wireMessage(8, 'staff', { content: 'hi\u0085' }),
    ];
    const bench = createBench([json(rows), json(rows), json(rows)]);
    expect(await found(bench, ' hi\u001f')).toMatchObject({
      name: 'found',
      result: { message: { id: '7', authorId: '1', localId: 'local-1' } },
    });
    const claimed = new Set([messageId('7')]);
    expect(await found(bench, 'hi', { claimed })).toMatchObject({ result: { message: { id: '8' } } });
    claimed.add(messageId('8'));
    expect(await found(bench, 'hi', { claimed })).toEqual({ name: 'absent' });
  });

  it('is not taken for a colleague’s, once my name is known', async () => {
    const bench = createBench([
      json(wireMessage(6, 'staff'), 201),
      json([wireMessage(7, 'staff', { content: 'hi', sender_name: 'Somebody Else' })]),
    ]);
    await bench.adapter.execute(sendCommand('message 6'), execution());
    expect(await found(bench, 'hi')).toEqual({ name: 'absent' });
  });

  it('counts young messages alone where nothing was known before', async () => {
    const old = wireMessage(1, 'staff', { content: 'hi', timestamp: '2026-05-04T08:00:00Z' });
    const young = wireMessage(2, 'staff', { content: 'hi', timestamp: '2026-05-04T08:55:00Z' });
    const bench = createBench([json([old]), json([old, young])]);
    expect(await found(bench, 'hi', { baseline: null })).toEqual({ name: 'absent' });
    expect(await found(bench, 'hi', { baseline: null })).toMatchObject({ result: { message: { id: '2' } } });
  });

  it('stays unknown for good where the relay has ended meanwhile', async () => {
    const bench = createBench([notFound, ...lists([], [wireRow(1, { status: 'active' })])]);
    expect(await failure(found(bench, 'hi'))).toMatchObject({ code: 'forbidden' });
  });

  it('after an error page is unknown, not refused', async () => {
    const { adapter } = createBench([json({ error: 'An error occurred.' }, 500)]);
    expect(await failure(adapter.execute(sendCommand('hi'), execution()))).toMatchObject({
      code: 'server',
      outcome: 'unknown',
    });
  });
});

describe('an account', () => {
  it('that is switched off is not refreshed for ever', async () => {
    const gone = json({ detail: 'User is inactive', code: 'user_inactive' }, 401);
    const fresh = tokenOf(1);
    const bench = createBench([gone, gone], { renewals: [fresh] });
    expect((await failure(bench.adapter.loadMessages(newest('1'), bench.signal))).code).toBe('unauthorized');
    const refreshing = bench.adapter.refresh?.({ accessToken: fresh, refreshToken: 'r' }, bench.signal);
    expect(await failure(refreshing ?? Promise.resolve())).toMatchObject({
      code: 'forbidden',
      details: { reason: 'deactivated' },
    });
    expect(bench.server.requests).toHaveLength(2);
  });

  it('whose token does not say whose it is cannot be used, and no request is made of it', async () => {
    const { adapter, server, signal } = createBench([], { token: 'opaque' });
    expect(await failure(adapter.loadMe(signal))).toMatchObject({ code: 'protocol', outcome: 'not-sent' });
    expect(server.requests).toEqual([]);
    expect(adapter.userIdOf?.(tokenOf(12))).toBe('12');
  });

  it('leaves nothing to the next one', async () => {
    const bench = createBench([...lists([wireRow(8, { stay_id: null })]), ...lists([])], {
      renewals: [tokenOf(2)],
    });
    await bench.adapter.loadConversations(null, bench.signal);
    await bench.environment.credentials.renew(null);
    expect((await bench.adapter.loadConversations(null, bench.signal)).conversations).toEqual([]);
  });
});

describe('what is not there', () => {
  it('is refused as unsupported', async () => {
    const { adapter, signal } = createBench();
    const edit = {
      ...readCommand('1', 1),
      kind: 'edit-message',
      messageId: messageId('1'),
      text: 'x',
    } as const;
    const attempts = [
      adapter.execute(edit, execution()),
      adapter.settle(edit, execution()),
      adapter.perform({ kind: 'archive', conversationId: one }, signal),
    ];
    for (const attempt of attempts) expect((await failure(attempt)).code).toBe('unsupported');
    expect(await adapter.loadUsers({ text: 'a', cursor: null }, signal)).toEqual({ users: [], next: null });
  });

  it('cannot be configured: addresses must be absolute, paths begin with a slash', async () => {
    const { messageManager } = await import('./index');
    expect(() => messageManager({ baseUrl: 'hotel.example' })).toThrow('baseUrl must be an absolute');
    expect(() => messageManager({ baseUrl: 'https://a.example', socketUrl: 'https://a.example' })).toThrow(
      'socketUrl',
    );
    expect(() => messageManager({ baseUrl: 'https://a.example', apiPath: 'api' })).toThrow('apiPath');
  });
});
