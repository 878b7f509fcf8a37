import { describe, expect, it } from 'vitest';
import { ChatError, isChatError } from '../../errors';
import { conversationId, messageId, userId } from '../../model/ids';
import type { RecordedResponse } from '../../testing/replay';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { errorPage, json } from '../../testing/recorded-answers.test-support';
import {
  createBench,
  emptyPage,
  markRead,
  noneUnread,
  pageOf,
  sendCommand,
  tokenOf,
  wireConversation,
  wireMessage,
  wireUser,
} from './crm.test-support';
import { crm, type CrmOptions } from './index';

const signal = new AbortController().signal;
const last = (id: number, sender: number, recipient: number) => wireMessage(id, sender, recipient);

async function failure(work: Promise<unknown>): Promise<ChatError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isChatError(error)) throw new Error('Nothing was refused.');
  return error;
}

const stored = (id: number, text: string, more: object = {}) =>
  wireMessage(id, 1, 2, { content: text, ...more });

describe('crm options', () => {
  it.each(['', 'crm.example.com', 'ftp://crm.example.com'])('refuses the address %j', (baseUrl) => {
    expect(() => crm({ baseUrl })).toThrowError(expect.objectContaining({ code: 'invalid' }));
  });

  it('refuses a time limit that is none, and keeps a path before the API', async () => {
    expect(() => crm({ baseUrl: 'https://a.test', timeoutMs: 0 })).toThrowError(
      expect.objectContaining({ code: 'invalid' }),
    );
    const { adapter, server } = createBench([json(wireUser(1))], { baseUrl: 'https://a.test/crm/' });
    await adapter.loadMe(signal);
    expect(server.requests[0]?.path).toBe('/crm/api/users/me/');
  });

  it('offers what the host made possible, and says why not', () => {
    const { adapter } = createBench();
    expect(adapter.capabilities.attachments).toEqual({ supported: false, reason: 'configuration' });
    expect(adapter.capabilities.commands['edit-message']).toEqual({
      supported: false,
      reason: 'configuration',
    });
    expect(adapter.capabilities.deleteKinds).toEqual([]);
    expect(adapter.connect).toBeUndefined();
    const more = createBench([], { editing: true, storeFile: () => Promise.resolve({ url: '' }) }).adapter;
    expect(more.capabilities.attachments.supported).toBe(true);
    expect(more.capabilities.deleteKinds).toEqual(['hard']);
    expect(adapter.capabilities.related).toEqual(['lead', 'deal', 'customer']);
  });
});

