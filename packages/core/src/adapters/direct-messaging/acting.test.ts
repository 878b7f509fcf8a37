import { describe, expect, it } from 'vitest';
import { conversationId, messageId, userId } from '../../model/ids';
import { replay, type RecordedResponse } from '../../testing/replay';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  command,
  createBench,
  createLiveBench,
  notFound,
  wireConversation,
  wireMessage,
  wirePage,
  wireUser,
} from './direct-messaging.test-support';
import { directMessaging } from './index';

const profile = (role: string): RecordedResponse => json(wireUser(1, { role }));
const ok = json({ status: 'Messages marked as read' });

async function openLink(responses: readonly RecordedResponse[]) {
  // Who I am is asked once the link is up.
  const bench = createLiveBench({ responses: [profile('user'), ...responses] });
  const socket = await bench.environment.sockets.next();
  socket.accept();
  await bench.environment.clock.advance(0);
  return { ...bench, socket, settled: (milliseconds = 0) => bench.environment.clock.advance(milliseconds) };
}

const row = (user: number, readAt: string | null) => ({ id: 1, user: wireUser(user), read_at: readAt });

describe('direct-messaging reads', () => {
  it('tells the author over the socket and clears the rest by REST', async () => {
    const { adapter, socket, settled, server } = await openLink([
      json(wireConversation(1, [2])),
      ok,
      json(wireConversation(1, [2], { unread_count: 1 })),
    ]);
    const read = command('mark-read', { upTo: messageId('6'), messageIds: [messageId('5'), messageId('6')] });
    const work = adapter.execute(read, execution());
    await settled();
    expect([socket.take(), socket.take()]).toEqual([
      { type: 'read_receipt', message_id: 5 },
      { type: 'read_receipt', message_id: 6 },
    ]);
    for (const message_id of [5, 6]) {
      socket.say({ type: 'read_receipt', message_id, user_id: 1, username: 'mira', read_at: '' });
    }
    expect((await work).events).toEqual([
      { type: 'messages-read', conversationId: '1', userId: '1', messageIds: ['5', '6'], at: null },
      // Never subtracted here: the server’s own word afterwards.
      { type: 'unread-changed', conversationId: '1', count: 1 },
    ]);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/accounts/profile/',
      '/api/messaging/conversations/1/',
      '/api/messaging/conversations/1/mark_as_read/',
      '/api/messaging/conversations/1/',
    ]);
  });

  it('never marks an own message', async () => {
    const { adapter, socket, settled, server } = await openLink([
      json(wireConversation(1, [2])),
      ok,
      json(wireConversation(1, [2])),
    ]);
    socket.say({ type: 'chat_message', message: wireMessage(5, 1) });
    const read = command('mark-read', { upTo: messageId('5'), messageIds: [messageId('5')] });
    const work = adapter.execute(read, execution());
    await settled();
    expect(socket.take()).toBeUndefined();
    expect((await work).events).toEqual([{ type: 'unread-changed', conversationId: '1', count: 0 }]);
    expect(server.requests.map(({ path }) => path).join()).not.toContain('/messages/5/');
  });

  it('marks message by message in groups, by REST where no echo came, and counts by its own rows', async () => {
    const mine = (id: number, readAt: string | null) =>
      wireMessage(id, 2, { message_reads: [row(1, readAt), row(3, '2026-01-01T00:00:00Z')] });
    const { adapter, settled, server } = await openLink([
      json(wireConversation(1, [2, 3])),
      ok,
      notFound,
      ok,
      json(
        wirePage([mine(5, '2026-01-01T00:00:00Z'), mine(7, null), wireMessage(8, 2, { is_deleted: true })]),
      ),
    ]);
    const read = command('mark-read', { upTo: messageId('6'), messageIds: [messageId('5'), messageId('6')] });
    const work = adapter.execute(read, execution());
    await settled();
    await settled(5_000);
    expect((await work).events.at(-1)).toEqual({ type: 'unread-changed', conversationId: '1', count: 1 });
    expect(server.requests.slice(2).map(({ path }) => path.replace('/api/messaging', ''))).toEqual([
      '/messages/5/mark_as_read/',
      '/messages/6/mark_as_read/',
      '/conversations/1/mark_as_read/',
      '/messages/',
    ]);
  });

  it('counts groups by its own rows in the list, once for each change', async () => {
    const preview = { id: 6, sender: 'amina', content: 'x', created_at: '2026-01-01T00:00:00Z' };
    const group = wireConversation(1, [2, 3], { unread_count: 0, last_message_preview: preview });
    const unread = wireMessage(6, 2, { message_reads: [row(1, null), row(3, '2026-01-01T00:00:00Z')] });
    const { adapter, signal, server } = createBench([
      json(wirePage([group])),
      json(wirePage([unread])),
      json(wirePage([group])),
    ]);
    for (let count = 0; count < 2; count += 1) {
      const { conversations } = await adapter.loadConversations(null, signal);
      expect(conversations).toMatchObject([{ kind: 'group', unreadCount: 1 }]);
    }
    expect(server.requests).toHaveLength(3);
  });
});

