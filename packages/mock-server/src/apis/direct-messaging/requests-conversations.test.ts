import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  conversations,
  detailShape,
  localTime,
  messageShape,
  messages,
  openStage,
  pageShape,
  profiles,
  userShape,
  zuluTime,
} from './direct-messaging.test-support';

const getOrCreate = `${conversations}get_or_create/`;

describe.each(profiles)('requests about conversations, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.close());

  describeDocumented('GET /conversations/', () => {
    it('success: lists one’s own, last written to first, ten a page', async () => {
      const { server, ask, idOf, talk, sent } = stage;
      const [first, second] = [await talk('amira', 'bruno'), await talk('amira', 'chiara')];
      const id = await sent('bruno', first, 'x'.repeat(51));
      const answer = await ask('amira', 'GET', conversations);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(
        pageShape({
          count: 2,
          results: [
            {
              id: first,
              // The newest account first, and oneself among them.
              participants: [
                userShape({ id: await idOf('bruno') }),
                userShape({ id: await idOf('amira'), role: 'admin' }),
              ],
              confession: null,
              last_message_at: localTime,
              unread_count: 1,
              last_message_preview: {
                id,
                sender: 'bruno',
                content: `${'x'.repeat(50)}...`,
                created_at: zuluTime,
              },
            },
            expect.objectContaining({
              id: second,
              last_message_at: null,
              unread_count: 0,
              last_message_preview: null,
            }),
          ],
        }),
      );
      for (let count = 0; count < 9; count += 1) {
        const participants = { participant_ids: [await idOf('dmitri')] };
        await ask('amira', 'POST', conversations, participants);
      }
      expect((await ask('amira', 'GET', conversations)).body).toMatchObject({
        count: 11,
        next: `${server.url}${conversations}?page=2`,
        previous: null,
        results: { length: 10 },
      });
      expect((await ask('amira', 'GET', `${conversations}?page=2`)).body).toMatchObject({
        next: null,
        previous: `${server.url}${conversations}`,
        results: { length: 1 },
      });
      expect((await ask('eve', 'GET', conversations)).body).toEqual(pageShape({ count: 0, results: [] }));
    });

    it('success: previews a file without words', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      const form = new FormData();
      form.append('conversation', String(conversation));
      form.append('attachment_files', new File(['x'], 'x.txt'));
      await stage.ask('bruno', 'POST', messages, form);
      expect((await stage.ask('bruno', 'GET', conversations)).body).toMatchObject({
        results: [{ last_message_preview: { content: '[Attachment]' } }],
      });
    });

    it('404 a page that is not there', async () => {
      expect(await stage.ask('bruno', 'GET', `${conversations}?page=2`)).toMatchObject({
        status: 404,
        body: { detail: 'Invalid page.' },
      });
    });
  });

  describeDocumented('POST /conversations/', () => {
    const create = (as: string, body: object) => stage.ask(as, 'POST', conversations, body);

    it('success: makes a conversation with an admin, and finds a member’s again', async () => {
      const { idOf, communityId } = stage;
      const river = await communityId('river-fellowship');
      const wanted = { participant_ids: [await idOf('amira')], confession: river };
      const made = await create('bruno', wanted);
      expect(made.status).toBe(201);
      expect(made.body).toEqual(detailShape({ confession: river }));
      const again = await create('bruno', wanted);
      expect(again.status).toBe(200);
      expect(again.body).toEqual(made.body);
    });

    it('success: makes groups, and always a new one, for admins', async () => {
      const { idOf } = stage;
      const ids = [await idOf('bruno'), await idOf('chiara')];
      // Whom nobody knows is left out without a word.
      const made = await create('amira', { participant_ids: [...ids, 999] });
      expect(made.status).toBe(201);
      expect(made.body).toEqual(detailShape({ participants: [userShape(), userShape(), userShape()] }));
      const again = await create('amira', { participant_ids: ids });
      expect(again.status).toBe(201);
      expect(again.body).not.toMatchObject({ id: (made.body as { id: number }).id });
    });

    it('400 a member names nobody or several', async () => {
      const { idOf } = stage;
      for (const ids of [[], [await idOf('amira'), await idOf('eve')]]) {
        expect(await create('bruno', { participant_ids: ids })).toMatchObject({
          status: 400,
          body: { error: 'You can only message one admin at a time.' },
        });
      }
    });

    it('403 a member names somebody who is no admin', async () => {
      for (const id of [await stage.idOf('chiara'), 999]) {
        expect(await create('bruno', { participant_ids: [id] })).toMatchObject({
          status: 403,
          body: { error: 'You can only message admins.' },
        });
      }
    });

    it('403 a member does not follow the community', async () => {
      const hill = await stage.communityId('hill-chapel');
      const wanted = { participant_ids: [await stage.idOf('eve')], confession: hill };
      expect(await create('dmitri', wanted)).toMatchObject({
        status: 403,
        body: { error: 'You must be subscribed to this confession to message its admin.' },
      });
    });

    it('403 a member names another than the admin of the community', async () => {
      const river = await stage.communityId('river-fellowship');
      const wanted = { participant_ids: [await stage.idOf('eve')], confession: river };
      expect(await create('bruno', wanted)).toMatchObject({
        status: 403,
        body: { error: 'The selected user is not the admin of this confession.' },
      });
    });

    it('404 a member names an unknown community', async () => {
      const wanted = { participant_ids: [await stage.idOf('amira')], confession: 77 };
      expect(await create('bruno', wanted)).toMatchObject({
        status: 404,
        body: { error: 'Confession not found.' },
      });
    });

    it('400 an admin names people that are no numbers', async () => {
      expect(await create('amira', { participant_ids: ['somebody'] })).toMatchObject({
        status: 400,
        body: { participant_ids: { 0: ['A valid integer is required.'] } },
      });
    });

    it('400 an admin names an unknown community', async () => {
      const wanted = { participant_ids: [await stage.idOf('bruno')], confession: 77 };
      expect(await create('amira', wanted)).toMatchObject({
        status: 400,
        body: { confession: ['Invalid pk "77" - object does not exist.'] },
      });
    });
  });

  describeDocumented('POST /conversations/get_or_create/', () => {
    const open = (as: string, body: object) => stage.ask(as, 'POST', getOrCreate, body);

    it('success: answers 200 with the conversation, new or found', async () => {
      const { idOf, communityId } = stage;
      const river = await communityId('river-fellowship');
      const wanted = { target_user_id: await idOf('amira'), confession_id: river };
      const made = await open('bruno', wanted);
      expect(made.status).toBe(200);
      expect(made.body).toEqual(detailShape({ confession: river }));
      expect(await open('bruno', wanted)).toMatchObject({ status: 200, body: made.body as object });
      // The same two outside the community are another conversation.
      const outside = await open('bruno', { target_user_id: await idOf('amira'), confession_id: null });
      expect(outside.body).toEqual(detailShape());
      expect(outside.body).not.toMatchObject({ id: (made.body as { id: number }).id });
    });

    it('400 nobody is named', async () => {
      expect(await open('bruno', {})).toMatchObject({
        status: 400,
        body: { error: 'target_user_id is required' },
      });
    });

    it('403 a member names somebody who is no admin', async () => {
      for (const id of [await stage.idOf('chiara'), 999]) {
        expect(await open('bruno', { target_user_id: id })).toMatchObject({
          status: 403,
          body: { error: 'You can only message admins.' },
        });
      }
    });

    it('403 a member does not follow the community', async () => {
      const hill = await stage.communityId('hill-chapel');
      const wanted = { target_user_id: await stage.idOf('eve'), confession_id: hill };
      expect(await open('dmitri', wanted)).toMatchObject({
        status: 403,
        body: { error: 'You must be subscribed to this confession.' },
      });
    });

    it('403 a member names another than the admin of the community', async () => {
      const river = await stage.communityId('river-fellowship');
      const wanted = { target_user_id: await stage.idOf('eve'), confession_id: river };
      expect(await open('bruno', wanted)).toMatchObject({
        status: 403,
        body: { error: 'User is not the admin of this confession.' },
      });
    });

    it('403 a member names the admin by a text', async () => {
      const river = await stage.communityId('river-fellowship');
      const wanted = { target_user_id: String(await stage.idOf('amira')), confession_id: river };
      expect(await open('bruno', wanted)).toMatchObject({
        status: 403,
        body: { error: 'User is not the admin of this confession.' },
      });
    });

    it('404 an unknown community', async () => {
      for (const [as, to] of [
        ['bruno', 'amira'],
        ['amira', 'bruno'],
      ] as const) {
        const wanted = { target_user_id: await stage.idOf(to), confession_id: 77 };
        expect(await open(as, wanted)).toMatchObject({
          status: 404,
          body: { error: 'Confession not found.' },
        });
      }
    });
  });

  describeDocumented('GET /conversations/{id}/', () => {
    it('success: tells the newest message in full', async () => {
      const { ask, talk, sent } = stage;
      const conversation = await talk('bruno', 'amira');
      await sent('bruno', conversation, 'first');
      const last = await sent('bruno', conversation, 'last');
      const answer = await ask('bruno', 'GET', `${conversations}${conversation}/`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(
        detailShape({
          id: conversation,
          last_message_at: localTime,
          last_message: messageShape({ id: last, content: 'last' }),
        }),
      );
      expect((await ask('amira', 'GET', `${conversations}${conversation}/`)).body).toMatchObject({
        unread_count: 2,
        last_message: { status: 'received' },
      });
    });

    it('404 unknown or not a participant', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      for (const path of [`${conversations}${conversation}/`, `${conversations}99/`]) {
        expect(await stage.ask('chiara', 'GET', path)).toMatchObject({
          status: 404,
          body: { detail: 'Not found.' },
        });
      }
    });
  });

  describeDocumented('POST /conversations/{id}/mark_as_read/', () => {
    it('success: reads all that others wrote there, and nothing elsewhere', async () => {
      const { ask, talk, sent } = stage;
      const [here, there] = [await talk('amira', 'bruno'), await talk('amira', 'chiara')];
      const id = await sent('bruno', here, 'one');
      await sent('bruno', here, 'two');
      await sent('chiara', there, 'three');
      const answer = await ask('amira', 'POST', `${conversations}${here}/mark_as_read/`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ status: 'Messages marked as read' });
      expect((await ask('amira', 'GET', `${conversations}unread_count/`)).body).toEqual({ unread_count: 1 });
      expect((await ask('bruno', 'GET', `${messages}${id}/`)).body).toMatchObject({
        status: 'seen',
        message_reads: [{ read_at: localTime }],
      });
    });

    it('404 unknown or not a participant', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      for (const id of [conversation, 99]) {
        const answer = await stage.ask('chiara', 'POST', `${conversations}${id}/mark_as_read/`);
        expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
      }
    });
  });

  describeDocumented('GET /conversations/unread_count/', () => {
    it('success: counts what others wrote in all conversations', async () => {
      const { ask, talk, sent } = stage;
      await sent('bruno', await talk('amira', 'bruno'), 'one');
      const there = await talk('amira', 'chiara');
      await sent('chiara', there, 'two');
      await sent('amira', there, 'mine');
      const answer = await ask('amira', 'GET', `${conversations}unread_count/`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ unread_count: 2 });
    });
  });
});

describe('requests about conversations, where real servers break down', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('deployed');
  });
  afterEach(() => stage.close());

  const expectCrash = async (as: string, body: object) => {
    const answer = await stage.ask(as, 'POST', getOrCreate, body);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.body).toContain('Server Error (500)');
  };

  describeDocumented('POST /conversations/get_or_create/', () => {
    it('500 a community without an admin, on real servers', async () => {
      const wanted = {
        target_user_id: await stage.idOf('amira'),
        confession_id: await stage.communityId('empty-house'),
      };
      await expectCrash('bruno', wanted);
    });

    it('500 an admin names nobody known, on real servers', async () => {
      await expectCrash('amira', { target_user_id: 999 });
      await expectCrash('amira', { target_user_id: 'bruno' });
    });
  });
});
