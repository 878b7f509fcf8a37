import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { demoPassword } from '../../seed/people';
import { type Stage, conversations, messages, openStage, profiles } from './direct-messaging.test-support';
import type { DirectMessagingProfile } from './profile';

describe('the rules of direct messaging', () => {
  let stage: Stage;
  const start = async (profile: DirectMessagingProfile, seed: 'demo' | 'empty' = 'empty') => {
    stage = await openStage(profile, seed);
  };
  afterEach(() => stage.close());

  const write = async (as: string, to: string, slug?: string) => {
    const body = {
      target_user_id: await stage.idOf(to),
      ...(slug === undefined ? {} : { confession_id: await stage.communityId(slug) }),
    };
    return stage.ask(as, 'POST', `${conversations}get_or_create/`, body);
  };
  const statusOf = async (as: string, method: string, path: string, body?: unknown) =>
    (await stage.ask(as, method, path, body)).status;
  const unread = async (as: string) =>
    (await stage.ask(as, 'GET', `${conversations}unread_count/`)).body as { unread_count: number };
  const group = async (as: string, ...others: string[]) => {
    const body = { participant_ids: await Promise.all(others.map(stage.idOf)) };
    return ((await stage.ask(as, 'POST', conversations, body)).body as { id: number }).id;
  };

  describe('who may open a conversation with whom', () => {
    // Real servers ask for less where no community is named, and break down where nobody keeps it.
    it.each([
      ['bruno', 'amira', 'river-fellowship', 200, 200, 'a member, with the admin of what they follow'],
      ['bruno', 'amira', undefined, 200, 200, 'a member, with the same, whatever it is about'],
      ['dmitri', 'eve', undefined, 403, 200, 'a member, with the admin of what they do not follow'],
      ['dmitri', 'eve', 'hill-chapel', 403, 403, 'a member, naming what they do not follow'],
      ['bruno', 'eve', 'river-fellowship', 403, 403, 'a member, with the admin of something else'],
      ['bruno', 'chiara', undefined, 403, 403, 'a member, with a member'],
      ['bruno', 'chiara', 'river-fellowship', 403, 403, 'a member, with one of the same community'],
      ['bruno', 'root', undefined, 403, 200, 'a member, with the superadmin, who keeps no community'],
      ['bruno', 'amira', 'empty-house', 403, 500, 'a member, about what nobody keeps'],
      ['amira', 'dmitri', undefined, 200, 200, 'an admin, with a member'],
      ['amira', 'dmitri', 'hill-chapel', 200, 200, 'an admin, with a member, about anything'],
      ['eve', 'amira', undefined, 200, 200, 'an admin, with another admin'],
      ['root', 'bruno', undefined, 200, 200, 'the superadmin, with a member'],
      ['amira', 'root', undefined, 200, 200, 'an admin, with the superadmin'],
    ] as const)('%s → %s (%s): %i as documented, %i as deployed; %s', async (as, to, slug, ...expected) => {
      for (const [index, profile] of profiles.entries()) {
        await start(profile);
        expect((await write(as, to, slug)).status, profile).toBe(expected[index]);
        if (index === 0) await stage.close();
      }
    });

    it('the document: a member also cannot create one with an admin they do not follow', async () => {
      await start('documented');
      const body = { participant_ids: [await stage.idOf('eve')] };
      expect(await stage.ask('dmitri', 'POST', conversations, body)).toMatchObject({
        status: 403,
        body: { error: 'You can only message admins of confessions you are subscribed to.' },
      });
      expect(await statusOf('bruno', 'POST', conversations, body)).toBe(201);
    });

    it('the document: nobody opens one with somebody who is not there', async () => {
      await start('documented');
      const body = { target_user_id: 999 };
      const answer = await stage.ask('amira', 'POST', `${conversations}get_or_create/`, body);
      expect(answer).toMatchObject({ status: 404, body: { error: 'User not found.' } });
    });

    it.each(profiles)(
      '%s: whoever stops following keeps the old one and gets no new one',
      async (profile) => {
        await start(profile);
        const talk = await stage.talk('bruno', 'amira', 'river-fellowship');
        await stage.ask('bruno', 'POST', '/api/confessions/river-fellowship/unsubscribe/');
        expect((await write('bruno', 'amira', 'river-fellowship')).status).toBe(403);
        const body = { conversation: talk, content: 'still here' };
        expect(await statusOf('bruno', 'POST', messages, body)).toBe(201);
        await stage.ask('bruno', 'POST', '/api/confessions/river-fellowship/subscribe/');
        expect((await write('bruno', 'amira', 'river-fellowship')).body).toMatchObject({ id: talk });
      },
    );

    it('the document: a group both are in is not the conversation of the two', async () => {
      await start('documented');
      const both = await group('amira', 'bruno', 'chiara');
      expect(await stage.talk('amira', 'chiara')).not.toBe(both);
    });
  });

  describe.each(profiles)('what those inside may do, and nobody else, %s', (profile) => {
    it('admins and members answer each other', async () => {
      await start(profile);
      const conversation = await stage.talk('bruno', 'amira');
      for (const as of ['bruno', 'amira'])
        expect(await statusOf(as, 'POST', messages, { conversation, content: 'x' })).toBe(201);
      for (const as of ['chiara', 'eve', 'root'])
        expect(await statusOf(as, 'POST', messages, { conversation, content: 'x' })).toBe(
          profile === 'documented' ? 403 : 500,
        );
    });

    it('the superadmin too sees only what they take part in', async () => {
      await start(profile);
      const conversation = await stage.talk('bruno', 'amira');
      const id = await stage.sent('bruno', conversation, 'private');
      expect(await statusOf('root', 'GET', `${conversations}${conversation}/`)).toBe(404);
      expect(await statusOf('root', 'POST', `${messages}${id}/pin/`)).toBe(404);
      expect(await stage.ask('root', 'GET', conversations)).toMatchObject({ body: { count: 0 } });
    });

    it('admins make groups of three; all in them read, write and answer', async () => {
      await start(profile);
      const conversation = await group('amira', 'bruno', 'chiara');
      const bruno = await stage.listen('bruno', conversation);
      const chiara = await stage.listen('chiara', conversation);
      bruno.send({ type: 'chat_message', content: 'question?' });
      const { message } = (await chiara.frame()) as { message: { id: number } };
      chiara.send({ type: 'chat_message', content: 'answer', reply_to_id: message.id });
      expect(await chiara.settled()).toMatchObject([{ message: { reply_to: { id: message.id } } }]);
      await expect(stage.listen('dmitri', conversation)).rejects.toThrow('403');
    });
  });

  describe('who may pin', () => {
    // [who, in a community's conversation, documented and deployed; the same without a community]
    it.each([
      ['its author, a member', 'bruno', [403, 200], [403, 200]],
      ['the admin of the community', 'amira', [200, 200], [403, 403]],
      ['the superadmin', 'root', [200, 200], [200, 403]],
    ] as const)('%s', async (_, as, inCommunity, outside) => {
      for (const [index, profile] of profiles.entries()) {
        await start(profile);
        const { conversations: talks } = stage.server.world.community;
        const people = await Promise.all(['amira', 'root'].map(stage.idOf));
        for (const [slug, expected] of [
          ['river-fellowship', inCommunity],
          [null, outside],
        ] as const) {
          const community = slug === null ? null : await stage.communityId(slug);
          const { number } = await talks.add(community, await stage.idOf('bruno'), people);
          const id = await stage.sent('bruno', number, 'important');
          for (const name of ['pin', 'unpin']) {
            const status = await statusOf(as, 'POST', `${messages}${id}/${name}/`);
            expect(status, `${profile}, ${slug ?? 'outside'}`).toBe(expected[index]);
          }
        }
        if (index === 0) await stage.close();
      }
    });

    it.each(profiles)('%s: not the admin of another community', async (profile) => {
      await start(profile);
      const talk = await stage.talk('eve', 'amira', 'hill-chapel');
      const id = await stage.sent('eve', talk, 'important');
      expect(await statusOf('amira', 'POST', `${messages}${id}/pin/`)).toBe(403);
      expect(await statusOf('eve', 'POST', `${messages}${id}/pin/`)).toBe(200);
    });

    it('a socket of a real server pins one beside the other, and anybody where there is no community', async () => {
      await start('deployed');
      const talk = await stage.talk('bruno', 'amira');
      const ids = [await stage.sent('bruno', talk, 'one'), await stage.sent('bruno', talk, 'two')];
      const amira = await stage.listen('amira', talk);
      for (const id of ids) amira.send({ type: 'pin_message', message_id: id, is_pinned: true });
      await amira.settled();
      const list = await stage.ask('amira', 'GET', `${messages}?conversation=${talk}`);
      expect(list.body).toMatchObject({ results: [{ is_pinned: true }, { is_pinned: true }] });
    });
  });

  describe('what is unread', () => {
    it.each([
      ['documented', 1],
      ['deployed', 2],
    ] as const)('%s: of two, one deleted, %i', async (profile, count) => {
      await start(profile);
      const talk = await stage.talk('bruno', 'amira');
      await stage.sent('bruno', talk, 'one');
      const second = await stage.sent('bruno', talk, 'two');
      await stage.ask('bruno', 'DELETE', `${messages}${second}/`);
      expect(await unread('amira')).toEqual({ unread_count: count });
      await stage.ask('amira', 'POST', `${conversations}${talk}/mark_as_read/`);
      expect(await unread('amira')).toEqual({ unread_count: 0 });
    });

    it.each([
      ['documented', 1],
      ['deployed', 0],
    ] as const)('%s: in a group where somebody else has read, %i', async (profile, count) => {
      await start(profile);
      const id = await stage.sent('bruno', await group('amira', 'bruno', 'chiara'), 'news');
      await stage.ask('chiara', 'POST', `${messages}${id}/mark_as_read/`);
      expect(await unread('amira')).toEqual({ unread_count: count });
    });

    it.each([
      ['documented', 1],
      ['deployed', 0],
    ] as const)('%s: when its author marks it as read, %i', async (profile, count) => {
      await start(profile);
      const id = await stage.sent('bruno', await stage.talk('bruno', 'amira'), 'news');
      await stage.ask('bruno', 'POST', `${messages}${id}/mark_as_read/`);
      expect(await unread('amira')).toEqual({ unread_count: count });
    });
  });

  describe('who gets a socket', () => {
    it.each([
      ['documented', false],
      ['deployed', true],
    ] as const)('%s: with a token for renewing, or of a closed account: %s', async (profile, opens) => {
      await start(profile);
      const talk = await stage.talk('bruno', 'amira');
      const signIn = { username: 'bruno', password: demoPassword };
      const { refresh } = (await stage.ask('bruno', 'POST', '/api/accounts/login/', signIn)).body as {
        refresh: string;
      };
      const opened = async (token: string) => {
        const address = stage.server.url.replace('http', 'ws');
        const socket = new WebSocket(`${address}/ws/chat/${talk}/?token=${token}`);
        return new Promise((resolve) => {
          socket.on('open', () => {
            socket.close();
            resolve(true);
          });
          socket.on('error', () => resolve(false));
        });
      };
      expect(await opened(refresh)).toBe(opens);
      const access = await stage.server.issueToken('bruno');
      expect(await opened(access)).toBe(true);
      await stage.server.world.people.setActive(await stage.idOf('bruno'), false);
      expect(await opened(access)).toBe(opens);
    });
  });

  describe('what is told live', () => {
    it.each([
      ['documented', ['chat_message', 'edit_message', 'pin_message', 'read_receipt', 'delete_message']],
      ['deployed', []],
    ] as const)('%s: of what was asked for by REST, %j', async (profile, types) => {
      await start(profile);
      const talk = await stage.talk('bruno', 'amira', 'river-fellowship');
      const amira = await stage.listen('amira', talk);
      const id = await stage.sent('bruno', talk, 'by REST');
      await stage.ask('bruno', 'PATCH', `${messages}${id}/`, { content: 'edited' });
      await stage.ask('amira', 'POST', `${messages}${id}/pin/`);
      await stage.ask('amira', 'POST', `${messages}${id}/mark_as_read/`);
      await stage.ask('bruno', 'DELETE', `${messages}${id}/`);
      expect((await amira.settled()).map(({ type }) => type)).toEqual(types);
    });

    it.each([
      ['documented', false],
      ['deployed', true],
    ] as const)('%s: a socket reaches messages of other conversations: %s', async (profile, reaches) => {
      await start(profile);
      const here = await stage.talk('bruno', 'amira');
      const there = await stage.talk('bruno', 'eve');
      const foreign = await stage.sent('bruno', there, 'elsewhere');
      const bruno = await stage.listen('bruno', here);
      bruno.send({ type: 'delete_message', message_id: foreign });
      expect(await bruno.settled()).toHaveLength(reaches ? 1 : 0);
      expect(await statusOf('eve', 'GET', `${messages}${foreign}/`)).toBe(reaches ? 404 : 200);
    });

    it.each([
      ['documented', 0],
      ['deployed', 2],
    ] as const)('%s: a receipt for nothing, or for one’s own message, %i times', async (profile, count) => {
      await start(profile);
      const talk = await stage.talk('bruno', 'amira');
      const id = await stage.sent('bruno', talk, 'mine');
      const bruno = await stage.listen('bruno', talk);
      for (const message_id of [id, 999]) bruno.send({ type: 'read_receipt', message_id });
      expect(await bruno.settled()).toHaveLength(count);
    });
  });

  describe('the demo', () => {
    it('gives everybody something to see', async () => {
      await start('documented', 'demo');
      const { server, ask, communityId } = stage;
      expect(server.accounts.map(({ username }) => username)).toEqual(['amira', 'bruno', 'chiara', 'eve']);
      const list = await ask('bruno', 'GET', conversations);
      expect(list.body).toMatchObject({
        count: 3,
        results: [
          { confession: await communityId('river-fellowship'), participants: [{ username: 'bruno' }, {}] },
          { confession: await communityId('hill-chapel') },
          { confession: null, participants: [{}, {}, {}] },
        ],
      });
      expect(await unread('amira')).toEqual({ unread_count: 3 });
    });

    it('acts as people on demand', async () => {
      await start('documented', 'demo');
      const { server } = stage;
      const amira = await stage.listen('amira', await stage.talk('bruno', 'amira', 'river-fellowship'));
      const id = await server.as('bruno').send({ with: 'amira' }, 'Hello');
      expect(await amira.frame()).toMatchObject({ type: 'chat_message', message: { id } });
      await server.as('bruno').edit(id, 'Hello!');
      expect(await amira.frame()).toMatchObject({ message: { content: 'Hello!' } });
      await expect(server.as('bruno').react(id, '👍')).rejects.toThrow('no reactions');
    });
  });
});