describe('crm sending', () => {
  it.each([
    ['   ', {}, 'blank'],
    ['a\0b', {}, 'nul'],
    ['half \ud83d', {}, 'lone-surrogate'],
    ['😀'.repeat(5_001), {}, 'too-long'],
    ['a', { subject: 's'.repeat(256) }, 'too-long'],
    ['a', { related: [{ type: 'invoice', id: '1', label: null }] }, 'related-type'],
    ['a', { related: [{ type: 'lead', id: '0', label: null }] }, 'related-id'],
    [
      'a',
      {
        related: [
          { type: 'lead', id: '1', label: null },
          { type: 'lead', id: '2', label: null },
        ],
      },
      'related-twice',
    ],
    ['a', { replyTo: messageId('1') }, 'reply-unsupported'],
  ])('refuses %j before anything leaves', async (text, more, rule) => {
    const { adapter, server } = createBench();
    const error = await failure(adapter.execute(sendCommand(text, more), execution()));
    expect(error).toMatchObject({ code: 'invalid', outcome: 'rejected', details: { rule } });
    expect(server.requests).toEqual([]);
  });

  it('counts characters as the backend does, and trims what Python trims', async () => {
    const { adapter, server } = createBench([json(stored(1, '😀'.repeat(5_000)), 201)]);
    await adapter.execute(sendCommand(`\u0085 ${'😀'.repeat(5_000)}\u001f`), execution());
    expect(server.requests[0]?.body).toEqual({ recipient_id: 2, content: '😀'.repeat(5_000) });
    const kept = createBench([json(stored(1, '\u200ba'), 201)]);
    await kept.adapter.execute(sendCommand('\u200ba\ufeff'), execution());
    expect(kept.server.requests[0]?.body).toMatchObject({ content: '\u200ba\ufeff' });
  });

  it('leaves out what is empty, for null is refused', async () => {
    const { adapter, server } = createBench([json(stored(1, 'a'), 201)]);
    await adapter.execute(sendCommand('a', { subject: ' ', related: [] }), execution());
    expect(server.requests[0]?.body).toEqual({ recipient_id: 2, content: 'a' });
  });

  it('takes a conversation of another backend for a mistake', async () => {
    const { adapter } = createBench();
    const strange = conversationId('group:1');
    const error = await failure(adapter.execute(sendCommand('a', { conversationId: strange }), execution()));
    expect(error).toMatchObject({ code: 'invalid', outcome: 'not-sent' });
  });

  it('reads the eight fields of the document', async () => {
    const answer = {
      id: 1,
      sender: { id: 1, email: 'vendor@example.com' },
      recipient: { id: 2, email: 'employee@example.com' },
      content: 'Hello',
      subject: 'Optional subject',
      is_read: false,
      created_at: '2024-01-15T10:30:00Z',
    };
    const { adapter } = createBench([json(answer, 201)]);
    const { message } = await adapter.execute(
      sendCommand('Hello', { conversationId: conversationId('any:2') }),
      execution(),
    );
    expect(message).toMatchObject({
      conversationId: 'any:2',
      createdAt: Date.UTC(2024, 0, 15, 10, 30),
      subject: 'Optional subject',
      edited: false,
      attachments: [],
      complete: true,
    });
  });

  it('warns of a message that went under another organisation, and shows it there', async () => {
    const { adapter, environment } = createBench([json(stored(1, 'a', { organization: null }), 201)]);
    const { message, events } = await adapter.execute(sendCommand('a'), execution());
    expect(message?.conversationId).toBe('none:2');
    expect(events).toEqual([{ type: 'conversations-stale' }]);
    expect(environment.reports).toMatchObject([{ details: { rule: 'other-organization' } }]);
  });

  it.each([
    ['an error page', errorPage, 'unknown', 'server'],
    ['no JSON at all', { status: 201, contentType: 'text/plain', body: 'ok' }, 'unknown', 'protocol'],
    ['half an answer', json({ id: 1 }, 201), 'unknown', 'protocol'],
    [
      'a refusal',
      json({ error: 'No active profile found for this organization' }, 403),
      'rejected',
      'forbidden',
    ],
  ] as const)('says honestly what became of a send: %s', async (_name, answer, outcome, code) => {
    const { adapter } = createBench([answer as RecordedResponse]);
    const error = await failure(adapter.execute(sendCommand('a'), execution()));
    expect(error).toMatchObject({ outcome, code });
  });

  it('says that a lost connection leaves it open', async () => {
    const { adapter } = createBench([]);
    expect(await failure(adapter.execute(sendCommand('a'), execution()))).toMatchObject({
      code: 'network',
      outcome: 'unknown',
    });
  });

  it('waits for the push service behind the server, and no longer', async () => {
    const { adapter, environment } = createBench([], {
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new TypeError('given up')));
        }),
    });
    const sending = failure(adapter.execute(sendCommand('a'), execution()));
    await environment.clock.advance(39_000);
    expect(environment.clock.pending).toBe(1);
    await environment.clock.advance(2_000);
    expect(await sending).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  it('leaves open what it could not look up after a refusal that may come too late', async () => {
    const refusal = json({ error: 'get() returned more than one Conversation -- it returned 2!' }, 400);
    const { adapter } = createBench([refusal, errorPage]);
    expect(await failure(adapter.execute(sendCommand('a'), execution()))).toMatchObject({
      code: 'server',
      outcome: 'unknown',
    });
  });

  it('sends no header a browser would be refused', async () => {
    const allowed = ['accept', 'authorization', 'content-type', 'x-csrftoken'];
    const seen = new Set<string>();
    const { adapter } = createBench([], {
      csrfToken: () => 'token',
      fetch: (_input, init) => {
        new Headers(init?.headers).forEach((_value, name) => seen.add(name));
        return Promise.resolve(Response.json(stored(1, 'a'), { status: 201 }));
      },
    });
    await adapter.execute(sendCommand('a'), execution());
    expect([...seen].every((name) => allowed.includes(name))).toBe(true);
    expect(seen.has('x-csrftoken')).toBe(true);
  });
});

