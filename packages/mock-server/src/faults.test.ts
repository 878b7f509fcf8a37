import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer, parseFaultText } from './index';
import { type TestSocket, call, conversationBetween, openSocket } from './testing/client';

describe('named faults', () => {
  let server: MockServer;
  let conversation: string;
  let socketPath: string;

  beforeEach(async () => {
    server = await createMockServer({ seed: { large: 1 }, control: true });
    const number = await conversationBetween(server, 'amira', 'bruno');
    conversation = `/api/messaging/conversations/${number}/`;
    socketPath = `/ws/messaging/conversations/${number}/`;
  });

  afterEach(() => server.close());

  const send = (text: string) =>
    call(server, 'amira', 'POST', `${conversation}send-message/`, { content: text });

  const texts = async () => {
    const messages = await server.world.messages.list(1, { order: 'oldest-first' });
    return messages.slice(1).map(({ content }) => content);
  };

  const say = (socket: TestSocket, content: string) => socket.send({ type: 'message', content });
  const contentOf = (text: string): string =>
    (JSON.parse(text) as { message: { content: string } }).message.content;

  describe('faults of requests', () => {
    it('loses the acknowledgement of what it has stored', async () => {
      server.faults.inject('loseAcknowledgement', { times: 1, match: 'send-message' });
      await expect(send('once')).rejects.toThrow('fetch failed');
      expect(await texts()).toEqual(['once']);
      expect((await send('again')).status).toBe(201);
    });

    it('loses a request before it is processed', async () => {
      server.faults.inject('loseRequest', { times: 1 });
      await expect(send('never')).rejects.toThrow('fetch failed');
      expect(await texts()).toEqual([]);
    });

    it('fails with an HTML page after storing', async () => {
      server.faults.inject('failAfterStore', { times: 1 });
      const answer = await send('stored');
      expect(answer.status).toBe(500);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await texts()).toEqual(['stored']);
    });

    it('answers a given status without processing', async () => {
      server.faults.inject('status', { status: 429, retryAfterSeconds: 7, times: 1 });
      const throttled = await send('no');
      expect(throttled.status).toBe(429);
      expect(throttled.headers.get('retry-after')).toBe('7');
      expect(throttled.headers.get('access-control-allow-origin')).toBe('*');
      server.faults.inject('status', { status: 413, match: /POST .*send-message/ });
      expect((await send('no')).status).toBe(413);
      expect((await call(server, 'amira', 'GET', conversation)).status).toBe(200);
      expect(await texts()).toEqual([]);
    });

    it('delays a request by the given time', async () => {
      server.faults.inject('delay', { milliseconds: 60 });
      const before = performance.now();
      await send('slow');
      expect(performance.now() - before).toBeGreaterThanOrEqual(55);
    });

    it('rejects the tokens issued so far until cleared', async () => {
      const old = await server.issueToken('amira');
      const probe = async (token: string) =>
        (await fetch(`${server.url}${conversation}`, { headers: { authorization: `Bearer ${token}` } }))
          .status;
      server.faults.inject('expireTokens');
      expect(await probe(old)).toBe(401);
      expect(await probe(await server.issueToken('amira'))).toBe(200);
      server.faults.clear();
      expect(await probe(old)).toBe(200);
    });
  });

  describe('faults of sockets', () => {
    it('refuses upgrades', async () => {
      server.faults.inject('refuseSockets', { status: 503, times: 1 });
      await expect(openSocket(server, 'amira', socketPath)).rejects.toThrow('503');
      (await openSocket(server, 'amira', socketPath)).close();
    });

    it('drops a socket after a number of frames', async () => {
      server.faults.inject('dropSocketAfter', { frames: 2, times: 1 });
      const socket = await openSocket(server, 'amira', socketPath);
      for (const content of ['one', 'two', 'three']) say(socket, content);
      expect(await socket.closed).toBe(1006);
      expect(socket.heard.map(contentOf)).toEqual(['one', 'two']);
    });

    it('duplicates frames', async () => {
      server.faults.inject('duplicateFrames', { times: 1 });
      const socket = await openSocket(server, 'amira', socketPath);
      say(socket, 'one');
      say(socket, 'two');
      expect([await socket.next(), await socket.next(), await socket.next()].map(contentOf)).toEqual([
        'one',
        'one',
        'two',
      ]);
    });

    it('reorders frames and loses none', async () => {
      server.faults.inject('reorderFrames', { times: 2 });
      const socket = await openSocket(server, 'amira', socketPath);
      for (const content of ['one', 'two', 'three']) say(socket, content);
      const heard = [await socket.next(), await socket.next(), await socket.next()];
      expect(heard.map(contentOf)).toEqual(['two', 'one', 'three']);
    });

    it('breaks frames', async () => {
      server.faults.inject('malformedFrames', { times: 1 });
      const socket = await openSocket(server, 'amira', socketPath);
      say(socket, 'broken');
      const text = await socket.next();
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    });

    it('leaves sockets open but deaf', async () => {
      const socket = await openSocket(server, 'amira', socketPath);
      server.faults.inject('halfOpen');
      await server.as('bruno').send({ with: 'amira' }, 'into the void');
      say(socket, 'unheard');
      const other = await openSocket(server, 'amira', socketPath);
      server.faults.clear('halfOpen');
      await server.as('bruno').send({ with: 'amira' }, 'audible');
      expect(contentOf(await socket.next())).toBe('audible');
      expect(contentOf(await other.next())).toBe('audible');
      expect(await texts()).toEqual(['into the void', 'audible']);
    });
  });

  describe('switching faults', () => {
    it('replaces all faults at once and lists them', () => {
      server.faults.inject('halfOpen');
      server.faults.set({ delay: { milliseconds: 5 }, duplicateFrames: {} });
      expect(server.faults.active().map(({ name }) => name)).toEqual(['delay', 'duplicateFrames']);
    });

    it('obeys the control endpoint', async () => {
      const control = `${server.url}/__faults`;
      const post = (body: unknown) => fetch(control, { method: 'POST', body: JSON.stringify(body) });
      expect((await post({ name: 'status', status: 503, times: 1 })).status).toBe(200);
      expect((await send('no')).status).toBe(503);
      expect((await post({ name: 'status', status: 503 })).status).toBe(200);
      expect((await fetch(control, { method: 'DELETE' })).status).toBe(200);
      expect((await send('yes')).status).toBe(201);
      const wrong = await post({ name: 'nonsense' });
      expect(wrong.status).toBe(400);
      expect(await wrong.text()).toContain('Unknown fault');
    });

    it('has no control endpoint unless asked for', async () => {
      const closed = await createMockServer({ seed: 'empty' });
      expect((await fetch(`${closed.url}/__faults`)).status).toBe(404);
      await closed.close();
    });

    it.each([
      ['loseAcknowledgement,times=1', { name: 'loseAcknowledgement', times: 1 }],
      ['status=429,match=send-message', { name: 'status', status: 429, match: 'send-message' }],
      ['delay=200', { name: 'delay', milliseconds: 200 }],
    ])('reads %s', (text, fault) => {
      expect(parseFaultText(text)).toEqual(fault);
    });

    it.each(['delay', 'status=abc', 'halfOpen=1', 'nothing', 'delay=1,colour=red'])('refuses %s', (text) => {
      expect(() => parseFaultText(text)).toThrow();
    });
  });
});