describe('direct-messaging edits, deletions and pins', () => {
  it('edits and deletes by REST, which keeps it, and says it on the socket, which all hear', async () => {
    const edited = wireMessage(5, 1, { content: 'new', is_edited: true });
    const { adapter, socket, server } = await openLink([json(edited), { status: 204, body: null }]);
    const edit = command('edit-message', { messageId: messageId('5'), text: ' new ' });
    const { events } = await adapter.execute(edit, execution());
    expect(events).toMatchObject([{ message: { text: 'new', edited: true } }]);
    expect(socket.take()).toEqual({ type: 'edit_message', message_id: 5, content: 'new' });
    const remove = command('delete-message', { messageId: messageId('5'), scope: 'everyone', hard: false });
    expect((await adapter.execute(remove, execution())).events).toMatchObject([{ patch: { deleted: true } }]);
    expect(socket.take()).toEqual({ type: 'delete_message', message_id: 5 });
    expect(server.requests.slice(1).map(({ method }) => method)).toEqual(['PATCH', 'DELETE']);
  });

  it('says nothing of an edit that came too late', async () => {
    const refusal = json({ error: 'Message can only be edited within 10 minutes.' }, 400);
    const { adapter, socket } = await openLink([refusal]);
    const edit = command('edit-message', { messageId: messageId('5'), text: 'late' });
    await expect(adapter.execute(edit, execution())).rejects.toMatchObject({
      code: 'invalid',
      status: 400,
      outcome: 'rejected',
    });
    expect(socket.take()).toBeUndefined();
  });

  it('pins by REST, takes the other pins off and makes the others look', async () => {
    const { adapter, socket, events } = await openLink([json(wireMessage(7, 2, { is_pinned: true }))]);
    socket.say({ type: 'chat_message', message: wireMessage(6, 2, { is_pinned: true }) });
    expect(events.length).toBeGreaterThan(0);
    const result = await adapter.execute(command('pin', { messageId: messageId('7') }), execution());
    expect(result.events).toMatchObject([
      { type: 'message-changed', messageId: '6', patch: { pinned: false } },
      { type: 'message-received', message: { id: '7', pinned: true } },
    ]);
    expect(socket.take()).toEqual({ type: 'typing', is_typing: false });
  });

  it('says who may pin: one’s own, or everything for the community’s admin', async () => {
    const managed = [{ id: 3, name: 'River Fellowship', slug: 'river' }];
    const mayPin = async (me: object, confession: number | null): Promise<(boolean | undefined)[]> => {
      const conversation = {
        ...wireConversation(1, []),
        participants: [wireUser(1, me), wireUser(2)],
        confession,
      };
      const { adapter, signal } = createBench([
        json(conversation),
        json(wirePage([wireMessage(1, 1), wireMessage(2, 2)])),
      ]);
      const { messages } = await adapter.loadMessages(
        { conversationId: conversationId('1'), position: { name: 'newest' }, limit: 20, peek: false },
        signal,
      );
      return messages.map(({ permissions }) => permissions?.pin);
    };
    expect(await mayPin({}, 3)).toEqual([true, false]);
    expect(await mayPin({ role: 'admin', managed_confessions: managed }, 3)).toEqual([true, true]);
    expect(await mayPin({ role: 'admin', managed_confessions: managed }, null)).toEqual([true, false]);
    expect(await mayPin({ role: 'superadmin' }, 3)).toEqual([true, true]);
  });

  it('refuses what this backend has not', async () => {
    const { adapter, server, signal } = createBench();
    const id = messageId('5');
    const run = (given: Parameters<typeof adapter.execute>[0]) => adapter.execute(given, execution());
    await expect(run(command('react', { messageId: id, emoji: '👍' }))).rejects.toMatchObject({
      code: 'unsupported',
    });
    await expect(run(command('host', { name: 'x', payload: 1 }))).rejects.toMatchObject({
      code: 'unsupported',
    });
    await expect(
      run(command('delete-message', { messageId: id, scope: 'me', hard: false })),
    ).rejects.toMatchObject({ code: 'unsupported' });
    await expect(run(command('pin', { messageId: messageId('x') }))).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(
      adapter.perform({ kind: 'delete-conversation', conversationId: conversationId('1') }, signal),
    ).rejects.toMatchObject({ code: 'unsupported' });
    await expect(
      adapter.perform({ kind: 'archive', conversationId: conversationId('1') }, signal),
    ).rejects.toMatchObject({ code: 'unsupported' });
    expect(server.requests).toEqual([]);
  });
});

