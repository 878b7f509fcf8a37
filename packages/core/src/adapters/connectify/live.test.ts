import { describe, expect, it, vi } from 'vitest';
import { conversationId, messageId } from '../../model/ids';
import { execution } from '../../testing/commands.test-support';
import { json, missingRoutePage } from '../../testing/recorded-answers.test-support';
import {
  command,
  createLiveBench,
  createBench,
  sendCommand,
  storedConversation,
  tokenOf,
  wireConversation,
  wireMessage,
} from './connectify.test-support';

const one = conversationId('direct:1');
const pair = [storedConversation('direct:1', [1, 2])];
const online = (user: number, timestamp = '2026-05-04T09:30:00.000000+00:00') => ({
  type: 'user_status',
  user_id: user,
  status: 'online',
  timestamp,
});
const said = (id: number, sender: number, content = 'hi', local: string | null = null) => ({
  type: 'chat_message',
  message: {
    id,
    local_id: local,
    sender_id: sender,
    content,
    timestamp: '2026-05-04T09:31:00+00:00',
    status: 'sent',
  },
});
const settled = (bench: { environment: { clock: { advance(ms: number): Promise<void> } } }) =>
  bench.environment.clock.advance(0);

/** Messages only: small frames that make others look go along with requests. */
const sendsOf = ({ sent }: { readonly sent: readonly string[] }): readonly string[] =>
  sent.filter((text) => text.includes('send_message'));

async function openShared(options: Parameters<typeof createLiveBench>[0] = {}) {
  const bench = createLiveBench({
    conversations: pair,
    ...options,
    adapter: { dialect: 'deployed', ...options.adapter },
  });
  const server = await bench.environment.sockets.next();
  server.accept();
  server.say(online(1));
  while (server.take() !== undefined);
  return { ...bench, peer: server };
}

async function openOwn(threads: readonly string[], options: Parameters<typeof createLiveBench>[0] = {}) {
  const bench = createLiveBench({
    watching: threads,
    conversations: threads.map((id) => storedConversation(id, [1, 2])),
    ...options,
    adapter: { dialect: 'documented', ...options.adapter },
  });
  const peers = [];
  while (peers.length < threads.length) {
    const peer = await bench.environment.sockets.next();
    peer.accept();
    peers.push(peer);
  }
  return { ...bench, peers };
}

