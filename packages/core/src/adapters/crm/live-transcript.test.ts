import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../model/conversation';
import { conversationId, userId } from '../../model/ids';
import { connectBench } from '../../testing/bench.test-support';
import { fakeConversation } from '../../testing/fixtures';
import type { RecordedResponse } from '../../testing/replay';
import { errorPage, json } from '../../testing/recorded-answers.test-support';
import { createFakePusher } from '../../transport/pusher.test-support';
import { createBench, tokenOf } from './crm.test-support';

interface RecordedChannel {
  readonly name: string;
  readonly as: string;
  readonly auth: { readonly status: number; readonly body: unknown } | null;
  readonly frames: readonly {
    readonly dir: 'in' | 'out';
    readonly data: { readonly event: string; readonly channel?: string; readonly data?: unknown };
  }[];
}

const recording = new URL('../../../test-data/crm.transcript.json', import.meta.url);
const transcript = JSON.parse(readFileSync(recording, 'utf8')) as {
  readonly sockets: readonly RecordedChannel[];
  readonly exchanges: readonly { readonly name: string; readonly response: RecordedResponse }[];
};
const people = ['nadia', 'omar'];

function channelNamed(start: string): RecordedChannel {
  const found = transcript.sockets.find(({ name }) => name.startsWith(start));
  if (found === undefined) throw new Error(`No channel is recorded as "${start}".`);
  return found;
}

function answerNamed(name: string): RecordedResponse {
  const found = transcript.exchanges.find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`Nothing is recorded as "${name}".`);
  return { ...found.response, contentType: 'application/json' };
}

function conversation(id: string, me: string): Conversation {
  const other = id.split(':')[1] ?? '';
  return fakeConversation({
    id: conversationId(id),
    participants: [userId(me), userId(other)],
    memberCount: 2,
  });
}

function open(me: number, ids: readonly string[], responses: readonly RecordedResponse[] = []) {
  const fake = createFakePusher();
  const bench = createBench(responses, {
    token: tokenOf(me),
    pusher: { Pusher: fake.Pusher, key: 'samplekey', cluster: 'eu' },
  });
  const live = connectBench(bench, {
    token: tokenOf(me),
    me,
    conversations: ids.map((id) => conversation(id, String(me))),
  });
  fake.connected();
  return { ...live, fake };
}

async function play(
  recorded: RecordedChannel,
  ids: readonly string[],
  answers: readonly RecordedResponse[] = [],
) {
  const me = people.indexOf(recorded.as) + 1;
  const auth = recorded.auth;
  const bench = open(me, ids, [...(auth === null ? [] : [json(auth.body, auth.status)]), ...answers]);
  const channel = `private-user-${String(me)}`;
  expect(bench.fake.channels).toEqual([channel]);
  const signed = await bench.fake.authorize(channel);
  expect(signed).toEqual({ error: null, authorization: auth?.body });
  expect(bench.server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/api/pusher/auth/',
    body: { channel_name: channel },
  });
  for (const { dir, data } of recorded.frames) {
    if (dir !== 'in' || data.event.startsWith('pusher:')) continue;
    if (data.event === 'pusher_internal:subscription_succeeded') bench.fake.succeed(channel);
    else bench.fake.say(channel, data.event, JSON.parse(String(data.data)));
  }
  return bench;
}