describe('crm files', () => {
  const file = outgoingFile('plan.png', 'image/png', 7);
  const withFile = sendCommand('', { attachments: [file] });

  it('sends a file alone with its name as text, and where the host stored it', async () => {
    const progress: number[] = [];
    const answer = stored(1, 'plan.png', {
      attachments: [{ url: 'https://files.test/plan.png', name: 'plan.png', type: 'image/png', size: 7 }],
    });
    const { adapter, server } = createBench([json(answer, 201)], {
      storeFile: (_file, { onProgress }) => {
        onProgress(0.5);
        return Promise.resolve({ url: 'https://files.test/plan.png' });
      },
    });
    const context = execution({ onProgress: (share) => progress.push(share) });
    const { message } = await adapter.execute(withFile, context);
    expect(server.requests[0]?.body).toEqual({
      recipient_id: 2,
      content: 'plan.png',
      attachments: [{ url: 'https://files.test/plan.png', name: 'plan.png', type: 'image/png', size: 7 }],
    });
    expect(message?.attachments).toMatchObject([{ kind: 'image', mimeType: 'image/png' }]);
    expect(progress).toEqual([0.5, 1]);
  });

  it('stores a file once, however often its message is tried', async () => {
    let count = 0;
    const storeFile = () => {
      count += 1;
      return Promise.resolve({ url: 'https://files.test/plan.png' });
    };
    const { adapter } = createBench([errorPage, json(stored(1, 'plan.png'), 201)], { storeFile });
    await failure(adapter.execute(withFile, execution()));
    await adapter.execute(withFile, execution());
    expect(count).toBe(1);
  });

  it.each<[string, CrmOptions['storeFile'], object]>([
    ['nowhere to store', undefined, { code: 'unsupported', outcome: 'rejected' }],
    ['no network', () => Promise.reject(new TypeError('failed')), { code: 'network', outcome: 'not-sent' }],
    [
      'a broken store',
      () => Promise.reject(new Error('quota')),
      { code: 'server', outcome: 'rejected', retryable: false },
    ],
    [
      'an address that runs',
      () => Promise.resolve({ url: 'javascript:alert(1)' }),
      { code: 'invalid', outcome: 'rejected' },
    ],
    [
      'a store that is busy',
      () => Promise.reject(new ChatError('rate-limited', 'Later.')),
      { code: 'rate-limited', outcome: 'not-sent', retryable: true },
    ],
  ])('sends nothing where a file was not stored: %s', async (_name, storeFile, expected) => {
    const { adapter, server } = createBench([], storeFile === undefined ? {} : { storeFile });
    expect(await failure(adapter.execute(withFile, execution()))).toMatchObject(expected);
    expect(server.requests).toEqual([]);
  });

  it('reads whatever others put into the list', async () => {
    const attachments = [
      { url: 'https://files.test/a%20b.svg', type: 'image/svg+xml' },
      { url: 'javascript:alert(1)', name: 'bad', size: 'big' },
      'a string',
      { href: 'https://files.test/x' },
      { url: '/media/x.mp4', type: 'video/mp4' },
    ];
    const { adapter, environment } = createBench([json([wireMessage(1, 2, 1, { attachments })])]);
    const page = await adapter.loadMessages(
      { conversationId: conversationId('1:2'), position: { name: 'newest' }, limit: 50, peek: false },
      signal,
    );
    expect(page.messages[0]?.attachments).toMatchObject([
      { kind: 'file', name: 'a b.svg', url: 'https://files.test/a%20b.svg' },
      { name: 'bad', url: null, size: null },
      { name: 'file', url: null },
      { kind: 'video', name: 'x.mp4', url: 'https://crm.example.com/media/x.mp4' },
    ]);
    expect(environment.reports).toHaveLength(1);
  });
});