describe('finding out the dialect', () => {
  it('knows the shared socket by its answer', async () => {
    const bench = createLiveBench({ conversations: pair, watching: ['direct:1'] });
    const server = await bench.environment.sockets.next();
    expect(new URL(server.url).pathname).toBe('/ws/conversations/1/');
    server.accept();
    expect(server.take()).toEqual({ action: 'request_status', type: 'request_status', conversation_id: 1 });
    expect(bench.opened()).toBe(false);
    server.say({ type: 'status_response', statuses: [] });
    expect(bench.opened()).toBe(true);
    expect(bench.connection.maxSilenceMs).toBe(75_000);
    expect(bench.adapter.capabilities).toMatchObject({
      sockets: 'shared',
      typing: { direct: true, group: false },
    });
    expect(bench.events[0]).toMatchObject({
      type: 'capabilities-changed',
      capabilities: { sockets: 'shared' },
    });
    expect(bench.environment.clock.pending).toBe(1);
  });

  it('takes silence for a socket of its own for each conversation, and opens the others', async () => {
    const threads = ['direct:1', 'group:1', 'direct:2'];
    const bench = createLiveBench({
      watching: threads,
      conversations: threads.map((id) => storedConversation(id, [1, 2])),
    });
    const first = await bench.environment.sockets.next();
    first.accept();
    first.say({ type: 'typing', user_id: 2, username: 'bruno', is_typing: true });
    expect(bench.events).toEqual([]);
    await bench.environment.clock.advance(1_500);
    expect(bench.opened()).toBe(true);
    expect(bench.connection.maxSilenceMs).toBeNull();
    expect(bench.adapter.capabilities).toMatchObject({
      sockets: 'per-conversation',
      typing: { group: true },
    });
    expect(bench.events[1]).toMatchObject({
      type: 'typing-changed',
      conversationId: 'direct:1',
      typing: true,
    });
    const others = [await bench.environment.sockets.next(), await bench.environment.sockets.next()];
    expect(others.map(({ url }) => new URL(url).pathname)).toEqual([
      '/ws/group-chats/1/',
      '/ws/conversations/2/',
    ]);
    others[0]!.accept();
    expect(bench.events.at(-1)).toEqual({ type: 'conversation-stale', conversationId: 'group:1' });
  });

  it('tries the observed address, then the documented one, and remembers', async () => {
    const bench = createBench();
    const first = createLiveBench({ conversations: pair, bench });
    (await bench.environment.sockets.next()).refuse();
    const second = await bench.environment.sockets.next();
    expect(new URL(second.url).pathname).toBe('/ws/messaging/conversations/1/');
    second.accept();
    second.say(online(1));
    first.connection.close();
    createLiveBench({ conversations: pair, bench });
    expect(new URL((await bench.environment.sockets.next()).url).pathname).toBe(
      '/ws/messaging/conversations/1/',
    );
  });

  it('uses a given socket address as it is', async () => {
    const adapter = { socketUrl: 'wss://live.example.com/own/path/' };
    const bench = createLiveBench({ conversations: pair, adapter });
    const server = await bench.environment.sockets.next();
    expect(server.url).toBe(
      `wss://live.example.com/own/path/conversations/1/?token=${encodeURIComponent(tokenOf(1))}`,
    );
    server.refuse();
    await settled(bench);
    expect(bench.ends).toMatchObject([{ name: 'refused' }]);
  });

  it('corrects itself when the shared dialect speaks on a conversation socket', async () => {
    const bench = createLiveBench({ conversations: pair, watching: ['direct:1'] });
    const server = await bench.environment.sockets.next();
    server.accept();
    await bench.environment.clock.advance(1_500);
    server.say({ type: 'heartbeat', timestamp: '', connection_id: 'x' });
    expect(bench.ends).toEqual([{ name: 'renew' }]);
    expect(bench.adapter.capabilities.sockets).toBe('shared');
  });

  it('waits open where there is nothing to listen to, and begins when there is', async () => {
    const bench = createLiveBench({});
    await settled(bench);
    expect(bench.opened()).toBe(true);
    expect(bench.environment.sockets.all).toHaveLength(0);
    bench.connection.watch(one);
    expect(new URL((await bench.environment.sockets.next()).url).pathname).toBe('/ws/conversations/1/');
    bench.connection.close();
    await vi.waitFor(() => expect(bench.environment.sockets.openCount).toBe(0));
  });

  it('has no live side where there are no sockets', () => {
    const { adapter } = createBench([], { withoutSockets: true });
    expect(adapter.connect).toBeUndefined();
    expect(adapter.capabilities).toMatchObject({ sockets: 'none', live: { direct: { messages: 'never' } } });
  });
});

