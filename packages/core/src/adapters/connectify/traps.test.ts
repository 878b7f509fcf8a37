import { describe, expect, it, vi } from 'vitest';
import { conversationId, messageId, userId } from '../../model/ids';
import { toResponse, type RecordedResponse } from '../../testing/replay';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { json, missingRoutePage, errorPage } from '../../testing/recorded-answers.test-support';
import {
  command,
  createBench,
  createLiveBench,
  sendCommand,
  storedConversation,
  tokenOf,
  wireConversation,
  wireMessage,
  wireUser,
} from './connectify.test-support';
import { connectify } from './index';

const offline = { withoutSockets: true } as const;
const list = (...messages: object[]) => json(messages);

describe('a send whose fate is unknown', () => {
  const settle = (
    messages: readonly object[],
    more: Parameters<typeof sendCommand>[1] = {},
    context = {},
  ) => {
    const bench = createBench([json(messages), { status: 204, body: null }], offline);
    const settled = bench.adapter.settle(
      sendCommand('hello', more),
      execution({ baseline: messageId('10'), ...context }),
    );
    return { settled, bench };
  };

  it('is found by author, text, reply and place, without marking anything', async () => {
    const { settled, bench } = settle([wireMessage(12, 1, 'hello'), wireMessage(11, 2, 'hello')]);
    await expect(settled).resolves.toMatchObject({
      name: 'found',
      result: { message: { id: '12', localId: 'local-1' } },
    });
    expect(bench.server.requests).toEqual([
      { method: 'GET', path: '/api/messaging/messages/', query: { conversation: '1' } },
    ]);
  });

  it.each([
    ['of somebody else', wireMessage(12, 2, 'hello'), {}],
    ['with other words', wireMessage(12, 1, 'hello!'), {}],
    ['from before the attempt', wireMessage(10, 1, 'hello'), {}],
    ['replying to something else', wireMessage(12, 1, 'hello', { reply_to: 3 }), {}],
    ['that was deleted', wireMessage(12, 1, 'hello', { is_deleted: true }), {}],
    ['that another send has claimed', wireMessage(12, 1, 'hello'), { claimed: new Set([messageId('12')]) }],
  ])('is not a message %s', async (_what, message, context) => {
    await expect(settle([message], {}, context).settled).resolves.toEqual({ name: 'absent' });
  });

  it('is known by its trimmed text', async () => {
    const { settled } = settle([wireMessage(12, 1, 'hello')], { text: '\u00a0 hello\n\u0085' });
    await expect(settled).resolves.toMatchObject({ name: 'found' });
  });

  it('claims the oldest of several', async () => {
    const { settled } = settle([wireMessage(14, 1, 'hello'), wireMessage(12, 1, 'hello')]);
    await expect(settled).resolves.toMatchObject({ result: { message: { id: '12' } } });
  });

  it('counts only young messages when nothing was known before', async () => {
    const messages = [wireMessage(12, 1, 'hello', { created_at: '2026-05-03T00:00:00Z' })];
    await expect(settle(messages, {}, { baseline: null }).settled).resolves.toEqual({ name: 'absent' });
    const young = [wireMessage(12, 1, 'hello', { created_at: '2026-05-03T23:58:00Z' })];
    await expect(settle(young, {}, { baseline: null }).settled).resolves.toMatchObject({ name: 'found' });
  });

  it('is taken back when its files were lost on the way', async () => {
    const attachments = [outgoingFile('a.png', 'image/png', 3)];
    const { settled, bench } = settle([wireMessage(12, 1, 'hello')], { attachments });
    await expect(settled).resolves.toEqual({ name: 'absent' });
    expect(bench.server.requests[1]).toEqual({
      method: 'DELETE',
      path: '/api/messaging/messages/12/delete/',
    });
    const stored = {
      id: 1,
      file_url: '/media/a.png',
      attachment_type: 'image',
      file_name: 'a.png',
      file_size: 3,
    };
    const whole = settle([wireMessage(12, 1, 'hello', { attachments: [stored] })], { attachments });
    await expect(whole.settled).resolves.toMatchObject({ name: 'found' });
  });

  it('stays unknown when looking fails', async () => {
    const { adapter } = createBench([errorPage], offline);
    await expect(adapter.settle(sendCommand('hello'), execution())).rejects.toMatchObject({ code: 'server' });
  });

  it('is what an error page on a send means', async () => {
    const { adapter } = createBench([errorPage], offline);
    await expect(adapter.execute(sendCommand('hello'), execution())).rejects.toMatchObject({
      code: 'server',
      outcome: 'unknown',
      retryable: true,
    });
  });
});

