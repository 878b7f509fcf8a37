import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../adapter/server-event';
import { json } from '../../testing/recorded-answers.test-support';
import {
  createLiveBench,
  oldProfile,
  openLink,
  profile,
  readRecording,
  storedConversation,
  wireMessage,
  type LiveBench,
  type RawFrame,
  type RawSocket,
} from './staff-chat.test-support';

const recording = new URL('../../../test-data/staff-chat.transcript.json', import.meta.url);
const { sockets } = readRecording(readFileSync(recording, 'utf8'));
const staffIds: Readonly<Record<string, number>> = { alice: 1, bob: 2 };

const visits = sockets.filter(({ name }) => !name.startsWith('protocol:'));
/** What the adapter makes of each way a connection ended or complained. */
const ends: Readonly<Record<string, { readonly code: number; readonly end: string | null }>> = {
  'protocol: closed with 4200, client reconnects at once': { code: 4200, end: 'renew' },
  'protocol: the connection after 4200 (new socket id, resubscribed), later closed with 4100': {
    code: 4100,
    end: 'lost',
  },
  'protocol: the connection after that 4100, later cut without a close frame': { code: 1006, end: 'lost' },
  'protocol: unknown app key': { code: 4001, end: 'unavailable' },
  'protocol: closed with 4100, client waits about a second': { code: 4100, end: 'lost' },
  'protocol: closed with 4004, client gives up': { code: 4004, end: 'unavailable' },
};
/** Sequences the real pusher-js is put through on a real socket by the tests of the mock server. */
const ofTheLibrary: readonly string[] = [
  'protocol: client ping when idle, server pong',
  'protocol: private channel with a valid signature, client event',
  'protocol: the other member of the private channel',
  'protocol: presence channel, first member',
  'protocol: presence channel, second member',
  'protocol: bad signature',
  'protocol: second subscribe to the same channel',
];

/** As pusher-js hands it over: a string that is JSON is parsed. */
function parsed(data: unknown): unknown {
  return typeof data === 'string' ? JSON.parse(data) : data;
}

function payloadOf(frame: RawFrame): Record<string, unknown> {
  const data = parsed(frame.data.data) as { payload?: Record<string, unknown> };
  return data.payload ?? (data as Record<string, unknown>);
}

const eventFrames = (socket: RawSocket): readonly RawFrame[] =>
  socket.frames.filter(({ dir, data }) => dir === 'in' && !data.event.startsWith('pusher'));

async function play(socket: RawSocket): Promise<LiveBench> {
  const old = socket.name.startsWith('documented-era');
  const id = staffIds[socket.as] ?? 1;
  const bench = await createLiveBench({
    me: old ? oldProfile(id) : profile(id),
    conversations: [storedConversation('1')],
    watching: ['1'],
    // Files are looked up with their message; later counts find nothing more.
    responses: [json({ messages: [wireMessage(25, 1)], has_more: true })],
    ...(old ? { basePath: '/api/staff_chat/{hotel}', dialect: 'documented' as const } : {}),
  });
  openLink(bench);
  expect(bench.opened()).toBe(true);
  for (const frame of eventFrames(socket)) {
    bench.pusher.say(frame.data.channel ?? '', frame.data.event, parsed(frame.data.data));
    await bench.environment.clock.advance(0);
  }
  return bench;
}

function messagesIn(events: readonly ServerEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'message-received' ? [event.message.id] : []));
}

describe('staff-chat, against the recorded sockets', () => {
  for (const socket of visits) {
    it(socket.name, async () => {
      const { pusher, events, environment, ends: ended } = await play(socket);
      const asked = socket.frames.flatMap(({ dir, data }) =>
        dir === 'out' && data.event === 'pusher:subscribe'
          ? [(data.data as { channel: string }).channel]
          : [],
      );
      expect(pusher.channels).toEqual(expect.arrayContaining(asked));

      for (const frame of eventFrames(socket)) {
        const { event } = frame.data;
        const payload = payloadOf(frame);
        const id = String(payload['message_id'] ?? payload['id']);
        if (/message_created|new-message/.test(event)) expect(messagesIn(events)).toContain(id);
        else if (/message_edited/.test(event))
          expect(events).toContainEqual(
            expect.objectContaining({
              type: 'message-changed',
              messageId: id,
              patch: { text: payload['message'], edited: true, editedAt: expect.any(Number) as number },
            }),
          );
        else if (/message_deleted/.test(event))
          expect(events).toContainEqual(expect.objectContaining({ type: 'message-changed', messageId: id }));
        else if (event === 'message-deleted' && payload['hard_delete'] === true)
          expect(events).toContainEqual(expect.objectContaining({ type: 'message-removed', messageId: id }));
        else if (/messages_read/.test(event))
          expect(events).toContainEqual(
            expect.objectContaining({
              type: 'messages-read',
              userId: String(payload['read_by_staff_id']),
              messageIds: (payload['message_ids'] as number[]).map(String),
            }),
          );
        else if (event === 'message-reaction')
          expect(events).toContainEqual(
            expect.objectContaining({
              type: 'reaction-changed',
              conversationId: '1',
              messageId: id,
              present: payload['action'] === 'add',
            }),
          );
        else if (/unread_updated/.test(event) && payload['conversation_id'] !== null)
          expect(events).toContainEqual({
            type: 'unread-changed',
            conversationId: '1',
            count: payload['unread_count'],
          });
      }
      expect(ended).toEqual([]);
      expect(environment.reports.filter(({ code }) => code === 'protocol')).toEqual([]);
    });
  }

  for (const socket of sockets.filter(({ name }) => name in ends)) {
    it(socket.name, async () => {
      const { code, end } = ends[socket.name]!;
      const bench = await createLiveBench({ conversations: [storedConversation('1')] });
      if (socket.frames.some(({ data }) => data.event === 'pusher:connection_established')) openLink(bench);
      bench.pusher.error({ type: 'WebSocketError', error: { type: 'PusherError', data: { code } } });
      expect(bench.ends.map(({ name }) => name)).toEqual([end]);
      expect(bench.pusher.channels).toEqual([]);
    });
  }

  it('accounts for every recorded socket', ({ annotate }) => {
    const accounted = sockets.filter(
      ({ name }) =>
        visits.some((visit) => visit.name === name) || name in ends || ofTheLibrary.includes(name),
    );
    expect(accounted).toHaveLength(sockets.length);
    const frames = visits.flatMap(eventFrames).length;
    return annotate(
      `${String(visits.length + Object.keys(ends).length)} of ${String(sockets.length)} sockets, ` +
        `${String(frames)} published events; ${String(ofTheLibrary.length)} are pusher-js's own`,
    ).then(() => undefined);
  });
});