describe('direct-messaging opens conversations', () => {
  const subscriptions = json(
    wirePage([
      { id: 1, confession: { id: 3, name: 'Empty House', admin: null } },
      { id: 2, confession: { id: 8, name: 'River', admin: { id: 2, username: 'amina', avatar: null } } },
      { id: 3, confession: 'malformed' },
    ]),
  );

  it('names the community an admin is written to in, for members', async () => {
    const { adapter, signal, server } = createBench([
      profile('user'),
      subscriptions,
      json(wireConversation(1, [2], { confession: 8 })),
    ]);
    const made = await adapter.perform({ kind: 'create-direct', userId: userId('2') }, signal);
    expect(server.requests.at(-1)?.body).toEqual({ target_user_id: 2, confession_id: 8 });
    expect(made.context).toEqual([{ type: 'community', id: '8', label: 'River' }]);
  });

  it('makes one conversation of two clicks', async () => {
    const { adapter, signal, server } = createBench([profile('admin'), json(wireConversation(1, [2]))]);
    const click = () => adapter.perform({ kind: 'create-direct', userId: userId('2') }, signal);
    const [first, second] = await Promise.all([click(), click()]);
    expect(first.id).toBe(second.id);
    expect(server.requests).toHaveLength(2);
  });

  it('does not take a group for a conversation of two', async () => {
    const member = createBench([profile('user'), json(wirePage([])), json(wireConversation(7, [2, 3]))]);
    await expect(
      member.adapter.perform({ kind: 'create-direct', userId: userId('2') }, member.signal),
    ).rejects.toMatchObject({ code: 'conflict' });
    const admin = createBench([
      profile('admin'),
      json(wireConversation(7, [2, 3])),
      json(wireConversation(9, [2]), 201),
    ]);
    const made = await admin.adapter.perform({ kind: 'create-direct', userId: userId('2') }, admin.signal);
    expect(made.id).toBe('9');
    expect(admin.server.requests.at(-1)).toMatchObject({ body: { participant_ids: [2] } });
  });

  it('sends the first message and shows the conversation with it', async () => {
    const { adapter, signal, server } = createBench([
      profile('admin'),
      json(wireConversation(1, [2])),
      json(wireMessage(5, 1, { content: 'Salom' }), 201),
      json(wireConversation(1, [2], { last_message: wireMessage(5, 1, { content: 'Salom' }) })),
    ]);
    const made = await adapter.perform(
      { kind: 'create-direct', userId: userId('2'), firstMessage: ' Salom ' },
      signal,
    );
    expect(made.lastMessage).toMatchObject({ id: '5', text: 'Salom' });
    expect(server.requests[2]?.body).toEqual({ conversation: 1, content: 'Salom' });
  });

  it('tells that groups have no name and that unknown people were left out', async () => {
    const { adapter, signal, environment } = createBench([json(wireConversation(1, [2]), 201)]);
    const userIds = ['2', '99'].map(userId);
    await adapter.perform({ kind: 'create-group', name: 'Choir', userIds }, signal);
    expect(environment.reports.map(({ code }) => code)).toEqual(['unsupported', 'not-found']);
    await expect(
      adapter.perform({ kind: 'create-group', name: '', userIds: [userId('1'), userId('2')] }, signal),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('lists whom a member can write to, and finds others by their full user name', async () => {
    const { adapter, signal, server, environment } = createBench([
      profile('user'),
      subscriptions,
      json(wireUser(2, { first_name: 'Amina', last_name: 'Qodirova' })),
      json(wireUser(5, { username: 'boris', role: 'admin', first_name: 'Boris', last_name: 'Hale' })),
      json(wireUser(4, { username: 'timur', role: 'user' })),
    ]);
    const find = (text: string, directoryId?: string) =>
      adapter.loadUsers(
        { text, cursor: null, ...(directoryId === undefined ? {} : { directoryId }) },
        signal,
      );
    // The list of communities tells no full names.
    expect((await find('')).users).toMatchObject([{ id: '2', name: 'Amina Qodirova', handle: 'amina' }]);
    expect((await find('boris')).users).toMatchObject([{ id: '5', name: 'Boris Hale' }]);
    // Another member cannot be written to.
    expect((await find('timur')).users).toEqual([]);
    expect((await find('', '3')).users).toEqual([]);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/accounts/profile/',
      '/api/subscriptions/',
      '/api/accounts/users/amina/',
      '/api/accounts/users/boris/',
      '/api/accounts/users/timur/',
    ]);
    expect(environment.reports).toMatchObject([{ code: 'protocol' }]);
  });

  it('lets an admin find, in any community, whom they talk with and whoever is named', async () => {
    const { adapter, signal } = createBench([
      json(wirePage([wireConversation(1, [4], { confession: 5 })])),
      json(wireUser(1, { role: 'admin', managed_confessions: [{ id: 5, name: 'Hill', slug: 'hill' }] })),
      subscriptions,
      json(wireUser(2, { first_name: 'Amina', last_name: 'Qodirova', role: 'admin' })),
      json(wireUser(3, { username: 'boris' })),
    ]);
    await adapter.loadConversations(null, signal);
    const idsOf = async (text: string) =>
      (await adapter.loadUsers({ text, directoryId: '5', cursor: null }, signal)).users.map(({ id }) => id);
    expect(await idsOf('')).toEqual(['2', '4']);
    expect(await idsOf('boris')).toEqual(['3']);
    // What they follow and what they keep, and not what nobody keeps.
    expect(await adapter.perform({ kind: 'list-directories' }, signal)).toEqual([
      { id: '8', name: 'River' },
      { id: '5', name: 'Hill' },
    ]);
  });

  it('lets a superadmin find every admin', async () => {
    const { adapter, signal, server } = createBench([
      profile('superadmin'),
      json(wirePage([])),
      json([{ id: 2, username: 'amina', email: 'amina@example.org', role: 'admin' }]),
      json(wireUser(2, { first_name: 'Amina', last_name: 'Qodirova', role: 'admin' })),
    ]);
    const { users } = await adapter.loadUsers({ text: '', cursor: null }, signal);
    expect(users).toMatchObject([{ id: '2', name: 'Amina Qodirova' }]);
    expect(server.requests.map(({ path }) => path)).toContain('/api/accounts/admin-users/');
  });
});

describe('direct-messaging options', () => {
  it('refuses addresses and times that cannot be', () => {
    for (const options of [
      { baseUrl: 'chat.example' },
      { baseUrl: 'ftp://chat.example' },
      { baseUrl: 'https://chat.example', socketUrl: 'https://chat.example' },
      { baseUrl: 'https://chat.example', timeoutMs: 0 },
    ]) {
      expect(() => directMessaging(options)).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
    }
  });

  it('keeps a path of its own in front of everything', async () => {
    const { requests, fetch } = replay([json(wirePage([]))]);
    const { adapter, environment, signal } = createBench([], {
      baseUrl: 'https://host.example/direct-messaging/',
      fetch,
    });
    await adapter.loadConversations(null, signal);
    expect(requests[0]?.path).toBe('/direct-messaging/api/messaging/conversations/');
    expect(adapter.scope).toBe('direct-messaging https://host.example/direct-messaging');
    expect(environment.sockets.all).toEqual([]);
  });

  it('promises nothing that needs sockets where there are none', () => {
    const { adapter } = createBench([], { withoutSockets: true });
    expect(adapter.connect).toBeUndefined();
    expect(adapter.capabilities).toMatchObject({
      sockets: 'none',
      presence: false,
      reply: { supported: false, reason: 'configuration' },
      live: { direct: { messages: 'never' } },
    });
  });
});
