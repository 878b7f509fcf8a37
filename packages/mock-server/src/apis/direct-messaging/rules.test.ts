import { afterEach, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { call, openSocket } from '../../testing/client';
import type { DirectMessagingProfile } from './profile';

describe('direct-messaging', () => {
  let server: MockServer;
  const start = async (profile: DirectMessagingProfile = 'documented', seed: 'demo' | 'empty' = 'empty') => {
    server = await createMockServer({ api: 'direct-messaging', profile, seed });
  };
  afterEach(() => server.close());

  const conversations = '/api/messaging/conversations/';
  const messages = '/api/messaging/messages/';

  async function idOf(username: string): Promise<number> {
    return (await server.world.people.named(username))?.id ?? 0;
  }
  async function communityId(slug: string): Promise<number> {
    return (await server.world.community.communities.named(slug))?.id ?? 0;
  }
  async function write(as: string, to: string, slug?: string) {
    return call(server, as, 'POST', `${conversations}get_or_create/`, {
      target_user_id: await idOf(to),
      ...(slug === undefined ? {} : { confession_id: await communityId(slug) }),
    });
  }
  async function talkOf(as: string, to: string, slug?: string): Promise<number> {
    return ((await write(as, to, slug)).body as { id: number }).id;
  }
  async function send(as: string, conversation: number, content: string, more: object = {}) {
    return call(server, as, 'POST', messages, { conversation, content, ...more });
  }
  async function sent(as: string, conversation: number, content: string): Promise<number> {
    return ((await send(as, conversation, content)).body as { id: number }).id;
  }

  describe('who may write to whom', () => {
    it('lets members write to the admins of communities they follow, and to nobody else', async () => {
      await start();
      expect((await write('bruno', 'amira', 'river-fellowship')).status).toBe(200);
      expect((await write('bruno', 'amira')).status).toBe(200);
      expect((await write('dmitri', 'eve')).status).toBe(403);
      expect(await write('dmitri', 'eve', 'hill-chapel')).toMatchObject({
        status: 403,
        body: { error: 'You must be subscribed to this confession.' },
      });
      expect(await write('bruno', 'chiara')).toMatchObject({
        status: 403,
        body: { error: 'You can only message admins.' },
      });
      expect(await write('bruno', 'eve', 'river-fellowship')).toMatchObject({
        status: 403,
        body: { error: 'User is not the admin of this confession.' },
      });
      expect((await write('bruno', 'amira', 'empty-house')).status).toBe(403);
    });

    it('asks real servers for less: any admin will do where no community is named', async () => {
      await start('deployed');
      expect((await write('dmitri', 'eve')).status).toBe(200);
      expect((await write('dmitri', 'eve', 'hill-chapel')).status).toBe(403);
    });

    it('lets admins write to anybody, and finds the same conversation again', async () => {
      await start();
      const first = await talkOf('amira', 'dmitri');
      expect(await talkOf('amira', 'dmitri')).toBe(first);
      expect(await talkOf('eve', 'amira')).not.toBe(first);
      const groupOf = async (as: string, ...others: string[]) =>
        call(server, as, 'POST', conversations, { participant_ids: await Promise.all(others.map(idOf)) });
      expect((await groupOf('amira', 'bruno', 'chiara')).status).toBe(201);
      expect(await groupOf('bruno', 'amira', 'eve')).toMatchObject({
        status: 400,
        body: { error: 'You can only message one admin at a time.' },
      });
      // A group both are in is not the conversation of the two.
      expect(await talkOf('amira', 'chiara')).toBeGreaterThan(first + 2);
    });

    it('says what is wrong with a request', async () => {
      await start();
      expect(await call(server, 'bruno', 'POST', `${conversations}get_or_create/`, {})).toMatchObject({
        status: 400,
        body: { error: 'target_user_id is required' },
      });
      expect((await write('bruno', 'amira', 'nowhere')).status).toBe(404);
      const bad = await call(server, 'amira', 'POST', `${conversations}get_or_create/`, {
        target_user_id: 999,
      });
      expect(bad.status).toBe(404);
    });
  });

  describe('messages', () => {
    it('are for participants only', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      const id = await sent('bruno', talk, 'hello');
      expect((await call(server, 'chiara', 'GET', `${conversations}${talk}/`)).status).toBe(404);
      expect((await call(server, 'chiara', 'GET', `${messages}${id}/`)).status).toBe(404);
      expect((await call(server, 'chiara', 'POST', `${messages}${id}/mark_as_read/`)).status).toBe(404);
      expect((await send('chiara', talk, 'let me in')).status).toBe(403);
      expect(await call(server, 'chiara', 'GET', `${messages}?conversation=${talk}`)).toMatchObject({
        body: { count: 0 },
      });
    });

    it('are edited by whoever wrote them, for ten minutes', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      const id = await sent('bruno', talk, 'helo');
      const edit = (as: string) => call(server, as, 'PATCH', `${messages}${id}/`, { content: 'hello' });
      expect(await edit('bruno')).toMatchObject({ status: 200, body: { content: 'hello', is_edited: true } });
      expect(await edit('amira')).toMatchObject({
        status: 403,
        body: { error: 'You can only edit your own messages.' },
      });
      await server.world.community.messages.moveBack(id, 10.1);
      expect(await edit('bruno')).toMatchObject({
        status: 400,
        body: { error: 'Message can only be edited within 10 minutes.' },
      });
      expect(await call(server, 'bruno', 'GET', `${messages}${id}/`)).toMatchObject({
        body: { can_edit: false },
      });
    });

    it('are deleted by whoever wrote them, at any time, and stay for them alone', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      const id = await sent('bruno', talk, 'oops');
      await server.world.community.messages.moveBack(id, 60);
      expect((await call(server, 'amira', 'DELETE', `${messages}${id}/`)).status).toBe(403);
      expect((await call(server, 'bruno', 'DELETE', `${messages}${id}/`)).status).toBe(204);
      expect((await call(server, 'amira', 'GET', `${messages}${id}/`)).status).toBe(404);
      expect(await call(server, 'bruno', 'GET', `${messages}${id}/`)).toMatchObject({
        body: { is_deleted: true },
      });
    });

    it.each([
      ['documented', 403],
      ['deployed', 200],
    ] as const)('are pinned by the community’s admin; %s, by their author: %i', async (profile, own) => {
      await start(profile);
      const talk = await talkOf('bruno', 'amira', 'river-fellowship');
      const first = await sent('bruno', talk, 'one');
      const second = await sent('bruno', talk, 'two');
      const pin = (as: string, id: number, name = 'pin') =>
        call(server, as, 'POST', `${messages}${id}/${name}/`);
      expect((await pin('bruno', first)).status).toBe(own);
      expect(await pin('amira', first)).toMatchObject({ status: 200, body: { is_pinned: true } });
      expect(await pin('amira', second)).toMatchObject({ status: 200, body: { is_pinned: true } });
      expect(await call(server, 'amira', 'GET', `${messages}${first}/`)).toMatchObject({
        body: { is_pinned: false },
      });
      expect(await pin('amira', second, 'unpin')).toMatchObject({ status: 200, body: { is_pinned: false } });
    });

    it('carry files of any kind, refuse empty ones, and answer others where the document says so', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      const form = (...files: File[]) => {
        const body = new FormData();
        body.append('conversation', String(talk));
        for (const file of files) body.append('attachment_files', file);
        return call(server, 'bruno', 'POST', messages, body);
      };
      const stored = await form(
        new File(['%PDF-1.4'], 'hall plan.pdf', { type: 'application/pdf' }),
        new File(['x'], 'note', { type: 'audio/mpeg; rate=1' }),
      );
      expect(stored).toMatchObject({
        status: 201,
        body: {
          content: null,
          attachments: [
            { file_type: 'document', file_name: 'hall plan.pdf' },
            { file_type: 'audio', mime_type: 'audio/mpeg' },
          ],
        },
      });
      const [{ file }] = (stored.body as { attachments: [{ file: string }] }).attachments;
      expect((await fetch(file)).status).toBe(200);
      expect(await form(new File([], 'nothing.txt'))).toMatchObject({
        status: 400,
        body: { attachment_files: { 0: ['The submitted file is empty.'] } },
      });
      const parent = await sent('amira', talk, 'question?');
      expect(await send('bruno', talk, 'answer', { reply_to: parent })).toMatchObject({
        status: 201,
        body: { reply_to: { id: parent } },
      });
    });

    it('are counted until they are read, and deleted ones are not', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      const [first, second] = [await sent('bruno', talk, 'one'), await sent('bruno', talk, 'two')];
      const unread = async () =>
        (
          (await call(server, 'amira', 'GET', `${conversations}unread_count/`)).body as {
            unread_count: number;
          }
        ).unread_count;
      expect(await unread()).toBe(2);
      await call(server, 'bruno', 'DELETE', `${messages}${second}/`);
      expect(await unread()).toBe(1);
      await call(server, 'amira', 'POST', `${messages}${first}/mark_as_read/`);
      expect(await unread()).toBe(0);
      expect(await call(server, 'bruno', 'GET', `${messages}${first}/`)).toMatchObject({
        body: { status: 'seen' },
      });
      await sent('bruno', talk, 'three');
      await call(server, 'amira', 'POST', `${conversations}${talk}/mark_as_read/`);
      expect(await unread()).toBe(0);
    });

    it('come in pages of ten, oldest first', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      for (let count = 1; count <= 11; count += 1) await sent('bruno', talk, `${count}`);
      const page = (query: string) =>
        call(server, 'amira', 'GET', `${messages}?conversation=${talk}${query}`);
      expect((await page('')).body).toMatchObject({
        count: 11,
        previous: null,
        next: `${server.url}${messages}?conversation=${talk}&page=2`,
        results: [{ content: '1' }, ...Array<object>(9).fill({})],
      });
      expect((await page('&page=last')).body).toMatchObject({ next: null, results: [{ content: '11' }] });
      expect((await page('&page=3')).status).toBe(404);
    });
  });

  describe('sockets', () => {
    it('tell of what was done by REST where the document promises it, and not on real servers', async () => {
      for (const profile of ['documented', 'deployed'] as const) {
        await start(profile);
        const talk = await talkOf('bruno', 'amira');
        const socket = await openSocket(server, 'amira', `/ws/chat/${talk}/`);
        const id = await sent('bruno', talk, 'by REST');
        await call(server, 'bruno', 'PATCH', `${messages}${id}/`, { content: 'edited' });
        socket.send({ type: 'chat_message', content: 'by socket' });
        const frames: { type: string; message: { content: string } }[] = [];
        while (frames.at(-1)?.message.content !== 'by socket') {
          frames.push(JSON.parse(await socket.next()) as (typeof frames)[number]);
        }
        expect(frames.map(({ type }) => type)).toEqual(
          profile === 'documented' ? ['chat_message', 'edit_message', 'chat_message'] : ['chat_message'],
        );
        socket.close();
        await socket.closed;
        if (profile === 'documented') await server.close();
      }
    });

    it('do not touch messages of other conversations where the document checks rights', async () => {
      await start();
      const [here, there] = [await talkOf('bruno', 'amira'), await talkOf('bruno', 'eve', 'hill-chapel')];
      const foreign = await sent('bruno', there, 'elsewhere');
      const socket = await openSocket(server, 'bruno', `/ws/chat/${here}/`);
      socket.send({ type: 'delete_message', message_id: foreign });
      socket.send({ type: 'ping' });
      expect(JSON.parse(await socket.next())).toEqual({ type: 'pong' });
      expect(await call(server, 'eve', 'GET', `${messages}${foreign}/`)).toMatchObject({ status: 200 });
      socket.close();
    });

    it('are refused to strangers and without a good token', async () => {
      await start();
      const talk = await talkOf('bruno', 'amira');
      await expect(openSocket(server, 'chiara', `/ws/chat/${talk}/`)).rejects.toThrow('403');
      await expect(openSocket(server, 'bruno', '/ws/chat/99/')).rejects.toThrow('403');
    });
  });

  describe('the demo', () => {
    it('gives everybody something to see', async () => {
      await start('documented', 'demo');
      expect(server.accounts.map(({ username }) => username)).toEqual(['amira', 'bruno', 'chiara', 'eve']);
      const list = await call(server, 'bruno', 'GET', conversations);
      expect(list.body).toMatchObject({
        count: 3,
        results: [
          { confession: await communityId('river-fellowship'), participants: [{ username: 'bruno' }, {}] },
          { confession: await communityId('hill-chapel') },
          { confession: null, participants: [{}, {}, {}] },
        ],
      });
      expect((await call(server, 'amira', 'GET', `${conversations}unread_count/`)).body).toEqual({
        unread_count: 3,
      });
    });

    it('acts as people on demand', async () => {
      await start('documented', 'demo');
      const talk = await talkOf('bruno', 'amira', 'river-fellowship');
      const socket = await openSocket(server, 'amira', `/ws/chat/${talk}/`);
      const id = await server.as('bruno').send({ with: 'amira' }, 'Hello');
      expect(JSON.parse(await socket.next())).toMatchObject({ type: 'chat_message', message: { id } });
      await server.as('bruno').edit(id, 'Hello!');
      expect(JSON.parse(await socket.next())).toMatchObject({ message: { content: 'Hello!' } });
      await expect(server.as('bruno').react(id, '👍')).rejects.toThrow('no reactions');
      socket.close();
    });
  });
});
