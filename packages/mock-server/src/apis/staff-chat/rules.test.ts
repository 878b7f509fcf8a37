import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoPassword } from '../../seed/people';
import { type Stage, type ToldAttachment, openStage, profiles, textFile } from './staff-chat.test-support';

describe.each(profiles)('the rules of staff chat, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.server.close());

  describe('who is inside', () => {
    it('lets staff into their own hotel only', async () => {
      const foreign = stage.base.replace('grand-demo', 'sea-view');
      expect(await stage.statusOf('eve', 'GET', `${foreign}/conversations/`)).toBe(200);
      expect(await stage.statusOf('amira', 'GET', `${stage.base}/conversations/`)).toBe(200);
      expect(await stage.statusOf('eve', 'GET', `${stage.base}/conversations/`)).toBe(403);
      expect(await stage.statusOf('amira', 'GET', `${foreign}/conversations/`)).toBe(403);
    });

    it('lets staff write to active colleagues of the same hotel, and to nobody else', async () => {
      const open = (...ids: number[]) =>
        stage.ask('amira', 'POST', 'conversations/', { participant_ids: ids });
      expect((await open(stage.idOf('chiara'))).status).toBe(201);
      await stage.server.world.staff.setActive(stage.idOf('dmitri'), false);
      for (const ids of [[stage.idOf('eve')], [stage.idOf('dmitri')], [999], [stage.idOf('bruno'), 999]]) {
        expect(await open(...ids)).toMatchObject({
          status: 400,
          body: { error: 'Some participants are invalid or inactive' },
        });
      }
      expect(await open()).toMatchObject({
        status: 400,
        body: { error: 'At least one participant is required' },
      });
    });

    it('lists the inactive nowhere and lets them read', async () => {
      await stage.server.world.staff.setActive(stage.idOf('bruno'), false);
      const { results } = (await stage.ask('amira', 'GET', 'staff-list/')).body as {
        results: { id: number }[];
      };
      expect(results.map(({ id }) => id).sort()).toEqual([stage.idOf('chiara'), stage.idOf('dmitri')].sort());
      expect(await stage.statusOf('bruno', 'GET', `conversations/${stage.room}/messages/`)).toBe(200);
    });

    it.each([
      ['GET', 'messages/', undefined],
      ['POST', 'send-message/', { message: 'x' }],
      ['POST', 'send_message/', { message: 'x' }],
      ['POST', 'upload/', new FormData()],
    ])('lets only who takes part %s %s', async (method, path, body) => {
      const there = `conversations/${stage.room}/${path}`;
      expect(await stage.statusOf('chiara', method, there, body)).toBe(403);
      expect(await stage.statusOf('bruno', method, there, body)).not.toBe(403);
    });

    it.each([
      ['GET', ''],
      ['POST', 'mark_as_read/'],
    ])('hides from others what can be done by %s %s', async (method, path) => {
      const there = `conversations/${stage.room}/${path}`;
      expect(await stage.statusOf('chiara', method, there)).toBe(404);
      expect(await stage.statusOf('bruno', method, there)).toBe(200);
    });
  });

  describe('who may do what with a message', () => {
    it('lets authors edit, and no moderator or manager', async () => {
      const group = await stage.open('amira', 'bruno', 'chiara', 'dmitri');
      const { id } = await stage.send('amira', 'first', group);
      for (const as of ['bruno', 'chiara', 'dmitri'])
        expect(await stage.statusOf(as, 'PATCH', `messages/${id}/edit/`, { message: 'no' }), as).toBe(403);
      expect(await stage.statusOf('amira', 'PATCH', `messages/${id}/edit/`, { message: 'second' })).toBe(200);
    });

    // By job and anywhere in the hotel, or by access level and only inside.
    it.each([
      ['amira, its author', 'amira', 200, 200],
      ['bruno, beside them', 'bruno', 403, 403],
      ['chiara, a moderator inside', 'chiara', 403, 200],
      ['dmitri, a manager outside', 'dmitri', 200, 403],
      ['eve, of another hotel', 'eve', 403, 403],
    ] as const)('deleting, softly and for good: %s', async (_, as, documented, deployed) => {
      const group = await stage.open('amira', 'bruno', 'chiara');
      const expected = profile === 'documented' ? documented : deployed;
      for (const query of ['', '?hard_delete=true']) {
        const { id } = await stage.send('amira', 'too much', group);
        expect(await stage.statusOf(as, 'DELETE', `messages/${id}/delete/${query}`), query).toBe(expected);
      }
    });

    it.each([
      ['amira, who shared it', 'amira', 200, 200],
      ['bruno, beside them', 'bruno', 403, 403],
      ['chiara, a moderator', 'chiara', 403, 200],
      ['dmitri, a manager and moderator', 'dmitri', 200, 200],
    ] as const)('taking a file off: %s', async (_, as, documented, deployed) => {
      const group = await stage.open('amira', 'bruno', 'chiara', 'dmitri');
      const { body } = await stage.upload('amira', [textFile('x.txt')], {}, group);
      const [attachment] = (body as { attachments: ToldAttachment[] }).attachments;
      const path = `attachments/${attachment?.id ?? 0}/delete/`;
      expect(await stage.statusOf(as, 'DELETE', path)).toBe(profile === 'documented' ? documented : deployed);
    });

    it('takes no file off from outside, whatever the level and the job', async () => {
      const { body } = await stage.upload('amira', [textFile('x.txt')]);
      const [attachment] = (body as { attachments: ToldAttachment[] }).attachments;
      const path = `attachments/${attachment?.id ?? 0}/delete/`;
      for (const as of ['chiara', 'dmitri']) expect(await stage.statusOf(as, 'DELETE', path), as).toBe(403);
      expect(await stage.statusOf('amira', 'DELETE', path)).toBe(200);
    });

    // The documented revision goes by the job, the newest by the level or the whole platform's administration.
    it.each([
      ['manager', 'USER', 200, 403],
      ['admin', 'USER', 200, 403],
      ['hotel_manager', 'USER', 403, 403],
      ['housekeeper', 'ADMIN', 403, 200],
    ] as const)('deleting as %s of the regular level, a %s of the platform', async (...given) => {
      const [slug, role, documented, deployed] = given;
      const { world } = stage.server;
      const hotel = await world.staff.hotelNamed('grand-demo');
      const named = { username: 'nadia', firstName: 'Nadia', lastName: 'Berg', email: 'nadia@example.com' };
      const person = await world.people.add({ ...named, password: demoPassword, role });
      const job = { name: slug, slug };
      await world.staff.add({ personId: person.id, hotelId: hotel?.id ?? 0, department: null, job });
      const { id: nadia } = (await world.staff.ofPerson(person.id)) ?? { id: 0 };
      const body = { participant_ids: [nadia, stage.idOf('bruno')] };
      const group = ((await stage.ask('amira', 'POST', 'conversations/', body)).body as { id: number }).id;
      const { id } = await stage.send('amira', 'too much', group);
      const expected = profile === 'documented' ? documented : deployed;
      expect(await stage.statusOf('nadia', 'DELETE', `messages/${id}/delete/`)).toBe(expected);
    });

    it('takes back one’s own reactions alone', async () => {
      const { id } = await stage.send('amira', 'well done');
      await stage.ask('bruno', 'POST', `messages/${id}/react/`, { emoji: '👍' });
      const path = `messages/${id}/react/${encodeURIComponent('👍')}/`;
      expect(await stage.statusOf('amira', 'DELETE', path)).toBe(404);
      expect(await stage.statusOf('bruno', 'DELETE', path)).toBe(200);
    });

    it('forwards to where one takes part and to active colleagues, and says of each other target why not', async () => {
      const { id } = await stage.send('amira', 'spread this');
      const mine = await stage.open('bruno', 'chiara');
      const foreign = await stage.open('chiara', 'dmitri');
      await stage.server.world.staff.setActive(stage.idOf('dmitri'), false);
      const people = ['chiara', 'dmitri', 'eve', 'bruno'].map((name) => stage.idOf(name));
      const body = { conversation_ids: [mine, foreign, 999], new_participant_ids: people };
      const { results } = (await stage.ask('bruno', 'POST', `messages/${id}/forward/`, body)).body as {
        results: { success: boolean; error?: string }[];
      };
      expect(results.map(({ success, error }) => (success ? 'done' : error))).toEqual([
        'done',
        'You are not a participant in this conversation',
        'Conversation not found',
        'done',
        'Staff member not found or inactive',
        'Staff member not found or inactive',
        'Cannot forward message to yourself',
      ]);
    });

    it('forwards words alone, and only from where one takes part', async () => {
      const { id } = await stage.send('amira', 'spread this');
      const body = { new_participant_ids: [stage.idOf('chiara')] };
      const forward = (as: string) => stage.ask(as, 'POST', `messages/${id}/forward/`, body);
      expect((await forward('chiara')).status).toBe(403);
      expect((await forward('bruno')).body).toMatchObject({
        forwarded_to_new: 1,
        results: [{ created_conversation: true, success: true }],
      });
      expect((await forward('bruno')).body).toMatchObject({
        results: [{ created_conversation: false, success: true }],
      });
    });
  });

  it('gives the same token at every sign-in, and another after all have run out', async () => {
    const signIn = async () => {
      const body = { username: 'amira', password: demoPassword };
      return ((await stage.ask('amira', 'POST', '/api/staff/login/', body)).body as { token: string }).token;
    };
    const first = await signIn();
    expect(await signIn()).toBe(first);
    stage.server.faults.inject('expireTokens');
    const stale = { authorization: `Token ${first}` };
    expect((await stage.ask('amira', 'GET', 'conversations/', undefined, stale)).status).toBe(401);
    expect(await signIn()).not.toBe(first);
    expect(await stage.statusOf('amira', 'GET', 'conversations/')).toBe(200);
  });
});

