import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, frameworkError, openStage, profiles } from './crm.test-support';
import {
  conversationShape,
  listedOrganization,
  messageShape,
  pageShape,
  profileShape,
  restTime,
  toldOrganization,
  userShape,
} from './shapes.test-support';

const noPages = ['?page=0', '?page=-1', '?page=x', '?page=2', '?page=', '?page_size=1&page=99'];

describe.each(profiles)('reading, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.server.close());

  /** Bare lists as documented, pages as deployed. */
  const listOf = (items: readonly unknown[], count = items.length): unknown =>
    profile === 'documented' ? items : pageShape({ count, results: items });

  async function expectNoPages(path: string): Promise<void> {
    for (const query of noPages) {
      const { status, body } = await stage.ask('amira', 'GET', `${path}${query}`);
      expect(status, query).toBe(404);
      expect(body).toEqual(frameworkError(404, 'Invalid page.'));
    }
  }

  describeDocumented('GET /api/messages/recipients/', () => {
    it('success: tells people whole, in a bare array', async () => {
      const { status, body } = await stage.ask('bruno', 'GET', '/api/messages/recipients/');
      expect(status).toBe(200);
      const amira = (body as { username: string }[]).find(({ username }) => username === 'amira');
      expect(amira).toEqual(
        userShape({
          id: stage.idOf('amira'),
          email: 'amira@example.com',
          first_name: 'Amira',
          last_name: 'Haddad',
          full_name: 'Amira Haddad',
          title: 'Owner',
          profiles: [
            profileShape({
              user: stage.idOf('amira'),
              organization: toldOrganization({ id: 1, name: 'Northwind', slug: 'northwind' }),
              organization_name: 'Northwind',
              profile_type: 'vendor',
              profile_type_display: 'Vendor',
              is_primary: true,
              is_owner: true,
              status: 'active',
              status_display: 'Active',
            }),
          ],
          organizations: [listedOrganization({ id: 1, name: 'Northwind', is_owner: true })],
        }),
      );
    });

    it('success: has nobody for whoever has no organization', async () => {
      expect(await stage.get('root', '/api/messages/recipients/')).toEqual([]);
    });
  });

  describeDocumented('GET /api/messages/', () => {
    it('success: lists what one sent and received, newest first', async () => {
      const ids = [await stage.sent('amira', 'bruno'), await stage.sent('bruno', 'amira')];
      await stage.sent('amira', 'chiara');
      const { status, body } = await stage.ask('bruno', 'GET', '/api/messages/');
      expect(status).toBe(200);
      expect(body).toEqual(
        listOf([
          messageShape({ id: ids[1], sender_email: 'bruno@example.com' }),
          messageShape({ id: ids[0], sender_email: 'amira@example.com' }),
        ]),
      );
    });

    it('success: orders as asked, and as always when asked for what is none', async () => {
      const ids = [await stage.sent('amira', 'bruno'), await stage.sent('amira', 'bruno')];
      const order = async (query: string) => {
        const body = await stage.get('bruno', `/api/messages/?${query}&page_size=5`);
        return (body as { results: { id: number }[] }).results.map(({ id }) => id);
      };
      expect(await order('ordering=id')).toEqual(ids);
      expect(await order('ordering=-created_at')).toEqual([...ids].reverse());
      expect(await order('ordering=is_read,-id')).toEqual([...ids].reverse());
      expect(await order('ordering=nothing')).toEqual([...ids].reverse());
    });

    it('success: gives pages of the size asked for, with addresses of their neighbours', async () => {
      for (let count = 0; count < 5; count += 1) await stage.sent('amira', 'bruno');
      const { url } = stage.server;
      expect(await stage.get('amira', '/api/messages/?page=2&page_size=2')).toEqual(
        pageShape({
          count: 5,
          next: `${url}/api/messages/?page=3&page_size=2`,
          previous: `${url}/api/messages/?page_size=2`,
          results: [messageShape(), messageShape()],
        }),
      );
      expect(await stage.get('amira', '/api/messages/?page=last&page_size=2')).toEqual(
        pageShape({
          count: 5,
          previous: `${url}/api/messages/?page=2&page_size=2`,
          results: [messageShape()],
        }),
      );
      for (const size of ['1000', '0', 'x'])
        expect(await stage.get('amira', `/api/messages/?page_size=${size}`)).toMatchObject({
          results: { length: 5 },
        });
    });

    it('success: filters by nothing, and is empty for whoever has no messages', async () => {
      await stage.sent('amira', 'bruno');
      const filtered = await stage.get('amira', '/api/messages/?user_id=99&search=zzz&is_read=true');
      expect(filtered).toEqual(listOf([messageShape()]));
      expect(await stage.get('chiara', '/api/messages/')).toEqual(listOf([]));
    });

    it('404 Invalid page.', () => expectNoPages('/api/messages/'));
  });

  describeDocumented('GET /api/messages/with_user/', () => {
    const thread = (as: string, other: string) =>
      stage.ask(as, 'GET', `/api/messages/with_user/?user_id=${stage.idOf(other)}`);

    it('success: gives the thread, oldest first, and marks what one received', async () => {
      const ids = [await stage.sent('amira', 'bruno'), await stage.sent('bruno', 'amira')];
      await stage.sent('amira', 'chiara');
      const { status, body } = await thread('bruno', 'amira');
      expect(status).toBe(200);
      expect(body).toEqual([
        messageShape({ id: ids[0], is_read: true, read_at: restTime }),
        messageShape({ id: ids[1] }),
      ]);
      expect(await stage.get('bruno', '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
      expect(await stage.get('amira', '/api/messages/unread_count/')).toEqual({ unread_count: 1 });
    });

    it('success: is empty for two who never wrote', async () => {
      expect(await thread('amira', 'dmitri')).toMatchObject({ status: 200, body: [] });
    });

    it('success: stops at the oldest 500, and marks no others', async () => {
      await stage.server.world.transaction(async ({ crm }) => {
        const pair = { senderId: stage.idOf('amira'), recipientId: stage.idOf('bruno') };
        for (let index = 0; index < 503; index += 1)
          await crm.messages.add({ ...pair, organisationId: 1, content: String(index) });
      });
      const { body } = await thread('bruno', 'amira');
      const messages = body as { content: string; is_read: boolean }[];
      expect(messages).toHaveLength(500);
      expect(messages[0]).toMatchObject({ content: '0', is_read: true });
      expect(messages[499]).toMatchObject({ content: '499', is_read: true });
      expect(await stage.get('bruno', '/api/messages/unread_count/')).toEqual({ unread_count: 3 });
    });

    it('400 user_id parameter is required', async () => {
      for (const query of ['', '?user_id=']) {
        const { status, body } = await stage.ask('amira', 'GET', `/api/messages/with_user/${query}`);
        expect(status).toBe(400);
        expect(body).toEqual({ error: 'user_id parameter is required' });
      }
    });

    it('404 User not found', async () => {
      const { status, body } = await stage.ask('amira', 'GET', '/api/messages/with_user/?user_id=999');
      expect(status).toBe(404);
      expect(body).toEqual({ error: 'User not found' });
    });

    it('500 a user_id that is no number', async () => {
      const answer = await stage.ask('amira', 'GET', '/api/messages/with_user/?user_id=abc');
      expect(answer.status).toBe(500);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    });
  });

  describeDocumented('POST /api/messages/{id}/mark_read/', () => {
    const mark = (as: string, id: number) => stage.ask(as, 'POST', `/api/messages/${id}/mark_read/`);

    it('success: marks once, and answers the same the second time', async () => {
      const id = await stage.sent('amira', 'bruno');
      const first = await mark('bruno', id);
      expect(first.status).toBe(200);
      expect(first.body).toEqual(messageShape({ id, is_read: true, read_at: restTime }));
      expect((await mark('bruno', id)).body).toEqual(first.body);
      expect(await stage.get('bruno', '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
    });

    it('403 You can only mark your own received messages as read', async () => {
      const { status, body } = await mark('amira', await stage.sent('amira', 'bruno'));
      expect(status).toBe(403);
      expect(body).toEqual({ error: 'You can only mark your own received messages as read' });
    });

    it('404 No Message matches the given query.', async () => {
      const ids = [await stage.sent('amira', 'bruno'), 999, Number.MAX_SAFE_INTEGER + 1];
      for (const id of ids) {
        const { status, body } = await mark('chiara', id);
        expect(status).toBe(404);
        expect(body).toEqual(frameworkError(404, 'Not Found', 'No Message matches the given query.'));
      }
    });
  });

  describeDocumented('GET /api/messages/unread_count/', () => {
    it('success: counts what one received and has not read', async () => {
      for (const sender of ['amira', 'amira', 'bruno']) {
        const recipient = sender === 'amira' ? 'bruno' : 'amira';
        await stage.sent(sender, recipient);
      }
      const answer = await stage.ask('bruno', 'GET', '/api/messages/unread_count/');
      expect([answer.status, answer.body]).toEqual([200, { unread_count: 2 }]);
      expect(await stage.get('amira', '/api/messages/unread_count/')).toEqual({ unread_count: 1 });
      expect(await stage.get('chiara', '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
    });
  });

  describeDocumented('GET /api/conversations/', () => {
    it('success: lists conversations by their last message, each with the other person and one’s own count', async () => {
      await stage.sent('amira', 'chiara');
      await stage.sent('amira', 'bruno');
      const last = await stage.sent('bruno', 'amira', 'Hello!');
      const { status, body } = await stage.ask('amira', 'GET', '/api/conversations/');
      expect(status).toBe(200);
      expect(body).toEqual(
        listOf([
          conversationShape({
            participant1: userShape({ id: stage.idOf('amira') }),
            participant2: userShape({ id: stage.idOf('bruno') }),
            other_participant: userShape({ id: stage.idOf('bruno') }),
            organization: 1,
            last_message: messageShape({ id: last, content: 'Hello!' }),
            unread_count_participant1: 1,
            unread_count_participant2: 1,
            unread_count: 1,
          }),
          conversationShape({
            other_participant: userShape({ id: stage.idOf('chiara') }),
            unread_count: 0,
          }),
        ]),
      );
    });

    it('success: pages and orders like messages', async () => {
      for (const other of ['bruno', 'chiara', 'dmitri']) await stage.sent('amira', other);
      expect(await stage.get('amira', '/api/conversations/?page_size=2&ordering=id')).toEqual(
        pageShape({
          count: 3,
          next: `${stage.server.url}/api/conversations/?ordering=id&page=2&page_size=2`,
          results: [
            conversationShape({ other_participant: userShape({ username: 'bruno' }) }),
            conversationShape({ other_participant: userShape({ username: 'chiara' }) }),
          ],
        }),
      );
    });

    it('404 Invalid page.', () => expectNoPages('/api/conversations/'));
  });
});

describe('reading, as deployed only', () => {
  describeDocumented('GET /api/messages/recipients/', () => {
    it('500 an employee without an account', async () => {
      const stage = await openStage('deployed');
      const id = await stage.hire('leaver', [{ type: 'employee', organisationId: 1 }]);
      expect((await stage.ask('amira', 'GET', '/api/messages/recipients/')).status).toBe(200);
      await stage.server.world.people.remove(id);
      const answer = await stage.ask('amira', 'GET', '/api/messages/recipients/');
      expect(answer.status).toBe(500);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      // Only lists of employees meet it.
      expect((await stage.ask('bruno', 'GET', '/api/messages/recipients/')).status).toBe(200);
      await stage.server.close();
    });
  });
});
