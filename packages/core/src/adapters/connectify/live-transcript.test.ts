import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { ServerEvent } from '../../adapter/server-event';
import { conversationId, localId, messageId } from '../../model/ids';
import { toResponse, type RecordedFrame, type RecordedSocket, type Transcript } from '../../testing/replay';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  command,
  createLiveBench,
  sendCommand,
  storedConversation,
  tokenOf,
} from './connectify.test-support';
import { probes } from './transcript-cases.test-support';

const recording = new URL('../../../test-data/connectify.transcript.json', import.meta.url);
const transcript = JSON.parse(readFileSync(recording, 'utf8')) as Transcript;
const userNumbers: Readonly<Record<string, number>> = { amira: 1, bruno: 2, chiara: 3, dmitri: 4, noor: 1 };

interface Frame {
  readonly type?: string;
  readonly action?: string;
  readonly conversation_id?: number | string;
  readonly content?: string;
  readonly local_id?: string | null;
  readonly reply_to?: number | null;
  readonly message_ids?: readonly number[];
  readonly message_id?: number;
  readonly is_typing?: boolean;
  readonly user_id?: number;
  readonly message?: { readonly id: number; readonly sender_id: number; readonly local_id?: string | null };
}

/** What a client sends that no client of ours does, with the reason. */
function neverSent(frame: Frame, earlier: ReadonlySet<string>, documented: boolean): string | null {
  const name = frame.action ?? frame.type ?? 'message';
  if (typeof frame !== 'object') return 'text that is no frame';
  if (!documented && frame.action === undefined) return 'each frame has the words of both dialects';
  if (frame.action === 'read' && frame.message_ids === undefined) return 'the ids are always a list';
  const known = ['send_message', 'message', 'typing', 'read', 'request_status'];
  if (!known.includes(name)) return `"${name}" is not used`;
  if (name === 'request_status') return 'asked by the link itself';
  if ((name === 'send_message' || name === 'message') && !frame.content)
    return 'blank text is refused before';
  if (frame.local_id != null && earlier.has(frame.local_id)) return 'a local id is sent once';
  if (name === 'send_message' && frame.reply_to != null) return 'replies go by REST where sockets drop them';
  if (frame.reply_to === 4242) return 'replies are to messages that are shown';
  if (frame.action !== undefined && !['1', '3'].includes(String(frame.conversation_id)))
    return 'unknown conversation';
  if (frame.action !== undefined && frame.local_id === 'tmp-6') return 'not a participant';
  if (name === 'read' && (frame.message_ids?.length ?? 0) === 0 && frame.message_id === undefined)
    return 'an id is always named';
  return null;
}

const sockets = transcript.sockets.filter(({ close }) => close.handshakeStatus === undefined);
let driven = 0;
const left: string[] = [];

/** Whatever is asked about unplaced messages finds nothing here. */
const findsNothing: typeof fetch = (input) =>
  Promise.resolve(
    toResponse(String(input).endsWith('/conversations/') ? json([]) : json({ detail: 'Not found.' }, 404)),
  );

