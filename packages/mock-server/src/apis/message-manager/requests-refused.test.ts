import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callUnsigned } from '../../testing/client';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles, root } from './message-manager.test-support';

const endpoints = [
  'GET /conversations/',
  'GET /conversations/{id}/',
  'GET /conversations/active_conversations/',
  'GET /conversations/{id}/messages/',
  'POST /conversations/{id}/send_message/',
  'POST /conversations/{id}/end_relay/',
];

const ofOneConversation = [
  'GET /conversations/{id}/',
  'GET /conversations/{id}/messages/',
  'POST /conversations/{id}/send_message/',
  'POST /conversations/{id}/end_relay/',
];

/** A method, and a path below the conversations. */
function requestOf(name: string, id: string | number): [method: string, path: string] {
  const [method = '', path = ''] = name.split(' ');
  return [method, path.replace('/conversations/', '').replace('{id}', String(id))];
}

describe.each(profiles)('what every request refuses, %s', (profile) => {
  let stage: Stage;
  let lena: number;
  beforeAll(async () => {
    stage = await openStage(profile);
    lena = (await stage.guest('Lena Ortiz')).number;
  });
  afterAll(() => stage.close());

  for (const name of endpoints) {
    describeDocumented(name, () => {
      const expectUnsigned = async (authorization: string | null, body: object) => {
        const [method, path] = requestOf(name, lena);
        const headers = authorization === null ? {} : { authorization };
        const answer = await callUnsigned(stage.server, method, `${root}${path}`, headers);
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
        expect(answer.body).toEqual(body);
      };

      it('401 Authentication credentials were not provided.', async () => {
        const body = { detail: 'Authentication credentials were not provided.' };
        await expectUnsigned(null, body);
        await expectUnsigned(`bearer ${await stage.server.issueToken('amira')}`, body);
        const [method, path] = requestOf(name, lena);
        const person = await stage.server.world.people.named('amira');
        const key = await stage.server.world.sessions.open('message-manager', person?.id ?? 0);
        const cookie = { cookie: `sessionid=${key}` };
        const answer = await callUnsigned(stage.server, method, `${root}${path}`, cookie);
        expect([answer.status, answer.body]).toEqual([401, body]);
      });

      it('401 Given token not valid for any token type', async () => {
        const body = (message: string) => ({
          detail: 'Given token not valid for any token type',
          code: 'token_not_valid',
          messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
        });
        const expired = await stage.server.issueToken('amira', -60);
        await expectUnsigned(`Bearer ${expired}`, body('Token is invalid or expired'));
        await expectUnsigned('Bearer made-up', body('Token is invalid or expired'));
        const account = { username: 'amira', password: 'demo' };
        const login = await callUnsigned(stage.server, 'POST', '/api/login/', {}, account);
        const { refresh } = login.body as { refresh: string };
        await expectUnsigned(`Bearer ${refresh}`, body('Token has wrong type'));
      });

      it('401 Authorization header must contain two space-delimited values', async () => {
        const detail = 'Authorization header must contain two space-delimited values';
        await expectUnsigned('Bearer', { detail, code: 'bad_authorization_header' });
        await expectUnsigned('Bearer a b', { detail, code: 'bad_authorization_header' });
      });

      it('401 User is inactive', async () => {
        const id = await stage.hire(`dormant of ${name}`, 'receptionist', 1);
        const token = await stage.server.issueToken(`dormant of ${name}`);
        await stage.server.world.people.setActive(id, false);
        await expectUnsigned(`Bearer ${token}`, { detail: 'User is inactive', code: 'user_inactive' });
      });

      it('401 User not found', async () => {
        const id = await stage.hire(`leaver of ${name}`, 'receptionist', 1);
        const token = await stage.server.issueToken(`leaver of ${name}`);
        await stage.server.world.people.remove(id);
        await expectUnsigned(`Bearer ${token}`, { detail: 'User not found', code: 'user_not_found' });
      });

      it('405 another method', async () => {
        const [method, path] = requestOf(name, lena);
        for (const other of [method === 'GET' ? 'POST' : 'GET', 'PUT', 'PATCH', 'DELETE']) {
          const answer = await stage.ask('amira', other, path);
          expect(answer.status).toBe(405);
          expect(answer.body).toEqual({ detail: `Method "${other}" not allowed.` });
          const allowed = method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS';
          expect(answer.headers.get('allow')).toBe(allowed);
        }
      });

      it('406 nothing acceptable', async () => {
        const [method, path] = requestOf(name, lena);
        const answer = await stage.ask('amira', method, path, undefined, { accept: 'image/png' });
        expect(answer.status).toBe(406);
        expect(answer.body).toEqual({ detail: 'Could not satisfy the request Accept header.' });
      });

      it('301 without the last slash', async () => {
        const [method, path] = requestOf(name, lena);
        const bare = `${root}${path}`.replace(/\/$/, '');
        const answer = await callUnsigned(stage.server, method, `${bare}?page=1`);
        expect([answer.status, answer.headers.get('location')]).toEqual([301, `${bare}/?page=1`]);
      });
    });
  }

  for (const name of ofOneConversation) {
    describeDocumented(name, () => {
      const expectNotFound = async (as: string, id: string | number) => {
        const [method, path] = requestOf(name, id);
        const body = method === 'POST' ? { text: 'x' } : undefined;
        const answer = await stage.ask(as, method, path, body);
        expect(answer.status, `${as} ${path}`).toBe(404);
        expect(answer.body).toEqual({ detail: 'Not found.' });
      };

      it('404 an unknown id', () => expectNotFound('amira', 999));

      it('404 an id that is no number', async () => {
        await expectNotFound('amira', 'abc');
        await expectNotFound('amira', '-1');
      });

      it('404 another hotel’s conversation', async () => {
        await expectNotFound('eve', lena);
        await expectNotFound('amira', (await stage.guest('Pia Rossi')).number);
        // Nor is there anything for whoever has no hotel.
        await expectNotFound('root', lena);
      });

      it('404 a conversation that is not relayed', async () => {
        await expectNotFound('amira', (await stage.guest('Noor Haddad')).number);
        await expectNotFound('amira', (await stage.guest('Otto Keller')).number);
      });
    });
  }

  it('answers a browser with a page, and paths that are none with one too', async () => {
    const page = await stage.ask('amira', 'GET', '', undefined, { accept: 'text/html,*/*;q=0.8' });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const none = await stage.ask('amira', 'GET', '1/nothing/');
    expect([none.status, none.body]).toEqual([404, expect.stringContaining('<h1>Not Found</h1>') as string]);
  });
});
