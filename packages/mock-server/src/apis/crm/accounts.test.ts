import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, bareRequest, openStage } from './crm.test-support';
import { profileShape, userShape } from './shapes.test-support';

describe('accounts of the CRM', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('documented');
  });
  afterEach(() => stage.server.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    bareRequest(stage, 'POST', path, headers, body);
  const me = (authorization: string) => bareRequest(stage, 'GET', '/api/users/me/', { authorization });
  const signIn = async (username: string) => {
    const { body } = await post('/api/auth/login/', { username, password: 'demo' });
    return body as Record<'access' | 'refresh' | 'legacy_token', string>;
  };

  it('sign in by name or e-mail', async () => {
    const { status, body } = await post('/api/auth/login/', {
      username: 'amira@example.com',
      password: 'demo',
    });
    const text = expect.any(String) as string;
    expect(status).toBe(200);
    expect(body).toEqual({
      user: userShape({ username: 'amira' }),
      access: text,
      refresh: text,
      token_type: 'Bearer',
      access_expires_in: 86_400,
      refresh_expires_in: 604_800,
      token: text,
      legacy_token: text,
      message: text,
    });
    const { access, legacy_token } = await signIn('amira');
    expect((await me(`Bearer ${access}`)).body).toMatchObject({ username: 'amira' });
    expect((await me(`Token ${legacy_token}`)).body).toMatchObject({ username: 'amira' });
  });

  it('do not sign in with what is wrong or missing', async () => {
    const wrong = await post('/api/auth/login/', { username: 'amira', password: 'wrong' });
    expect(wrong).toMatchObject({
      status: 400,
      body: { details: { non_field_errors: ['Unable to log in with provided credentials.'] } },
    });
    expect(await post('/api/auth/login/', { username: 'amira' })).toMatchObject({
      status: 400,
      body: { error: 'An error occurred', details: { password: ['This field is required.'] } },
    });
    await stage.server.world.people.setActive(stage.idOf('bruno'), false);
    expect((await post('/api/auth/login/', { username: 'bruno', password: 'demo' })).status).toBe(400);
    expect((await stage.ask('amira', 'GET', '/api/auth/login/')).status).toBe(405);
  });

  it('renew with a refresh token as often as they like, and with nothing else', async () => {
    const { access, refresh } = await signIn('amira');
    for (let count = 0; count < 2; count += 1) {
      const renewed = await post('/api/auth/token/refresh/', { refresh });
      const tokens = renewed.body as { access: string; refresh: string };
      expect((await me(`Bearer ${tokens.access}`)).status).toBe(200);
    }
    expect(await post('/api/auth/token/refresh/', { refresh: access })).toMatchObject({
      status: 401,
      body: { details: { code: 'token_not_valid' } },
    });
    expect((await me(`Bearer ${refresh}`)).status).toBe(401);
  });

  it('have their tokens looked at', async () => {
    const { access } = await signIn('amira');
    expect(await post('/api/auth/token/verify/', { token: access })).toMatchObject({ status: 200, body: {} });
    expect((await post('/api/auth/token/verify/', { token: 'made-up' })).status).toBe(401);
  });

  it('sign out of the older token once, and of no other', async () => {
    const { access, legacy_token } = await signIn('amira');
    const leave = () => stage.ask('amira', 'POST', '/api/auth/logout/');
    expect(await leave()).toMatchObject({ status: 200, body: { message: expect.any(String) as string } });
    expect((await me(`Token ${legacy_token}`)).status).toBe(401);
    expect((await me(`Bearer ${access}`)).status).toBe(200);
    expect(await leave()).toMatchObject({ status: 400, body: { error: expect.any(String) as string } });
  });

  it('register, may be anything then, and belong nowhere', async () => {
    const account = {
      email: 'wanda@example.com',
      username: 'wanda',
      password: 'secret-1',
      password_confirm: 'secret-1',
    };
    const registered = await post('/api/users/', account);
    expect(registered).toMatchObject({
      status: 201,
      body: { user: { username: 'wanda', organizations: [] }, message: 'Registration successful' },
    });
    for (const [fields, field] of [
      [account, 'username'],
      [{ ...account, username: 'w2', password_confirm: 'other' }, 'password_confirm'],
      [{ ...account, username: 'w3', email: 'no address' }, 'email'],
      [{}, 'email'],
    ] as const)
      expect(await post('/api/users/', fields)).toMatchObject({
        status: 400,
        body: { error: 'An error occurred', details: { [field]: [expect.any(String)] } },
      });
  });

  it('list and switch their hats, for all their devices', async () => {
    const path = '/api/auth/role-selection/';
    const { body } = await stage.ask('eve', 'GET', `${path}available_roles/`);
    const { profiles } = body as { profiles: { id: number; profile_type: string }[] };
    expect(body).toEqual({ profiles: [profileShape(), profileShape()], count: 2 });
    const select = (profile_id: unknown) => stage.ask('eve', 'POST', `${path}select_role/`, { profile_id });
    const [employee] = profiles;
    expect((await select(employee?.id)).body).toEqual({
      message: 'Switched to Employee role',
      user: userShape({ username: 'eve' }),
      active_profile: profileShape({ id: employee?.id, is_primary: true }),
    });
    expect(await select('')).toMatchObject({ status: 400, body: { error: 'profile_id is required' } });
    expect(await select(1)).toMatchObject({
      status: 404,
      body: { error: 'Profile not found or not active' },
    });
  });

  it('vanish with their messages and conversations when they are removed', async () => {
    await stage.sent('amira', 'bruno');
    await stage.sent('amira', 'chiara');
    const id = stage.idOf('bruno');
    await stage.server.world.people.remove(id);
    expect(await stage.get('amira', '/api/messages/')).toMatchObject([{ content: 'amira to chiara' }]);
    expect(await stage.get('amira', '/api/conversations/')).toHaveLength(1);
    const thread = await stage.ask('amira', 'GET', `/api/messages/with_user/?user_id=${id}`);
    expect(thread).toMatchObject({ status: 404, body: { error: 'User not found' } });
  });
});
