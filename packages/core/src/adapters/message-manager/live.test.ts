import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../model/conversation';
import { json } from '../../testing/recorded-answers.test-support';
import {
  openLink,
  createBench,
  lists,
  tokenOf,
  wireMessage,
  wireRow,
  newest,
} from './message-manager.test-support';

interface RecordedSocket {
  readonly name: string;
  readonly frames: readonly { readonly dir: 'in' | 'out'; readonly data: unknown }[];
  readonly handshake: { readonly status: number };
}
const recording = new URL('../../../test-data/message-manager.transcript.json', import.meta.url);
const { sockets } = JSON.parse(readFileSync(recording, 'utf8')) as { sockets: RecordedSocket[] };

const hour = 60 * 60_000;

/** A link to a hotel with the conversations 1 (stay 7) and 2 (stay 8), as in the recording. */
async function linked(options: Parameters<typeof createBench>[1] = {}) {
  const rows = [wireRow(1, { stay_id: 7 }), wireRow(2, { stay_id: 8 }), wireRow(8, { stay_id: null })];
  const bench = createBench([...lists(rows), ...lists([...rows, wireRow(9, { stay_id: 13 })])], options);
  await bench.adapter.loadConversations(null, bench.signal);
  const live = openLink(bench);
  const socket = await live.environment.sockets.next();
  return { ...live, socket };
}

const taken = (socket: { take(): unknown }): unknown[] => {
  const frames: unknown[] = [];
  for (let frame = socket.take(); frame !== undefined; frame = socket.take()) frames.push(frame);
  return frames;
};
const subscribe = (stay: number) => ({ command: 'subscribe_to_conversation', stay_id: stay });

describe('the socket', () => {
  it('subscribes to every stay before it says it is open, and to new ones when a list shows them', async () => {
    const { socket, opened, adapter, signal } = await linked();
    expect(socket.url).toBe('wss://hotel.example.com/ws/staff/');
    socket.accept();
    expect(taken(socket)).toEqual([subscribe(7), subscribe(8)]);
    expect(opened()).toBe(true);
    await adapter.loadConversations(null, signal);
    expect(taken(socket)).toEqual([subscribe(13)]);
  });

  it('subscribes to what is stored before any list came', async () => {
    const source = createBench(lists([wireRow(4, { stay_id: 44 })]));
    const { conversations } = await source.adapter.loadConversations(null, source.signal);
    const bench = openLink(createBench(), { conversations: conversations as Conversation[] });
    const socket = await bench.environment.sockets.next();
    socket.accept();
    expect(taken(socket)).toEqual([subscribe(44)]);
  });

  it('carries the token only where that was asked for', async () => {
    const { socket } = await linked({
      tokenInSocketUrl: true,
      socketUrl: 'wss://live.example.com/ws/staff/',
    });
    expect(socket.url).toBe(`wss://live.example.com/ws/staff/?token=${tokenOf(1)}`);
  });

  it('takes a message for a hint, whose stay it knows, and for nothing else', async () => {
    const { socket, events } = await linked();
    socket.accept();
    const frame = { type: 'new_message', content: 'x', sender_type: 'guest', sender_name: '', timestamp: '' };
    socket.say({ ...frame, stay_id: 7 });
    socket.say({ ...frame, stay_id: '8' });
    socket.say({ ...frame, stay_id: 999 });
    socket.say({ ...frame, stay_id: null });
    expect(events).toEqual([
      { type: 'conversation-stale', conversationId: '1' },
      { type: 'conversation-stale', conversationId: '2' },
    ]);
  });

  it.each([
    { stay_id: '9', conversation_id: '3' },
    { stay_id: 9, conversation_id: 3 },
    { stay_id: null, conversation_id: 3 },
  ])('looks at the list for a new conversation: %j', async (ids) => {
    const { socket, events } = await linked();
    socket.accept();
    socket.say({ type: 'new_conversation', message: 'New conversation initiated', timestamp: '', ...ids });
    expect(events).toEqual([{ type: 'conversations-stale' }]);
  });

  it('reports what it cannot read, without the words in it', async () => {
    const { socket, events, environment } = await linked();
    socket.accept();
    socket.say('{"type": "new_mess');
    socket.say({ type: 'something_else', secret: 'words' });
    socket.say([1]);
    socket.sayBinary();
    expect(events).toEqual([{ type: 'conversations-stale' }]);
    expect(environment.reports.map(({ code }) => code)).toEqual(['protocol', 'protocol', 'protocol']);
    expect(JSON.stringify(environment.reports)).not.toContain('words');
  });

  it('that is refused is told apart from one that is lost', async () => {
    const refused = await linked();
    refused.socket.refuse();
    await refused.environment.clock.advance(0);
    expect(refused.ends).toMatchObject([{ name: 'refused' }]);
    const lost = await linked();
    lost.socket.accept();
    lost.socket.end(1011);
    await lost.environment.clock.advance(0);
    expect(lost.ends).toMatchObject([{ name: 'lost' }]);
    const late = await linked();
    await late.environment.clock.advance(20_000);
    expect(late.ends).toMatchObject([{ name: 'lost' }]);
    expect(JSON.stringify([refused.ends, lost.ends, late.ends])).not.toContain(tokenOf(1));
  });

  it('is opened anew before the server forgets its subscriptions', async () => {
    const { socket, ends, environment } = await linked();
    socket.accept();
    await environment.clock.advance(11 * hour);
    expect(ends).toEqual([]);
    await environment.clock.advance(2 * hour);
    expect(ends).toEqual([{ name: 'renew' }]);
    expect(environment.sockets.openCount).toBe(0);
  });

  it('says nothing after it was closed', async () => {
    const { socket, events, ends, connection, environment } = await linked();
    socket.accept();
    connection.close();
    socket.say({ type: 'new_conversation' });
    await environment.clock.advance(13 * hour);
    expect([events, ends, environment.clock.pending]).toEqual([[], [], 0]);
  });

  it('is not there without sockets: everything goes by REST', async () => {
    const { adapter, signal } = createBench([json([wireMessage(1)])], { withoutSockets: true });
    expect([adapter.connect, adapter.capabilities.sockets]).toEqual([undefined, 'none']);
    expect((await adapter.loadMessages(newest('1'), signal)).messages).toHaveLength(1);
  });
});

