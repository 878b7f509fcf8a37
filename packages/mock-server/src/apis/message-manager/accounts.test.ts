import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callUnsigned } from '../../testing/client';
import { type Stage, openStage, profiles } from './message-manager.test-support';

describe.each(profiles)('accounts of message-manager, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.close());

  const post = (path: string, body: unknown) => callUnsigned(stage.server, 'POST', path, {}, body);
  const signIn = async (username: string) => {
    const { body } = await post('/api/login/', { username, password: 'demo' });
    return body as { access: string; refresh: string; user: Record<string, unknown> };
  };
  /** Fills in the form of the administration; what stands in the cookie, if one came. */
  const logIn = async (username: string, password = 'demo') => {
    const answer = await fetch(`${stage.server.url}/admin/login/`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ username, password }),
    });
    return { status: answer.status, cookie: answer.headers.get('set-cookie') };
  };

  it('sign in by name or e-mail in any letter case, and are told of themselves without a name', async () => {
    const text = expect.any(String) as string;
    for (const username of ['amira', 'AMIRA@example.com'])
      expect(await signIn(username)).toEqual({
        access: text,
        refresh: text,
        user: {
          id: expect.any(Number) as number,
          username: 'amira',
          email: 'amira@example.com',
          user_type: 'receptionist',
          phone_number: '',
          hotel: text,
          hotel_id: text,
          created_by: null,
          is_active_hotel_user: true,
          is_verified: true,
        },
      });
    // Not told to everybody.
    expect((await signIn('bruno')).user).not.toHaveProperty('hotel_id');
    expect((await signIn('root')).user).toMatchObject({ hotel: null });
  });

  it('do not sign in with what is wrong or missing, nor before they are verified', async () => {
    expect(await post('/api/login/', { username: 'amira', password: 'wrong' })).toMatchObject({
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
    });
    expect(await post('/api/login/', { username: 'amira' })).toMatchObject({
      status: 400,
      body: { password: ['This field is required.'] },
    });
    const { world } = stage.server;
    const newcomer = {
      username: 'new',
      email: 'n@example.com',
      firstName: '',
      lastName: '',
      password: 'demo',
    };
    const { id } = await world.people.add(newcomer);
    await world.guests.hotels.addStaff({ personId: id, userType: 'manager', isVerified: false });
    expect(await post('/api/login/', { username: 'new', password: 'demo' })).toMatchObject({
      status: 401,
      body: { detail: 'User account is not verified. Please verify your email before logging in.' },
    });
  });

  it('renew with a refresh token once, and with nothing else', async () => {
    const { access, refresh } = await signIn('amira');
    const renewed = await post('/api/login/refresh/', { refresh });
    expect(renewed).toMatchObject({ status: 200, body: { access: expect.any(String) as string } });
    for (const [body, status, told] of [
      [{ refresh }, 401, { detail: 'Token is blacklisted', code: 'token_not_valid' }],
      [{ refresh: access }, 401, { detail: 'Token has wrong type', code: 'token_not_valid' }],
      [{ refresh: 'made-up' }, 401, { detail: 'Token is invalid or expired', code: 'token_not_valid' }],
      [{}, 400, { refresh: ['This field is required.'] }],
    ] as const)
      expect(await post('/api/login/refresh/', body)).toMatchObject({ status, body: told });
  });

  it('sign out with their refresh token, and keep the other one until it ends', async () => {
    const { access, refresh } = await signIn('amira');
    const authorization = `Bearer ${access}`;
    const leave = (body: unknown) =>
      callUnsigned(stage.server, 'POST', '/api/logout/', { authorization }, body);
    expect(await leave({})).toMatchObject({ status: 400, body: { error: 'Refresh token is required' } });
    expect((await leave({ refresh })).status).toBe(205);
    expect(await leave({ refresh })).toMatchObject({
      status: 400,
      body: { error: 'Invalid refresh token' },
    });
    const list = await callUnsigned(stage.server, 'GET', '/api/message_manager/', { authorization });
    expect(list.status).toBe(200);
  });

  it('get a session from the form of the administration, as far as they are let in', async () => {
    const { status, cookie } = await logIn('dmitri');
    expect([status, cookie]).toEqual([
      302,
      expect.stringMatching(/^sessionid=\w+; HttpOnly; Max-Age=1209600; Path=\/; SameSite=Lax$/),
    ]);
    const session = cookie?.split(';')[0] ?? '';
    expect((await stage.dial('/ws/staff/', { cookie: `theme=dark; ${session}` })).status).toBe(101);
    expect(await logIn('dmitri', 'wrong')).toEqual({ status: 200, cookie: null });
    // The document lets everybody in who is logged in, real servers the administration only.
    expect((await logIn('amira')).cookie === null).toBe(profile === 'deployed');
  });
});
