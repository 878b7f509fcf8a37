import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles } from './staff-chat.test-support';

/** With each path, a method it does not have. */
const endpoints = [
  ['POST', 'conversations/{id}/send-message/', 'GET'],
  ['GET', 'conversations/{id}/messages/', 'POST'],
  ['PATCH', 'messages/{id}/edit/', 'PUT'],
  ['DELETE', 'messages/{id}/delete/', 'POST'],
  ['POST', 'messages/{id}/react/', 'GET'],
  ['DELETE', 'messages/{id}/react/{emoji}/', 'GET'],
  ['POST', 'conversations/{id}/upload/', 'PUT'],
  ['DELETE', 'attachments/{id}/delete/', 'GET'],
  ['GET', 'attachments/{id}/url/', 'DELETE'],
] as const;

const withJson = [
  ['POST', 'conversations/{id}/send-message/'],
  ['PATCH', 'messages/{id}/edit/'],
  ['POST', 'messages/{id}/react/'],
] as const;

describe.each(profiles)('every request of staff chat, %s', (profile) => {
  let stage: Stage;
  /** What amira has of each kind; an id of one is none of another's. */
  let known: Record<string, number>;

  beforeAll(async () => {
    stage = await openStage(profile);
    const { id } = await stage.send('amira', 'hello');
    const answer = await stage.upload('amira', [new File(['x'], 'x.txt')]);
    const [attachment] = (answer.body as { attachments: { id: number }[] }).attachments;
    known = { conversations: stage.room, messages: id, attachments: attachment?.id ?? 0 };
    const { world } = stage.server;
    await world.people.setActive((await world.people.named('chiara'))?.id ?? 0, false);
  });
  afterAll(() => stage.server.close());

  const below = (path: string, id?: number) =>
    path
      .replace('{id}', String(id ?? known[path.split('/')[0] ?? ''] ?? 0))
      .replace('{emoji}', encodeURIComponent('👍'));
  const send = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body: string | null = null,
  ) => fetch(`${stage.server.url}${path}`, { method, headers, body, redirect: 'manual' });
  const signed = async (as: string) => ({ authorization: `Token ${await stage.server.issueToken(as)}` });

  const expectUnauthorized = async (answer: Response, detail: string) => {
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Token');
    expect(await answer.json()).toEqual({ detail });
  };

  for (const [method, path, other] of endpoints) {
    describeDocumented(`${method} ${path}`, () => {
      const here = () => `${stage.base}/${below(path)}`;

      it('301 without the trailing slash', async () => {
        const answer = await send(method, here().slice(0, -1), await signed('amira'));
        expect(answer.status).toBe(301);
        expect(decodeURI(answer.headers.get('location') ?? '')).toBe(decodeURI(here()));
      });

      it('401 no token', async () =>
        expectUnauthorized(await send(method, here()), 'Authentication credentials were not provided.'));

      it('401 Bearer instead of Token', async () => {
        const authorization = `Bearer ${await stage.server.issueToken('amira')}`;
        const answer = await send(method, here(), { authorization });
        await expectUnauthorized(answer, 'Authentication credentials were not provided.');
      });

      it('401 invalid token', async () => {
        const answer = await send(method, here(), { authorization: 'Token nonsense' });
        await expectUnauthorized(answer, 'Invalid token.');
      });

      it('401 inactive account', async () => {
        const answer = await send(method, here(), await signed('chiara'));
        await expectUnauthorized(answer, 'User inactive or deleted.');
      });

      it('403 an account without a staff profile', async () => {
        const answer = await send(method, here(), await signed('root'));
        expect(answer.status).toBe(403);
        expect(await answer.json()).toEqual({
          detail: 'You must be a staff member to access this resource.',
        });
      });

      it('403 another hotel', async () => {
        const elsewhere = here().replace('grand-demo', 'sea-view');
        for (const [as, there] of [
          ['eve', here()],
          ['amira', elsewhere],
          ['amira', here().replace('grand-demo', 'nowhere')],
        ] as const) {
          const answer = await send(method, there, await signed(as));
          expect(answer.status).toBe(403);
          expect(await answer.json()).toEqual({ detail: 'You can only access resources from your hotel.' });
        }
      });

      it('404 unknown id', async () => {
        const unknown = `${stage.base}/${below(path, 9999)}`;
        const answer = await send(method, unknown, await signed('amira'));
        expect(answer.status).toBe(404);
        expect(await answer.json()).toEqual({ detail: 'Not found.' });
      });

      it('405 another method', async () => {
        const answer = await send(other, here(), await signed('amira'));
        expect(answer.status).toBe(405);
        expect(answer.headers.get('allow')).toBe([method, 'OPTIONS'].sort().join(', '));
        expect(await answer.json()).toEqual({ detail: `Method "${other}" not allowed.` });
      });
    });
  }

  for (const [method, path] of withJson) {
    describeDocumented(`${method} ${path}`, () => {
      it('400 JSON parse error', async () => {
        const headers = { ...(await signed('amira')), 'content-type': 'application/json' };
        const answer = await send(method, `${stage.base}/${below(path)}`, headers, '{');
        expect(answer.status).toBe(400);
        expect(await answer.json()).toEqual({
          detail: expect.stringMatching(/^JSON parse error - /) as string,
        });
      });
    });
  }
});
