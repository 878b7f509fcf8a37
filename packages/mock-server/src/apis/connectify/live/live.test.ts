import { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../../index';
import { call, openSocket } from '../../../testing/client';

describe('Connectify live', () => {
  let server: MockServer;

  afterEach(() => server.close());

  const parse = (text: string): unknown => JSON.parse(text);
  const both = {
    action: 'send_message',
    type: 'message',
    conversation_id: 1,
    content: 'both',
    reply_to: null,
    local_id: 'L1',
  };

  describe('frames carrying both dialects', () => {
    it('are understood by the documented profile', async () => {
      server = await createMockServer({ seed: { large: 1 } });
      const socket = await openSocket(server, 'amira', '/ws/conversations/1/');
      socket.send(both);
      expect(parse(await socket.next())).toMatchObject({
        type: 'message',
        message: { content: 'both', sender_username: 'amira', reply_to: null },
      });
    });

    it('are understood by the deployed profile', async () => {
      server = await createMockServer({ seed: { large: 1 }, profile: 'deployed' });
      const socket = await openSocket(server, 'amira', '/ws/conversations/1/');
      expect(parse(await socket.next())).toMatchObject({ type: 'user_status', user_id: 1, status: 'online' });
      socket.send(both);
      const types = [await socket.next(), await socket.next()].map(
        (text) => (parse(text) as { type: string }).type,
      );
      expect(types).toEqual(['message.status', 'chat_message']);
    });
  });

  describe('sockets', () => {
    it('send a heartbeat in the deployed profile', async () => {
      server = await createMockServer({ seed: 'empty', profile: 'deployed', heartbeatMilliseconds: 5 });
      const socket = await openSocket(server, 'dmitri', '/ws/conversations/1/');
      expect(parse(await socket.next())).toMatchObject({
        type: 'heartbeat',
        connection_id: expect.stringMatching(/^user_4_\d+$/) as string,
      });
    });

    it.each([
      ['https://evil.example', 'refused with 403'],
      ['https://app.example', 'open'],
      ['http://127.0.0.1:5173', 'open'],
    ])('from %s are %s', async (origin, outcome) => {
      server = await createMockServer({ seed: { large: 1 }, allowedHosts: ['app.example'] });
      const token = await server.issueToken('amira');
      const url = `${server.url.replace('http', 'ws')}/ws/messaging/conversations/1/?token=${token}`;
      const socket = new WebSocket(url, { origin });
      const seen = await new Promise((resolve) => {
        socket.on('open', () => resolve('open'));
        socket.on('unexpected-response', (_request, { statusCode }) => resolve(`refused with ${statusCode}`));
      });
      expect(seen).toBe(outcome);
    });

    it.each(['documented', 'deployed'] as const)(
      'hear nothing of REST in the %s profile',
      async (profile) => {
        server = await createMockServer({ seed: { large: 1 }, profile });
        const socket = await openSocket(server, 'bruno', '/ws/conversations/1/');
        if (profile === 'deployed') await socket.next();
        await call(server, 'amira', 'POST', '/api/messaging/conversations/1/send-message/', {
          content: 'quiet',
        });
        await call(server, 'amira', 'PUT', '/api/messaging/messages/2/edit/', { content: 'quieter' });
        await server.as('amira').type({ with: 'bruno' }, true);
        expect(parse(await socket.next())).toMatchObject({ type: 'typing', username: 'amira' });
      },
    );
  });

  describe('acting as somebody', () => {
    it('is heard live and stored', async () => {
      server = await createMockServer({ seed: 'demo' });
      const socket = await openSocket(server, 'amira', '/ws/messaging/group-chats/1/');
      const bruno = server.as('bruno');
      const id = await bruno.send({ group: 'Project Phoenix' }, 'Hello all');
      expect(parse(await socket.next())).toMatchObject({
        type: 'message',
        message: { id, content: 'Hello all' },
      });
      await bruno.react(id, '🎉');
      await bruno.edit(id, 'Hello everybody');
      const { body } = await call(server, 'amira', 'GET', `/api/messaging/messages/${id}/`);
      expect(body).toMatchObject({ content: 'Hello everybody', is_edited: true, reaction_count: 1 });
      await expect(server.as('nobody').send({ with: 'amira' }, 'x')).rejects.toThrow(
        'Nobody is called nobody',
      );
      await expect(bruno.send({ with: 'eve' }, 'x')).rejects.toThrow('no conversation');
    });
  });
});