describe('sending over the socket', () => {
  it('waits for the echo, which has the local id', async () => {
    const { adapter, peer, events } = await openShared();
    const sent = adapter.execute(sendCommand('  hello  '), execution());
    await vi.waitFor(() => expect(peer.sent).toHaveLength(1));
    expect(peer.take()).toEqual({
      action: 'send_message',
      type: 'message',
      conversation_id: 1,
      content: 'hello',
      reply_to: null,
      local_id: 'local-1',
    });
    // The status comes first, three times in all, and makes no message.
    peer.say({ type: 'message.status', message_id: 20, status: 'sent', timestamp: '' });
    expect(events.filter(({ type }) => type !== 'capabilities-changed')).toEqual([]);
    peer.say(said(20, 1, 'hello', 'local-1'));
    await expect(sent).resolves.toMatchObject({
      message: { id: '20', localId: 'local-1', text: 'hello', complete: true, conversationId: 'direct:1' },
    });
  });

  it('sends by REST what the server would not store', async () => {
    const { adapter, peer, server } = await openShared({ responses: [json({ detail: 'Gone.' }, 404)] });
    const sent = adapter.execute(sendCommand('hello'), execution());
    await vi.waitFor(() => expect(peer.sent).toHaveLength(1));
    peer.say({ type: 'message.failed', local_id: 'local-1', error: 'Failed to save message' });
    await expect(sent).rejects.toMatchObject({ code: 'not-found', outcome: 'rejected' });
    expect(server.requests).toHaveLength(1);
  });

  it('does not know what became of a send whose echo never came', async () => {
    const { adapter, peer, environment } = await openShared();
    const silent = adapter.execute(sendCommand('hello'), execution()).catch((error: unknown) => error);
    await vi.waitFor(() => expect(peer.sent).toHaveLength(1));
    await environment.clock.advance(12_000);
    await expect(silent).resolves.toMatchObject({ code: 'timeout', outcome: 'unknown' });

    const cut = adapter.execute(sendCommand('again'), execution()).catch((error: unknown) => error);
    await vi.waitFor(() => expect(peer.sent).toHaveLength(2));
    peer.drop();
    await expect(cut).resolves.toMatchObject({ code: 'network', outcome: 'unknown' });
  });

  it('does not know either when it was given up on the way', async () => {
    const { adapter, peer } = await openShared();
    const controller = new AbortController();
    const sent = adapter
      .execute(sendCommand('hello'), execution({ signal: controller.signal }))
      .catch((error: unknown) => error);
    await vi.waitFor(() => expect(peer.sent).toHaveLength(1));
    controller.abort();
    await expect(sent).resolves.toMatchObject({ code: 'aborted', outcome: 'unknown' });
  });

  it.each([
    ['replies', { replyTo: messageId('3') }],
    [
      'files',
      {
        attachments: [
          {
            id: 'f',
            kind: 'file',
            name: 'a',
            mimeType: 'text/plain',
            size: 1,
            width: null,
            height: null,
            blob: new Blob(['a']),
          },
        ],
      },
    ],
    ['long texts', { text: 'x'.repeat(20_000) }],
    ['groups', { conversationId: conversationId('group:1') }],
    ['conversations the socket does not hear', { conversationId: conversationId('direct:9') }],
  ] as const)('takes REST for %s on the shared socket', async (_what, more) => {
    const { adapter, peer, server } = await openShared({ responses: [json(wireMessage(5, 1), 201)] });
    await adapter.execute(sendCommand('x', more as object), execution());
    expect(sendsOf(peer)).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('knows its own echo by its text where the dialect has no local ids, and keeps to order', async () => {
    const { adapter, peers, events } = await openOwn(['direct:1']);
    const [peer] = peers;
    const first = adapter.execute(sendCommand('same', { localId: 'a' as never }), execution());
    const second = adapter.execute(
      sendCommand('same', { localId: 'b' as never, replyTo: messageId('3') }),
      execution(),
    );
    await vi.waitFor(() => expect(peer!.sent).toHaveLength(2));
    const echo = (id: number, reply: number | null) => ({
      type: 'message',
      message: {
        id,
        sender_id: 1,
        sender_username: 'amira',
        content: 'same',
        created_at: '2026-05-04T09:00:00Z',
        reply_to: reply,
      },
    });
    peer!.say(echo(4, null));
    peer!.say(echo(5, 3));
    peer!.say(echo(6, null));
    await expect(first).resolves.toMatchObject({ message: { id: '4', localId: 'a', complete: true } });
    // The preview of what it replies to is known to REST alone.
    await expect(second).resolves.toMatchObject({
      message: { id: '5', localId: 'b', complete: false, replyTo: { messageId: '3' } },
    });
    const [foreign] = events.filter(({ type }) => type === 'message-received');
    expect(foreign).not.toHaveProperty('localId');
  });

  it('knows the echo of its own REST send, where a server repeats those', async () => {
    const { adapter, peers, events } = await openOwn(['direct:1'], {
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
        }),
    });
    const command = sendCommand('with file', {
      attachments: [
        {
          id: 'f',
          kind: 'file',
          name: 'a',
          mimeType: 'text/plain',
          size: 1,
          width: null,
          height: null,
          blob: new Blob(['a']),
        },
      ],
    });
    const controller = new AbortController();
    const sent = adapter.execute(command, execution({ signal: controller.signal })).catch(() => undefined);
    await vi.waitFor(() => {
      peers[0]!.say({
        type: 'message',
        message: {
          id: 7,
          sender_id: 1,
          content: 'with file',
          created_at: '2026-05-04T09:00:00Z',
          attachments: [{}],
        },
      });
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'message-received', localId: 'local-1' }),
      );
    });
    controller.abort();
    await sent;
    expect(events.find(({ type }) => type === 'message-received')).toMatchObject({
      message: { complete: false },
    });
  });

  it('makes the others look after what went by REST, and looks when others do so', async () => {
    const { adapter, peer, events, connection } = await openShared({ responses: [json({}, 201)] });
    await adapter.execute(command('react', { messageId: messageId('3'), emoji: '👍' }), execution());
    expect(peer.take()).toMatchObject({ action: 'typing', conversation_id: 1, is_typing: false });
    connection.watch(one);
    peer.say({ type: 'typing', user_id: 2, username: 'bruno', is_typing: false });
    expect(events.at(-1)).toEqual({ type: 'conversation-stale', conversationId: 'direct:1' });
  });

  it('makes the others look later where there was no socket at the time', async () => {
    const bench = createBench([json({}, 201)], { dialect: 'deployed' });
    await bench.adapter.execute(command('react', { messageId: messageId('3'), emoji: '👍' }), execution());
    createLiveBench({ conversations: pair, bench });
    const server = await bench.environment.sockets.next();
    server.accept();
    const said = server.sent.map((text) => JSON.parse(text) as { action: string });
    expect(said.filter(({ action }) => action === 'typing')).toMatchObject([
      { conversation_id: 1, is_typing: false },
    ]);
  });

  it('respects a block it heard of, though the socket does not', async () => {
    const refused = json({ detail: 'You have been blocked by this user' }, 403);
    const { adapter, peer } = await openShared({ responses: [refused, refused] });
    const reply = sendCommand('x', { replyTo: messageId('3') });
    await expect(adapter.execute(reply, execution())).rejects.toMatchObject({
      code: 'forbidden',
      outcome: 'rejected',
    });
    await expect(adapter.execute(sendCommand('plain'), execution())).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(peer.sent).toEqual([]);
  });
});

