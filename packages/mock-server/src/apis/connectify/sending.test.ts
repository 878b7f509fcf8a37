import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { call } from '../../testing/client';

describe('sending by REST', () => {
  let server: MockServer;
  const path = '/api/messaging/conversations/1/send-message/';
  const key = (value: string) => ({ 'idempotency-key': value });

  beforeAll(async () => {
    server = await createMockServer({ seed: { large: 1 } });
  });

  afterAll(() => server.close());

  describe('a send with an Idempotency-Key', () => {
    it('is stored once and answered alike', async () => {
      const first = await call(server, 'amira', 'POST', path, { content: 'one' }, key('a'));
      const again = await call(server, 'amira', 'POST', path, { content: 'one' }, key('a'));
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      const other = await call(server, 'amira', 'POST', path, { content: 'one' }, key('b'));
      expect(other.body).not.toEqual(first.body);
    });

    it('is stored once when two arrive together', async () => {
      const before = await server.world.messages.count(1);
      const attempt = () => call(server, 'amira', 'POST', path, { content: 'race' }, key('race'));
      const answers = await Promise.all([attempt(), attempt(), attempt()]);
      expect(new Set(answers.map(({ body }) => (body as { id: number }).id)).size).toBe(1);
      expect(await server.world.messages.count(1)).toBe(before + 1);
    });

    it('belongs to one person', async () => {
      const mine = await call(server, 'amira', 'POST', path, { content: 'mine' }, key('shared'));
      const theirs = await call(server, 'bruno', 'POST', path, { content: 'theirs' }, key('shared'));
      expect(theirs.body).toMatchObject({ content: 'theirs' });
      expect(theirs.body).not.toEqual(mine.body);
    });

    it('is tried again after a refusal', async () => {
      const refused = await call(server, 'amira', 'POST', path, { content: ' ' }, key('retry'));
      expect(refused.status).toBe(400);
      expect((await call(server, 'amira', 'POST', path, { content: 'now' }, key('retry'))).status).toBe(201);
    });
  });

  describe('the text of a message', () => {
    it.each([
      [{ content: '  hi  ' }, 'hi'],
      [{ content: 42 }, '42'],
    ])('is stored from %j', async (body, content) => {
      expect((await call(server, 'amira', 'POST', path, body)).body).toMatchObject({ content });
    });

    it.each([[{ content: true }], [{ content: 'a\0b' }], [{ content: ['x'] }], [[]]])(
      'is refused in %j',
      async (body) => {
        expect((await call(server, 'amira', 'POST', path, body)).status).toBe(400);
      },
    );

    it('is refused in a form when larger than 2.5 MB', async () => {
      const form = new FormData();
      form.append('content', 'x'.repeat(2_700_000));
      const answer = await call(server, 'amira', 'POST', path, form);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('text/html');
    });
  });
});