describe('the rules of the documented revision', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('documented');
  });
  afterEach(() => stage.server.close());

  it('answers under the documented path and the one it was really mounted at', async () => {
    expect(await stage.statusOf('amira', 'GET', '/api/staff_chat/grand-demo/conversations/')).toBe(200);
    const newest = '/api/staff/hotel/grand-demo/staff_chat/conversations/';
    expect(await stage.statusOf('amira', 'GET', newest)).toBe(404);
  });

  it('lets anybody inside rename a group, and change who is in it', async () => {
    const group = await stage.open('amira', 'bruno', 'chiara');
    const change = (as: string, body: unknown) => stage.ask(as, 'PATCH', `conversations/${group}/`, body);
    expect((await change('dmitri', { title: 'Mine' })).status).toBe(404);
    expect((await change('bruno', { title: 'Ours' })).body).toMatchObject({ title: 'Ours', is_group: true });
    const everybody = ['amira', 'bruno', 'chiara', 'dmitri'].map((name) => stage.idOf(name));
    expect((await change('bruno', { participant_ids: everybody })).status).toBe(200);
    expect(await stage.statusOf('dmitri', 'GET', `conversations/${group}/`)).toBe(200);
    await change('bruno', { participant_ids: everybody.slice(1) });
    expect(await stage.statusOf('amira', 'GET', `conversations/${group}/`)).toBe(404);
  });

  it('makes a new conversation each time, and lets anybody inside delete it', async () => {
    const again = await stage.open('amira', 'bruno');
    expect(again).not.toBe(stage.room);
    expect(await stage.statusOf('chiara', 'DELETE', `conversations/${again}/`)).toBe(404);
    expect(await stage.statusOf('bruno', 'DELETE', `conversations/${again}/`)).toBe(204);
  });
});

