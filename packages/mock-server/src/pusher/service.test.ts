import PusherClient, { type Options } from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInProcessBus } from '../live/bus';
import { createHub } from '../live/hub';
import { type NodeHost, hostOnNode } from '../node-host';
import { type PusherService, createPusherService, eventLimitBytes } from './service';

const app = { key: 'demo-key', secret: 'demo-secret' };

describe('the Pusher service, with the real pusher-js', () => {
  let host: NodeHost;
  let service: PusherService;
  let clients: PusherClient[];
  let members: Record<string, string>;
  let now: number;
  const errors: unknown[] = [];

  beforeEach(async () => {
    now = 0;
    clients = [];
    members = {};
    errors.length = 0;
    service = createPusherService({
      app,
      hub: createHub(createInProcessBus(), 'test'),
      now: () => now,
      onError: (error) => errors.push(error),
    });
    host = await hostOnNode(
      {
        handle: () => Promise.resolve(new Response(null, { status: 404 })),
        connect: (upgrade) => Promise.resolve(service.connect(upgrade) ?? { accepted: false, status: 404 }),
        onError: (error) => errors.push(error),
      },
      0,
      '127.0.0.1',
    );
  });

  afterEach(async () => {
    for (const client of clients) client.disconnect();
    await host.close();
    expect(errors).toEqual([]);
  });

  function connect(more: Partial<Options> = {}, key = app.key): PusherClient {
    const client = new PusherClient(key, {
      cluster: 'none',
      wsHost: '127.0.0.1',
      wsPort: host.port,
      forceTLS: false,
      enabledTransports: ['ws'],
      channelAuthorization: {
        customHandler: ({ socketId, channelName }, callback) => {
          const user = members[socketId];
          const data =
            user === undefined ? undefined : JSON.stringify({ user_id: user, user_info: { name: user } });
          service.authorize(socketId, channelName, data).then(
            (answer) => callback(null, answer),
            (error: unknown) => callback(error as Error, null),
          );
        },
      },
      ...more,
    });
    clients.push(client);
    return client;
  }

  const connected = (client: PusherClient) =>
    vi.waitFor(() => expect(client.connection.state).toBe('connected'), { timeout: 5_000 });

  /** Everything that came over a channel once it is subscribed. */
  async function listen(client: PusherClient, name: string) {
    const heard: unknown[][] = [];
    const channel = client.subscribe(name);
    channel.bind_global((event: string, data: unknown) => heard.push([event, data]));
    await vi.waitFor(() => expect(heard.map(([event]) => event)).toContain('pusher:subscription_succeeded'));
    heard.length = 0;
    return { heard, channel };
  }
  const arrives = (heard: unknown[][], ...expected: unknown[][]) =>
    vi.waitFor(() => expect(heard).toEqual(expected));

  it('gives a socket id of two numbers and carries events to the subscribers of a channel only', async () => {
    const client = connect();
    await connected(client);
    expect(client.connection.socket_id).toMatch(/^\d+\.\d+$/);
    const { heard } = await listen(client, 'room-1');
    expect(service.publish(['room-2'], 'greeting', {})).toBe(true);
    expect(
      service.publish(['room-1', 'room-2'], 'greeting', { text: 'grüß dich', deep: { list: [1] } }),
    ).toBe(true);
    await arrives(heard, ['greeting', { text: 'grüß dich', deep: { list: [1] } }]);
  });

  it('carries nothing after an unsubscribe, and again after a new subscribe', async () => {
    const client = connect();
    const first = await listen(client, 'room-1');
    const other = await listen(client, 'room-2');
    client.unsubscribe('room-1');
    // Frames of one socket are dealt with in turn: a new subscription shows that the old one is gone.
    await listen(client, 'room-3');
    service.publish(['room-1', 'room-2'], 'greeting', {});
    await arrives(other.heard, ['greeting', {}]);
    expect(first.heard).toEqual([]);
    const again = await listen(client, 'room-1');
    service.publish(['room-1'], 'greeting', {});
    await arrives(again.heard, ['greeting', {}]);
  });

  it('drops data above the limit, to the byte', async () => {
    const { heard } = await listen(connect(), 'room-1');
    const fits = 'x'.repeat(eventLimitBytes - 2);
    expect(service.publish(['room-1'], 'long', `${fits}x`)).toBe(false);
    expect(service.publish(['room-1'], 'long', 'é'.repeat(eventLimitBytes / 2))).toBe(false);
    expect(service.publish(['room-1'], 'long', fits)).toBe(true);
    await arrives(heard, ['long', fits]);
  });

  it('answers the ping of a client that heard nothing for a while', async () => {
    const client = connect({ activityTimeout: 30, pongTimeout: 2_000 });
    const heard: string[] = [];
    client.connection.bind('message', ({ event }: { event: string }) => heard.push(event));
    await vi.waitFor(() =>
      expect(heard.filter((event) => event === 'pusher:pong').length).toBeGreaterThan(1),
    );
    expect(client.connection.state).toBe('connected');
  });

  it('lets in whoever is signed for a private channel and nobody else', async () => {
    await listen(connect(), 'private-room');
    const forged = connect({
      channelAuthorization: {
        customHandler: (_request, callback) => callback(null, { auth: `${app.key}:00` }),
      },
    });
    const refused: unknown[] = [];
    forged
      .subscribe('private-room')
      .bind('pusher:subscription_error', (error: unknown) => refused.push(error));
    await arrives(
      refused as unknown[][],
      { type: 'AuthError', error: 'Invalid signature', status: 401 } as never,
    );
    expect(forged.connection.state).toBe('connected');
  });

  it('relays client events of private channels to the others, and only so many', async () => {
    const alice = await listen(connect(), 'private-room');
    const bob = await listen(connect(), 'private-room');
    expect(alice.channel.trigger('client-typing', { staff_id: 1 })).toBe(true);
    await arrives(bob.heard, ['client-typing', { staff_id: 1 }]);
    expect(alice.heard).toEqual([]);

    const complaints: unknown[] = [];
    clients[0]?.connection.bind('error', (error: unknown) => complaints.push(error));
    for (let count = 0; count < 10; count += 1) alice.channel.trigger('client-typing', {});
    await vi.waitFor(() => expect(complaints).toMatchObject([{ data: { code: 4301 } }]));
    expect(bob.heard).toHaveLength(10);
    now = 1_000;
    alice.channel.trigger('client-typing', { again: true });
    await vi.waitFor(() => expect(bob.heard).toHaveLength(11));
    expect(clients[0]?.connection.state).toBe('connected');
  });

  it('complains about client events on public channels and stays connected', async () => {
    const client = connect();
    const complaints: unknown[] = [];
    client.connection.bind('error', (error: unknown) => complaints.push(error));
    await listen(client, 'room-1');
    client.send_event('client-typing', {}, 'room-1');
    client.send_event('pusher:subscribe', { channel: 'room-1' });
    client.send_event('pusher:subscribe', { channel: 'no such name!' });
    await vi.waitFor(() => expect(complaints).toHaveLength(3));
    expect(complaints[1]).toMatchObject({
      type: 'PusherError',
      data: { code: null, message: 'Existing subscription to channel room-1' },
    });
    expect(client.connection.state).toBe('connected');
  });

  it('tells who is in a presence channel, by people and not by sockets', async () => {
    const join = async (user: string) => {
      const client = connect();
      await connected(client);
      members[client.connection.socket_id] = user;
      const heard: unknown[][] = [];
      const channel = client.subscribe('presence-staff');
      channel.bind_global((event: string, data: unknown) => heard.push([event, data]));
      await vi.waitFor(() => expect(heard[0]?.[0]).toBe('pusher:subscription_succeeded'));
      return { client, heard, channel };
    };
    const alice = await join('1');
    const bob = await join('2');
    const bobAgain = await join('2');
    expect(bobAgain.heard[0]?.[1]).toMatchObject({
      count: 2,
      members: { 1: { name: '1' }, 2: { name: '2' } },
    });
    bob.channel.trigger('client-wave', {});
    await vi.waitFor(() => expect(alice.heard.map(([event]) => event)).toContain('client-wave'));
    bob.client.disconnect();
    bobAgain.client.disconnect();
    await vi.waitFor(() => expect(alice.heard.at(-1)?.[0]).toBe('pusher:member_removed'));
    expect(alice.heard.map(([event]) => event)).toEqual([
      'pusher:subscription_succeeded',
      'pusher:member_added',
      'client-wave',
      'pusher:member_removed',
    ]);
  });

  it.each([4200, 4100])('lets clients come back by themselves after %i, subscribed anew', async (code) => {
    const client = connect();
    const { heard } = await listen(client, 'room-1');
    const before = client.connection.socket_id;
    service.closeAll(code);
    await vi.waitFor(() => expect(client.connection.socket_id).not.toBe(before), { timeout: 5_000 });
    await vi.waitFor(() => expect(heard.map(([event]) => event)).toContain('pusher:subscription_succeeded'), {
      timeout: 5_000,
    });
    service.publish(['room-1'], 'greeting', {});
    await vi.waitFor(() => expect(heard.at(-1)?.[0]).toBe('greeting'));
  });

  it('sends clients away for good with 4004', async () => {
    const client = connect();
    await listen(client, 'room-1');
    service.closeAll(4004);
    await vi.waitFor(() => expect(client.connection.state).toBe('disconnected'));
  });

  it('turns away a key it does not know, in words', async () => {
    const client = connect({}, 'wrong-key');
    const complaints: unknown[] = [];
    client.connection.bind('error', (error: unknown) => complaints.push(error));
    await vi.waitFor(() => expect(client.connection.state).toBe('disconnected'));
    expect(JSON.stringify(complaints)).toContain('App key wrong-key not in this cluster');
  });
});

