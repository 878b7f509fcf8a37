import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  bareRequest,
  frameworkError,
  openSession,
  openStage,
  profiles,
} from './crm.test-support';

const reads = [
  'GET /api/messages/recipients/',
  'GET /api/messages/',
  'GET /api/messages/with_user/',
  'GET /api/messages/unread_count/',
  'GET /api/conversations/',
];
const writes = ['POST /api/messages/send/', 'POST /api/messages/{id}/mark_read/'];

/** A method and path to ask for an entry of the surface. */
function requestOf(name: string): [method: string, path: string] {
  const [method = '', path = ''] = name.split(' ');
  return [method, path.replace('{id}', '1')];
}

describe.each(profiles)('what every request refuses, %s', (profile) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(profile);
    await stage.hire('dormant', [{ type: 'employee', organisationId: 1 }]);
  });
  afterAll(() => stage.server.close());

  function refusesStrangers(name: string): void {
    const [method, path] = requestOf(name);
    const signed = (authorization: string) => bareRequest(stage, method, path, { authorization });
    const expectUnsigned = async (authorization: string | null, error: string, more: object = {}) => {
      const answer = await (authorization === null
        ? bareRequest(stage, method, path)
        : signed(authorization));
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
      expect(answer.body).toEqual(frameworkError(401, error, { detail: error, ...more }));
    };

    it('401 Authentication credentials were not provided.', async () => {
      const error = 'Authentication credentials were not provided.';
      await expectUnsigned(null, error);
      await expectUnsigned(`bearer ${await stage.server.issueToken('amira')}`, error);
      const made = await bareRequest(stage, method, path, { cookie: 'sessionid=made-up; csrftoken=x' });
      expect(made).toMatchObject({ status: 401, body: { error } });
    });

    it('401 Given token not valid for any token type', async () => {
      const error = 'Given token not valid for any token type';
      const reason = { token_class: 'AccessToken', token_type: 'access' };
      const more = {
        code: 'token_not_valid',
        messages: [{ ...reason, message: 'Token is invalid or expired' }],
      };
      await expectUnsigned(`Bearer ${await stage.server.issueToken('amira', -60)}`, error, more);
      await expectUnsigned('Bearer made-up', error, more);
    });

    it('401 Authorization header must contain two space-delimited values', async () => {
      const error = 'Authorization header must contain two space-delimited values';
      await expectUnsigned('Bearer', error, { code: 'bad_authorization_header' });
      await expectUnsigned('Bearer a b', error, { code: 'bad_authorization_header' });
    });

    it('401 Invalid token.', () => expectUnsigned('Token made-up', 'Invalid token.'));

    it('401 User is inactive', async () => {
      const token = await stage.server.issueToken('dormant');
      await stage.server.world.people.setActive(stage.idOf('dormant'), false);
      await expectUnsigned(`Bearer ${token}`, 'User is inactive', { code: 'user_inactive' });
    });

    it('401 User not found', async () => {
      const { world, issueToken } = stage.server;
      await stage.hire(`leaver of ${name}`, [{ type: 'customer', organisationId: 1 }]);
      const token = await issueToken(`leaver of ${name}`);
      await world.people.remove(stage.idOf(`leaver of ${name}`));
      await expectUnsigned(`Bearer ${token}`, 'User not found', { code: 'user_not_found' });
    });
  }

  function refusesOtherWays(name: string): void {
    const [method, path] = requestOf(name);

    it('405 another method', async () => {
      const other = name === 'GET /api/messages/' ? 'DELETE' : method === 'GET' ? 'POST' : 'GET';
      const answer = await stage.ask('amira', other, path);
      expect(answer.status).toBe(405);
      expect(answer.body).toEqual(frameworkError(405, `Method "${other}" not allowed.`));
      expect(answer.headers.get('allow')?.split(', ')).toEqual(
        expect.arrayContaining([method, 'OPTIONS']) as string[],
      );
    });

    it('406 nothing acceptable', async () => {
      const answer = await stage.ask('amira', method, path, undefined, { accept: 'image/png' });
      expect(answer.status).toBe(406);
      expect(answer.body).toEqual(frameworkError(406, 'Could not satisfy the request Accept header.'));
    });
  }

  for (const name of reads) {
    describeDocumented(name, () => {
      refusesStrangers(name);
      refusesOtherWays(name);

      it('301 without the last slash', async () => {
        const [method, path] = requestOf(name);
        const answer = await stage.ask('amira', method, `${path.slice(0, -1)}?page=1`);
        expect([answer.status, answer.headers.get('location')]).toEqual([301, `${path}?page=1`]);
      });
    });
  }

  for (const name of writes) {
    describeDocumented(name, () => {
      refusesStrangers(name);
      refusesOtherWays(name);

      it('500 without the last slash', async () => {
        const [method, path] = requestOf(name);
        const answer = await stage.ask('amira', method, path.slice(0, -1), {});
        expect([answer.status, typeof answer.body]).toEqual([500, 'string']);
      });

      it('403 CSRF Failed: CSRF cookie not set.', async () => {
        const { cookie } = await openSession(stage, 'amira');
        const [method, path] = requestOf(name);
        const [session = ''] = cookie.split('; ');
        const answer = await bareRequest(stage, method, path, { cookie: session }, {});
        expect(answer.status).toBe(403);
        expect(answer.body).toEqual(frameworkError(403, 'CSRF Failed: CSRF cookie not set.'));
      });

      it('403 CSRF Failed: CSRF token missing or incorrect.', async () => {
        const { cookie } = await openSession(stage, 'amira');
        const [method, path] = requestOf(name);
        for (const more of [{}, { 'x-csrftoken': 'made-up' }]) {
          const answer = await bareRequest(stage, method, path, { cookie, ...more }, {});
          expect(answer.status).toBe(403);
          expect(answer.body).toEqual(frameworkError(403, 'CSRF Failed: CSRF token missing or incorrect.'));
        }
      });
    });
  }

  it('answers a browser with a page', async () => {
    const answer = await stage.ask('amira', 'GET', '/api/messages/unread_count/', undefined, {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('{"unread_count":0}');
  });

  it('has a page of its own for paths that are none', async () => {
    const answer = await stage.ask('amira', 'GET', '/api/nothing/');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });
});
