import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MockServer, type Profile, createMockServer } from '../../index';
import { call } from '../../testing/client';

describe('the CRM API', () => {
  let server: MockServer;
  let ids: Map<string, number>;

  async function start(profile: Profile): Promise<void> {
    server = await createMockServer({ api: 'crm', profile, seed: 'empty' });
    ids = new Map((await server.world.people.all()).map(({ username, id }) => [username, id]));
  }

  const ask = (as: string, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call(server, as, method, path, body, headers);
  const send = (from: string, to: string, more: object = {}) =>
    ask(from, 'POST', '/api/messages/send/', {
      recipient_id: ids.get(to),
      content: `${from} to ${to}`,
      ...more,
    });
  const get = async (as: string, path: string) => (await ask(as, 'GET', path)).body;
  const people = async (as: string): Promise<string[]> =>
    ((await get(as, '/api/messages/recipients/')) as { username: string }[])
      .map(({ username }) => username)
      .sort();
  const unread = async (as: string): Promise<number> =>
    ((await get(as, '/api/messages/unread_count/')) as { unread_count: number }).unread_count;

  afterEach(() => server.close());

  describe('the CRM as documented', () => {
    beforeEach(() => start('documented'));

    it('lists whom one may write to by hat', async () => {
      expect(await people('amira')).toEqual(['bruno', 'chiara', 'dmitri', 'eve', 'hugo', 'selma']);
      expect(await people('bruno')).toEqual(['amira', 'hugo', 'selma']);
      expect(await people('hugo')).toEqual(['amira', 'bruno', 'chiara', 'dmitri', 'eve']);
      expect(await people('eve')).toEqual([]);
    });

    it.each([
      ['amira', 'bruno', 201],
      ['amira', 'hugo', 201],
      ['bruno', 'amira', 201],
      ['bruno', 'hugo', 201],
      ['bruno', 'chiara', 403],
      ['hugo', 'amira', 201],
      ['hugo', 'bruno', 201],
      ['hugo', 'selma', 403],
      ['eve', 'amira', 403],
      ['amira', 'amira', 403],
    ])('lets %s write first to %s: %i', async (from, to, status) => {
      const answer = await send(from, to);
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.body).toEqual({ error: expect.any(String) as string });
    });

    it('answers lists bare, and in pages to whoever asks for pages', async () => {
      await send('amira', 'bruno');
      expect(await get('amira', '/api/messages/')).toMatchObject([{ content: 'amira to bruno' }]);
      expect(await get('amira', '/api/conversations/')).toMatchObject([
        { other_participant: { username: 'bruno' }, last_message: { content: 'amira to bruno' } },
      ]);
      expect(await get('amira', '/api/messages/?page=1&page_size=5')).toMatchObject({ count: 1, next: null });
    });

    it('carries out the documented day: write, read, count, answer', async () => {
      const { body } = await send('amira', 'hugo', {
        subject: 'Optional subject',
        related_lead_id: 1,
        related_deal_id: 2,
        related_customer_id: 1,
        attachments: [{ url: 'https://files.example.com/a.pdf', anything: { else: true } }],
      });
      expect(body).toMatchObject({
        subject: 'Optional subject',
        related_lead: 1,
        related_deal: 2,
        related_customer: 1,
        attachments: [{ url: 'https://files.example.com/a.pdf', anything: { else: true } }],
        is_read: false,
        sender: { email: 'amira@example.com' },
      });
      const { id } = body as { id: number };
      expect(await unread('hugo')).toBe(1);
      const read = await ask('hugo', 'POST', `/api/messages/${id}/mark_read/`);
      expect(read.body).toMatchObject({ id, is_read: true });
      expect(await unread('hugo')).toBe(0);
      expect((await send('hugo', 'amira')).status).toBe(201);
      const thread = await get('amira', `/api/messages/with_user/?user_id=${ids.get('hugo')}`);
      expect(thread).toMatchObject([
        { content: 'amira to hugo' },
        { content: 'hugo to amira', is_read: true },
      ]);
      expect(await unread('amira')).toBe(0);
    });
  });

  describe('the CRM as deployed', () => {
    beforeEach(() => start('deployed'));

    it('lists employees to vendors, the vendor to employees, nobody to customers', async () => {
      expect(await people('amira')).toEqual(['bruno', 'chiara', 'dmitri', 'eve']);
      expect(await people('bruno')).toEqual(['amira']);
      expect(await people('hugo')).toEqual([]);
    });

    it.each([
      ['amira', 'hugo', 201, ''],
      ['amira', 'root', 201, ''],
      ['amira', 'amira', 201, ''],
      ['bruno', 'amira', 201, ''],
      ['bruno', 'chiara', 403, 'Employees can only initiate conversations with their vendor.'],
      ['bruno', 'hugo', 403, 'Employees can only initiate conversations with their vendor.'],
      ['hugo', 'amira', 403, 'No active profile found for this organization'],
      ['root', 'amira', 403, 'No active profile found for this organization'],
    ])('lets %s write first to %s: %i', async (from, to, status, error) => {
      const answer = await send(from, to);
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.body).toEqual({ error });
    });

    it('lets employees answer whoever wrote, and customers nobody', async () => {
      await send('amira', 'hugo');
      expect((await send('hugo', 'amira')).status).toBe(403);
      await send('amira', 'bruno');
      expect((await send('bruno', 'amira')).status).toBe(201);
      const { crm } = server.world;
      const pair = { senderId: ids.get('chiara') ?? 0, recipientId: ids.get('bruno') ?? 0 };
      await crm.messages.add({ ...pair, organisationId: 1, content: 'by the side door' });
      expect((await send('bruno', 'chiara')).status).toBe(201);
    });

    it('lets a suspended person read and not write', async () => {
      await send('amira', 'bruno');
      const [profile] = await server.world.crm.people.profilesOf(ids.get('bruno') ?? 0);
      await server.world.crm.people.setStatus(profile?.id ?? 0, 'suspended');
      expect((await send('bruno', 'amira')).status).toBe(403);
      expect(await unread('bruno')).toBe(1);
    });

    it('files everything under the hat one wears, and shows only that', async () => {
      const hats = (await get('eve', '/api/auth/role-selection/available_roles/')) as {
        profiles: { id: number; profile_type: string }[];
      };
      const employee = hats.profiles.find(({ profile_type }) => profile_type === 'employee');
      await send('eve', 'root', { content: 'as vendor of Eastgate' });
      const switched = await ask('eve', 'POST', '/api/auth/role-selection/select_role/', {
        profile_id: employee?.id,
      });
      expect(switched.body).toMatchObject({ message: 'Switched to Employee role' });
      expect(await get('eve', '/api/messages/')).toMatchObject({ count: 0 });
      const { body } = await send('eve', 'amira');
      expect(body).toMatchObject({ organization: 1 });
      expect(await get('amira', '/api/conversations/')).toMatchObject({ count: 1 });
    });

    it('never shows what was filed elsewhere, though it announces it', async () => {
      const { body } = await send('eve', 'amira');
      expect(body).toMatchObject({ organization: 2 });
      expect(await get('amira', `/api/messages/with_user/?user_id=${ids.get('eve')}`)).toEqual([]);
      const { id } = body as { id: number };
      expect((await ask('amira', 'GET', `/api/messages/${id}/`)).status).toBe(404);
      expect((await ask('amira', 'POST', `/api/messages/${id}/mark_read/`)).status).toBe(404);
    });

    it('keeps a counter stuck after an unread message was deleted, and the total right', async () => {
      const { body } = await send('amira', 'bruno');
      await send('amira', 'bruno');
      await ask('amira', 'DELETE', `/api/messages/${(body as { id: number }).id}/`);
      await get('bruno', `/api/messages/with_user/?user_id=${ids.get('amira')}`);
      expect(await get('bruno', '/api/conversations/')).toMatchObject({ results: [{ unread_count: 1 }] });
      expect(await unread('bruno')).toBe(0);
    });

    it('keeps of a thread the oldest 500 on its own route, and marks no others', async () => {
      await server.world.transaction(async ({ crm }) => {
        for (let index = 0; index < 503; index += 1) {
          const pair = { senderId: ids.get('amira') ?? 0, recipientId: ids.get('bruno') ?? 0 };
          await crm.messages.add({ ...pair, organisationId: 1, content: String(index) });
        }
      });
      const thread = (await get('bruno', `/api/messages/with_user/?user_id=${ids.get('amira')}`)) as object[];
      expect(thread).toHaveLength(500);
      expect(thread[0]).toMatchObject({ content: '0', is_read: true });
      expect(await unread('bruno')).toBe(3);
    });

    it.each([
      ['?page_size=2&page=last', 1],
      ['?page_size=1000', 3],
      ['?page_size=0', 3],
      ['?page_size=x&ordering=nothing', 3],
    ])('pages %s', async (query, length) => {
      for (let count = 0; count < 3; count += 1) await send('amira', 'bruno');
      const { results } = (await get('amira', `/api/messages/${query}`)) as { results: object[] };
      expect(results).toHaveLength(length);
    });

    it.each(['?page=0', '?page=x', '?page=2'])('has no page %s', async (query) => {
      expect((await ask('amira', 'GET', `/api/messages/${query}`)).status).toBe(404);
    });

    it.each([
      [{ content: 'x', recipient_id: 3.5 }, { recipient_id: ['A valid integer is required.'] }],
      [{ content: 'x', recipient_id: '2.0' }, null],
      [{ content: 12 }, null],
      [{ content: ['a'] }, { content: ['Not a valid string.'] }],
      [{ content: 'a\0b' }, { content: ['Null characters are not allowed.'] }],
      [{ content: '\ud83d' }, { content: ['Surrogate characters are not allowed: U+D83D.'] }],
      [{ content: '😀'.repeat(5000) }, null],
      [{ content: '😀'.repeat(5001) }, { content: ['Ensure this field has no more than 5000 characters.'] }],
      [{ content: '\u200b' }, null],
      [{ content: 'a', related_lead_id: 0 }, null],
      [{ content: 'a', related_lead_id: 'x' }, { related_lead_id: ['A valid integer is required.'] }],
    ])('checks %j', async (fields, problems) => {
      const { status, body } = await send('amira', 'bruno', fields);
      expect(status).toBe(problems === null ? 201 : 400);
      if (problems !== null) expect(body).toEqual(problems);
    });

    it('never shows what others wrote to others', async () => {
      const { body } = await send('amira', 'bruno');
      const { id } = body as { id: number };
      for (const [method, path] of [
        ['GET', `/api/messages/${id}/`],
        ['PATCH', `/api/messages/${id}/`],
        ['PUT', `/api/messages/${id}/`],
        ['DELETE', `/api/messages/${id}/`],
        ['POST', `/api/messages/${id}/mark_read/`],
        ['GET', '/api/conversations/1/'],
      ] as const) {
        expect((await ask('chiara', method, path, method === 'GET' ? undefined : {})).status).toBe(404);
      }
      expect(await get('chiara', '/api/messages/')).toMatchObject({ count: 0 });
      expect(await get('chiara', '/api/conversations/')).toMatchObject({ count: 0 });
      expect(await get('bruno', `/api/messages/${id}/`)).toMatchObject({ id });
      expect(await get('bruno', '/api/conversations/1/')).toMatchObject({ id: 1 });
    });

    it.each(['PUT', 'PATCH', 'DELETE', 'POST'])('answers 405 to %s of a conversation', async (method) => {
      await send('amira', 'bruno');
      expect((await ask('amira', method, '/api/conversations/1/', {})).status).toBe(405);
    });

    it('refuses an unknown person by the side door with a crash, and what is no message type with a word', async () => {
      const body = { recipient_id: 999, content: 'x' };
      expect((await ask('amira', 'POST', '/api/messages/', body)).status).toBe(500);
      const typed = {
        recipient_id: 2,
        content: 'x',
        message_type: 'video',
        related_deal: 77,
        organization: 9,
      };
      expect((await ask('amira', 'POST', '/api/messages/', typed)).body).toMatchObject({
        error: 'An error occurred',
        details: {
          message_type: ['"video" is not a valid choice.'],
          related_deal: ['Invalid pk "77" - object does not exist.'],
          organization: ['Invalid pk "9" - object does not exist.'],
        },
      });
    });

    it('changes a message by either side, without limits and without a word', async () => {
      const { body } = await send('amira', 'bruno');
      const { id, updated_at } = body as { id: number; updated_at: string };
      const changed = await ask('bruno', 'PATCH', `/api/messages/${id}/`, {
        content: 'x'.repeat(6000),
        subject: null,
        attachments: { any: 'thing' },
        related_lead: 1,
      });
      expect(changed.body).toMatchObject({ attachments: { any: 'thing' }, related_lead: 1, subject: null });
      expect((changed.body as { updated_at: string }).updated_at).not.toBe(updated_at);
      const whole = { recipient_id: ids.get('bruno'), content: 'whole' };
      expect((await ask('amira', 'PUT', `/api/messages/${id}/`, whole)).body).toMatchObject({
        content: 'whole',
      });
    });
  });

  describe('signing in to the CRM', () => {
    beforeEach(() => start('documented'));

    const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const me = async (authorization: string) => {
      const answer = await fetch(`${server.url}/api/users/me/`, { headers: { authorization } });
      return { status: answer.status, body: (await answer.json()) as { details: { code?: string } } };
    };

    it('signs in, renews, and keeps the old refresh token good', async () => {
      const { body } = await post('/api/auth/login/', { username: 'amira@example.com', password: 'demo' });
      expect(body).toMatchObject({
        token_type: 'Bearer',
        access_expires_in: 86_400,
        user: { username: 'amira' },
      });
      for (let count = 0; count < 2; count += 1) {
        const renewed = await post('/api/auth/token/refresh/', { refresh: body['refresh'] });
        expect((await me(`Bearer ${String(renewed.body['access'])}`)).status).toBe(200);
      }
      expect((await me(`Token ${String(body['legacy_token'])}`)).status).toBe(200);
      expect((await me(`Bearer ${String(body['refresh'])}`)).status).toBe(401);
      expect((await me('bearer x')).status).toBe(401);
      expect((await me('Bearer a b')).body).toMatchObject({ details: { code: 'bad_authorization_header' } });
    });

    it('tells a deactivated and an unknown account apart from a bad token', async () => {
      const token = await server.issueToken('bruno');
      await server.world.people.setActive(ids.get('bruno') ?? 0, false);
      expect(await me(`Bearer ${token}`)).toMatchObject({
        status: 401,
        body: { details: { code: 'user_inactive' } },
      });
      expect(await post('/api/auth/login/', { username: 'bruno', password: 'demo' })).toMatchObject({
        status: 400,
      });
    });

    it('registers somebody who may be anything and belongs nowhere', async () => {
      const account = {
        email: 'wanda@example.com',
        username: 'wanda',
        password: 'secret-1',
        password_confirm: 'secret-1',
      };
      expect(await post('/api/users/', account)).toMatchObject({
        status: 201,
        body: { message: 'Registration successful' },
      });
      expect(await post('/api/users/', account)).toMatchObject({
        status: 400,
        body: { details: { username: [expect.any(String)] } },
      });
      expect(
        await post('/api/users/', { ...account, username: 'w2', password_confirm: 'other' }),
      ).toMatchObject({
        status: 400,
        body: { details: { password_confirm: [expect.any(String)] } },
      });
      expect(await post('/api/users/', {})).toMatchObject({
        status: 400,
        body: { details: { email: ['This field is required.'] } },
      });
    });

    it('answers odd requests in JSON, and crashes in HTML', async () => {
      expect((await ask('amira', 'GET', '/api/nothing/')).status).toBe(404);
      const redirect = await ask('amira', 'GET', '/api/messages');
      expect([redirect.status, redirect.headers.get('location')]).toEqual([301, '/api/messages/']);
      const crash = await ask('amira', 'GET', '/api/messages/with_user/?user_id=abc');
      expect([crash.status, crash.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
      expect((await ask('amira', 'GET', '/api/auth/login/')).status).toBe(405);
    });

    it('obeys faults', async () => {
      server.faults.inject('failAfterStore', { times: 1, match: 'messages/send' });
      expect((await send('amira', 'bruno')).status).toBe(500);
      expect(await unread('bruno')).toBe(1);
      server.faults.inject('expireTokens');
      const token = await server.issueToken('amira');
      expect((await me(`Bearer ${token}`)).status).toBe(200);
    });

    it('acts as somebody for demos', async () => {
      const id = await server.as('amira').send({ with: 'bruno' }, 'hello');
      await server.as('bruno').read({ with: 'amira' }, [id]);
      expect(await unread('bruno')).toBe(0);
      await server.as('amira').edit(id, 'hello again');
      expect(await get('bruno', `/api/messages/${id}/`)).toMatchObject({
        content: 'hello again',
        is_read: true,
      });
      await server.as('amira').remove(id);
      expect((await ask('bruno', 'GET', `/api/messages/${id}/`)).status).toBe(404);
      await expect(server.as('amira').type({ with: 'bruno' }, true)).rejects.toThrow('knows no typing');
      await expect(server.as('amira').send({ with: 'nobody' }, 'x')).rejects.toThrow('no conversation');
    });
  });

  describe('the demo of the CRM', () => {
    it('starts with talk, unread messages, and people who can sign in', async () => {
      server = await createMockServer({ api: 'crm', seed: 'demo' });
      expect(server.accounts.map(({ username }) => username)).toEqual([
        'amira',
        'bruno',
        'chiara',
        'dmitri',
        'eve',
        'hugo',
        'selma',
      ]);
      expect(await unread('amira')).toBe(3);
      const list = (await get('amira', '/api/conversations/')) as {
        unread_count: number;
        other_participant: { username: string };
      }[];
      expect(
        list.map(({ unread_count, other_participant }) => [other_participant.username, unread_count]),
      ).toEqual([
        ['bruno', 1],
        ['hugo', 2],
        ['chiara', 0],
        ['eve', 0],
      ]);
    });

    it('keeps files where a host would, and shows those of the demo', async () => {
      server = await createMockServer({ api: 'all', seed: 'demo' });
      const authorization = `Bearer ${await server.issueToken('amira', undefined, 'crm')}`;
      const list = await fetch(`${server.urlOf('crm')}/api/messages/`, { headers: { authorization } });
      const shown = ((await list.json()) as { attachments: { url: string; size: number }[] }[]).flatMap(
        ({ attachments }) => attachments,
      );
      expect(shown).toHaveLength(2);
      for (const { url, size } of shown) {
        const file = await fetch(new URL(url, server.urlOf('crm')));
        expect((await file.arrayBuffer()).byteLength).toBe(size);
      }
      const post = async (name: string, content: string) => {
        const form = new FormData();
        form.append(name, new File([content], 'größe 1.txt', { type: 'text/plain' }));
        return fetch(`${server.urlOf('crm')}/media/`, { method: 'POST', body: form });
      };
      const stored = (await (await post('file', 'hello')).json()) as { url: string };
      expect(stored).toMatchObject({ name: 'größe 1.txt', type: 'text/plain', size: 5 });
      expect(await (await fetch(stored.url)).text()).toBe('hello');
      expect([(await post('file', '')).status, (await post('other', 'x')).status]).toEqual([400, 400]);
    });

    it('lives beside the other APIs without showing in them', async () => {
      server = await createMockServer({ api: 'all', seed: 'demo' });
      const token = await server.issueToken('amira', undefined, 'crm');
      const headers = { authorization: `Bearer ${token}` };
      const page = await fetch(`${server.urlOf('crm')}/api/messages/?page=1&page_size=2`, { headers });
      const { next } = (await page.json()) as { next: string };
      expect(next).toMatch(`${server.urlOf('crm')}/api/messages/`);
      expect((await fetch(next, { headers })).status).toBe(200);
    });
  });
});
