import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import type { ConnectifyProfile } from './profile';
import { expectedAnswer, replayExchange } from '../../testing/replay/replay-exchange';
import { handshakeStatus } from '../../testing/replay/socket-stage';
import type { Stage } from '../../testing/replay/stage';
import { createConnectifyStage, recordedHosts } from './replay/connectify-stage';
import { type Meanwhile, replaySockets } from './replay/replay-sockets';
import { type RecordedFrame, castOf, connectifyTranscript } from './replay/transcript';

const transcript = connectifyTranscript();
const ids = new Map(transcript.fixture.users.map(({ username, id }) => [username, id]));

/** Recorded exchanges that this server answers differently on purpose. */
const exceptions: Record<string, string> = {
  'attachment url': 'the recorded deployment does not serve media, this server does',
  'first: delete on documented path': 'the documented profile accepts the documented paths',
};

const otherStore = 'frames carrying both dialects';

const isNoHeartbeat = ({ data }: RecordedFrame): boolean =>
  !JSON.stringify(data ?? '').includes('"heartbeat","timestamp"');

type Call = (as: string, method: string, path: string, body?: unknown) => Promise<unknown>;

const meanwhile: Record<ConnectifyProfile, (call: Call) => Meanwhile> = {
  deployed: (call) => ({
    79: async () => {
      await call('amira', 'POST', 'conversations/1/send-message/', { content: 'by REST' });
      await call('amira', 'PUT', 'messages/24/edit/', { content: 'by REST, edited' });
      await call('amira', 'DELETE', 'messages/24/delete/');
      await call('bruno', 'POST', 'messages/24/react/', { emoji: '👍' });
      await call('bruno', 'GET', 'conversations/1/messages/');
      await call('bruno', 'POST', 'messages/21/mark_delivered/?conversation=1');
      await call('bruno', 'POST', 'messages/21/mark_read/?conversation=1');
    },
    83: () =>
      call('dmitri', 'POST', 'conversations/create/', {
        participant_id: 1,
        organization_id: 1,
        initial_message: 'Hello from Dmitri',
      }).then(() => undefined),
    116: () =>
      call('bruno', 'POST', 'blocks/create/', { blocked_id: 1, organization_id: 1 }).then(() => undefined),
    122: () => call('bruno', 'DELETE', 'blocks/3/delete/').then(() => undefined),
  }),
  documented: (call) => ({
    199: () =>
      call('bruno', 'POST', 'conversations/1/send-message/', { content: 'by REST' }).then(() => undefined),
  }),
};

describe.each([
  { profile: 'deployed', variant: 'newest-repaired' },
  { profile: 'documented', variant: 'documented-repaired' },
] as const)('the $profile profile against the recording $variant', ({ profile, variant }) => {
  const recorded = transcript.exchanges.filter((exchange) => exchange.variant === variant);
  const exchanges = recorded.filter(({ name }) => !(name in exceptions));
  const allSockets = transcript.sockets.filter((socket) => socket.variant === variant);
  const sockets = allSockets.filter(({ name }) => name !== otherStore);
  let server: MockServer;
  let stage: Stage;

  const call: Call = async (as, method, path, body) => {
    const response = await fetch(`${server.url}/api/messaging/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await server.issueToken(as)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}`).toBe(true);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  };

  beforeAll(async () => {
    server = await createMockServer({ profile, seed: { cast: castOf(transcript) } });
    stage = createConnectifyStage(server);
  });

  afterAll(async () => {
    await server.close();
    const left = recorded.filter(({ name }) => name in exceptions);
    const reasons = left.map(({ name }) => `\n  not replayed: ${name} (${exceptions[name]})`).join('');
    const foreign = allSockets.length - sockets.length;
    // eslint-disable-next-line no-console -- the run must say what it left out and why
    console.info(
      `${variant}: ${exchanges.length} of ${recorded.length} exchanges and ${sockets.length} of ${allSockets.length} sockets replayed${reasons}` +
        `\n  not replayed: ${foreign} socket recorded on another store`,
    );
  });

  it.each(exchanges)('$request.method $request.path: $name', async (exchange) => {
    expect(await replayExchange(exchange, stage)).toEqual(expectedAnswer(exchange, { recordedHosts }));
  });

  const refused = sockets.filter(({ close }) => close.handshakeStatus !== undefined);
  const blocked = 'documented: blocked participant';

  it.each(refused.filter(({ name }) => name !== blocked))('refuses the upgrade: $name', async (socket) => {
    expect(await handshakeStatus(socket, stage)).toBe(socket.close.handshakeStatus);
  });

  it('exchanges the recorded frames', async () => {
    const talking = sockets.filter(({ frames }) => frames.length > 0);
    const frames = await replaySockets(talking, stage, {
      ids,
      meanwhile: meanwhile[profile](call),
      opensTogether: profile === 'documented',
    });
    expect(frames).toBe(talking.flatMap((socket) => socket.frames.filter(isNoHeartbeat)).length);
  });

  it.each(refused.filter(({ name }) => name === blocked))('refuses the upgrade: $name', async (socket) => {
    await call('bruno', 'POST', 'blocks/create/', { blocked_id: 1, organization_id: 1 });
    expect(await handshakeStatus(socket, stage)).toBe(socket.close.handshakeStatus);
  });
});