describe('the recorded sockets', () => {
  const incoming = sockets.filter(({ frames }) => frames.some(({ dir }) => dir === 'in'));

  for (const recorded of incoming) {
    it(`are understood: ${recorded.name}`, async () => {
      const { socket, events, environment } = await linked();
      socket.accept();
      const heard = recorded.frames.filter(({ dir }) => dir === 'in');
      for (const { data } of heard) socket.say(data);
      const known = heard.filter(({ data }) => {
        const { type, stay_id } = data as { type: string; stay_id: unknown };
        return type === 'new_conversation' || ['7', '8'].includes(String(stay_id));
      });
      expect(events).toHaveLength(known.length);
      expect(environment.reports).toEqual([]);
    });
  }

  const refused = sockets.filter(({ handshake }) => handshake.status !== 101);
  it.each(refused)('that were refused end as refused: $name', async () => {
    const { socket, ends, environment } = await linked();
    socket.refuse();
    await environment.clock.advance(0);
    expect(ends).toMatchObject([{ name: 'refused', error: { code: 'network' } }]);
  });

  it('are accounted for', ({ annotate }) => {
    const deaf = sockets.filter((socket) => !incoming.includes(socket) && !refused.includes(socket));
    const sends = sockets.flatMap(({ frames }) => frames).filter(({ dir }) => dir === 'out');
    const ours = sends.filter(
      ({ data }) =>
        JSON.stringify(data).startsWith('{"command":"subscribe_to_conversation","stay_id":') &&
        typeof (data as { stay_id: unknown }).stay_id === 'number',
    );
    expect(deaf.every(({ frames }) => frames.every(({ dir }) => dir === 'out'))).toBe(true);
    return annotate(
      `covered ${incoming.length + refused.length} of ${sockets.length} sockets; ${deaf.length} hear nothing ` +
        `(frames this client never sends, relays nobody is told of); of ${sends.length} frames out, ${ours.length} ` +
        `are worded as here, the others are sends over the socket and frames that end it`,
    ).then(() => undefined);
  });
});
