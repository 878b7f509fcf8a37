import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage } from './direct-messaging.test-support';

const root = '/api/messaging';

/** With each path, a method it does not have. */
const endpoints = [
  ['GET', '/conversations/', 'DELETE'],
  ['POST', '/conversations/', 'PUT'],
  ['POST', '/conversations/get_or_create/', 'GET'],
  ['GET', '/conversations/{id}/', 'POST'],
  ['POST', '/conversations/{id}/mark_as_read/', 'GET'],
  ['GET', '/conversations/unread_count/', 'POST'],
  ['GET', '/messages/', 'DELETE'],
  ['POST', '/messages/', 'PATCH'],
  ['PATCH', '/messages/{id}/', 'POST'],
  ['DELETE', '/messages/{id}/', 'POST'],
  ['POST', '/messages/{id}/mark_as_read/', 'GET'],
  ['POST', '/messages/{id}/pin/', 'DELETE'],
  ['POST', '/messages/{id}/unpin/', 'DELETE'],
] as const;

const withBody = [
  ['POST', '/conversations/'],
  ['POST', '/conversations/get_or_create/'],
  ['POST', '/messages/'],
  ['PATCH', '/messages/{id}/'],
] as const;

describe('every request of direct messaging', () => {
  let stage: Stage;
  let messageId: number;
  let deletedAccountToken: string;

  beforeAll(async () => {
    stage = await openStage('documented');
    const { world } = stage.server;
    messageId = await stage.sent('bruno', await stage.talk('bruno', 'amira'), 'hello');
    await world.people.setActive(await stage.idOf('chiara'), false);
    const secret = new TextEncoder().encode(await world.settings.read('direct-messaging.token-secret'));
    deletedAccountToken = await new SignJWT({ token_type: 'access', user_id: 999 })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5 minutes')
      .setJti('of-nobody')
      .sign(secret);
  });
  afterAll(() => stage.close());

  const pathOf = (path: string) => `${root}${path.replace('{id}', String(messageId))}`;
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(`${stage.server.url}${pathOf(path)}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const signed = async () => bearer(await stage.server.issueToken('bruno'));

  for (const [method, path, other] of endpoints) {
    describeDocumented(`${method} ${path}`, () => {
      it('301 without the trailing slash', async () => {
        const answer = await send(method, path.slice(0, -1));
        expect(answer.status).toBe(301);
        expect(answer.headers.get('location')).toBe(pathOf(path));
      });

      it('401 no token', async () => {
        for (const headers of [{}, { authorization: `Token ${await stage.server.issueToken('bruno')}` }]) {
          const answer = await send(method, path, headers);
          expect(answer.status).toBe(401);
          expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
          expect(await answer.json()).toEqual({ detail: 'Authentication credentials were not provided.' });
        }
      });

      it('401 invalid or expired token', async () => {
        const expired = await stage.server.issueToken('bruno', -1);
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

      it('405 another method', async () => {
        const answer = await send(other, path, await signed());
        expect(answer.status).toBe(405);
        expect(answer.headers.get('allow')?.split(', ')).not.toContain(other);
        expect(await answer.json()).toEqual({ detail: `Method "${other}" not allowed.` });
      });
    });
  }

  for (const [method, path] of withBody) {
    describeDocumented(`${method} ${path}`, () => {
      const post = async (type: string, body: string) =>
        send(method, path, { ...(await signed()), 'content-type': type }, body);

      it('400 JSON parse error', async () => {
        const answer = await post('application/json', '{');
        expect(answer.status).toBe(400);
        expect(await answer.json()).toEqual({
          detail: expect.stringMatching(
            /^JSON parse error - Expecting .+: line 1 column 2 \(char 1\)$/,
          ) as string,
        });
      });

      it('400 JSON that is no object', async () => {
        const answer = await post('application/json', '[]');
        expect(answer.status).toBe(400);
        expect(await answer.json()).toEqual({
          non_field_errors: ['Invalid data. Expected a dictionary, but got list.'],
        });
      });

      it('415 neither JSON nor a form', async () => {
        const answer = await post('text/plain', 'hello');
        expect(answer.status).toBe(415);
        expect(await answer.json()).toEqual({
          detail: 'Unsupported media type "text/plain" in request.',
        });
      });
    });
  }

  it('is 404 with a page for paths that are not there', async () => {
    const answer = await send('GET', '/rooms/', await signed());
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  });
});
