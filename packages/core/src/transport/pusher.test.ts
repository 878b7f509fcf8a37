import RealPusher from 'pusher-js';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../testing/fake-clock';
import { createPusherTransport, type PusherConstructor, type PusherLinkOptions } from './pusher';
import { createFakePusher } from './pusher.test-support';

function bench(more: Partial<PusherLinkOptions> = {}) {
  const fake = createFakePusher();
  const clock = createFakeClock();
  const transport = createPusherTransport({ Pusher: fake.Pusher, key: 'key', cluster: 'eu' });
  const told: unknown[] = [];
  const open = () =>
    transport.open({
      clock,
      connectTimeoutMs: 20_000,
      onOpened: () => told.push('opened'),
      onHeard: () => undefined,
      onSubscribed: (channel) => told.push(['subscribed', channel]),
      onRefused: (channel, error) => told.push(['refused', channel, error.status]),
      onEvent: (event) => told.push(event),
      onProblem: (error) => told.push(['problem', error.code]),
      onEnd: (end) => told.push(end.name),
      ...more,
    });
  return { fake, clock, transport, told, open };
}

const closedWith = (code: number) => ({ type: 'PusherError', data: { code, message: '' } });

describe('the Pusher transport', () => {
  it('fits the real pusher-js', () => {
    const fits: PusherConstructor = RealPusher;
    expect(fits).toBe(RealPusher);
  });

  it('tells events of its channels and nothing after it gave one up', () => {
    const { fake, told, open } = bench();
    const link = open();
    fake.connected();
    link.subscribe('a');
    fake.succeed('a');
    fake.say('a', 'greeting', { text: 'hello' });
    fake.say('a', 'pusher:subscription_count', {});
    link.unsubscribe('a');
    fake.say('a', 'greeting', { text: 'again' });
    expect(told).toEqual([
      'opened',
      ['subscribed', 'a'],
      { channel: 'a', name: 'greeting', data: { text: 'hello' } },
    ]);
    expect(fake.channels).toEqual([]);
  });

  it('makes one pusher-js for all attempts and leaves no channel behind', () => {
    const { fake, told, open } = bench();
    open().subscribe('a');
    fake.connected();
    fake.error(closedWith(1006));
    expect(fake.channels).toEqual([]);
    expect(fake.state).toBe('disconnected');
    open().subscribe('b');
    fake.connected();
    expect(fake.made).toHaveLength(1);
    expect(fake.channels).toEqual(['b']);
    expect(told).toEqual(['opened', 'lost', 'opened']);
  });

  it.each([
    [1006, 'lost'],
    [4001, 'unavailable'],
    [4004, 'unavailable'],
    [4100, 'lost'],
    [4200, 'renew'],
    [4202, 'renew'],
  ])('ends an open link that was closed with %i as %s', (code, end) => {
    const { fake, told, open } = bench();
    open();
    fake.connected();
    fake.error({ type: 'WebSocketError', error: closedWith(code) });
    expect(told).toEqual(['opened', end]);
    expect(fake.state).toBe('disconnected');
  });

  it('takes a planned reconnect for a lost link, though the state still reads connected', () => {
    const { fake, told, open } = bench();
    open();
    fake.connected();
    fake.connectingIn();
    expect(told).toEqual(['opened', 'lost']);
  });

  it('stays up when the service only complains, and lets the library turn to TLS', () => {
    const { fake, told, open } = bench();
    open();
    fake.error(closedWith(4000));
    fake.connected();
    fake.error({ type: 'PusherError', data: { code: null } });
    fake.error(closedWith(4301));
    expect(told).toEqual([
      ['problem', 'protocol'],
      'opened',
      ['problem', 'protocol'],
      ['problem', 'protocol'],
    ]);
  });

  it('gives up when nothing opens, by its own clock and by the library’s', async () => {
    const first = bench();
    first.open();
    await first.clock.advance(20_000);
    expect(first.told).toEqual(['refused']);
    const second = bench();
    second.open();
    second.fake.moveTo('unavailable');
    expect(second.told).toEqual(['refused']);
    const third = bench();
    third.open();
    third.fake.moveTo('failed');
    expect(third.told).toEqual(['unavailable']);
  });

  it('signs channels through the host and tells a refusal', async () => {
    const authorize = ({ channelName }: { channelName: string }) =>
      channelName === 'private-a'
        ? Promise.resolve({ auth: 'key:signature' })
        : Promise.reject(new Error('not yours'));
    const { fake, told, open } = bench({ authorize });
    const link = open();
    fake.connected();
    link.subscribe('private-b');
    fake.refuse('private-b', 403);
    expect(await fake.authorize('private-a')).toEqual({
      error: null,
      authorization: { auth: 'key:signature' },
    });
    expect(await fake.authorize('private-b')).toMatchObject({ error: { message: 'not yours' } });
    expect(told).toEqual(['opened', ['refused', 'private-b', 403]]);
  });

  it('signs nothing where nobody can', async () => {
    const { fake, open } = bench();
    open();
    expect((await fake.authorize('private-a')).error).toBeInstanceOf(Error);
  });

  it('says nothing after it was closed', () => {
    const { fake, told, open } = bench();
    const link = open();
    link.close();
    fake.connected();
    link.subscribe('a');
    expect(told).toEqual([]);
    expect(fake.state).toBe('disconnected');
    expect(fake.channels).toEqual([]);
  });
});
