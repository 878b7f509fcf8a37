import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { pusherKey } from '../../pusher/app';
import { normalise } from '../../testing/replay/normalise';
import { expectedAnswer, replayExchange } from '../../testing/replay/replay-exchange';
import { type Player, openPlayer } from '../../testing/replay/socket-stage';
import type { Stage } from '../../testing/replay/stage';
import { createCrmStage } from './replay/crm-stage';
import { reduce } from './replay/reduce';
import { cast, crmTranscript, giveHats } from './replay/transcript';

const { exchanges, channels } = crmTranscript();

const isUnordered = (name: string): boolean => name.startsWith('recipients for');
const byId = (items: unknown): unknown =>
  Array.isArray(items) ? [...(items as { id: number }[])].sort((one, other) => one.id - other.id) : items;

describe('the deployed profile against the recording', () => {
  let server: MockServer;
  let stage: Stage;
  const listeners = new Map<string, Player>();
  /** Exchange → how many frames each listener had heard when it began. */
  const heardBefore = new Map<string, Map<string, number>>();

  /** What happened between two exchanges without being recorded. */
  const meanwhile: Record<string, () => Promise<void>> = {
    'recipients when an employee row has no user account': async () => {
      // The real server numbers employees apart from profiles.
      const record = {
        id: 0,
        personId: null,
        organisationId: 3,
        type: 'employee',
        isPrimary: false,
      } as const;
      await server.world.crm.people.addProfile(record);
    },
    'fresh user (vendor hat, no organisation) writes to anybody': () => server.world.crm.people.noteLogin(11),
    'send answers 400 although the message was stored': async () => {
      await server.world.crm.conversations.add(7, 11, null);
      await server.world.crm.conversations.add(7, 11, null);
    },
    'thread of 502: the 500 OLDEST come back, the two newest do not': () =>
      server.world.transaction(async ({ crm }) => {
        const conversation = await crm.conversations.add(5, 10, 2);
        for (let number = 1; number <= 502; number += 1) {
          const bulk = { senderId: 5, recipientId: 10, organisationId: 2, content: `bulk ${number}` };
          await crm.conversations.noteSent(conversation, await crm.messages.add(bulk));
        }
      }),
  };

  async function listen(username: string, id: number): Promise<void> {
    const url = `/app/${pusherKey}?protocol=7&client=js&version=8.4.0&flash=false`;
    const player = await openPlayer({ url }, stage);
    await player.untilHeard(1);
    const established = player.heard[0] as { data: string };
    const { socket_id } = JSON.parse(established.data) as { socket_id: string };
    const channel = `private-user-${id}`;
    const answer = await fetch(`${server.url}/api/pusher/auth/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await server.issueToken(username)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ socket_id, channel_name: channel }),
    });
    const { auth } = (await answer.json()) as { auth: string };
    player.send(JSON.stringify({ event: 'pusher:subscribe', data: { auth, channel } }));
    await player.untilHeard(2);
    listeners.set(username, player);
  }

  beforeAll(async () => {
    server = await createMockServer({ api: 'crm', profile: 'deployed', seed: { cast } });
    await giveHats(server);
    stage = createCrmStage(server);
    await listen('nadia', 1);
    await listen('omar', 2);
  });

  afterAll(async () => {
    for (const player of listeners.values()) player.close();
    await server.close();
    // eslint-disable-next-line no-console -- the run must say what it left out and why
    console.info(
      `crm: all ${exchanges.length} exchanges and 4 of ${channels.length} channels replayed` +
        '\n  not replayed: 3 channels that the push service itself refuses',
    );
  });

  it.each(exchanges)('$request.method $request.path: $name', async (exchange) => {
    await meanwhile[exchange.name]?.();
    heardBefore.set(
      exchange.name,
      new Map([...listeners].map(([name, player]) => [name, player.heard.length])),
    );
    const { body, ...actual } = await replayExchange(exchange, stage);
    const { body: recordedBody, ...expected } = expectedAnswer(exchange, stage);
    expect(actual).toEqual(expected);
    const isText = typeof recordedBody === 'string';
    if (isText) expect(typeof body).toBe('string');
    else {
      const sorted = isUnordered(exchange.name) ? byId : (items: unknown) => items;
      const compared = reduce(sorted(body), sorted(recordedBody));
      expect(compared.actual).toEqual(compared.recorded);
    }
    for (const player of listeners.values()) await player.arrived();
  });

  const eventsOf = (frames: readonly unknown[]): unknown[] =>
    frames.map((frame) => {
      const { event, channel, data } = frame as { event: string; channel: string; data: string };
      return { event, channel, data: normalise(JSON.parse(data), []) };
    });

  it.each([
    [
      "sender and reader traffic on nadia's",
      'nadia',
      'vendor sends first message to employee',
      'vendor to employee 3',
    ],
    ["recipient traffic on omar's", 'omar', 'vendor sends first message to employee', 'vendor to employee 3'],
    ["omar's channel while messages are edited", 'omar', 'PATCH own message', 'roles of a two-hat user'],
    [
      'phantom',
      'nadia',
      'fresh user (vendor hat, no organisation) writes to anybody',
      'send answers 400 although the message was stored',
    ],
  ])('says on a channel what was recorded: %s', (start, username, from, to) => {
    const recorded = channels.find(({ name }) => name.startsWith(start));
    const frames = (recorded?.frames ?? [])
      .filter(({ dir, data }) => dir === 'in' && !data.event.startsWith('pusher'))
      .map(({ data }) => data);
    const heard = (listeners.get(username)?.heard ?? []).slice(
      heardBefore.get(from)?.get(username),
      heardBefore.get(to)?.get(username),
    );
    expect(frames.length).toBeGreaterThan(0);
    expect(eventsOf(heard)).toEqual(eventsOf(frames));
  });
});