describe('the rules of the newest revision', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('deployed');
  });
  afterEach(() => stage.server.close());

  it('lets moderators delete conversations they are in, and nobody else', async () => {
    const group = await stage.open('amira', 'bruno', 'chiara');
    expect(await stage.statusOf('amira', 'DELETE', `conversations/${group}/`)).toBe(403);
    expect(await stage.statusOf('dmitri', 'DELETE', `conversations/${group}/`)).toBe(404);
    expect(await stage.statusOf('chiara', 'DELETE', `conversations/${group}/`)).toBe(204);
    expect(await stage.statusOf('amira', 'GET', `conversations/${group}/`)).toBe(404);
  });

  it('tells each login its rights', async () => {
    const rights = async (as: string) =>
      (
        (await stage.ask(as, 'GET', '/api/staff/hotel/grand-demo/me/')).body as {
          allowed_capabilities: string[];
        }
      ).allowed_capabilities;
    expect(await rights('amira')).not.toContain('staff_chat.conversation.moderate');
    expect(await rights('chiara')).toContain('staff_chat.conversation.moderate');
  });

  it('finds the conversation that is there, by its exact people', async () => {
    const { open, room } = stage;
    expect(await open('amira', 'bruno')).toBe(room);
    expect(await open('bruno', 'amira')).toBe(room);
    const group = await open('amira', 'bruno', 'chiara');
    expect(await open('chiara', 'amira', 'bruno')).toBe(group);
    expect(await open('amira', 'bruno', 'chiara', 'dmitri')).not.toBe(group);
  });

  it('counts what is unread for each, whatever the list says of groups', async () => {
    const group = await stage.open('amira', 'bruno', 'chiara');
    await stage.send('amira', 'one', group);
    const { id } = await stage.send('amira', 'two', group);
    await stage.ask('bruno', 'POST', `conversations/${group}/mark_as_read/`);
    const unread = async (as: string) =>
      ((await stage.ask(as, 'GET', 'conversations/unread-count/')).body as { total_unread: number })
        .total_unread;
    expect([await unread('bruno'), await unread('chiara')]).toEqual([0, 2]);
    const { results } = (await stage.ask('bruno', 'GET', 'conversations/')).body as {
      results: { id: number; unread_count: number }[];
    };
    expect(results.find((item) => item.id === group)?.unread_count).toBe(2);
    await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
    expect(await unread('chiara')).toBe(1);
  });

  it('marks as read what one takes part in, one by one and many at once, and skips the rest', async () => {
    const { room, ask, send, statusOf } = stage;
    const foreign = await stage.open('chiara', 'dmitri');
    const { id } = await send('amira', 'one');
    await send('amira', 'two');
    await send('chiara', 'not for bruno', foreign);
    expect(await statusOf('chiara', 'POST', `messages/${id}/mark-as-read/`)).toBe(403);
    expect(await ask('bruno', 'POST', `messages/${id}/mark-as-read/`)).toMatchObject({
      status: 200,
      body: { was_unread: true, message: { read_by: [stage.idOf('bruno')] } },
    });
    const all = { conversation_ids: [room, foreign, 999] };
    expect((await ask('bruno', 'POST', 'conversations/bulk-mark-as-read/', all)).body).toEqual({
      success: true,
      marked_conversations: 1,
      total_messages_marked: 1,
      conversations_became_fully_read: 1,
    });
    const unread = (await ask('dmitri', 'GET', 'conversations/unread-count/')).body;
    expect(unread).toMatchObject({ total_unread: 1 });
  });

  it('changes no conversation and adds nobody', async () => {
    const { room, statusOf } = stage;
    expect(await statusOf('amira', 'PATCH', `conversations/${room}/`, { title: 'x' })).toBe(403);
    expect(await statusOf('amira', 'POST', `conversations/${room}/participants/`, {})).toBe(404);
  });
});
