import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, eastgate, northwind, openStage, people, profiles } from './connectify.test-support';

const { amira, bruno, chiara, dmitri, eve } = people;
const root = 6;

describe.each(profiles)('who may do what in Connectify, %s', (profile) => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage(profile);
  });

  afterEach(() => stage.close());

  const status = async (as: string, method: string, path: string, body?: object) =>
    (await stage.ask(as, method, path, body)).status;
  const start = (as: string, participant_id: number, organization_id: number) =>
    status(as, 'POST', 'conversations/create/', { participant_id, organization_id });
  const startGroup = (as: string, member_ids: number[], organization_id: number) =>
    status(as, 'POST', 'group-chats/create/', { name: 'Team', organization_id, member_ids });
  const send = (as: string, thread: string) =>
    status(as, 'POST', `${thread}/send-message/`, { content: `From ${as}` });
  const rolesIn = async (group: number, as = 'amira') => {
    const { body } = await stage.ask(as, 'GET', `group-chats/${group}/`);
    const { members } = body as { members: { user: { username: string }; role: string }[] };
    return Object.fromEntries(members.map(({ user, role }) => [user.username, role]));
  };

  describe('starting a conversation', () => {
    it.each([
      ['amira', bruno, northwind, 201, 'both belong to it'],
      ['amira', eve, eastgate, 201, 'both belong to it'],
      ['amira', eve, northwind, 400, 'the other does not'],
      ['eve', amira, northwind, 400, 'oneself does not'],
      ['amira', amira, northwind, 400, 'with oneself'],
      ['root', amira, northwind, 400, "an administrator's account is no member"],
      ['amira', root, northwind, 400, "an administrator's account is no member"],
    ])('%s with %i in organisation %i: %i, %s', async (as, participant, organisation, expected) => {
      expect(await start(as, participant, organisation)).toBe(expected);
    });

    it('is possible once for each two and organisation, from whichever side', async () => {
      expect(await start('amira', bruno, northwind)).toBe(201);
      expect(await start('amira', bruno, northwind)).toBe(400);
      expect(await start('bruno', amira, northwind)).toBe(400);
      expect(await start('bruno', chiara, northwind)).toBe(201);
      const { organisations } = stage.server.world;
      const both = { description: '', memberIds: [amira, bruno], adminIds: [] };
      const third = await organisations.add({ name: 'Third', ...both });
      expect(await start('amira', bruno, third)).toBe(201);
    });

    it('stays refused after a deletion where closed ones count, and else is possible again', async () => {
      const talk = await stage.talk('amira', 'bruno');
      await stage.ask('amira', 'DELETE', `conversations/${talk}/delete/`);
      expect(await start('amira', bruno, northwind)).toBe(profile === 'documented' ? 400 : 201);
    });
  });

  describe('creating a group', () => {
    it.each<[string, number[], number, number, string]>([
      ['bruno', [chiara, dmitri], northwind, 201, 'any member of the organisation'],
      ['amira', [eve], eastgate, 201, 'any member of the organisation'],
      ['eve', [amira], northwind, 400, 'nobody from outside'],
      ['root', [amira], northwind, 400, 'no account role'],
      ['bruno', [chiara, eve], northwind, 400, 'nobody for people from outside'],
    ])('%s of %j in organisation %i: %i, %s', async (as, members, organisation, expected) => {
      expect(await startGroup(as, members, organisation)).toBe(expected);
    });

    it('makes the creator its admin and everybody else a member', async () => {
      const group = await stage.group('bruno', ['amira', 'chiara']);
      expect(await rolesIn(group)).toEqual({ bruno: 'admin', amira: 'member', chiara: 'member' });
    });
  });

  describe('reading and sending', () => {
    it.each(['conversations', 'group-chats'])(
      'in %s is for those inside, whatever their role',
      async (kind) => {
        const id =
          kind === 'conversations'
            ? await stage.talk('bruno', 'chiara')
            : await stage.group('bruno', ['chiara']);
        const thread = `${kind}/${id}`;
        for (const inside of ['bruno', 'chiara']) {
          expect(await status(inside, 'GET', `${thread}/`), inside).toBe(200);
          expect(await status(inside, 'GET', `${thread}/messages/`), inside).toBe(200);
          expect(await send(inside, thread), inside).toBe(201);
        }
        // Amira administers the organisation, root is an administrator's account.
        for (const outside of ['amira', 'dmitri', 'eve', 'root']) {
          expect(await status(outside, 'GET', `${thread}/`), outside).toBe(404);
          expect(await status(outside, 'GET', `${thread}/messages/`), outside).toBe(404);
          expect(await send(outside, thread), outside).toBe(404);
        }
      },
    );

    it('in a group ends with the membership', async () => {
      const group = await stage.group('amira', ['bruno']);
      const thread = `group-chats/${group}`;
      expect(await send('bruno', thread)).toBe(201);
      await stage.ask('amira', 'POST', `${thread}/remove-member/`, { member_id: bruno });
      expect([await status('bruno', 'GET', `${thread}/`), await send('bruno', thread)]).toEqual([404, 404]);
      await stage.ask('amira', 'POST', `${thread}/add-members/`, { member_ids: [bruno] });
      expect([await status('bruno', 'GET', `${thread}/`), await send('bruno', thread)]).toEqual([200, 201]);
    });
  });

  describe('editing and deleting a message', () => {
    it('is for its sender, not for a group’s admin either', async () => {
      const group = await stage.group('amira', ['bruno', 'chiara']);
      const id = await stage.sent('bruno', `group-chats/${group}`, 'Mine');
      for (const other of ['amira', 'chiara']) {
        expect(await status(other, 'PUT', `messages/${id}/edit/`, { content: 'x' }), other).toBe(403);
        expect(await status(other, 'DELETE', `messages/${id}/delete/`), other).toBe(403);
      }
      expect(await status('bruno', 'PUT', `messages/${id}/edit/`, { content: 'x' })).toBe(200);
      expect(await status('bruno', 'DELETE', `messages/${id}/delete/`)).toBe(204);
    });

    it('is over for a sender who is no longer inside', async () => {
      const group = await stage.group('amira', ['bruno']);
      const id = await stage.sent('bruno', `group-chats/${group}`, 'Mine');
      await stage.ask('bruno', 'POST', `group-chats/${group}/remove-member/`, { member_id: bruno });
      expect(await status('bruno', 'PUT', `messages/${id}/edit/`, { content: 'x' })).toBe(404);
      expect(await status('bruno', 'DELETE', `messages/${id}/delete/`)).toBe(404);
    });
  });

  describe('reacting', () => {
    it('is for everybody inside, to own and deleted messages as well', async () => {
      const group = await stage.group('amira', ['bruno']);
      const id = await stage.sent('amira', `group-chats/${group}`, 'Hello');
      await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
      for (const inside of ['amira', 'bruno']) {
        expect(await status(inside, 'POST', `messages/${id}/react/`, { emoji: '👍' }), inside).toBe(201);
        expect(await status(inside, 'DELETE', `messages/${id}/unreact/?emoji=👍`), inside).toBe(204);
      }
      expect(await status('chiara', 'POST', `messages/${id}/react/`, { emoji: '👍' })).toBe(404);
      expect(await status('chiara', 'DELETE', `messages/${id}/unreact/`)).toBe(404);
    });
  });

  describe('running a group', () => {
    const changes = [
      ['POST', 'add-members/', { member_ids: [dmitri] }, 200],
      ['POST', 'change-role/', { member_id: chiara, role: 'admin' }, 200],
      ['PATCH', 'update/', { name: 'Renamed' }, 200],
      ['PUT', 'update/', { description: 'Described' }, 200],
      ['POST', 'remove-member/', { member_id: chiara }, 200],
      ['DELETE', 'delete/', undefined, 204],
    ] as const;

    it.each(changes)('by %s %s is for its admins', async (method, last, body, success) => {
      const group = await stage.group('amira', ['bruno', 'chiara']);
      const path = `group-chats/${group}/${last}`;
      expect(await status('bruno', method, path, body), 'a member').toBe(403);
      for (const outsider of ['dmitri', 'root']) {
        expect(await status(outsider, method, path, body), outsider).toBe(404);
      }
      expect(await status('amira', method, path, body), 'the admin').toBe(success);
    });

    it('is for an admin who was made one, and no longer for one who was one', async () => {
      const group = await stage.group('amira', ['bruno', 'chiara']);
      const path = `group-chats/${group}/change-role/`;
      expect(await status('amira', 'POST', path, { member_id: bruno, role: 'admin' })).toBe(200);
      expect(await status('bruno', 'POST', path, { member_id: amira, role: 'member' })).toBe(200);
      expect(await status('amira', 'POST', path, { member_id: bruno, role: 'member' })).toBe(403);
      expect(await status('bruno', 'PATCH', `group-chats/${group}/update/`, { name: 'Mine' })).toBe(200);
    });

    it('leaves nobody: everybody may go, the last admin neither goes nor steps down', async () => {
      const group = await stage.group('amira', ['bruno', 'chiara']);
      const leave = (as: string, member_id: number) =>
        status(as, 'POST', `group-chats/${group}/remove-member/`, { member_id });
      expect(await leave('bruno', chiara)).toBe(403);
      expect(await leave('chiara', chiara)).toBe(200);
      expect(await leave('amira', amira)).toBe(400);
      const stepDown = { member_id: amira, role: 'member' };
      expect(await status('amira', 'POST', `group-chats/${group}/change-role/`, stepDown)).toBe(400);
      await stage.ask('amira', 'POST', `group-chats/${group}/change-role/`, {
        member_id: bruno,
        role: 'admin',
      });
      expect(await leave('amira', amira)).toBe(200);
      expect(await rolesIn(group, 'bruno')).toEqual({ bruno: 'admin' });
    });

    it('ends for everybody when an admin deletes it', async () => {
      const group = await stage.group('amira', ['bruno']);
      await stage.ask('amira', 'DELETE', `group-chats/${group}/delete/`);
      for (const as of ['amira', 'bruno']) {
        expect(await status(as, 'GET', `group-chats/${group}/`)).toBe(404);
        expect(await send(as, `group-chats/${group}`)).toBe(404);
      }
    });
  });

  describe('deleting a conversation', () => {
    it.each(['amira', 'bruno'])('is for either side, here %s, and ends it for both', async (as) => {
      const talk = await stage.talk('amira', 'bruno', 'Hello');
      expect(await status('chiara', 'DELETE', `conversations/${talk}/delete/`)).toBe(404);
      expect(await status(as, 'DELETE', `conversations/${talk}/delete/`)).toBe(204);
      for (const side of ['amira', 'bruno']) {
        expect((await stage.ask(side, 'GET', 'conversations/')).body).toEqual([]);
        expect(await status(side, 'GET', `conversations/${talk}/`)).toBe(404);
        expect(await status(side, 'PATCH', `conversations/${talk}/update/`, { is_active: true })).toBe(404);
      }
    });
  });

  describe('blocking', () => {
    it('is for members of the organisation, of members of the organisation', async () => {
      const block = (as: string, blocked_id: number, organization_id: number) =>
        status(as, 'POST', 'blocks/create/', { blocked_id, organization_id });
      expect(await block('amira', bruno, northwind)).toBe(201);
      expect(await block('amira', eve, northwind)).toBe(400);
      expect(await block('eve', amira, northwind)).toBe(400);
      expect(await block('eve', amira, eastgate)).toBe(201);
    });

    it('stops the blocked one from sending and nothing else, the blocker from nothing', async () => {
      const talk = await stage.talk('amira', 'bruno', 'Before');
      const mine = await stage.sent('amira', `conversations/${talk}`, 'Mine');
      const id = await stage.block('bruno', 'amira');
      expect(await send('amira', `conversations/${talk}`)).toBe(403);
      expect(await send('bruno', `conversations/${talk}`)).toBe(201);
      expect(await status('amira', 'GET', `conversations/${talk}/messages/`)).toBe(200);
      expect(await status('amira', 'PUT', `messages/${mine}/edit/`, { content: 'x' })).toBe(200);
      expect(await status('amira', 'POST', `messages/${mine}/react/`, { emoji: '👍' })).toBe(201);
      await stage.ask('bruno', 'DELETE', `blocks/${id}/delete/`);
      expect(await send('amira', `conversations/${talk}`)).toBe(201);
    });

    it('counts in its organisation only', async () => {
      const { body } = await stage.ask('amira', 'POST', 'conversations/create/', {
        participant_id: eve,
        organization_id: eastgate,
      });
      const { id: talk } = body as { id: number };
      const third = await stage.server.world.organisations.add({
        name: 'Third',
        description: '',
        memberIds: [amira, eve],
        adminIds: [],
      });
      await stage.ask('eve', 'POST', 'blocks/create/', { blocked_id: amira, organization_id: third });
      expect(await send('amira', `conversations/${talk}`)).toBe(201);
      await stage.ask('eve', 'POST', 'blocks/create/', { blocked_id: amira, organization_id: eastgate });
      expect(await send('amira', `conversations/${talk}`)).toBe(403);
    });

    it('hinders the creation of groups, not talk in those that are there', async () => {
      const group = await stage.group('amira', ['bruno']);
      await stage.block('bruno', 'amira');
      expect(await send('amira', `group-chats/${group}`)).toBe(201);
      expect(await startGroup('amira', [bruno], northwind)).toBe(400);
      expect(await startGroup('bruno', [amira], northwind)).toBe(201);
    });
  });

  it.each(['pin/', 'mute/', 'archive/', 'forward/'])(
    'lets nobody %s anything: it is not there',
    async (last) => {
      const talk = await stage.talk('amira', 'bruno', 'Hello');
      const id = await stage.sent('amira', `conversations/${talk}`, '@bruno look');
      for (const path of [`conversations/${talk}/${last}`, `messages/${id}/${last}`]) {
        expect(await status('amira', 'POST', path, {})).toBe(404);
      }
    },
  );
});

describe('who may listen, by the sockets of the document', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage('documented');
  });

  afterEach(() => stage.close());

  it('asks for membership at the door only: who was removed goes on until the socket ends', async () => {
    const group = await stage.group('amira', ['bruno']);
    const ear = await stage.listen('bruno', `group-chats/${group}`);
    await stage.ask('amira', 'POST', `group-chats/${group}/remove-member/`, { member_id: bruno });
    ear.send({ type: 'message', content: 'Still here' });
    expect(await ear.frame()).toMatchObject({ message: { content: 'Still here' } });
    ear.close();
    await ear.closed;
    await expect(stage.listen('bruno', `group-chats/${group}`)).rejects.toThrow('403');
  });

  it('asks for blocks at the door only as well', async () => {
    const talk = await stage.talk('amira', 'bruno');
    const ear = await stage.listen('amira', `conversations/${talk}`);
    await stage.block('bruno', 'amira');
    ear.send({ type: 'message', content: 'Still here' });
    expect(await ear.frame()).toMatchObject({ message: { content: 'Still here' } });
    await expect(stage.listen('amira', `conversations/${talk}`)).rejects.toThrow('403');
    await stage.listen('bruno', `conversations/${talk}`);
  });
});