describe('crm, against the recorded channels', () => {
  it('hears its own echoes, others and receipts, each once', async () => {
    const { events, opened, ends } = await play(channelNamed("sender and reader traffic on nadia's"), [
      '1:2',
    ]);
    expect(opened()).toBe(true);
    expect(ends).toEqual([]);
    const received = events.flatMap((event) => (event.type === 'message-received' ? [event.message] : []));
    expect(
      received.map(({ id, conversationId: place, authorId, complete }) => [id, place, authorId, complete]),
    ).toEqual([
      ['1', '1:2', '1', false],
      ['2', '1:2', '2', false],
      ['3', '1:2', '1', false],
    ]);
    expect(received[1]).toMatchObject({ subject: 'Van', authorName: 'Omar Diaz' });
    const read = events.flatMap((event) => (event.type === 'messages-read' ? [event] : []));
    expect(
      read.map(({ messageIds, userId: reader, conversationId: place }) => [place, reader, ...messageIds]),
    ).toEqual([
      ['1:2', '2', '1'],
      ['1:2', '2', '3'],
    ]);
    expect(read.every(({ at }) => typeof at === 'number')).toBe(true);
    expect(events).toContainEqual({ type: 'conversation-stale', conversationId: '1:2' });
  });

  it('hears what the recipient hears, and that something was read', async () => {
    const { events } = await play(channelNamed("recipient traffic on omar's"), ['1:1']);
    const received = events.filter(({ type }) => type === 'message-received');
    expect(received).toHaveLength(3);
    expect(events).toContainEqual({ type: 'conversations-stale' });
  });

  it('hears nothing of edits, side doors and deletions', async () => {
    const { events } = await play(channelNamed("omar's channel while messages are edited"), ['1:1']);
    expect(events.filter(({ type }) => type === 'message-received')).toHaveLength(1);
    expect(events.some(({ type }) => type === 'message-changed' || type === 'message-removed')).toBe(false);
  });

  it('drops a message that no request will ever show', async () => {
    const { events, server, environment } = await play(
      channelNamed('phantom'),
      ['1:2'],
      [answerNamed('message detail, not a participant')],
    );
    await environment.clock.advance(0);
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/pusher/auth/', '/api/messages/16/']);
    expect(events.filter(({ type }) => type === 'message-received')).toEqual([]);
    expect(environment.reports).toEqual([]);
  });

  it('brings the whole of a message whose conversation is not known yet', async () => {
    const recorded = channelNamed("recipient traffic on omar's");
    const { events, environment } = await play(
      { ...recorded, frames: recorded.frames.slice(0, 6) },
      [],
      [answerNamed('message detail')],
    );
    await environment.clock.advance(0);
    expect(events).toContainEqual({ type: 'conversations-stale' });
    expect(events.find(({ type }) => type === 'message-received')).toMatchObject({
      message: { id: '1', conversationId: '1:1', complete: true },
    });
    expect(events[0]).toMatchObject({ type: 'user-received' });
  });

  it('forgets a looked-up message that was deleted meanwhile', async () => {
    const recorded = channelNamed("recipient traffic on omar's");
    const { events, environment } = await play(
      { ...recorded, frames: recorded.frames.slice(0, 6) },
      [],
      [answerNamed('deleted message is gone')],
    );
    await environment.clock.advance(0);
    expect(events).toEqual([]);
  });

  it('gives up an app key the service does not know', () => {
    const bench = open(2, []);
    bench.fake.error({ type: 'PusherError', data: { code: 4001, message: 'App key not in this cluster' } });
    expect(bench.ends).toMatchObject([{ name: 'unavailable', error: { code: 'forbidden' } }]);
  });

  it.each([
    ['push auth, own channel', null],
    ["push auth, someone else's channel", 'unavailable'],
    ['push auth, missing channel', 'unavailable'],
    ['push auth, malformed user channel', 'unavailable'],
    ['push auth, malformed socket id', 'unavailable'],
    ['push auth, no token', 'refused'],
    ['expired access token at the push auth endpoint', 'refused'],
  ])('ends as the auth endpoint has it: %s', async (name, end) => {
    const bench = open(2, [], [answerNamed(name)]);
    const { error } = await bench.fake.authorize('private-user-2');
    expect(error === null).toBe(end === null);
    if (end !== null) bench.fake.refuse('private-user-2');
    expect(bench.ends.map((one) => one.name)).toEqual(end === null ? [] : [end]);
    expect(bench.fake.channels).toEqual(end === null ? ['private-user-2'] : []);
  });

  it('tries again when the auth endpoint was out of reach, and says when there is no push at all', async () => {
    const lost = open(2, [], []);
    await lost.fake.authorize('private-user-2');
    lost.fake.refuse('private-user-2');
    expect(lost.ends).toMatchObject([{ name: 'lost', error: { code: 'network' } }]);
    const missing = open(2, [], [json({ error: 'Pusher library not available' }, 503)]);
    await missing.fake.authorize('private-user-2');
    missing.fake.refuse('private-user-2');
    expect(missing.ends.map(({ name }) => name)).toEqual(['unavailable']);
    const broken = open(2, [], [errorPage]);
    await broken.fake.authorize('private-user-2');
    broken.fake.refuse('private-user-2');
    expect(broken.ends.map(({ name }) => name)).toEqual(['unavailable']);
  });

  it('reports what it cannot read and goes on', () => {
    const { fake, events, environment, connection } = open(2, ['1:1']);
    const channel = 'private-user-2';
    fake.say(channel, 'new-message', { message: { id: 'x' } });
    fake.say(channel, 'new-message', 'not json');
    fake.say(channel, 'message-read', null);
    fake.say(channel, 'conversation-updated', 7);
    fake.say(channel, 'something-new', {});
    expect(environment.reports.map(({ code }) => code)).toEqual(Array(5).fill('protocol'));
    expect(events).toEqual([]);
    connection.close();
    fake.say(channel, 'unread-count-updated', { unread_count: 1 });
    expect(events).toEqual([]);
  });

  it('accounts for every recorded channel', ({ annotate }) => {
    const elsewhere = [
      // Both are refused by the service itself; `transport/pusher.test.ts` holds its codes.
      "subscribe to someone else's channel: refused at the auth endpoint",
      'subscribe with a wrong signature',
    ];
    const played = transcript.sockets.length - elsewhere.length;
    expect(elsewhere.every((name) => channelNamed(name).frames.length > 0)).toBe(true);
    return annotate(
      `covered ${String(played)} of ${String(transcript.sockets.length)} channels; 2 are the transport's`,
    ).then(() => undefined);
  });
});