describe('placing what the shared socket says', () => {
  it('places a message by its sender when they share one conversation', async () => {
    const { peer, events } = await openShared();
    peer.say(said(21, 2));
    expect(events.at(-1)).toMatchObject({
      type: 'message-received',
      message: { id: '21', conversationId: 'direct:1', authorId: '2', complete: true, order: 21 },
    });
  });

  it('holds a message back until it is known which of two conversations it is in', async () => {
    const both = [storedConversation('direct:1', [1, 2]), storedConversation('direct:8', [1, 2])];
    const listed = [
      wireConversation(1, 2),
      wireConversation(8, 2, { last_message: { id: 30, content: 'hi', created_at: '2026-05-04T09:31:00Z' } }),
    ];
    const bench = await openShared({ conversations: both, responses: [json(listed)] });
    bench.peer.say(said(30, 2));
    expect(bench.events.some(({ type }) => type === 'message-received')).toBe(false);
    await settled(bench);
    expect(bench.events.at(-1)).toMatchObject({ message: { id: '30', conversationId: 'direct:8' } });
    // Whatever else is said of it is placed by it.
    bench.peer.say({ type: 'message.status', message_id: 30, status: 'read', timestamp: '' });
    expect(bench.events.at(-1)).toEqual({
      type: 'message-changed',
      conversationId: 'direct:8',
      messageId: '30',
      patch: { delivery: 'read' },
    });
  });

  it('asks for the list when a message belongs nowhere', async () => {
    const bench = await openShared({ responses: [json([])] });
    bench.peer.say(said(30, 99));
    await settled(bench);
    expect(bench.events.at(-1)).toEqual({ type: 'conversations-stale' });
  });

  it('does not speak after its end', async () => {
    const bench = await openShared({ responses: [json([])] });
    bench.peer.say(said(30, 99));
    bench.connection.close();
    const before = bench.events.length;
    await settled(bench);
    expect(bench.events.length).toBe(before);
  });

  it('ignores my own typing and presence, and people it does not know', async () => {
    const { peer, events } = await openShared();
    const before = events.length;
    peer.say({ type: 'typing', user_id: 1, username: 'me', is_typing: true });
    peer.say({ type: 'typing', user_id: 99, username: 'ghost', is_typing: true });
    peer.say(online(1));
    peer.say(online(99));
    peer.say({ ...online(2), status: 'dancing' });
    expect(events.length).toBe(before);
    peer.say({ type: 'typing', user_id: 2, username: 'bruno', is_typing: true });
    peer.say(online(2));
    expect(events.slice(before)).toEqual([
      { type: 'typing-changed', conversationId: 'direct:1', userId: '2', name: 'bruno', typing: true },
      { type: 'presence-changed', userId: '2', status: 'online', at: Date.UTC(2026, 4, 4, 9, 30) },
    ]);
  });

  it('matches reading by the messages', async () => {
    const { peer, events } = await openShared();
    peer.say(said(21, 2));
    peer.say({ type: 'read', user_id: 2, message_ids: [21, 20] });
    expect(events.at(-1)).toEqual({
      type: 'messages-read',
      conversationId: 'direct:1',
      userId: '2',
      messageIds: ['21', '20'],
      at: null,
    });
  });

  it('asks for the presence of whom it watches', async () => {
    const { peer, connection, events } = await openShared();
    connection.watch(one);
    expect(peer.take()).toMatchObject({ action: 'request_status', conversation_id: 1 });
    peer.say({ type: 'status_response', statuses: [{ user_id: 2, status: 'offline', timestamp: null }] });
    expect(events.at(-1)).toMatchObject({ type: 'presence-changed', userId: '2', status: 'offline' });
  });
});

