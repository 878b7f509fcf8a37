import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../adapter/server-event';
import { conversationId } from '../../model/ids';
import { toResponse } from '../../testing/replay';
import { json } from '../../testing/recorded-answers.test-support';
import {
  createLiveBench,
  notFound,
  storedConversation,
  tokenOf,
  wireConversation,
  wireMessage,
} from './direct-messaging.test-support';

const rest: typeof fetch = (input) =>
  Promise.resolve(
    toResponse(
      String(input).includes('/profile/')
        ? json({ id: 1, username: 'mira', role: 'user' })
        : json(wireConversation(1, [2])),
    ),
  );

async function openLink(options: Parameters<typeof createLiveBench>[0] = {}) {
  const bench = createLiveBench({ fetch: rest, ...options });
  const socket = await bench.environment.sockets.next();
  socket.accept();
  await bench.environment.clock.advance(0);
  bench.events.length = 0;
  const ofType = <Type extends ServerEvent['type']>(type: Type) =>
    bench.events.filter((event): event is Extract<ServerEvent, { type: Type }> => event.type === type);
  return { ...bench, socket, ofType };
}

const stale = { type: 'conversation-stale', conversationId: '1' };

describe('direct-messaging live', () => {
  it('opens one socket for each watched conversation and is ready with the first', async () => {
    const { environment, opened, connection, events } = createLiveBench({
      watching: ['1', '4'],
      fetch: rest,
    });
    const first = await environment.sockets.next();
    const second = await environment.sockets.next();
    expect([first.url, second.url].map((url) => new URL(url).pathname)).toEqual([
      '/ws/chat/1/',
      '/ws/chat/4/',
    ]);
    second.accept();
    expect(opened()).toBe(true);
    first.accept();
    // What was said before a late socket opened went by unheard.
    expect(events).toContainEqual(stale);
    connection.watch(conversationId('9'));
    expect((await environment.sockets.next()).url).toContain('/ws/chat/9/');
    connection.unwatch(conversationId('4'));
    await environment.clock.advance(0);
    expect(environment.sockets.openCount).toBe(2);
    connection.close();
    await environment.clock.advance(0);
    expect(environment.sockets.openCount).toBe(0);
  });

  it('is ready at once where nothing is watched', async () => {
    const { environment, opened } = createLiveBench({ watching: [], fetch: rest });
    await environment.clock.advance(0);
    expect(opened()).toBe(true);
    expect(environment.sockets.all).toEqual([]);
  });

  it('asks for a fresh token for a socket opened later', async () => {
    const { environment, connection } = await openLink({ adapter: { renewals: [tokenOf(7)] } });
    await environment.credentials.renew(tokenOf(1));
    connection.watch(conversationId('2'));
    expect((await environment.sockets.next()).url).toContain(encodeURIComponent(tokenOf(7)));
  });

  it('tells a member, once it is known who they are, that groups are not for them', async () => {
    const bench = createLiveBench({ fetch: rest });
    (await bench.environment.sockets.next()).accept();
    await bench.environment.clock.advance(0);
    const told = bench.events.find((event) => event.type === 'capabilities-changed');
    expect(told).toMatchObject({
      capabilities: { actions: { 'create-group': { supported: false, reason: 'role' } } },
    });
  });

  it('drops a conversation that is gone and stays up for the others', async () => {
    const { environment, events, ends, connection } = createLiveBench({
      watching: ['1', '4'],
      fetch: (input) =>
        String(input).includes('/conversations/4/') ? Promise.resolve(toResponse(notFound)) : rest(input),
    });
    (await environment.sockets.next()).accept();
    (await environment.sockets.next()).refuse();
    await environment.clock.advance(0);
    expect(events).toContainEqual({ type: 'conversation-removed', conversationId: '4' });
    expect(ends).toEqual([]);
    connection.close();
  });

  it('looks at a conversation whose socket is refused, and tries it again', async () => {
    const { environment, events, connection, ends } = createLiveBench({ watching: ['1', '4'], fetch: rest });
    (await environment.sockets.next()).accept();
    (await environment.sockets.next()).refuse();
    await environment.clock.advance(0);
    expect(events).toContainEqual({ type: 'conversation-stale', conversationId: '4' });
    await environment.clock.advance(20_000);
    expect((await environment.sockets.next()).url).toContain('/ws/chat/4/');
    expect(ends).toEqual([]);
    connection.close();
  });

  it('ends as lost when one socket breaks, and nobody stays online', async () => {
    const { socket, ends, ofType, environment } = await openLink();
    socket.say({ type: 'user_status', user_id: 2, username: 'amina', status: 'online' });
    socket.end(1011);
    await environment.clock.advance(0);
    expect(ends).toMatchObject([{ name: 'lost', error: { code: 'network', details: { code: 1011 } } }]);
    expect(ofType('presence-changed').map(({ status }) => status)).toEqual(['online', 'offline']);
    expect(environment.clock.pending).toBe(0);
  });

  it('takes presence for a hint: who speaks is there, who is silent for long is away', async () => {
    const { socket, ofType, environment } = await openLink();
    socket.say({ type: 'user_status', user_id: 2, username: 'amina', status: 'online' });
    socket.say({ type: 'user_status', user_id: 2, username: 'amina', status: 'offline' });
    socket.say({ type: 'typing', user_id: 2, username: 'amina', is_typing: true });
    socket.say({ type: 'user_status', user_id: 4, username: 'stranger', status: 'offline' });
    await environment.clock.advance(5 * 60_000);
    expect(ofType('presence-changed').map(({ userId, status }) => [userId, status])).toEqual([
      ['2', 'online'],
      ['2', 'offline'],
      ['2', 'online'],
      ['2', 'away'],
    ]);
  });

  it('looks when a peer stops typing, comes, or names a message that never arrived', async () => {
    const { socket, events } = await openLink();
    const hinted = (frame: unknown): boolean => {
      events.length = 0;
      socket.say(frame);
      return events.some((event) => event.type === 'conversation-stale');
    };
    socket.say({ type: 'chat_message', message: wireMessage(10, 2) });
    expect(hinted({ type: 'typing', user_id: 2, username: 'amina', is_typing: true })).toBe(false);
    expect(hinted({ type: 'typing', user_id: 2, username: 'amina', is_typing: false })).toBe(true);
    expect(hinted({ type: 'user_status', user_id: 2, username: 'amina', status: 'online' })).toBe(true);
    const receipt = {
      type: 'read_receipt',
      user_id: 2,
      username: 'amina',
      read_at: '2026-01-01T00:00:00+00:00',
    };
    expect(hinted({ ...receipt, message_id: 10 })).toBe(false);
    expect(hinted({ ...receipt, message_id: 11 })).toBe(true);
    expect(hinted({ type: 'message_edited', message: wireMessage(12, 2) })).toBe(true);
    expect(hinted({ type: 'message_edited', message: wireMessage(12, 2) })).toBe(false);
    expect(hinted({ type: 'message_pinned', message: wireMessage(13, 2, { is_pinned: true }) })).toBe(true);
  });

  it('understands the document’s words as well as the server’s', async () => {
    const { socket, ofType } = await openLink();
    const edited = wireMessage(5, 2, { content: 'new', is_edited: true });
    socket.say({ type: 'edit_message', message: edited });
    socket.say({ type: 'edit_message', message_id: '5', content: 'newer' });
    socket.say({ type: 'pin_message', message: { ...edited, is_pinned: true } });
    socket.say({ type: 'pin_message', message_id: 5, is_pinned: false });
    expect(ofType('message-changed').map(({ messageId, patch }) => [messageId, patch])).toMatchObject([
      ['5', { text: 'new', edited: true }],
      ['5', { text: 'newer' }],
      ['5', { pinned: true }],
      ['5', { pinned: false }],
    ]);
    socket.say({ type: 'delete_message', message_id: '5' });
    expect(ofType('message-removed')).toMatchObject([{ messageId: '5' }]);
  });

  it('keeps a trace of my own message another tab deleted, and none of others’', async () => {
    const { socket, ofType } = await openLink();
    socket.say({ type: 'chat_message', message: wireMessage(5, 1) });
    socket.say({ type: 'chat_message', message: wireMessage(6, 2) });
    socket.say({ type: 'message_deleted', message_id: '5' });
    socket.say({ type: 'message_deleted', message_id: 6 });
    socket.say({ type: 'message_deleted', message_id: 6 });
    expect(ofType('message-changed')).toMatchObject([{ messageId: '5', patch: { deleted: true, text: '' } }]);
    expect(ofType('message-removed').map(({ messageId }) => messageId)).toEqual(['6', '6']);
  });

  it('puts the API’s own host in place of the one that does not exist', async () => {
    const { socket, ofType } = await openLink();
    const file = {
      id: 1,
      file: 'http://testserver/media/a%20b.png',
      file_type: 'image',
      file_name: 'a b.png',
    };
    const sender = { ...wireMessage(1, 2).sender, avatar: 'http://testserver/media/avatars/amina.png' };
    socket.say({ type: 'chat_message', message: wireMessage(5, 2, { attachments: [file], sender }) });
    expect(ofType('message-received')[0]!.message.attachments[0]!.url).toBe(
      'http://chat.example/media/a%20b.png',
    );
    expect(ofType('user-received')[0]!.user.avatarUrl).toBe('http://chat.example/media/avatars/amina.png');
  });

  it('does not let a message of another conversation in', async () => {
    const { socket, events } = await openLink({
      conversations: [storedConversation('1', [1, 2]), storedConversation('4', [1, 5])],
    });
    socket.say({ type: 'chat_message', message: wireMessage(5, 2, { conversation: 9 }) });
    expect(events).toEqual([]);
    socket.say({ type: 'message_edited', message: wireMessage(6, 2, { conversation: 4 }) });
    expect(events).toEqual([{ type: 'conversation-stale', conversationId: '4' }]);
  });

  it('reports odd frames without their content and goes on', async () => {
    const { socket, environment, ofType } = await openLink();
    socket.say('{not json with a secret');
    socket.say([1, 2]);
    socket.say({ type: 'who_knows', text: 'secret' });
    socket.say({ type: 'chat_message', message: { id: 5, content: 'secret' } });
    socket.say({ type: 'read_receipt', message_id: { nonsense: true }, user_id: 2 });
    socket.say({ type: 'error', message: "'list' object has no attribute 'get'" });
    socket.sayBinary();
    socket.say({ type: 'chat_message', message: wireMessage(7, 2) });
    expect(environment.reports.map(({ code }) => code)).toEqual(Array(5).fill('protocol'));
    expect(environment.reports.map(String).join()).not.toContain('secret');
    expect(ofType('message-received')).toHaveLength(1);
  });

  it('says typing in text frames and nothing while it is not open', async () => {
    const { socket, connection } = await openLink();
    connection.sendTyping(conversationId('1'), true);
    connection.sendTyping(conversationId('2'), true);
    connection.sendTyping(conversationId('1'), false);
    expect(socket.sent.map((text) => JSON.parse(text) as unknown)).toEqual([
      { type: 'typing', is_typing: true },
      { type: 'typing', is_typing: false },
    ]);
  });

  it('says nothing after it was closed', async () => {
    const { socket, connection, events, ends } = await openLink();
    connection.close();
    socket.say({ type: 'chat_message', message: wireMessage(7, 2) });
    expect(events).toEqual([]);
    expect(ends).toEqual([]);
  });

  it('reads back to ten minutes before a break after it', async () => {
    const { socket, environment, adapter, signal } = await openLink({
      fetch: (input) => {
        const url = new URL(String(input));
        if (!url.pathname.endsWith('/messages/')) return rest(input);
        const page = url.searchParams.get('page') === 'last' ? 12 : Number(url.searchParams.get('page') ?? 1);
        const made = new Date(environment.clock.now() - (13 - page) * 200_000).toISOString();
        const results = Array.from({ length: 10 }, (_, index) =>
          wireMessage((page - 1) * 10 + index + 1, 2, { created_at: made }),
        );
        const previous = page > 1 ? `http://x/?page=${String(page - 1)}` : null;
        return Promise.resolve(
          toResponse(json({ count: 120, next: page < 12 ? 'x' : null, previous, results })),
        );
      },
    });
    socket.drop();
    const request = {
      conversationId: conversationId('1'),
      position: { name: 'newest' },
      limit: 20,
      peek: false,
    } as const;
    const afterBreak = await adapter.loadMessages(request, signal);
    expect(afterBreak.messages.length).toBe(40);
    expect((await adapter.loadMessages(request, signal)).messages.length).toBe(20);
  });
});