describe('crm settling', () => {
  const settle = async (messages: readonly unknown[], more: object = {}, command = sendCommand(' a ')) => {
    const { adapter, environment, server } = createBench([pageOf(messages), pageOf(messages)]);
    const settled = adapter.settle(command, { ...execution({ baseline: messageId('10') }), ...more });
    await environment.clock.advance(4_000);
    return { settlement: await settled, requests: server.requests.length };
  };

  it('finds what arrived, the oldest that fits', async () => {
    const { settlement } = await settle([stored(11, 'a'), stored(12, 'a'), stored(13, 'b')]);
    expect(settlement).toMatchObject({
      name: 'found',
      result: { message: { id: '11', localId: 'local-1', conversationId: '1:2' } },
    });
  });

  it.each([
    ['an older one', [stored(9, 'a')], {}],
    ['one of another send', [stored(11, 'a')], { claimed: new Set([messageId('11')]) }],
    ['another text', [stored(11, 'b')], {}],
    ['another subject', [stored(11, 'a', { subject: 'x' })], {}],
    ['one with files', [stored(11, 'a', { attachments: [{}] })], {}],
    ['one to somebody else', [wireMessage(11, 1, 3, { content: 'a' })], {}],
    ['one of theirs', [wireMessage(11, 2, 1, { content: 'a' })], {}],
    [
      'nothing known before, and an old one',
      [stored(11, 'a', { created_at: '2026-01-01T00:00:00Z' })],
      { baseline: null },
    ],
  ])('takes for its own not %s, and looks twice before it says so', async (_name, messages, more) => {
    const { settlement, requests } = await settle(messages, more);
    expect(settlement).toEqual({ name: 'absent' });
    expect(requests).toBe(2);
  });

  it('throws when the look fails, and stops when told', async () => {
    const broken = createBench([errorPage]);
    expect(await failure(broken.adapter.settle(sendCommand('a'), execution()))).toMatchObject({
      code: 'server',
    });
    const controller = new AbortController();
    const { adapter, environment } = createBench([emptyPage]);
    const settled = failure(adapter.settle(sendCommand('a'), execution({ signal: controller.signal })));
    await environment.clock.advance(1_000);
    controller.abort();
    expect(await settled).toMatchObject({ code: 'aborted' });
    expect(environment.clock.pending).toBe(0);
  });

  it('looks for nothing but sends', async () => {
    const { adapter } = createBench();
    expect(await failure(adapter.settle(markRead([1]), execution()))).toMatchObject({ code: 'unsupported' });
  });
});

describe('crm reading', () => {
  it('marks each by itself, many by loading their thread, and what that cut off by itself', async () => {
    const few = createBench([1, 2, 3].map((id) => json(wireMessage(id, 2, 1, { is_read: true }))));
    await few.adapter.execute(markRead([1, 2, 3]), execution());
    expect(few.server.requests.map(({ path }) => path)).toEqual(
      [1, 2, 3].map((id) => `/api/messages/${String(id)}/mark_read/`),
    );
    const thread = Array.from({ length: 500 }, (_, index) => wireMessage(index + 1, 2, 1));
    const many = createBench([json(thread), json(wireMessage(501, 2, 1))]);
    const ids = Array.from({ length: 20 }, (_, index) => 482 + index);
    await many.adapter.execute(markRead(ids), execution());
    expect(many.server.requests.map(({ path }) => path)).toEqual([
      '/api/messages/with_user/',
      '/api/messages/501/mark_read/',
    ]);
  });

  it('marks one by one where loading the thread would mark another organisation’s messages', async () => {
    const list = pageOf([wireConversation(1, 1, 2), wireConversation(2, 1, 2, { organization: 2 })]);
    const ids = Array.from({ length: 10 }, (_, index) => index + 1);
    const { adapter, server } = createBench([
      list,
      noneUnread,
      ...ids.map((id) => json(wireMessage(id, 2, 1))),
    ]);
    await adapter.loadConversations(null, signal);
    await adapter.execute(markRead(ids), execution());
    expect(server.requests.slice(2).every(({ path }) => path.endsWith('/mark_read/'))).toBe(true);
    expect(server.requests).toHaveLength(12);
  });

  it('tries again what failed on the way', async () => {
    const { adapter } = createBench([errorPage]);
    expect(await failure(adapter.execute(markRead([1]), execution()))).toMatchObject({ code: 'server' });
  });
});