async function play(socket: RecordedSocket): Promise<void> {
  const documented = !(socket.frames ?? []).some(
    ({ dir, data }) => dir === 'in' && (data as Frame).type === 'user_status',
  );
  const isGroup = socket.url.includes('group-chats');
  const thread = isGroup ? 'group:1' : 'direct:1';
  const me = userNumbers[socket.as!]!;
  const other = me === 1 ? 2 : 1;
  const bench = createLiveBench({
    me,
    watching: [thread],
    conversations: [
      storedConversation(thread, [me, other]),
      ...(documented ? [] : [storedConversation('direct:9', [me, me === 4 ? 3 : 4])]),
    ],
    adapter: { dialect: documented ? 'documented' : 'deployed' },
    fetch: findsNothing,
  });
  const { adapter, environment, connection, events } = bench;
  const peer = await environment.sockets.next();
  if (documented && !socket.url.includes('/messaging/')) {
    peer.refuse();
  }
  const server = documented && !socket.url.includes('/messaging/') ? await environment.sockets.next() : peer;
  const url = new URL(server.url);
  // The shared socket takes any digits.
  expect(url.pathname).toBe(documented ? new URL(socket.url, 'ws://x').pathname : '/ws/conversations/1/');
  expect(url.searchParams.get('token')).toBe(tokenOf(me));
  server.accept();
  expect(bench.opened()).toBe(true);
  while (server.take() !== undefined);

  const results: unknown[] = [];
  const failures: unknown[] = [];
  const sentIds = new Set<string>();
  const heard: Frame[] = [];
  for (const { dir, data, raw } of (socket.frames ?? []) as readonly RecordedFrame[]) {
    if (dir === 'in') {
      heard.push(data as Frame);
      server.say(data);
      await environment.clock.advance(0);
      continue;
    }
    const frame = data as Frame;
    const reason = raw !== undefined ? 'frames are text' : neverSent(frame, sentIds, documented);
    if (reason !== null) {
      left.push(reason);
      continue;
    }
    driven += 1;
    const id = conversationId(thread);
    const name = frame.action ?? frame.type ?? 'message';
    if (name === 'typing') connection.sendTyping(id, frame.is_typing === true);
    else if (name === 'read') {
      const ids = (frame.message_ids ?? [frame.message_id!]).map((number) => messageId(String(number)));
      const read = command('mark-read', { conversationId: id, upTo: ids[0]!, messageIds: ids });
      void adapter.execute(read, execution()).then(
        (result) => results.push(...result.events),
        (error: unknown) => failures.push(error),
      );
    } else {
      const local = frame.local_id ?? `n${String(sentIds.size)}`;
      sentIds.add(local);
      const replyTo = frame.reply_to == null ? null : messageId(String(frame.reply_to));
      const send = sendCommand(frame.content!, { localId: localId(local), conversationId: id, replyTo });
      void adapter.execute(send, execution()).then(
        (result) => results.push(result.message),
        (error: unknown) => failures.push([local, error]),
      );
    }
    await environment.clock.advance(0);
    const own = server.take() as Frame;
    // Ours carry both vocabularies; the recorded words are among them.
    const { local_id: _local, ...words } = frame;
    if (words.conversation_id !== undefined) Object.assign(words, { conversation_id: 1 });
    expect(own).toMatchObject(frame.local_id === undefined ? words : { ...words, local_id: frame.local_id });
  }
  await environment.clock.advance(20_000);

  expect(failures).toEqual([]);
  for (const frame of heard) {
    if (frame.message === undefined) continue;
    const id = String(frame.message.id);
    const told = [...events.map(messageOf), ...results].some(
      (message) => (message as { id?: string } | undefined)?.id === id,
    );
    const unplaced =
      String(frame.message.sender_id) === String(me) &&
      !documented &&
      !sentIds.has(frame.message.local_id ?? '');
    // A send of another tab can only be placed by asking; the answers here are empty, so the list is asked for.
    if (unplaced) expect(events.some(({ type }) => type === 'conversations-stale')).toBe(true);
    else expect(told, `message ${id}`).toBe(true);
  }
  for (const frame of heard.filter(({ type, user_id }) => type === 'typing' && user_id === other)) {
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'typing-changed', userId: String(other), typing: frame.is_typing }),
    );
  }
  expect(events.some((event) => event.type === 'typing-changed' && event.userId === String(me))).toBe(false);
  expect(environment.reports).toEqual([]);
  connection.close();
  await vi.waitFor(() => expect(environment.sockets.openCount).toBe(0));
}

function messageOf(event: ServerEvent): unknown {
  return event.type === 'message-received' ? event.message : undefined;
}

describe('connectify, against the recorded sockets', () => {
  for (const socket of sockets)
    it(`${socket.variant}: ${socket.name} (${socket.url.split('?')[0]})`, () => play(socket));

  for (const socket of transcript.sockets.filter(({ close }) => close.handshakeStatus !== undefined)) {
    it(`${socket.variant}: refused: ${socket.name}`, async () => {
      const thread = socket.url.includes('group-chats') ? 'group:1' : 'direct:1';
      const bench = createLiveBench({
        watching: [thread],
        conversations: [storedConversation(thread, [1, 2])],
        adapter: {
          dialect: socket.url.includes('messaging') || thread === 'group:1' ? 'documented' : 'deployed',
        },
      });
      const first = await bench.environment.sockets.next();
      first.refuse();
      const second = await bench.environment.sockets.next();
      second.refuse();
      await bench.environment.clock.advance(0);
      expect(bench.ends).toMatchObject([{ name: 'refused', error: { code: 'network' } }]);
      expect(bench.opened()).toBe(false);
      expect(JSON.stringify([bench.ends, bench.environment.reports])).not.toContain(tokenOf(1));
      expect([first.url, second.url].every((url) => url.includes('/?token='))).toBe(true);
    });
  }

  for (const name of probes) {
    it(`asks where an unplaced message belongs: ${name}`, async () => {
      const exchange = transcript.exchanges.find((item) => item.name === name)!;
      const id = Number(/\d+/.exec(exchange.request.path)![0]);
      const sender = (exchange.response.body as { sender: { id: number } }).sender.id;
      const me = sender === 1 ? 2 : 1;
      const bench = createLiveBench({
        me,
        conversations: [storedConversation('direct:1', [1, 2]), storedConversation('direct:7', [1, 2])],
        responses: [json([]), exchange.response],
        adapter: { dialect: 'deployed' },
      });
      const server = await bench.environment.sockets.next();
      server.accept();
      server.say({ type: 'chat_message', message: { id, sender_id: sender, content: 'x', timestamp: '' } });
      await bench.environment.clock.advance(0);
      await bench.environment.clock.advance(0);
      const [, probe] = bench.server.requests;
      expect(probe).toMatchObject({
        method: 'GET',
        path: exchange.request.path,
        query: exchange.request.query,
      });
      const received = bench.events.find(({ type }) => type === 'message-received');
      expect(received).toMatchObject({
        message: { id: String(id), conversationId: 'direct:1', complete: true },
      });
    });
  }

  it('accounts for every recorded frame of a client', ({ annotate }) => {
    const total = sockets.flatMap(({ frames }) => frames ?? []).filter(({ dir }) => dir === 'out').length;
    expect(driven + left.length).toBe(total);
    const reasons = [...new Set(left)].join('; ');
    return annotate(`sent ${driven} of ${total} recorded frames; never sent: ${reasons}`).then(
      () => undefined,
    );
  });
});
