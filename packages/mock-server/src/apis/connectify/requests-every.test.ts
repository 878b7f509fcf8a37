import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, people, root } from './connectify.test-support';

const endpoints = [
  ['GET', '/conversations/'],
  ['POST', '/conversations/'],
  ['POST', '/conversations/create/'],
  ['GET', '/conversations/{id}/'],
  ['GET', '/conversations/{id}/messages/'],
  ['POST', '/conversations/{id}/send_message/'],
  ['POST', '/conversations/{id}/send-message/'],
  ['GET', '/group-chats/'],
  ['POST', '/group-chats/'],
  ['POST', '/group-chats/create/'],
  ['GET', '/group-chats/{id}/'],
  ['GET', '/group-chats/{id}/messages/'],
  ['POST', '/group-chats/{id}/send_message/'],
  ['POST', '/group-chats/{id}/send-message/'],
  ['POST', '/group-chats/{id}/add_members/'],
  ['POST', '/group-chats/{id}/add-members/'],
  ['POST', '/group-chats/{id}/remove_member/'],
  ['POST', '/group-chats/{id}/remove-member/'],
  ['POST', '/group-chats/{id}/change_role/'],
  ['POST', '/group-chats/{id}/change-role/'],
  ['GET', '/messages/{id}/'],
  ['PUT', '/messages/{id}/edit/'],
  ['DELETE', '/messages/{id}/'],
  ['DELETE', '/messages/{id}/delete/'],
  ['POST', '/messages/{id}/react/'],
  ['DELETE', '/messages/{id}/unreact/'],
  ['GET', '/blocks/'],
  ['POST', '/blocks/'],
  ['POST', '/blocks/create/'],
  ['DELETE', '/blocks/{id}/'],
  ['DELETE', '/blocks/{id}/delete/'],
] as const;

describe('every request', () => {
  let stage: Stage;
  let deletedAccountToken: string;

  beforeAll(async () => {
    stage = await openStage('documented');
    const { world } = stage.server;
    await world.people.setActive(people.chiara, false);
    const secret = new TextEncoder().encode(await world.settings.read('connectify.token-secret'));
    deletedAccountToken = await new SignJWT({ token_type: 'access', user_id: 999 })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5 minutes')
      .setJti('of-nobody')
      .sign(secret);
  });

  afterAll(() => stage.close());

  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${stage.server.url}${root}${path.slice(1).replace('{id}', '1')}`, {
      method,
      headers,
      redirect: 'manual',
    });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  for (const [method, path] of endpoints) {
    describeDocumented(`${method} ${path}`, () => {
      it('301 without the trailing slash', async () => {
        const answer = await send(method, path.slice(0, -1));
        expect(answer.status).toBe(301);
        expect(answer.headers.get('location')).toBe(`${root}${path.slice(1).replace('{id}', '1')}`);
      });

      it('401 no token', async () => {
        for (const headers of [{}, { authorization: `Token ${await stage.server.issueToken('amira')}` }]) {
          const answer = await send(method, path, headers);
          expect(answer.status).toBe(401);
          expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
          expect(await answer.json()).toEqual({ detail: 'Authentication credentials were not provided.' });
        }
      });

      it('401 invalid or expired token', async () => {
        const expired = await stage.server.issueToken('amira', -1);
        for (const token of ['nonsense', expired]) {
          const answer = await send(method, path, bearer(token));
          expect(answer.status).toBe(401);
          expect(await answer.json()).toEqual({
            detail: 'Given token not valid for any token type',
            code: 'token_not_valid',
            messages: [
              { token_class: 'AccessToken', token_type: 'access', message: 'Token is invalid or expired' },
            ],
          });
        }
      });

      it('401 inactive account', async () => {
        const answer = await send(method, path, bearer(await stage.server.issueToken('chiara')));
        expect(answer.status).toBe(401);
        expect(await answer.json()).toEqual({ detail: 'User is inactive', code: 'user_inactive' });
      });

      it('401 deleted account', async () => {
        const answer = await send(method, path, bearer(deletedAccountToken));
        expect(answer.status).toBe(401);
        expect(await answer.json()).toEqual({ detail: 'User not found', code: 'user_not_found' });
      });
    });
  }
});