describe('crm counters', () => {
  const listOnce = async (
    pages: readonly RecordedResponse[],
    step: (bench: ReturnType<typeof createBench>) => Promise<unknown>,
  ) => {
    const bench = createBench(pages);
    await step(bench);
    const { conversations } = await bench.adapter.loadConversations(null, signal);
    return conversations.map(({ unreadCount }) => unreadCount);
  };
  const stuck = (id: number, count: number) =>
    pageOf([wireConversation(1, 1, 2, { unread_count: count, last_message: last(id, 2, 1) })]);

  it('shows nothing unread where the total is nothing, and no more than the total', async () => {
    expect(await listOnce([stuck(1, 3), noneUnread], () => Promise.resolve())).toEqual([0]);
    expect(await listOnce([stuck(1, 3), json({ unread_count: 2 })], () => Promise.resolve())).toEqual([2]);
  });

  it('believes a counter where the total could not be asked', async () => {
    expect(await listOnce([stuck(1, 3), errorPage], () => Promise.resolve())).toEqual([3]);
  });

  it('takes what is left after reading for an error, and subtracts it from then on', async () => {
    const thread = json([wireMessage(1, 2, 1, { is_read: true })]);
    const read = (bench: ReturnType<typeof createBench>) =>
      bench.adapter.loadMessages(
        { conversationId: conversationId('1:2'), position: { name: 'newest' }, limit: 50, peek: false },
        signal,
      );
    expect(await listOnce([thread, stuck(1, 2), json({ unread_count: 5 })], read)).toEqual([0]);
    const later = async (bench: ReturnType<typeof createBench>) => {
      await read(bench);
      await bench.adapter.loadConversations(null, signal);
    };
    const answers = [thread, stuck(1, 2), json({ unread_count: 5 }), stuck(2, 3), json({ unread_count: 6 })];
    expect(await listOnce(answers, later)).toEqual([1]);
  });
});

describe('crm conversations', () => {
  it('reads the document’s bare list, which tells no organisation and half a message', async () => {
    const item = {
      id: 1,
      participant1: { id: 1 },
      participant2: { id: 123 },
      other_participant: { id: 123, email: 'employee@example.com' },
      last_message: { content: 'Hello!', created_at: '2024-01-15T10:30:00Z' },
      unread_count: 2,
      last_message_at: '2024-01-15T10:30:00Z',
    };
    const { adapter } = createBench([json([item]), json({ unread_count: 2 })]);
    const page = await adapter.loadConversations(null, signal);
    expect(page).toMatchObject({
      next: null,
      conversations: [
        {
          id: 'any:123',
          lastMessage: { id: null, text: 'Hello!' },
          unreadCount: 2,
          participants: ['1', '123'],
        },
      ],
    });
    expect(page.users.map(({ name }) => name)).toContain('employee@example.com');
  });

  it('drops what has no other side, keeps notes to myself, and says so', async () => {
    const { adapter, environment } = createBench([
      pageOf([{ id: 1 }, wireConversation(2, 1, 1), { id: 'x' }]),
      noneUnread,
    ]);
    const { conversations } = await adapter.loadConversations(null, signal);
    expect(conversations).toMatchObject([{ id: '1:1', title: 'User1', participants: ['1'] }]);
    expect(environment.reports).toHaveLength(2);
  });

  it('leaves out what is somebody else’s, whose session came into this browser meanwhile', async () => {
    const { adapter, environment } = createBench(
      [json(wireUser(1)), pageOf([wireConversation(1, 2, 3), wireConversation(2, 1, 3)]), noneUnread],
      { token: null },
    );
    const { conversations } = await adapter.loadConversations(null, signal);
    expect(conversations).toMatchObject([{ id: '1:3', participants: ['1', '3'] }]);
    expect(environment.reports).toMatchObject([{ code: 'protocol' }]);
  });

  it('finds what moved to the top while the list was read', async () => {
    const first = pageOf([wireConversation(1, 1, 2), wireConversation(2, 1, 3)], 4, 'http://inner/?page=2');
    // Conversation 4 moved up, so that 2 came again and 4 never.
    const second = pageOf([wireConversation(2, 1, 3), wireConversation(3, 1, 4)], 4);
    const top = pageOf([wireConversation(4, 1, 5), wireConversation(1, 1, 2)], 4, 'http://inner/?page=2');
    const { adapter, server } = createBench([first, noneUnread, second, top]);
    const one = await adapter.loadConversations(null, signal);
    expect(one.next).toBe('2');
    const two = await adapter.loadConversations(one.next, signal);
    expect(two.next).toBeNull();
    expect(two.conversations.map(({ id }) => id)).toContain('1:5');
    expect(server.requests[2]?.query).toMatchObject({ page: '2' });
  });

  it('ends where the list has become shorter', async () => {
    const first = pageOf([wireConversation(1, 1, 2)], 2, 'http://inner/?page=2');
    const { adapter } = createBench([
      first,
      noneUnread,
      json({ error: 'Invalid page.', details: {}, status_code: 404 }, 404),
    ]);
    const { next } = await adapter.loadConversations(null, signal);
    expect(await adapter.loadConversations(next, signal)).toMatchObject({ conversations: [], next: null });
  });

  const profileOf = (more: object) => ({
    id: 1,
    organization: { id: 1, name: 'Fenwick Tools' },
    profile_type: 'vendor',
    is_primary: true,
    status: 'active',
    ...more,
  });

  it.each([
    ['a vendor', [profileOf({})], '1:9'],
    ['a customer', [profileOf({ profile_type: 'customer' })], 'none:9'],
    ['nobody in particular', [], 'none:9'],
    ['a suspended vendor', [profileOf({ status: 'suspended' })], 'none:9'],
    [
      'whoever has another hat',
      [profileOf({ is_primary: false }), profileOf({ id: 2, organization: { id: 7, name: 'B' } })],
      '7:9',
    ],
    ['a deployment that tells no hats', undefined, 'any:9'],
  ])('begins a conversation for %s, and keeps it until its first message', async (_name, profiles, id) => {
    const looks = id === 'any:9' ? 1 : 2;
    const { adapter } = createBench([
      json(wireUser(1, profiles === undefined ? {} : { profiles })),
      ...Array.from({ length: looks }, () => [emptyPage, noneUnread]).flat(),
      ...(id === 'any:9' ? [emptyPage, noneUnread] : []),
      pageOf([]),
      noneUnread,
    ]);
    const begun = await adapter.perform({ kind: 'create-direct', userId: userId('9') }, signal);
    expect(begun).toMatchObject({ id, lastMessage: null, participants: ['1', '9'] });
    expect((await adapter.loadConversations(null, signal)).conversations.map((one) => one.id)).toEqual([id]);
  });

  it('answers with the conversation there is, and sends a first message', async () => {
    const listed = [pageOf([wireConversation(1, 1, 9)]), noneUnread];
    const existing = createBench([
      json(wireUser(1, { profiles: [profileOf({})] })),
      ...listed,
      json(wireConversation(1, 1, 9)),
      json(wireMessage(5, 1, 9, { content: 'Hi' }), 201),
      json(wireConversation(1, 1, 9, { last_message: wireMessage(5, 1, 9, { content: 'Hi' }) })),
    ]);
    const conversation = await existing.adapter.perform(
      { kind: 'create-direct', userId: userId('9'), firstMessage: 'Hi' },
      signal,
    );
    expect(conversation).toMatchObject({ id: '1:9', lastMessage: { text: 'Hi' } });
    expect(existing.server.requests[4]?.body).toEqual({ recipient_id: 9, content: 'Hi' });
  });

  it('refuses what the backend has not', async () => {
    const { adapter } = createBench();
    const archive = adapter.perform({ kind: 'archive', conversationId: conversationId('1:2') }, signal);
    expect(await failure(archive)).toMatchObject({ code: 'unsupported' });
  });
});