describe('keeping the link honest', () => {
  it('renews itself each hour, as subscriptions lapse in silence', async () => {
    const { environment, ends } = await openShared();
    await environment.clock.advance(60 * 60_000);
    expect(ends).toEqual([{ name: 'renew' }]);
    expect(environment.sockets.openCount).toBe(0);
    expect(environment.clock.pending).toBe(0);
  });

  it('renews itself when the list shows a conversation the socket cannot hear', async () => {
    const old = wireConversation(2, 3);
    const fresh = wireConversation(5, 4, { created_at: '2026-05-04T09:45:00Z' });
    const bench = await openShared({
      responses: [json([wireConversation(1, 2), old]), json([]), json([fresh]), json([])],
    });
    await bench.adapter.loadConversations(null, bench.signal);
    // Older than the socket: the server subscribed it at opening.
    expect(bench.ends).toEqual([]);
    await bench.adapter.loadConversations(null, bench.signal);
    expect(bench.ends).toEqual([{ name: 'renew' }]);
    const again = createLiveBench({ conversations: pair, bench });
    const server = await bench.environment.sockets.next();
    server.accept();
    const sent = bench.adapter.execute(
      sendCommand('x', { conversationId: conversationId('direct:5') }),
      execution(),
    );
    await vi.waitFor(() => expect(server.sent.length).toBeGreaterThan(1));
    server.say(said(40, 1, 'x', 'local-1'));
    await expect(sent).resolves.toMatchObject({ message: { id: '40' } });
    again.connection.close();
  });

  it('renews itself after making a conversation', async () => {
    const bench = await openShared({ responses: [json(wireConversation(9, 3), 201)] });
    await bench.adapter.perform(
      { kind: 'create-direct', userId: '3' as never, directoryId: '1' },
      bench.signal,
    );
    expect(bench.ends).toEqual([{ name: 'renew' }]);
  });

  it('stops sending by socket to a conversation the list has lost', async () => {
    const bench = await openShared({
      responses: [json([]), json([]), json({ detail: 'Not found.' }, 404)],
    });
    await bench.adapter.loadConversations(null, bench.signal);
    await expect(bench.adapter.execute(sendCommand('x'), execution())).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(sendsOf(bench.peer)).toEqual([]);
  });

  it('tells a loss from a refusal, and never the token', async () => {
    const lost = await openShared();
    lost.peer.drop();
    expect(lost.ends).toMatchObject([{ name: 'lost', error: { code: 'network', details: { code: 1006 } } }]);
    const refused = await openShared();
    refused.peer.end(4003);
    expect(refused.ends).toMatchObject([{ name: 'refused' }]);
    const crashed = await openShared();
    crashed.peer.end(1011);
    expect(crashed.ends).toMatchObject([{ name: 'lost', error: { details: { code: 1011 } } }]);
    expect(JSON.stringify([lost.ends, refused.ends])).not.toContain(tokenOf(1));
  });

  it('opens and closes sockets with what is watched', async () => {
    const { connection, environment, peers, events, ends } = await openOwn(['direct:1']);
    connection.watch(conversationId('group:3'));
    const group = await environment.sockets.next();
    expect(new URL(group.url).pathname).toBe('/ws/messaging/group-chats/3/');
    group.accept();
    connection.sendTyping(conversationId('group:3'), true);
    expect(group.take()).toEqual({ action: 'typing', type: 'typing', conversation_id: 3, is_typing: true });
    expect(peers[0]!.sent).toEqual([]);
    group.say({ type: 'read', user_id: 2, message_id: 7 });
    expect(events.at(-1)).toMatchObject({
      type: 'messages-read',
      conversationId: 'group:3',
      messageIds: ['7'],
    });
    connection.unwatch(conversationId('group:3'));
    expect(environment.sockets.openCount).toBe(1);
    expect(ends).toEqual([]);
    connection.close();
    await vi.waitFor(() => expect(environment.sockets.openCount).toBe(0));
    expect(environment.clock.pending).toBe(0);
  });

  it('looks now and then at a watched conversation whose own socket is refused', async () => {
    const { connection, environment, events, ends } = await openOwn(['direct:1']);
    const two = conversationId('direct:2');
    connection.watch(two);
    (await environment.sockets.next()).refuse();
    await environment.clock.advance(40_000);
    const looks = events.filter(
      (event) => event.type === 'conversation-stale' && event.conversationId === two,
    );
    expect(looks).toHaveLength(3);
    expect(ends).toEqual([]);
    expect(environment.reports).toMatchObject([{ code: 'forbidden' }]);
    connection.unwatch(two);
    await environment.clock.advance(60_000);
    expect(events.filter(({ type }) => type === 'conversation-stale')).toHaveLength(3);
  });
});

