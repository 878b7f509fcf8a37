import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  type Told,
  messageShape,
  openStage,
  profiles,
  restTime,
  staffInfoShape,
} from './staff-chat.test-support';

const outside = { error: 'You are not a participant in this conversation' };

describe.each(profiles)('requests about messages of staff chat, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile, { onError: () => undefined });
  });
  afterEach(() => stage.server.close());

  /** Only the documented revision says in these answers whether their author has read the message. */
  const ownReading = profile === 'documented' ? { is_read_by_current_user: true } : {};
  const expectPage = (answer: { status: number; body: unknown; headers: Headers }) => {
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.body).toContain('Server Error (500)');
  };

  describeDocumented('POST conversations/{id}/send-message/', () => {
    const send = (as: string, body: object, room = stage.room) =>
      stage.ask(as, 'POST', `conversations/${room}/send-message/`, body);

    it('success: stores words without the blanks around them', async () => {
      const answer = await send('amira', { message: '  Room 12 is ready  ' });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(
        messageShape({
          conversation: stage.room,
          sender: stage.idOf('amira'),
          sender_info: staffInfoShape({ full_name: 'Amira Haddad' }),
          message: 'Room 12 is ready',
          ...ownReading,
        }),
      );
    });

    it('success: answers, with a preview of what is answered', async () => {
      const { id } = await stage.send('amira', 'Room 12 is ready');
      const answer = await send('bruno', { message: 'Thanks', reply_to: id });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(
        messageShape({
          message: 'Thanks',
          reply_to: id,
          reply_to_message: {
            id,
            message: 'Room 12 is ready',
            sender: stage.idOf('amira'),
            sender_name: 'Amira Haddad',
            sender_avatar: null,
            timestamp: restTime,
            is_deleted: false,
            attachments_preview: [],
          },
          ...ownReading,
        }),
      );
    });

    it('success: finds out by itself who is mentioned', async () => {
      const answer = await send('amira', { message: 'Ask @Chiara, or @bruno keller' });
      expect(answer.body).toMatchObject({
        mentions: [stage.idOf('bruno'), stage.idOf('chiara')],
        mentioned_staff: [{ first_name: 'Bruno' }, { first_name: 'Chiara' }],
      });
      // A name with a word behind it is no name.
      expect((await send('amira', { message: '@Bruno please' })).body).toMatchObject({ mentions: [] });
    });

    it('success: takes a form as well', async () => {
      const { server, base, room } = stage;
      const response = await fetch(`${server.url}${base}/conversations/${room}/send-message/`, {
        method: 'POST',
        headers: { authorization: `Token ${await server.issueToken('amira')}` },
        body: new URLSearchParams({ message: 'via form' }),
      });
      expect(response.status).toBe(201);
      expect(await response.json()).toMatchObject({ message: 'via form' });
    });

    it('400 a text that is blank or absent', async () => {
      for (const body of [{}, { message: '' }, { message: ' \n' }]) {
        expect(await send('amira', body)).toMatchObject({
          status: 400,
          body: { message: ['This field may not be blank.'] },
        });
      }
    });

    it('400 null characters', async () => {
      expect(await send('amira', { message: 'a\0b' })).toMatchObject({
        status: 400,
        body: { message: ['Null characters are not allowed.'] },
      });
    });

    it('400 a reply to an unknown message', async () => {
      expect(await send('amira', { message: 'x', reply_to: 999 })).toMatchObject({
        status: 400,
        body: { reply_to: ['Reply target message does not exist'] },
      });
    });

    it('400 a reply to a message of another conversation', async () => {
      const { id } = await stage.send('amira', 'elsewhere', await stage.open('amira', 'chiara'));
      expect(await send('amira', { message: 'x', reply_to: id })).toMatchObject({
        status: 400,
        body: { reply_to: ['Reply must be to a message in the same conversation'] },
      });
    });

    it('400 a reply to a deleted message', async () => {
      const { id } = await stage.send('amira', 'gone');
      await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
      expect(await send('bruno', { message: 'x', reply_to: id })).toMatchObject({
        status: 400,
        body: { reply_to: ['Cannot reply to a deleted message'] },
      });
    });

    it('400 a reply that is no number', async () => {
      expect(await send('amira', { message: 'x', reply_to: 'last' })).toMatchObject({
        status: 400,
        body: { reply_to: ['A valid integer is required.'] },
      });
    });

    it('403 not a participant', async () => {
      expect(await send('chiara', { message: 'x' })).toMatchObject({ status: 403, body: outside });
    });

    it('500 a text that is none', async () => {
      for (const message of [null, 7, ['x']]) expectPage(await send('amira', { message }));
    });
  });

  describeDocumented('GET conversations/{id}/messages/', () => {
    const page = (as: string, query = '') =>
      stage.ask(as, 'GET', `conversations/${stage.room}/messages/${query}`);

    it('success: gives the newest, oldest first, and says whether there are older ones', async () => {
      const ids: number[] = [];
      for (let count = 1; count <= 5; count += 1) ids.push((await stage.send('amira', `number ${count}`)).id);
      const [first, second, third, fourth, fifth] = ids;
      await stage.ask('amira', 'DELETE', `messages/${second ?? 0}/delete/`);
      const answer = await page('bruno', '?limit=2');
      expect(answer.status).toBe(200);
      const told = (id: number | undefined) => messageShape({ id, is_read_by_current_user: false });
      expect(answer.body).toEqual({ messages: [told(fourth), told(fifth)], count: 2, has_more: true });
      expect((await page('bruno', `?limit=2&before_id=${fourth ?? 0}`)).body).toEqual({
        messages: [told(first), told(third)],
        count: 2,
        has_more: false,
      });
      expect((await page('amira')).body).toMatchObject({ count: 4, has_more: false });
    });

    it('success: tells who has read, and what replies show after an edit and a deletion', async () => {
      const { id } = await stage.send('amira', 'first words');
      const body = { message: 'an answer', reply_to: id };
      await stage.ask('bruno', 'POST', `conversations/${stage.room}/send-message/`, body);
      await stage.ask('bruno', 'POST', `conversations/${stage.room}/mark_as_read/`);
      await stage.ask('amira', 'PATCH', `messages/${id}/edit/`, { message: 'other words' });
      expect((await page('amira')).body).toMatchObject({
        messages: [
          {
            is_read: true,
            read_by: [stage.idOf('bruno')],
            read_by_list: [{ id: stage.idOf('bruno'), name: 'Bruno Keller', avatar: null }],
            read_by_count: 1,
            status: profile === 'deployed' ? 'read' : 'delivered',
            is_read_by_current_user: true,
          },
          { reply_to_message: { message: 'other words' }, is_read_by_current_user: false },
        ],
      });
      await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
      expect((await page('bruno')).body).toMatchObject({
        messages: [{ reply_to_message: { message: '[Message deleted]', is_deleted: true } }],
      });
      await stage.ask('amira', 'DELETE', `messages/${id}/delete/?hard_delete=true`);
      expect((await page('bruno')).body).toMatchObject({
        messages: [{ reply_to: null, reply_to_message: null }],
      });
    });

    it('success: gives fifty unless told', async () => {
      for (let count = 1; count <= 51; count += 1) await stage.send('amira', `${count}`);
      expect((await page('bruno')).body).toMatchObject({ count: 50, has_more: true });
      expect((await page('bruno', '?limit=1000')).body).toMatchObject({ count: 51, has_more: false });
    });

    it('403 not a participant', async () => {
      expect(await page('chiara')).toMatchObject({ status: 403, body: outside });
    });

    it('500 a limit that is negative or no number', async () => {
      for (const limit of ['-1', 'all']) expectPage(await page('amira', `?limit=${limit}`));
    });

    it('500 a before_id that is no number', async () => {
      expectPage(await page('amira', '?before_id=last'));
    });
  });

  describeDocumented('PATCH messages/{id}/edit/', () => {
    const edit = (as: string, id: number, body: object) =>
      stage.ask(as, 'PATCH', `messages/${id}/edit/`, body);

    it('success: replaces the words and says so', async () => {
      const { id } = await stage.send('amira', 'frist');
      const answer = await edit('amira', id, { message: ' first ' });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(
        messageShape({ id, message: 'first', is_edited: true, edited_at: restTime, ...ownReading }),
      );
      expect(await stage.listed('bruno')).toMatchObject([{ message: 'first', is_edited: true }]);
    });

    it('success: counts an edit without words as one', async () => {
      const { id } = await stage.send('amira', 'as it is');
      expect(await edit('amira', id, {})).toMatchObject({
        status: 200,
        body: { message: 'as it is', is_edited: true },
      });
    });

    it('400 a blank text', async () => {
      const { id } = await stage.send('amira', 'words');
      expect(await edit('amira', id, { message: ' ' })).toMatchObject({
        status: 400,
        body: { message: ['This field may not be blank.'] },
      });
    });

    it('400 a deleted message', async () => {
      const { id } = await stage.send('amira', 'gone');
      await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
      expect(await edit('amira', id, { message: 'back' })).toMatchObject({
        status: 400,
        body: { error: 'Cannot edit a deleted message' },
      });
    });

    it('403 somebody else’s message', async () => {
      const { id } = await stage.send('amira', 'mine');
      expect(await edit('bruno', id, { message: 'no' })).toMatchObject({
        status: 403,
        body: { error: 'You can only edit your own messages' },
      });
      expect(await stage.listed('amira')).toMatchObject([{ message: 'mine', is_edited: false }]);
    });
  });

  describeDocumented('DELETE messages/{id}/delete/', () => {
    const remove = (as: string, id: number, query = '') =>
      stage.ask(as, 'DELETE', `messages/${id}/delete/${query}`);

    it('success: leaves a placeholder, as often as asked', async () => {
      const { id } = await stage.send('amira', 'oops');
      for (const query of ['', '', '?hard_delete=yes']) {
        const answer = await remove('amira', id, query);
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({
          success: true,
          hard_delete: false,
          message: messageShape({
            id,
            message: '[Message deleted]',
            is_deleted: true,
            deleted_at: restTime,
            is_read_by_current_user: true,
          }),
        });
      }
      expect(await stage.listed('bruno')).toEqual([]);
      expect((await stage.ask('bruno', 'GET', `conversations/${stage.room}/`)).body).toMatchObject({
        last_message: null,
        messages: [{ id, message: '[Message deleted]', is_deleted: true }],
      });
    });

    it('success: names the files in the placeholder', async () => {
      const { body } = await stage.upload('amira', [new File(['x'], 'x.txt')], { message: 'a list' });
      const { message } = body as { message: Told };
      expect((await remove('amira', message.id)).body).toMatchObject({
        message: { message: '[Message and file(s) deleted]', has_attachments: true },
      });
    });

    it('success: leaves nothing, when asked for', async () => {
      const { id } = await stage.send('amira', 'never said');
      const answer = await remove('amira', id, '?hard_delete=true');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ success: true, hard_delete: true, message_id: id });
      expect((await stage.ask('bruno', 'GET', `conversations/${stage.room}/`)).body).toMatchObject({
        messages: [],
      });
    });

    it('403 not a participant', async () => {
      const { id } = await stage.send('amira', 'inside');
      expect(await remove('chiara', id)).toMatchObject({ status: 403, body: outside });
    });

    it('403 somebody else’s message', async () => {
      const { id } = await stage.send('amira', 'mine');
      for (const query of ['', '?hard_delete=true']) {
        expect(await remove('bruno', id, query)).toMatchObject({
          status: 403,
          body: { error: 'You can only delete your own messages' },
        });
      }
      expect(await stage.listed('amira')).toHaveLength(1);
    });

    it('404 once hard deleted', async () => {
      const { id } = await stage.send('amira', 'never said');
      await remove('amira', id, '?hard_delete=true');
      expect(await remove('amira', id)).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
    });
  });
});