describe('crm session', () => {
  it('does not renew the session of a deactivated account', async () => {
    const inactive = json(
      {
        error: 'User is inactive',
        details: { detail: 'User is inactive', code: 'user_inactive' },
        status_code: 401,
      },
      401,
    );
    const { adapter, server } = createBench([inactive]);
    await failure(adapter.loadMe(signal));
    const refreshed = adapter.refresh?.({ accessToken: tokenOf(1), refreshToken: 'r' }, signal);
    expect(await failure(refreshed ?? Promise.resolve())).toMatchObject({ code: 'forbidden' });
    expect(server.requests).toHaveLength(1);
  });

  it('renews a token that ran out, once, and repeats the request', async () => {
    const expired = json({ error: 'x', details: { code: 'token_not_valid' }, status_code: 401 }, 401);
    const { adapter, server, environment } = createBench([expired, json(wireUser(1))], {
      renewals: [tokenOf(1)],
    });
    await adapter.loadMe(signal);
    expect(environment.refused).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  it('knows when a grant ends, by the length the server tells', async () => {
    const { adapter, environment } = createBench([
      json({ access: 'a', refresh: 'r', access_expires_in: 86_400 }),
    ]);
    const grant = await adapter.signIn?.({ login: 'nadia', password: 'x' }, signal);
    expect(grant?.expiresAt).toBe(environment.clock.now() + 86_400_000);
  });

  it('refuses a role that is none', async () => {
    const { roles, server } = createBench();
    expect(await failure(roles.select('owner'))).toMatchObject({ code: 'invalid' });
    expect(server.requests).toEqual([]);
  });
});