describe('telling that something was read', () => {
  const read = command('mark-read', { upTo: messageId('4'), messageIds: [messageId('3'), messageId('4')] });

  it('tells it over the socket and waits for the word', async () => {
    const { adapter, peer, server } = await openShared();
    const done = adapter.execute(read, execution());
    await vi.waitFor(() => expect(peer.sent).toHaveLength(1));
    expect(peer.take()).toMatchObject({
      action: 'read',
      type: 'read',
      conversation_id: 1,
      message_ids: [3, 4],
    });
    peer.say({ type: 'read', user_id: 1, message_ids: [3, 4] });
    await expect(done).resolves.toMatchObject({
      events: [{ type: 'messages-read', userId: '1', messageIds: ['3', '4'] }],
    });
    expect(server.requests).toEqual([]);
  });

  it('tells one message at a time where the dialect knows no lists', async () => {
    const { adapter, peers } = await openOwn(['direct:1']);
    const done = adapter.execute(read, execution());
    await vi.waitFor(() => expect(peers[0]!.sent).toHaveLength(2));
    expect(peers[0]!.take()).toMatchObject({ type: 'read', message_id: 3 });
    peers[0]!.say({ type: 'read', user_id: 1, message_id: 3 });
    peers[0]!.say({ type: 'read', user_id: 1, message_id: 4 });
    await expect(done).resolves.toMatchObject({ events: [{ type: 'messages-read' }] });
  });

  it('loads a page, which marks everything, where the socket stays silent or is not there', async () => {
    const page = json({ next: null, count: 1, results: [wireMessage(4, 2)] });
    const silent = await openShared({ responses: [page] });
    const done = silent.adapter.execute(read, execution());
    await vi.waitFor(() => expect(silent.peer.sent).toHaveLength(1));
    await silent.environment.clock.advance(5_000);
    await expect(done).resolves.toMatchObject({ events: [{}, { type: 'unread-changed', count: 0 }] });
    const without = createBench([page], { withoutSockets: true });
    await without.adapter.execute(read, execution());
    expect(without.server.requests).toMatchObject([
      { path: '/api/messaging/conversations/1/messages/', query: { page: '1', page_size: '1' } },
    ]);
  });
});

