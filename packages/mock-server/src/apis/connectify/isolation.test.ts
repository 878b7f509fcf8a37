import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { call, openSocket } from '../../testing/client';

describe('what people of different organisations reach', () => {
  let server: MockServer;
  const root = '/api/messaging/';

  beforeAll(async () => {
    server = await createMockServer({ seed: 'demo' });
  });

  afterAll(() => server.close());

  const numberOf = async (organisationId: number, one: number, other: number): Promise<number> =>
    (await server.world.conversations.between(organisationId, one, other))[0]?.number ?? 0;

  describe('people of one organisation', () => {
    it('see nothing of another', async () => {
      const { body } = await call(server, 'eve', 'GET', '/api/organizations/');
      expect(body).toMatchObject([{ name: 'Eastgate', users: [1, 5] }]);
      expect((await call(server, 'eve', 'GET', '/api/organizations/1/')).status).toBe(403);
      const list = (await call(server, 'eve', 'GET', `${root}conversations/`)).body;
      expect(list).toMatchObject([{ organization: { name: 'Eastgate' } }]);
      expect((await call(server, 'eve', 'GET', `${root}group-chats/`)).body).toEqual([]);
    });

    it('cannot reach a conversation or message of others', async () => {
      const number = await numberOf(1, 1, 2);
      const message = (await server.world.messages.list(number, { order: 'newest-first', limit: 1 }))[0];
      const attempts: [string, string, unknown?][] = [
        ['GET', `conversations/${number}/`],
        ['GET', `conversations/${number}/messages/`],
        ['POST', `conversations/${number}/send-message/`, { content: 'x' }],
        ['DELETE', `conversations/${number}/delete/`],
        ['GET', `messages/${message?.id}/`],
        ['PUT', `messages/${message?.id}/edit/`, { content: 'x' }],
        ['DELETE', `messages/${message?.id}/delete/`],
        ['POST', `messages/${message?.id}/react/`, { emoji: 'x' }],
        ['GET', 'group-chats/1/'],
        ['POST', 'group-chats/1/send-message/', { content: 'x' }],
        ['POST', 'group-chats/1/add-members/', { member_ids: [5] }],
      ];
      for (const [method, path, body] of attempts) {
        expect((await call(server, 'eve', method, `${root}${path}`, body)).status, `${method} ${path}`).toBe(
          404,
        );
      }
      await expect(openSocket(server, 'eve', `/ws/messaging/conversations/${number}/`)).rejects.toThrow(
        '403',
      );
      await expect(openSocket(server, 'eve', '/ws/messaging/group-chats/1/')).rejects.toThrow('403');
    });

    it('cannot draw others into theirs', async () => {
      const outside = { participant_id: 2, organization_id: 2 };
      expect((await call(server, 'eve', 'POST', `${root}conversations/`, outside)).status).toBe(400);
      const group = { name: 'Mixed', organization_id: 2, member_ids: [1, 2] };
      expect((await call(server, 'eve', 'POST', `${root}group-chats/`, group)).body).toEqual({
        detail: "User with ID 2 doesn't belong to this organization",
      });
      expect(
        (await call(server, 'eve', 'POST', `${root}blocks/`, { blocked_id: 2, organization_id: 2 })).body,
      ).toEqual({
        detail: "The user to block doesn't belong to this organization",
      });
    });
  });

  describe('the documented paths', () => {
    it('answer in the words of the document', async () => {
      const pair = { participant_id: 2, organization_id: 1 };
      expect((await call(server, 'amira', 'POST', `${root}conversations/`, pair)).body).toEqual({
        detail: 'Conversation already exists',
        conversation_id: await numberOf(1, 1, 2),
      });
      expect(
        (await call(server, 'eve', 'POST', `${root}group-chats/1/send_message/`, { content: 'x' })).body,
      ).toEqual({
        detail: 'You are not a member of this group chat',
      });
      const block = { blocked_id: 4, organization_id: 1 };
      const { body } = await call(server, 'chiara', 'POST', `${root}blocks/`, block);
      const path = `${root}blocks/${(body as { id: number }).id}/`;
      expect(await call(server, 'bruno', 'DELETE', path)).toMatchObject({
        status: 403,
        body: { detail: 'You can only unblock users you have blocked' },
      });
      expect((await call(server, 'chiara', 'DELETE', path)).status).toBe(204);
    });
  });
});
