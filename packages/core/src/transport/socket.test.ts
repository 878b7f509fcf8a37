import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../testing/fake-clock';
import { createFakeSockets } from '../testing/fake-socket';
import { openSocket, type SocketEnd } from './socket';

function bench(url = 'wss://chat.example.com/ws/1/?token=secret') {
  const sockets = createFakeSockets();
  const clock = createFakeClock();
  const log: unknown[] = [];
  const ends: SocketEnd[] = [];
  const socket = openSocket({
    url,
    WebSocket: sockets.WebSocket,
    clock,
    connectTimeoutMs: 10_000,
    onOpened: () => log.push('opened'),
    onText: (text) => log.push(text),
    onClosed: (end) => ends.push(end),
  });
  return { sockets, clock, socket, log, ends };
}

describe('socket', () => {
  it('opens, passes text and sends', async () => {
    const { sockets, socket, log, clock } = bench();
    expect(socket.send('early')).toBe(false);
    const server = await sockets.next();
    expect(server.url).toBe('wss://chat.example.com/ws/1/?token=secret');
    server.accept();
    server.say({ hello: 1 });
    server.sayBinary();
    expect(log).toEqual(['opened', '{"hello":1}']);
    expect(socket.send('late')).toBe(true);
    // What was said before it was open is not sent later behind anybody's back.
    expect(server.sent).toEqual(['late']);
    expect(clock.pending).toBe(0);
  });

  it.each([1000, 1011, 4003])(
    'tells close code %i of an open socket, once, and tries no more',
    async (code) => {
      const { sockets, ends, clock } = bench();
      const server = await sockets.next();
      server.accept();
      server.end(code);
      server.end(code);
      await clock.advance(60_000);
      expect(ends).toEqual([{ code, everOpened: true, timedOut: false }]);
      expect(sockets.all).toHaveLength(1);
    },
  );

  it('takes a refused upgrade and a lost network for what they are, not for a clean end', async () => {
    const refused = bench();
    (await refused.sockets.next()).refuse();
    expect(refused.ends).toEqual([{ code: 1006, everOpened: false, timedOut: false }]);
    const lost = bench();
    const server = await lost.sockets.next();
    server.accept();
    server.drop();
    expect(lost.ends).toEqual([{ code: 1006, everOpened: true, timedOut: false }]);
    await lost.clock.advance(60_000);
    expect(lost.sockets.all).toHaveLength(1);
  });

  it('waits only so long for an opening', async () => {
    const { sockets, ends, clock } = bench();
    const server = await sockets.next();
    await clock.advance(10_000);
    expect(ends).toEqual([{ code: 1006, everOpened: false, timedOut: true }]);
    server.accept();
    expect(sockets.openCount).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('leaves nothing behind when it is closed, before or after it opened', async () => {
    const early = bench();
    early.socket.close();
    await early.clock.advance(60_000);
    expect(early.sockets.all).toHaveLength(0);
    expect(early.clock.pending).toBe(0);

    const { sockets, socket, log, ends, clock } = bench();
    const server = await sockets.next();
    server.accept();
    socket.close();
    server.say('after');
    server.end(1000);
    await clock.advance(60_000);
    expect([log, ends]).toEqual([['opened'], []]);
    expect(sockets.openCount).toBe(0);
    expect(socket.send('more')).toBe(false);
  });

  it('survives an address no socket can be made of, without naming it', async () => {
    const { ends } = bench('nonsense?token=secret');
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    expect(ends).toEqual([{ code: 1006, everOpened: false, timedOut: false }]);
    expect(JSON.stringify(ends)).not.toContain('secret');
  });
});
