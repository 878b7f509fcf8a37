import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MockServer, type Profile, createMockServer } from '../../index';
import { call } from '../../testing/client';

const deployedBase = '/api/staff/hotel/grand-demo/staff_chat';
const documentedBase = '/api/staff-chat/grand-demo';

interface Told {
  id: number;
  message: string;
  is_deleted: boolean;
  attachments: { id: number; file_url: string; mime_type: string; file_name: string }[];
  reactions: { emoji: string; staff: number }[];
}

describe('the staff-chat API', () => {
  let server: MockServer;
  let base: string;
  /** User name → staff id. */
  let ids: Map<string, number>;
  let room: number;

  async function ask(
    as: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const authorization = `Token ${await server.issueToken(as)}`;
    const whole = path.startsWith('/') ? path : `${base}/${path}`;
    return call(server, as, method, whole, body, { authorization, ...headers });
  }
  const idOf = (name: string): number => ids.get(name) ?? 0;
  const send = async (as: string, text: string, number = room): Promise<Told> =>
    (await ask(as, 'POST', `conversations/${number}/send-message/`, { message: text })).body as Told;
  const open = async (as: string, ...names: string[]): Promise<number> =>
    ((await ask(as, 'POST', 'conversations/', { participant_ids: names.map(idOf) })).body as { id: number })
      .id;
  const listed = async (as: string, number = room): Promise<Told[]> =>
    ((await ask(as, 'GET', `conversations/${number}/messages/`)).body as { messages: Told[] }).messages;
  const statusOf = async (...args: Parameters<typeof ask>): Promise<number> => (await ask(...args)).status;
  const upload = (as: string, ...names: string[]) => {
    const form = new FormData();
    for (const name of names) form.append('files', new File(['content'], name, { type: 'text/plain' }));
    return ask(as, 'POST', `conversations/${room}/upload/`, form);
  };

  async function start(profile: Profile): Promise<void> {
    server = await createMockServer({ api: 'staff-chat', profile, seed: 'empty' });
    base = profile === 'deployed' ? deployedBase : documentedBase;
    ids = new Map((await server.world.staff.all()).map(({ id, person }) => [person.username, id]));
    room = await open('amira', 'bruno');
  }

  afterEach(() => server.close());

  describe.each(['documented', 'deployed'] as const)('in the profile %s', (profile) => {
    beforeEach(() => start(profile));

    it('lets nobody in without a token of its own form', async () => {
      const token = await server.issueToken('amira');
      const list = `${base}/conversations/`;
      for (const authorization of ['', `Bearer ${token}`, 'Token nonsense', 'Token']) {
        const answer = await call(server, 'amira', 'GET', list, undefined, { authorization });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Token');
      }
      expect(await statusOf('amira', 'GET', 'conversations/')).toBe(200);
    });

    it('lets staff into their own hotel only, and others into none', async () => {
      const foreign = base.replace('grand-demo', 'sea-view');
      expect(await statusOf('eve', 'GET', `${foreign}/conversations/`)).toBe(200);
      expect(await statusOf('eve', 'GET', `${base}/conversations/`)).toBe(403);
      expect(await statusOf('amira', 'GET', `${foreign}/conversations/`)).toBe(403);
      expect((await ask('root', 'GET', 'conversations/')).body).toEqual({
        detail: 'You must be a staff member to access this resource.',
      });
    });

    it.each([
      ['GET', 'messages/', undefined],
      ['POST', 'send-message/', { message: 'x' }],
      ['POST', 'send_message/', { message: 'x' }],
      ['POST', 'upload/', new FormData()],
    ])('lets only who takes part %s %s', async (method, path, body) => {
      expect(await statusOf('chiara', method, `conversations/${room}/${path}`, body)).toBe(403);
      expect(await statusOf('bruno', method, `conversations/${room}/${path}`, body)).not.toBe(403);
    });

    it.each([
      ['GET', ''],
      ['POST', 'mark_as_read/'],
    ])('hides from others what can be done by %s %s', async (method, path) => {
      expect(await statusOf('chiara', method, `conversations/${room}/${path}`)).toBe(404);
      expect(await statusOf('bruno', method, `conversations/${room}/${path}`)).toBe(200);
    });

    it('lets authors edit, and nobody else', async () => {
      const { id } = await send('amira', 'first');
      expect(await statusOf('bruno', 'PATCH', `messages/${id}/edit/`, { message: 'no' })).toBe(403);
      expect(await statusOf('chiara', 'PATCH', `messages/${id}/edit/`, { message: 'no' })).toBe(403);
      expect((await ask('amira', 'PATCH', `messages/${id}/edit/`, { message: 'second' })).body).toMatchObject(
        {
          message: 'second',
          is_edited: true,
        },
      );
    });

    it.each(['', '?hard_delete=true'])(
      'lets authors delete, and not those beside them (%j)',
      async (query) => {
        const { id } = await send('amira', 'mine');
        expect(await statusOf('bruno', 'DELETE', `messages/${id}/delete/${query}`)).toBe(403);
        expect(await statusOf('amira', 'DELETE', `messages/${id}/delete/${query}`)).toBe(200);
        expect(await listed('bruno')).toEqual([]);
      },
    );

    it('takes the ten reactions of those inside', async () => {
      const { id } = await send('amira', 'react');
      for (const emoji of ['👍', '❤️', '😊', '😂', '😮', '😢', '🎉', '🔥', '✅', '👏'])
        expect(await statusOf('bruno', 'POST', `messages/${id}/react/`, { emoji }), emoji).toBe(201);
      expect(await statusOf('bruno', 'POST', `messages/${id}/react/`, { emoji: '🚀' })).toBe(400);
      expect(await statusOf('chiara', 'POST', `messages/${id}/react/`, { emoji: '👍' })).toBe(403);
      const [told] = await listed('amira');
      expect(told?.reactions).toHaveLength(profile === 'documented' ? 10 : 1);
    });

    it('keeps files, serves them, and takes them off a message that stays', async () => {
      const answer = await upload('amira', 'list.csv', 'notes.txt');
      expect(answer.status).toBe(201);
      const [told] = await listed('bruno');
      expect(told).toMatchObject({ message: '[File shared]' });
      const [first] = told?.attachments ?? [];
      expect(await (await fetch(first?.file_url ?? '')).text()).toBe('content');
      const path = `attachments/${first?.id ?? 0}`;
      expect((await ask('bruno', 'GET', `${path}/url/`)).body).toMatchObject({
        file_name: 'list.csv',
        mime_type: 'text/plain',
        file_url: first?.file_url,
      });
      expect(await statusOf('chiara', 'GET', `${path}/url/`)).toBe(403);
      expect(await statusOf('bruno', 'DELETE', `${path}/delete/`)).toBe(403);
      expect(await statusOf('amira', 'DELETE', `${path}/delete/`)).toBe(200);
      expect(await statusOf('amira', 'DELETE', `${path}/delete/`)).toBe(404);
      expect((await listed('bruno'))[0]?.attachments.map((one) => one.file_name)).toEqual(['notes.txt']);
    });

    it('takes ten files and refuses eleven, and all of them for one bad one', async () => {
      const names = (count: number) => Array.from({ length: count }, (_, index) => `${index}.txt`);
      expect((await upload('amira', ...names(11))).body).toEqual({
        files: ['Maximum 10 files can be uploaded at once'],
      });
      expect((await upload('amira', 'good.txt', 'bad.exe')).status).toBe(400);
      expect((await upload('amira', ...names(10))).status).toBe(201);
      expect(await listed('bruno')).toHaveLength(1);
    });

    it('cuts directories off the names of files', async () => {
      const form = new FormData();
      form.append('files', new File(['x'], '../../etc/passwd.txt'));
      await ask('amira', 'POST', `conversations/${room}/upload/`, form);
      expect((await listed('amira'))[0]?.attachments[0]?.file_name).toBe('passwd.txt');
    });

    it('pages backwards without the deleted ones', async () => {
      const all = [];
      for (let count = 1; count <= 5; count += 1) all.push((await send('amira', `number ${count}`)).id);
      await ask('amira', 'DELETE', `messages/${all[1] ?? 0}/delete/`);
      const page = async (query: string) =>
        (await ask('bruno', 'GET', `conversations/${room}/messages/?${query}`)).body as {
          messages: Told[];
          has_more: boolean;
        };
      const newest = await page('limit=2');
      expect([newest.messages.map(({ id }) => id), newest.has_more]).toEqual([[all[3], all[4]], true]);
      const rest = await page(`limit=2&before_id=${all[3] ?? 0}`);
      expect([rest.messages.map(({ id }) => id), rest.has_more]).toEqual([[all[0], all[2]], false]);
    });

    it('keeps a push token, the last one each', async () => {
      const path = '/api/staff/save-fcm-token/';
      expect(await statusOf('amira', 'POST', path, {})).toBe(400);
      expect((await ask('amira', 'POST', path, { fcm_token: 'device' })).body).toMatchObject({
        staff_id: idOf('amira'),
        has_fcm_token: true,
      });
      expect((await ask('amira', 'GET', '/api/staff/hotel/grand-demo/me/')).body).toMatchObject({
        has_fcm_token: true,
      });
    });

    it('gives the same token at every sign-in, and another after all have run out', async () => {
      const signIn = async () =>
        (
          (await ask('amira', 'POST', '/api/staff/login/', { username: 'amira', password: 'demo' })).body as {
            token: string;
          }
        ).token;
      const first = await signIn();
      expect(await signIn()).toBe(first);
      server.faults.inject('expireTokens');
      const stale = { authorization: `Token ${first}` };
      expect(await statusOf('amira', 'GET', 'conversations/', undefined, stale)).toBe(401);
      expect(await signIn()).not.toBe(first);
      expect(await statusOf('amira', 'GET', 'conversations/')).toBe(200);
    });

    it('forwards words alone, and only from where one takes part', async () => {
      const { id } = await send('amira', 'spread this');
      const body = { new_participant_ids: [idOf('chiara')] };
      expect(await statusOf('chiara', 'POST', `messages/${id}/forward/`, body)).toBe(403);
      expect((await ask('bruno', 'POST', `messages/${id}/forward/`, body)).body).toMatchObject({
        forwarded_to_new: 1,
        results: [{ created_conversation: true, success: true }],
      });
      expect((await ask('bruno', 'POST', `messages/${id}/forward/`, body)).body).toMatchObject({
        results: [{ created_conversation: false, success: true }],
      });
    });
  });

  describe('in the documented revision', () => {
    beforeEach(() => start('documented'));

    it('answers under the documented path and the one it was really mounted at', async () => {
      expect(await statusOf('amira', 'GET', '/api/staff_chat/grand-demo/conversations/')).toBe(200);
      expect(await statusOf('amira', 'GET', `${deployedBase}/conversations/`)).toBe(404);
    });

    it('lets managers delete in conversations of their hotel they are not in', async () => {
      const { id } = await send('amira', 'too much');
      expect(await statusOf('chiara', 'DELETE', `messages/${id}/delete/`)).toBe(403);
      expect(await statusOf('dmitri', 'DELETE', `messages/${id}/delete/`)).toBe(200);
      expect(await statusOf('dmitri', 'DELETE', `messages/${id}/delete/?hard_delete=true`)).toBe(200);
    });

    it('lets anybody inside rename a group, and change who is in it', async () => {
      const group = await open('amira', 'bruno', 'chiara');
      const change = (as: string, body: unknown) => ask(as, 'PATCH', `conversations/${group}/`, body);
      expect((await change('dmitri', { title: 'Mine' })).status).toBe(404);
      expect((await change('bruno', { title: 'Ours' })).body).toMatchObject({
        title: 'Ours',
        is_group: true,
      });
      const everybody = ['amira', 'bruno', 'chiara', 'dmitri'].map(idOf);
      expect((await change('bruno', { participant_ids: everybody })).status).toBe(200);
      expect(await statusOf('dmitri', 'GET', `conversations/${group}/`)).toBe(200);
      await change('bruno', { participant_ids: everybody.slice(1) });
      expect(await statusOf('amira', 'GET', `conversations/${group}/`)).toBe(404);
    });

    it('makes a new conversation each time, and lets anybody inside delete it', async () => {
      const again = await open('amira', 'bruno');
      expect(again).not.toBe(room);
      expect(await statusOf('chiara', 'DELETE', `conversations/${again}/`)).toBe(404);
      expect(await statusOf('bruno', 'DELETE', `conversations/${again}/`)).toBe(204);
    });
  });

  describe('in the newest revision', () => {
    beforeEach(() => start('deployed'));

    it('lets moderators delete the messages and files of others, where they take part', async () => {
      const inside = await open('amira', 'bruno', 'chiara');
      const outsideMessage = await send('amira', 'without chiara');
      const insideMessage = await send('amira', 'with chiara', inside);
      expect(await statusOf('chiara', 'DELETE', `messages/${outsideMessage.id}/delete/`)).toBe(403);
      expect(await statusOf('chiara', 'DELETE', `messages/${insideMessage.id}/delete/`)).toBe(200);
      const form = new FormData();
      form.append('files', new File(['x'], 'x.txt'));
      const answer = await ask('amira', 'POST', `conversations/${inside}/upload/`, form);
      const { attachments } = answer.body as { attachments: { id: number }[] };
      const path = `attachments/${attachments[0]?.id ?? 0}/delete/`;
      expect(await statusOf('bruno', 'DELETE', path)).toBe(403);
      expect(await statusOf('chiara', 'DELETE', path)).toBe(200);
    });

    it('lets moderators delete conversations they are in, and nobody else', async () => {
      const group = await open('amira', 'bruno', 'chiara');
      expect(await statusOf('amira', 'DELETE', `conversations/${group}/`)).toBe(403);
      expect(await statusOf('dmitri', 'DELETE', `conversations/${group}/`)).toBe(404);
      expect(await statusOf('chiara', 'DELETE', `conversations/${group}/`)).toBe(204);
      expect(await statusOf('amira', 'GET', `conversations/${group}/`)).toBe(404);
    });

    it('tells each login its rights', async () => {
      const rights = async (as: string) =>
        ((await ask(as, 'GET', '/api/staff/hotel/grand-demo/me/')).body as { allowed_capabilities: string[] })
          .allowed_capabilities;
      expect(await rights('amira')).not.toContain('staff_chat.conversation.moderate');
      expect(await rights('chiara')).toContain('staff_chat.conversation.moderate');
    });

    it('finds the conversation that is there, by its exact people', async () => {
      expect(await open('amira', 'bruno')).toBe(room);
      expect(await open('bruno', 'amira')).toBe(room);
      const group = await open('amira', 'bruno', 'chiara');
      expect(await open('chiara', 'amira', 'bruno')).toBe(group);
      expect(await open('amira', 'bruno', 'chiara', 'dmitri')).not.toBe(group);
    });

    it('lists the inactive nowhere and lets them read', async () => {
      await server.world.staff.setActive(idOf('bruno'), false);
      const { results } = (await ask('amira', 'GET', 'staff-list/')).body as { results: { id: number }[] };
      expect(results.map(({ id }) => id).sort()).toEqual([idOf('chiara'), idOf('dmitri')].sort());
      expect(await statusOf('bruno', 'GET', `conversations/${room}/messages/`)).toBe(200);
      expect(await statusOf('amira', 'POST', 'conversations/', { participant_ids: [idOf('bruno')] })).toBe(
        400,
      );
    });

    it('counts what is unread for each, whatever the list says of groups', async () => {
      const group = await open('amira', 'bruno', 'chiara');
      await send('amira', 'one', group);
      const { id } = await send('amira', 'two', group);
      await ask('bruno', 'POST', `conversations/${group}/mark_as_read/`);
      const unread = async (as: string) =>
        ((await ask(as, 'GET', 'conversations/unread-count/')).body as { total_unread: number }).total_unread;
      expect([await unread('bruno'), await unread('chiara')]).toEqual([0, 2]);
      const { results } = (await ask('bruno', 'GET', 'conversations/')).body as {
        results: { id: number; unread_count: number }[];
      };
      expect(results.find((item) => item.id === group)?.unread_count).toBe(2);
      await ask('amira', 'DELETE', `messages/${id}/delete/`);
      expect(await unread('chiara')).toBe(1);
    });

    it('changes no conversation and adds nobody', async () => {
      expect(await statusOf('amira', 'PATCH', `conversations/${room}/`, { title: 'x' })).toBe(403);
      expect(await statusOf('amira', 'POST', `conversations/${room}/participants/`, {})).toBe(404);
    });
  });
});
