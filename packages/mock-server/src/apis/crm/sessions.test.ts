import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer } from '../../index';
import { type Stage, bareRequest, openSession, openStage, profiles } from './crm.test-support';

describe.each(profiles)('cookie sessions of the CRM, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.server.close());

  const loginPath = '/admin/login/';
  const submit = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${stage.server.url}${loginPath}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(fields),
    });

  it('come from the form of the admin site, with a token for writes', async () => {
    const session = await openSession(stage, 'amira');
    const me = await bareRequest(stage, 'GET', '/api/users/me/', session);
    expect(me).toMatchObject({ status: 200, body: { username: 'amira' } });
    const message = { recipient_id: stage.idOf('bruno'), content: 'by a session' };
    const sent = await bareRequest(stage, 'POST', '/api/messages/send/', session, message);
    expect(sent).toMatchObject({ status: 201, body: { sender_email: 'amira@example.com' } });
  });

  it('are not read by scripts, the token for writes is, and both stay with this site', async () => {
    const form = await fetch(`${stage.server.url}${loginPath}`);
    const [token = ''] = form.headers.getSetCookie();
    expect(token).toMatch(/^csrftoken=\w+; Max-Age=\d+; Path=\/; SameSite=Lax$/);
    const csrfmiddlewaretoken = /csrftoken=(\w+)/.exec(token)?.[1] ?? '';
    const fields = { username: 'amira@example.com', password: 'demo', csrfmiddlewaretoken };
    const answer = await submit(fields, { cookie: token.split(';')[0] ?? '' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/admin/']);
    const [session, fresh] = answer.headers.getSetCookie();
    expect(session).toMatch(/^sessionid=\w+; HttpOnly; Max-Age=1209600; Path=\/; SameSite=Lax$/);
    expect(fresh).toMatch(/^csrftoken=\w+; Max-Age=\d+; Path=\/; SameSite=Lax$/);
    expect(fresh).not.toContain(csrfmiddlewaretoken);
  });

  it('are not opened by a wrong password, nor by a form of another site', async () => {
    const token = 'a'.repeat(32);
    const good = { username: 'amira', password: 'demo', csrfmiddlewaretoken: token };
    const wrong = await submit({ ...good, password: 'wrong' }, { cookie: `csrftoken=${token}` });
    expect(wrong.status).toBe(200);
    expect(await wrong.text()).toContain('Please enter the correct username and password');
    for (const headers of [{}, { cookie: `csrftoken=${'b'.repeat(32)}` }]) {
      const foreign = await submit(good, headers);
      expect(foreign.status).toBe(403);
      expect(await foreign.text()).toContain('CSRF verification failed');
      expect(foreign.headers.getSetCookie()).toEqual([]);
    }
  });

  it('put nothing of a cookie into the page', async () => {
    const cookie = 'csrftoken="><script>alert(1)</script>';
    const form = await fetch(`${stage.server.url}${loginPath}`, { headers: { cookie } });
    expect(await form.text()).not.toContain('script');
  });

  it('need the token for writes only', async () => {
    const { cookie, ...headers } = await openSession(stage, 'amira');
    const count = '/api/messages/unread_count/';
    expect((await bareRequest(stage, 'GET', count, { cookie })).status).toBe(200);
    const message = { recipient_id: stage.idOf('bruno'), content: 'x' };
    const send = (more: Record<string, string>) =>
      bareRequest(stage, 'POST', '/api/messages/send/', { cookie, ...more }, message);
    expect((await send({})).status).toBe(403);
    expect((await send(headers)).status).toBe(201);
  });

  it('yield to a token, good or bad', async () => {
    const session = await openSession(stage, 'amira');
    const as = async (authorization: string) =>
      bareRequest(stage, 'GET', '/api/users/me/', { ...session, authorization });
    const bruno = await as(`Bearer ${await stage.server.issueToken('bruno')}`);
    expect(bruno.body).toMatchObject({ username: 'bruno' });
    expect((await as('Bearer made-up')).status).toBe(401);
  });

  it('end when signing out, with the account, and not with those of others', async () => {
    const [amira, bruno] = [await openSession(stage, 'amira'), await openSession(stage, 'bruno')];
    const statusOf = async (headers: Record<string, string>) =>
      (await bareRequest(stage, 'GET', '/api/users/me/', headers)).status;
    const leave = (csrfmiddlewaretoken: string) =>
      fetch(`${stage.server.url}/admin/logout/`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: amira.cookie },
        body: new URLSearchParams({ csrfmiddlewaretoken }),
      });
    expect((await leave('made-up')).status).toBe(403);
    expect(await statusOf(amira)).toBe(200);
    const left = await leave(amira['x-csrftoken']);
    expect([left.status, left.headers.get('location')]).toEqual([302, loginPath]);
    expect([await statusOf(amira), await statusOf(bruno)]).toEqual([401, 200]);
    await stage.server.world.people.setActive(stage.idOf('bruno'), false);
    expect(await statusOf(bruno)).toBe(401);
  });

  it('show their page to whoever has one, and the form to others', async () => {
    const page = (headers: Record<string, string>) =>
      fetch(`${stage.server.url}/admin/`, { redirect: 'manual', headers });
    expect((await page({})).headers.get('location')).toBe(loginPath);
    const signedIn = await page(await openSession(stage, 'amira'));
    expect([signedIn.status, await signedIn.text()]).toEqual([
      200,
      expect.stringContaining('Log out') as string,
    ]);
  });

  it('sign the channel of the push service', async () => {
    const session = await openSession(stage, 'amira');
    const own = { socket_id: '1.1', channel_name: `private-user-${stage.idOf('amira')}` };
    expect(await bareRequest(stage, 'POST', '/api/pusher/auth/', session, own)).toMatchObject({
      status: 200,
      body: { auth: expect.stringMatching(/^demo-key:[0-9a-f]{64}$/) as string },
    });
  });

  it('tell under which organization they file, and tokens do not', async () => {
    const headersOf = async (headers: Record<string, string>) => {
      const answer = await bareRequest(stage, 'GET', '/api/messages/unread_count/', headers);
      const names = ['organization', 'profile-type'].map((name) => `x-active-${name}`);
      return ['x-is-owner', ...names].map((name) => answer.headers.get(name));
    };
    expect(await headersOf(await openSession(stage, 'amira'))).toEqual(['true', '1', 'vendor']);
    expect(await headersOf(await openSession(stage, 'hugo'))).toEqual(['false', '1', 'customer']);
    const token = await stage.server.issueToken('amira');
    expect(await headersOf({ authorization: `Bearer ${token}` })).toEqual([null, null, null]);
  });
});

describe('cookie sessions of several APIs on one server', () => {
  it('open nothing of each other', async () => {
    const server = await createMockServer({ api: 'all' });
    const [amira] = (await server.world.people.all()).filter(({ username }) => username === 'amira');
    const other = await server.world.sessions.open('message-manager', amira?.id ?? 0);
    const me = await fetch(`${server.urlOf('crm')}/api/users/me/`, {
      headers: { cookie: `sessionid=${other}` },
    });
    expect(me.status).toBe(401);
    const form = await fetch(`${server.urlOf('crm')}/admin/login/`);
    expect(form.headers.getSetCookie()).toEqual([expect.stringContaining('Path=/crm/;') as string]);
    await server.close();
  });
});