describe('bad frames', () => {
  it.each([
    '{not json',
    '"text"',
    '[]',
    'null',
    '{}',
    { type: 'dance' },
    { type: 'chat_message' },
    { type: 'chat_message', message: { id: 'x', sender_id: 1, content: 'a' } },
    { type: 'chat_message', message: { id: 1, sender_id: {}, content: 'a' } },
    { type: 'chat_message', message: { id: 1, sender_id: 2, content: null } },
    { type: 'typing', user_id: 2 },
    { type: 'status_response', statuses: 'none' },
  ])('reports %j without its content and goes on', async (frame) => {
    const { peer, environment, events, ends } = await openShared();
    const messages = () => events.filter(({ type }) => !type.endsWith('-stale')).length;
    const before = messages();
    peer.say(typeof frame === 'string' ? frame : { ...frame, secret: 'private words' });
    expect(environment.reports).toMatchObject([{ code: 'protocol' }]);
    expect(JSON.stringify(environment.reports[0]?.message)).not.toContain('private words');
    expect([messages(), ends]).toEqual([before, []]);
    peer.say(said(50, 2));
    expect(events.at(-1)).toMatchObject({ message: { id: '50' } });
  });

  it('takes ids as text and content of any simple type', async () => {
    const { peer, events } = await openShared();
    peer.say({
      type: 'chat_message',
      message: { id: '51', sender_id: '2', content: 42, timestamp: 'never' },
    });
    expect(events.at(-1)).toMatchObject({ message: { id: '51', authorId: '2', text: '42' } });
  });

  it('ends on a missing route like on any refusal', async () => {
    expect(missingRoutePage.status).toBe(404);
    const bench = createLiveBench({ conversations: [storedConversation('group:1', [1, 2])] });
    (await bench.environment.sockets.next()).refuse();
    (await bench.environment.sockets.next()).refuse();
    await settled(bench);
    expect(bench.ends).toMatchObject([{ name: 'refused' }]);
  });
});
