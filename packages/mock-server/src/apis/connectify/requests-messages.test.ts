import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles } from './connectify.test-support';
import { messageShape, reactionShape, userShape } from './shapes.test-support';

describe('requests about messages', () => {
  let stage: Stage;
  /** What amira wrote to bruno, and where: their conversation is the first of the kind. */
  let id: number;
  let talk: number;

  afterEach(() => stage.close());

  const notFound = { status: 404, body: { detail: 'No Message matches the given query.' } };
  const deleted = '[This message was deleted]';

  async function openTalk(profile: Stage['profile']): Promise<void> {
    stage = await openStage(profile);
    talk = await stage.talk('amira', 'bruno');
    id = await stage.sent('amira', `conversations/${talk}`, 'Hello');
  }

  const shown = async (as: string): Promise<object> =>
    ((await stage.ask(as, 'GET', `conversations/${talk}/`)).body as { messages: [object, ...object[]] })
      .messages[0];

  /** An unknown message, and one whose conversation the asking person is not in. */
  function refusesOutsiders(method: string, last: string, body?: object): void {
    it('404 unknown', async () => {
      expect(await stage.ask('amira', method, `messages/999/${last}`, body)).toMatchObject(notFound);
    });

    it('404 not inside', async () => {
      const before = await shown('amira');
      for (const outsider of ['chiara', 'root']) {
        expect(await stage.ask(outsider, method, `messages/${id}/${last}`, body)).toMatchObject(notFound);
      }
      expect(await shown('amira')).toEqual(before);
    });
  }

  describe('a message, as documented', () => {
    beforeEach(() => openTalk('documented'));

    describeDocumented('GET /messages/{id}/', () => {
      it('success: shows the message, and marks it read for whoever did not write it', async () => {
        const own = await stage.ask('amira', 'GET', `messages/${id}/`);
        expect(own.status).toBe(200);
        expect(own.body).toEqual(
          messageShape('documented', { id, sender: userShape('amira'), content: 'Hello' }),
        );
        const { body } = await stage.ask('bruno', 'GET', `messages/${id}/`);
        expect(body).toMatchObject({ read_by: [{ user: { username: 'bruno' } }] });
      });

      refusesOutsiders('GET', '');
    });

    describeDocumented('DELETE /messages/{id}/', () => {
      it('success: 204, its text is replaced, and that may be repeated', async () => {
        for (const time of ['first', 'again']) {
          expect(await stage.ask('amira', 'DELETE', `messages/${id}/`), time).toMatchObject({
            status: 204,
            body: '',
          });
        }
        expect(await shown('bruno')).toMatchObject({ id, content: deleted, is_deleted: true });
      });

      refusesOutsiders('DELETE', '');

      it('403 You can only delete your own messages', async () => {
        expect(await stage.ask('bruno', 'DELETE', `messages/${id}/`)).toMatchObject({
          status: 403,
          body: { detail: 'You can only delete your own messages' },
        });
        expect(await shown('bruno')).toMatchObject({ content: 'Hello' });
      });
    });
  });

  describe('a message on real servers', () => {
    beforeEach(() => openTalk('deployed'));

    describeDocumented('GET /messages/{id}/', () => {
      it('success: shows the message to whoever names its conversation, and marks nothing', async () => {
        const answer = await stage.ask('bruno', 'GET', `messages/${id}/?conversation=${talk}`);
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual(messageShape('deployed', { id, content: 'Hello' }));
      });

      it('success: of a group likewise', async () => {
        const group = await stage.group('amira', ['bruno']);
        const inGroup = await stage.sent('amira', `group-chats/${group}`, 'To all');
        expect(await stage.ask('bruno', 'GET', `messages/${inGroup}/?group_chat=${group}`)).toMatchObject({
          status: 200,
          body: { content: 'To all' },
        });
      });

      it('404 without its conversation in the query, on real servers', async () => {
        const elsewhere = await stage.talk('amira', 'chiara');
        for (const query of ['', `?conversation=${elsewhere}`, `?group_chat=${talk}`]) {
          expect(await stage.ask('amira', 'GET', `messages/${id}/${query}`)).toMatchObject(notFound);
        }
      });
    });

    describeDocumented('DELETE /messages/{id}/', () => {
      it('404 on real servers', async () => {
        expect(await stage.ask('amira', 'DELETE', `messages/${id}/`)).toMatchObject(notFound);
        expect(await shown('amira')).toMatchObject({ content: 'Hello' });
      });
    });
  });

  describe.each(profiles)('acting on a message, %s', (profile) => {
    beforeEach(() => openTalk(profile));

    describeDocumented('PUT /messages/{id}/edit/', () => {
      const edit = (as: string, body: object) => stage.ask(as, 'PUT', `messages/${id}/edit/`, body);

      it('success: 200 with the message as it is now, its text as given', async () => {
        const answer = await edit('amira', { content: ' Updated message content ' });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual(
          messageShape(profile, { id, content: ' Updated message content ', is_edited: true }),
        );
        expect(await shown('bruno')).toMatchObject({ content: ' Updated message content ', is_edited: true });
      });

      refusesOutsiders('PUT', 'edit/', { content: 'Mine now' });

      it('403 You can only edit your own messages', async () => {
        expect(await edit('bruno', { content: 'Mine now' })).toMatchObject({
          status: 403,
          body: { detail: 'You can only edit your own messages' },
        });
        expect(await shown('amira')).toMatchObject({ content: 'Hello', is_edited: false });
      });

      it('400 Content is required', async () => {
        for (const body of [{}, { content: '' }]) {
          expect(await edit('amira', body)).toMatchObject({
            status: 400,
            body: { detail: 'Content is required' },
          });
        }
      });

      it('400 Cannot edit a deleted message', async () => {
        await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
        expect(await edit('amira', { content: 'Back again' })).toMatchObject({
          status: 400,
          body: { detail: 'Cannot edit a deleted message' },
        });
        expect(await shown('amira')).toMatchObject({ content: deleted });
      });

      it('405 PATCH', async () => {
        expect(await stage.ask('amira', 'PATCH', `messages/${id}/edit/`, { content: 'x' })).toMatchObject({
          status: 405,
          body: { detail: 'Method "PATCH" not allowed.' },
        });
      });
    });

    describeDocumented('DELETE /messages/{id}/delete/', () => {
      it('success: 204, its text is replaced, all else stays, and that may be repeated', async () => {
        const reply = await stage.sent('bruno', `conversations/${talk}`, 'Why?', { reply_to: id });
        await stage.ask('bruno', 'POST', `messages/${id}/react/`, { emoji: '👍' });
        for (const time of ['first', 'again']) {
          expect(await stage.ask('amira', 'DELETE', `messages/${id}/delete/`), time).toMatchObject({
            status: 204,
            body: '',
          });
        }
        const { body } = await stage.ask('bruno', 'GET', `conversations/${talk}/messages/`);
        expect(body).toMatchObject({
          results: [
            { id: reply, reply_to: id, reply_to_preview: { content: deleted } },
            { id, content: deleted, is_deleted: true, is_edited: false, reaction_count: 1 },
          ],
        });
      });

      refusesOutsiders('DELETE', 'delete/');

      it('403 You can only delete your own messages', async () => {
        expect(await stage.ask('bruno', 'DELETE', `messages/${id}/delete/`)).toMatchObject({
          status: 403,
          body: { detail: 'You can only delete your own messages' },
        });
        expect(await shown('amira')).toMatchObject({ content: 'Hello', is_deleted: false });
      });
    });

    describeDocumented('POST /messages/{id}/react/', () => {
      const react = (as: string, body: object) => stage.ask(as, 'POST', `messages/${id}/react/`, body);

      it('success: 201 with the reaction', async () => {
        const answer = await react('bruno', { emoji: '👍' });
        expect(answer.status).toBe(201);
        expect(answer.body).toEqual(reactionShape({ user: userShape('bruno'), emoji: '👍' }));
        expect(await shown('amira')).toMatchObject({ reactions: [{ emoji: '👍' }], reaction_count: 1 });
      });

      it('success: 200 with the same one for the same again, and a second one for another emoji', async () => {
        const first = await react('bruno', { emoji: '👍' });
        expect(await react('bruno', { emoji: '👍' })).toMatchObject({ status: 200, body: first.body });
        expect((await react('bruno', { emoji: '🎉' })).status).toBe(201);
        expect(await shown('amira')).toMatchObject({ reaction_count: 2 });
      });

      it('success: shows the first ten, and counts all', async () => {
        for (let index = 0; index < 11; index += 1) await react('bruno', { emoji: `:${index}:` });
        expect(await shown('amira')).toMatchObject({
          reactions: Array.from({ length: 10 }, (_none, index) => ({ emoji: `:${index}:` })),
          reaction_count: 11,
        });
      });

      refusesOutsiders('POST', 'react/', { emoji: '👍' });

      it('400 Emoji is required', async () => {
        for (const body of [{}, { emoji: '' }]) {
          expect(await react('bruno', body)).toMatchObject({
            status: 400,
            body: { detail: 'Emoji is required' },
          });
        }
      });
    });

    describeDocumented('DELETE /messages/{id}/unreact/', () => {
      const unreact = (as: string, query: string) =>
        stage.ask(as, 'DELETE', `messages/${id}/unreact/${query}`);

      it('success: 204, the named reaction of mine is gone, or all of mine', async () => {
        for (const emoji of ['👍', '🎉', '❤️']) {
          await stage.ask('bruno', 'POST', `messages/${id}/react/`, { emoji });
        }
        await stage.ask('amira', 'POST', `messages/${id}/react/`, { emoji: '👍' });
        expect(await unreact('bruno', `?emoji=${encodeURIComponent('👍')}`)).toMatchObject({
          status: 204,
          body: '',
        });
        expect(await shown('amira')).toMatchObject({
          reactions: [{ emoji: '🎉' }, { emoji: '❤️' }, { emoji: '👍', user: { username: 'amira' } }],
        });
        expect((await unreact('bruno', '')).status).toBe(204);
        expect(await shown('amira')).toMatchObject({ reactions: [{ user: { username: 'amira' } }] });
      });

      it('success: 204 also with nothing to take away', async () => {
        expect((await unreact('bruno', '?emoji=x')).status).toBe(204);
      });

      refusesOutsiders('DELETE', 'unreact/');
    });
  });
});