describe('paths', () => {
  it('are tried as observed, then as documented, and remembered for their kind', async () => {
    const made = json(wireMessage(3, 1), 201);
    const { adapter, server } = createBench([missingRoutePage, made, made], offline);
    await adapter.execute(sendCommand('a'), execution());
    await adapter.execute(sendCommand('b', { conversationId: conversationId('group:2') }), execution());
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/messaging/conversations/1/send-message/',
      '/api/messaging/conversations/1/send_message/',
      '/api/messaging/group-chats/2/send_message/',
    ]);
  });

  it('are not taken for missing when a thing is', async () => {
    const gone = json({ detail: 'No Conversation matches the given query.' }, 404);
    const { adapter, server } = createBench([gone], offline);
    await expect(adapter.execute(sendCommand('a'), execution())).rejects.toMatchObject({ code: 'not-found' });
    expect(server.requests).toHaveLength(1);
  });

  it('are given up when neither exists', async () => {
    const { adapter, server } = createBench([missingRoutePage, missingRoutePage], offline);
    await expect(adapter.execute(sendCommand('a'), execution())).rejects.toMatchObject({ code: 'not-found' });
    expect(server.requests).toHaveLength(2);
  });

  it('keep what a base URL has of its own', async () => {
    const bench = createBench([json([]), json([])], {
      ...offline,
      baseUrl: 'https://all.example.com/connectify/',
    });
    await bench.adapter.loadConversations(null, bench.signal);
    expect(bench.server.requests[0]?.path).toBe('/connectify/api/messaging/conversations/');
    expect(bench.adapter.scope).toBe('connectify https://all.example.com/connectify');
  });

  it.each(['chat.example.com', '/api', 'ftp://chat.example.com', ''])(
    'refuse the base URL "%s"',
    (baseUrl) => {
      expect(() => connectify({ baseUrl })).toThrow(expect.objectContaining({ code: 'invalid' }));
    },
  );

  it('refuse a socket URL of another kind', () => {
    const options = { baseUrl: 'https://chat.example.com', socketUrl: 'https://chat.example.com' };
    expect(() => connectify(options)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('never delete with a query, which would be for good and for anybody', async () => {
    const { adapter, server } = createBench([{ status: 204, body: null }], offline);
    const remove = command('delete-message', { messageId: messageId('3'), scope: 'everyone', hard: false });
    await adapter.execute(remove, execution());
    expect(server.requests).toEqual([{ method: 'DELETE', path: '/api/messaging/messages/3/delete/' }]);
  });
});

describe('unread numbers', () => {
  const unread = (count: number, last: object | null, more: object = {}) =>
    json([wireConversation(1, 2, { unread_count: count, last_message: last, ...more })]);
  const preview = (id: number, sender: number) => ({
    id,
    sender: wireUser(sender),
    content: 'x',
    created_at: '2026-05-04T09:00:00Z',
  });

  /** The two lists are answered by path, as they are asked for together. */
  function createLists(lists: RecordedResponse[], messages: RecordedResponse) {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      const { pathname } = new URL(String(input));
      asked.push(pathname);
      if (pathname.endsWith('/group-chats/')) return Promise.resolve(toResponse(json([])));
      if (pathname.endsWith('/conversations/')) return Promise.resolve(toResponse(lists.shift()!));
      return Promise.resolve(toResponse(messages));
    };
    const bench = createLiveBench({
      conversations: [storedConversation('direct:1', [1, 2])],
      adapter: { dialect: 'deployed' },
      fetch,
    });
    const load = async () =>
      (await bench.adapter.loadConversations(null, bench.signal)).conversations[0]?.unreadCount;
    return { ...bench, asked, load };
  }

  it('are counted from the messages: not mine, not deleted, not read by me', async () => {
    const mine = { read_by: [{ user: wireUser(1), read_at: '2026-05-04T09:00:00Z' }] };
    const messages = list(
      wireMessage(1, 1),
      wireMessage(2, 2, 'seen', mine),
      wireMessage(3, 2, 'gone', { is_deleted: true }),
      wireMessage(4, 2),
      wireMessage(5, 2),
    );
    const bench = createLists([unread(4, preview(5, 2)), unread(4, preview(5, 2))], messages);
    const server = await bench.environment.sockets.next();
    server.accept();
    // At least the last one counts, until it is known better.
    await expect(bench.load()).resolves.toBe(1);
    await vi.waitFor(() =>
      expect(bench.events).toContainEqual({ type: 'unread-changed', conversationId: 'direct:1', count: 2 }),
    );
    await expect(bench.load()).resolves.toBe(2);
    expect(bench.asked.filter((path) => path.endsWith('/messages/'))).toHaveLength(1);
  });

  it('follow what happens without counting again', async () => {
    const lists = [
      unread(3, preview(5, 2)),
      unread(4, preview(6, 2)),
      unread(5, preview(7, 1)),
      unread(5, preview(7, 1)),
    ];
    const bench = createLists(lists, list(wireMessage(5, 2), wireMessage(4, 1), wireMessage(3, 1)));
    const server = await bench.environment.sockets.next();
    server.accept();
    await bench.load();
    await vi.waitFor(() =>
      expect(bench.events).toContainEqual(expect.objectContaining({ type: 'unread-changed' })),
    );
    server.say({ type: 'chat_message', message: { id: 6, sender_id: 2, content: 'x' } });
    await expect(bench.load()).resolves.toBe(2);
    server.say({
      type: 'chat_message',
      message: { id: 7, sender_id: 1, content: 'mine, elsewhere', local_id: null },
    });
    await bench.environment.clock.advance(0);
    // My own send elsewhere raises the server's number, not mine.
    await expect(bench.load()).resolves.toBe(2);
    expect(bench.asked.filter((path) => path === '/api/messaging/messages/')).toHaveLength(1);
  });

  it('are nothing where the server says nothing, and where I wrote last', async () => {
    const zero = createLists([unread(0, preview(5, 2)), unread(9, preview(6, 1))], list());
    await expect(zero.load()).resolves.toBe(0);
    await expect(zero.load()).resolves.toBe(0);
  });

  it('are nothing after the history was loaded', async () => {
    const page = json({ next: null, count: 1, results: [wireMessage(5, 2)] });
    const bench = createLists([unread(7, preview(5, 2))], page);
    await bench.adapter.loadMessages(
      { conversationId: conversationId('direct:1'), position: { name: 'newest' }, limit: 20, peek: false },
      bench.signal,
    );
    await expect(bench.load()).resolves.toBe(0);
  });
});

