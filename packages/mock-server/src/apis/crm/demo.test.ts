import { afterEach, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { type Stage, openStage } from './crm.test-support';

describe('the CRM under faults, and acted in from outside', () => {
  let stage: Stage;
  afterEach(() => stage.server.close());

  const unread = (as: string) => stage.get(as, '/api/messages/unread_count/');

  it('obeys faults', async () => {
    stage = await openStage('documented');
    stage.server.faults.inject('failAfterStore', { times: 1, match: 'messages/send' });
    expect((await stage.send('amira', 'bruno')).status).toBe(500);
    expect(await unread('bruno')).toEqual({ unread_count: 1 });
    const old = await stage.server.issueToken('amira');
    stage.server.faults.inject('expireTokens');
    const authorization = `Bearer ${old}`;
    expect((await stage.ask('amira', 'GET', '/api/users/me/', undefined, { authorization })).status).toBe(
      401,
    );
    expect((await stage.ask('amira', 'GET', '/api/users/me/')).status).toBe(200);
  });

  it('acts as somebody', async () => {
    stage = await openStage('documented');
    const { server } = stage;
    const id = await server.as('amira').send({ with: 'bruno' }, 'hello');
    await server.as('bruno').read({ with: 'amira' }, [id]);
    expect(await unread('bruno')).toEqual({ unread_count: 0 });
    await server.as('amira').edit(id, 'hello again');
    expect(await stage.get('bruno', `/api/messages/${id}/`)).toMatchObject({
      content: 'hello again',
      is_read: true,
    });
    await server.as('amira').remove(id);
    expect((await stage.ask('bruno', 'GET', `/api/messages/${id}/`)).status).toBe(404);
    await expect(server.as('amira').type({ with: 'bruno' }, true)).rejects.toThrow('knows no typing');
    await expect(server.as('amira').send({ with: 'nobody' }, 'x')).rejects.toThrow('no conversation');
  });

  it('starts with talk, unread messages, and people who can sign in', async () => {
    stage = await openStage('documented', 'demo');
    expect(stage.server.accounts.map(({ username }) => username)).toEqual([
      'amira',
      'bruno',
      'chiara',
      'dmitri',
      'eve',
      'hugo',
      'selma',
    ]);
    expect(await unread('amira')).toEqual({ unread_count: 3 });
    const list = (await stage.get('amira', '/api/conversations/')) as {
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
});

describe('the demo of the CRM beside the other APIs', () => {
  let server: MockServer;
  afterEach(() => server.close());

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