describe('the Pusher service, with frames by hand', () => {
  function dial(query: string) {
    const service = createPusherService({
      app,
      hub: createHub(createInProcessBus(), 'test'),
      onError: (error) => {
        throw error;
      },
    });
    const sent: { event: string; data: unknown }[] = [];
    const closed: number[] = [];
    const url = new URL(`http://host/app/demo-key${query}`);
    const answer = service.connect({ url, origin: null, headers: new Headers() });
    if (answer?.accepted !== true) throw new Error('not accepted');
    const session = answer.open({
      send: (text) => sent.push(JSON.parse(text) as { event: string; data: unknown }),
      close: (code) => closed.push(code),
      terminate: () => undefined,
    });
    return { session, sent, closed };
  }

  it.each([
    ['', 4008],
    ['?protocol=x', 4006],
    ['?protocol=99', 4007],
  ])('refuses the protocol of %j with %i', (query, code) => {
    const { sent, closed } = dial(query);
    expect(sent).toMatchObject([{ event: 'pusher:error', data: { code } }]);
    expect(closed).toEqual([code]);
  });

  it('answers what is no frame and ignores what it does not know', async () => {
    const { session, sent, closed } = dial('?protocol=7');
    for (const text of [
      '{',
      '[]',
      '{"event":5}',
      '"text"',
      '{"event":"pusher:pong"}',
      '{"event":"unheard-of"}',
    ]) {
      session.receive(text);
    }
    session.receive(new Uint8Array([1]));
    await session.settled();
    expect(sent.map(({ event }) => event)).toEqual([
      'pusher:connection_established',
      ...Array.from({ length: 5 }, () => 'pusher:error'),
    ]);
    expect(closed).toEqual([]);
  });
});