describe('making conversations', () => {
  const create = (more = {}) =>
    ({ kind: 'create-direct', userId: userId('2'), directoryId: '1', firstMessage: 'Hi', ...more }) as const;

  it('finds the one that an error page hides', async () => {
    const { adapter, signal } = createBench([errorPage, json([wireConversation(7, 2)]), json([])], offline);
    await expect(adapter.perform(create(), signal)).resolves.toMatchObject({ id: 'direct:7' });
  });

  it.each([5, '5', ['5'], [5]])('opens the one a refusal names as %j', async (named) => {
    const refusal = json({ detail: 'Conversation already exists', conversation_id: named }, 400);
    const { adapter, server, signal } = createBench([refusal, json(wireConversation(5, 2))], offline);
    await expect(adapter.perform(create(), signal)).resolves.toMatchObject({ id: 'direct:5' });
    expect(server.requests[1]?.path).toBe('/api/messaging/conversations/5/');
  });

  it('does not take one in another organisation for it', async () => {
    const refusal = json({ non_field_errors: ['Conversation already exists'] }, 400);
    const elsewhere = wireConversation(7, 2, { organization: { id: 2, name: 'Eastgate' } });
    const { adapter, signal } = createBench([refusal, json([elsewhere]), json([])], offline);
    await expect(adapter.perform(create(), signal)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('looks for an organisation both are in', async () => {
    const organizations = json([
      { id: 4, name: 'Mine', users: [1] },
      { id: 6, name: 'Ours', users: [1, 2] },
    ]);
    const { adapter, server, signal } = createBench(
      [organizations, json(wireConversation(1, 2), 201)],
      offline,
    );
    await adapter.perform({ kind: 'create-direct', userId: userId('2') }, signal);
    expect(server.requests[1]?.body).toEqual({ participant_id: 2, organization_id: 6 });
    const alone = createBench([organizations], offline);
    await expect(
      alone.adapter.perform({ kind: 'create-direct', userId: userId('9') }, signal),
    ).rejects.toMatchObject({ code: 'invalid', details: { rule: 'no-shared-organization' } });
  });

  it('never with oneself', async () => {
    const { adapter, server, signal } = createBench([], offline);
    await expect(adapter.perform(create({ userId: userId('1') }), signal)).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(server.requests).toEqual([]);
  });

  it('gives an empty group its picture in a second step', async () => {
    const made = { id: 3, name: 'Solo', created_at: '2026-05-04T09:00:00Z', user_role: 'admin', members: [] };
    const { adapter, server, signal } = createBench([json(made, 201), json(made)], offline);
    const avatar = new File(['x'], 'a.png', { type: 'image/png' });
    await adapter.perform(
      { kind: 'create-group', name: 'Solo', userIds: [], directoryId: '1', avatar },
      signal,
    );
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/messaging/group-chats/create/',
      'PATCH /api/messaging/group-chats/3/update/',
    ]);
  });

  it.each(['archive', 'mute', 'end-relay'] as const)('cannot %s, and says so', async (kind) => {
    const { adapter, signal } = createBench([], offline);
    const id = conversationId('direct:1');
    await expect(adapter.perform({ kind, conversationId: id }, signal)).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(adapter.capabilities.actions[kind]).toEqual({ supported: false, reason: 'backend' });
  });
});

describe('reactions the server cut short', () => {
  it('keep mine, and the number', async () => {
    const people = Array.from({ length: 10 }, (_, index) => ({ user: wireUser(20 + index), emoji: '👍' }));
    const cut = wireMessage(3, 2, 'x', { reactions: people, reaction_count: 12 });
    const page = json({ next: null, count: 1, results: [cut] });
    const { adapter, signal } = createBench([json({}, 201), page], offline);
    await adapter.execute(command('react', { messageId: messageId('3'), emoji: '👍' }), execution());
    const { messages } = await adapter.loadMessages(
      { conversationId: conversationId('direct:1'), position: { name: 'newest' }, limit: 20, peek: false },
      signal,
    );
    expect(messages[0]?.reactions).toMatchObject([{ emoji: '👍', count: 12 }]);
    expect(messages[0]?.reactions[0]?.userIds).toContain('1');
  });
});

describe('idempotency keys', () => {
  it('go with every send, which then goes by REST alone', async () => {
    const keys: (string | null)[] = [];
    const bench = createLiveBench({
      conversations: [storedConversation('direct:1', [1, 2])],
      adapter: { dialect: 'deployed', idempotencyKeys: true },
      fetch: (_input, init) => {
        keys.push(new Headers(init?.headers).get('idempotency-key'));
        return Promise.resolve(toResponse(json(wireMessage(3, 1), 201)));
      },
    });
    const server = await bench.environment.sockets.next();
    server.accept();
    await bench.adapter.execute(sendCommand('x'), execution());
    expect(keys).toEqual(['local-1']);
    expect(bench.adapter.capabilities.idempotency).toBe('key');
    expect(createBench([], offline).adapter.capabilities.idempotency).toBe('none');
  });
});

describe('the directory', () => {
  it('joins the members of all organisations, searches them here and pages them', async () => {
    const many = Array.from({ length: 70 }, (_, index) =>
      wireUser(10 + index, `colleague${String(index).padStart(2, '0')}`),
    );
    const answers = () => [
      json([
        { id: 1, name: 'A' },
        { id: 2, name: 'B' },
      ]),
      json({ id: 1, name: 'A', users: [wireUser(1), ...many] }),
      json({
        id: 2,
        name: 'B',
        users: [wireUser(1), many[0], { broken: true }, { ...wireUser(99, 'zoe'), first_name: 'Zoë' }],
      }),
    ];
    const { adapter, environment, signal } = createBench([...answers(), ...answers()], offline);
    const first = await adapter.loadUsers({ text: '', cursor: null }, signal);
    expect(first.users).toHaveLength(50);
    expect(environment.reports).toMatchObject([{ code: 'protocol' }]);
    const second = await createBench(answers(), offline).adapter.loadUsers(
      { text: '', cursor: first.next },
      signal,
    );
    expect(second).toMatchObject({ next: null });
    expect(second.users).toHaveLength(21);
    const found = await createBench(answers(), offline).adapter.loadUsers(
      { text: 'ZOË', cursor: null },
      signal,
    );
    expect(found.users.map(({ id }) => id)).toEqual(['99']);
  });
});

describe('signing in', () => {
  it('tells when the token ends by its length, whatever the two clocks say', async () => {
    const body = { access: tokenOf(1), refresh: 'r' };
    const { adapter, environment, signal } = createBench([json(body)], offline);
    const grant = await adapter.signIn?.({ login: 'amira', password: 'x' }, signal);
    expect(grant?.expiresAt).toBe(environment.clock.now() + 1_800_000);
    expect(adapter.userIdOf?.(tokenOf(7))).toBe('7');
    expect(adapter.userIdOf?.('opaque')).toBeNull();
    expect(adapter.userIdOf?.('a.!!!.c')).toBeNull();
  });

  it('renews an expired token once and goes on', async () => {
    const expired = json({ detail: 'x', code: 'token_not_valid' }, 401);
    const { adapter, environment, server } = createBench([expired, json(wireMessage(3, 1), 201)], {
      ...offline,
      renewals: [tokenOf(1)],
    });
    await expect(adapter.execute(sendCommand('x'), execution())).resolves.toMatchObject({
      message: { id: '3' },
    });
    expect(environment.refused).toEqual([tokenOf(1)]);
    expect(server.requests).toHaveLength(2);
  });
});
