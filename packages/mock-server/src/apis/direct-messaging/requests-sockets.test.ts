import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openSocket } from '../../testing/client';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  localTime,
  messageShape,
  messages,
  openStage,
  profiles,
  socketTime,
} from './direct-messaging.test-support';

/** What frames call a change: the document's word, or that of real servers. */
const words = {
  documented: { edit: 'edit_message', delete: 'delete_message', pin: 'pin_message' },
  deployed: { edit: 'message_edited', delete: 'message_deleted', pin: 'message_pinned' },
} as const;

describe.each(profiles)('sockets, %s', (profile) => {
  let stage: Stage;
  let conversation: number;
  /** Bruno's, in the community that Amira keeps. */
  let id: number;
  beforeEach(async () => {
    stage = await openStage(profile);
    conversation = await stage.talk('bruno', 'amira', 'river-fellowship');
    id = await stage.sent('bruno', conversation, 'helo');
  });
  afterEach(() => stage.close());

  const word = words[profile];
  const read = async (as: string, of = id) => (await stage.ask(as, 'GET', `${messages}${of}/`)).body;
  /** As frames tell it: real servers know no better than `sent`, and not where they are. */
  const told = (more: object = {}) =>
    messageShape({ conversation, status: profile === 'deployed' ? 'sent' : 'delivered', ...more });

  describeDocumented('GET /ws/chat/{conversation_id}/', () => {
    it('success: opens for a participant with a token in the address', async () => {
      const socket = await openSocket(stage.server, 'amira', `/ws/chat/${conversation}/`);
      socket.close();
      expect(await socket.closed).toBe(1000);
    });

    it('403 without a good token', async () => {
      const { server } = stage;
      const address = `${server.url.replace('http', 'ws')}/ws/chat/${conversation}/`;
      const expired = await server.issueToken('bruno', -1);
      for (const query of ['', '?token=', '?token=nonsense', `?token=${expired}`]) {
        const socket = new WebSocket(`${address}${query}`);
        const status = await new Promise((resolve, reject) => {
          socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
          socket.on('open', () => reject(new Error('It was let in')));
          socket.on('error', reject);
        });
        expect(status, query).toBe(403);
      }
      // A header says nothing to it.
      const headers = { authorization: `Bearer ${await server.issueToken('bruno')}` };
      const socket = new WebSocket(address, { headers });
      await expect(
        new Promise((resolve, reject) => {
          socket.on('open', resolve);
          socket.on('error', reject);
        }),
      ).rejects.toThrow('403');
    });

    it('403 an unknown conversation', async () => {
      await expect(openSocket(stage.server, 'bruno', '/ws/chat/99/')).rejects.toThrow('403');
    });

    it('403 not a participant', async () => {
      await expect(openSocket(stage.server, 'chiara', `/ws/chat/${conversation}/`)).rejects.toThrow('403');
    });

    it('500 another path', async () => {
      for (const path of [`/ws/chat/${conversation}`, '/ws/chat/first/', '/ws/other/'])
        await expect(openSocket(stage.server, 'bruno', path)).rejects.toThrow('500');
    });

    it('close 1011 after a binary frame', async () => {
      const token = await stage.server.issueToken('bruno');
      const address = stage.server.url.replace('http', 'ws');
      const socket = new WebSocket(`${address}/ws/chat/${conversation}/?token=${token}`);
      socket.on('open', () => socket.send(new Uint8Array([1])));
      const code = await new Promise((resolve) => socket.on('close', resolve));
      expect(code).toBe(1011);
    });
  });

  describeDocumented('in chat_message', () => {
    it('success: stores words, as an answer where one is named', async () => {
      const bruno = await stage.listen('bruno', conversation);
      bruno.send({ type: 'chat_message', content: ' Hi \n' });
      bruno.send({ type: 'chat_message', content: 'Is the side door open?', reply_to_id: id });
      bruno.send({ type: 'chat_message', content: 'to nothing', reply_to_id: 999 });
      expect((await bruno.settled()).map(({ message }) => message)).toMatchObject([
        { content: 'Hi', reply_to: null },
        { content: 'Is the side door open?', reply_to: { id, content: 'helo' } },
        { content: 'to nothing', reply_to: null },
      ]);
      const list = await stage.ask('amira', 'GET', `${messages}?conversation=${conversation}`);
      expect(list.body).toMatchObject({ count: 4 });
    });

    it('silence on a blank text', async () => {
      const bruno = await stage.listen('bruno', conversation);
      for (const content of ['', ' \n', '\u001c\u3000']) bruno.send({ type: 'chat_message', content });
      expect(await bruno.settled()).toEqual([]);
    });

    it('silence on a reply that is no number', async () => {
      const bruno = await stage.listen('bruno', conversation);
      bruno.send({ type: 'chat_message', content: 'lost', reply_to_id: 'last' });
      expect(await bruno.settled()).toEqual([]);
    });

    it('error frame on content that is no text', async () => {
      const bruno = await stage.listen('bruno', conversation);
      for (const [content, name] of [
        [null, 'NoneType'],
        [7, 'int'],
        [['x'], 'list'],
      ]) {
        bruno.send({ type: 'chat_message', content });
        expect(await bruno.frame()).toEqual({
          type: 'error',
          message: `'${String(name)}' object has no attribute 'strip'`,
        });
      }
    });
  });

  describeDocumented('out chat_message', () => {
    it('success: tells all, its author and their other page too, once each', async () => {
      const ears = [
        await stage.listen('bruno', conversation),
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      ears[0]?.send({ type: 'chat_message', content: 'Good evening' });
      await ears[0]?.settled();
      for (const ear of ears.slice(1)) {
        expect(await ear.frame()).toEqual({
          type: 'chat_message',
          message: told({ content: 'Good evening' }),
        });
        expect(await ear.settled()).toEqual([]);
      }
    });
  });

  describeDocumented('in typing', () => {
    it('success: says so, and that it ended', async () => {
      const [bruno, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      bruno.send({ type: 'typing', is_typing: true });
      bruno.send({ type: 'typing' });
      expect([await amira.frame(), await amira.frame()]).toMatchObject([
        { is_typing: true },
        { is_typing: false },
      ]);
    });
  });

  describeDocumented('out typing', () => {
    it('success: tells the others and not whoever types, on none of their pages', async () => {
      const [bruno, other, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      bruno.send({ type: 'typing', is_typing: true });
      expect(await amira.frame()).toEqual({
        type: 'typing',
        user_id: await stage.idOf('bruno'),
        username: 'bruno',
        is_typing: true,
      });
      expect([await bruno.settled(), await other.settled()]).toEqual([[], []]);
    });
  });

  describeDocumented('in read_receipt', () => {
    it('success: notes that it was read', async () => {
      const amira = await stage.listen('amira', conversation);
      amira.send({ type: 'read_receipt', message_id: id });
      await amira.settled();
      expect(await read('bruno')).toMatchObject({ status: 'seen', message_reads: [{ read_at: localTime }] });
    });
  });

  describeDocumented('out read_receipt', () => {
    it('success: tells all who read what and when', async () => {
      const [bruno, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      amira.send({ type: 'read_receipt', message_id: id });
      const receipt = {
        type: 'read_receipt',
        message_id: id,
        user_id: await stage.idOf('amira'),
        username: 'amira',
        read_at: socketTime,
      };
      expect([await bruno.frame(), await amira.frame()]).toEqual([receipt, receipt]);
    });
  });

  describeDocumented('in edit_message', () => {
    const edit = (content: string, message_id: unknown = id) => ({
      type: 'edit_message',
      message_id,
      content,
    });

    it('success: replaces the words for all who listen', async () => {
      const bruno = await stage.listen('bruno', conversation);
      await stage.server.world.community.messages.moveBack(id, 9.9);
      bruno.send(edit(' hello '));
      expect(await bruno.settled()).toMatchObject([{ message: { content: 'hello', is_edited: true } }]);
      // Real servers show the new words and keep the old ones.
      expect(await read('amira')).toMatchObject({
        content: profile === 'documented' ? 'hello' : 'helo',
        is_edited: true,
      });
    });

    it('silence on somebody else’s message', async () => {
      const amira = await stage.listen('amira', conversation);
      amira.send(edit('mine'));
      expect(await amira.settled()).toEqual([]);
      expect(await read('bruno')).toMatchObject({ content: 'helo', is_edited: false });
    });

    it('silence after ten minutes', async () => {
      const bruno = await stage.listen('bruno', conversation);
      await stage.server.world.community.messages.moveBack(id, 10.1);
      bruno.send(edit('too late'));
      expect(await bruno.settled()).toEqual([]);
    });

    it('silence on a blank text', async () => {
      const bruno = await stage.listen('bruno', conversation);
      bruno.send(edit(' '));
      expect(await bruno.settled()).toEqual([]);
    });

    it('silence on an unknown message', async () => {
      const bruno = await stage.listen('bruno', conversation);
      bruno.send(edit('x', 999));
      bruno.send(edit('x', 'first'));
      expect(await bruno.settled()).toEqual([]);
    });
  });

  describeDocumented('out edit_message', () => {
    it('success: tells all the whole message', async () => {
      const [bruno, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      bruno.send({ type: 'edit_message', message_id: id, content: 'hello' });
      const frame = {
        type: word.edit,
        message: told({ id, content: 'hello', is_edited: true, edited_at: localTime }),
      };
      expect([await bruno.frame(), await amira.frame()]).toEqual([frame, frame]);
    });
  });

  describeDocumented('in delete_message', () => {
    it('success: deletes one’s own, at any time', async () => {
      const bruno = await stage.listen('bruno', conversation);
      await stage.server.world.community.messages.moveBack(id, 60);
      bruno.send({ type: 'delete_message', message_id: id });
      await bruno.settled();
      expect(await read('bruno')).toMatchObject({ is_deleted: true });
      expect(await stage.ask('amira', 'GET', `${messages}${id}/`)).toMatchObject({ status: 404 });
    });

    it('silence on somebody else’s message', async () => {
      const amira = await stage.listen('amira', conversation);
      amira.send({ type: 'delete_message', message_id: id });
      expect(await amira.settled()).toEqual([]);
      expect(await read('bruno')).toMatchObject({ is_deleted: false });
    });

    it('silence on an unknown message', async () => {
      const bruno = await stage.listen('bruno', conversation);
      bruno.send({ type: 'delete_message', message_id: 999 });
      expect(await bruno.settled()).toEqual([]);
    });
  });

  describeDocumented('out delete_message', () => {
    it('success: tells all the id, in the type it was sent in', async () => {
      const [bruno, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      for (const given of [id, String(id)]) {
        bruno.send({ type: 'delete_message', message_id: given });
        const frame = { type: word.delete, message_id: given };
        expect([await bruno.frame(), await amira.frame()]).toEqual([frame, frame]);
      }
    });
  });

  describeDocumented('in pin_message', () => {
    it('success: pins and unpins for the keeper of the community', async () => {
      const amira = await stage.listen('amira', conversation);
      const pinned = async () => ((await read('amira')) as { is_pinned: boolean }).is_pinned;
      amira.send({ type: 'pin_message', message_id: id, is_pinned: true });
      await amira.settled();
      expect(await pinned()).toBe(true);
      amira.send({ type: 'pin_message', message_id: id });
      await amira.settled();
      expect(await pinned()).toBe(false);
    });

    it('silence without the right', async () => {
      // Not even one's own message over a socket.
      const bruno = await stage.listen('bruno', conversation);
      bruno.send({ type: 'pin_message', message_id: id, is_pinned: true });
      expect(await bruno.settled()).toEqual([]);
      expect(await read('bruno')).toMatchObject({ is_pinned: false });
    });

    it('silence on an unknown message', async () => {
      const amira = await stage.listen('amira', conversation);
      amira.send({ type: 'pin_message', message_id: 999, is_pinned: true });
      expect(await amira.settled()).toEqual([]);
    });
  });

  describeDocumented('out pin_message', () => {
    it('success: tells all the whole message, of a pin and of its end', async () => {
      const [bruno, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      for (const is_pinned of [true, false]) {
        amira.send({ type: 'pin_message', message_id: id, is_pinned });
        const frame = { type: word.pin, message: told({ id, is_pinned }) };
        expect([await bruno.frame(), await amira.frame()]).toEqual([frame, frame]);
      }
    });
  });

  describeDocumented('out user_status', () => {
    it('success: tells the others who comes and goes, and whoever comes nothing of who is there', async () => {
      const amira = await openSocket(stage.server, 'amira', `/ws/chat/${conversation}/`);
      const bruno = await openSocket(stage.server, 'bruno', `/ws/chat/${conversation}/`);
      const person = { type: 'user_status', user_id: await stage.idOf('bruno'), username: 'bruno' };
      expect(JSON.parse(await amira.next())).toEqual({ ...person, status: 'online' });
      bruno.send('end');
      expect(JSON.parse(await bruno.next())).toMatchObject({ type: 'error' });
      bruno.close();
      expect(JSON.parse(await amira.next())).toEqual({ ...person, status: 'offline' });
      amira.close();
      await amira.closed;
    });
  });

  describeDocumented('out error', () => {
    it('success: says to the socket at fault alone what could not be read', async () => {
      const [bruno, amira] = [
        await stage.listen('bruno', conversation),
        await stage.listen('amira', conversation),
      ];
      for (const frame of [[], 7, null]) bruno.send(frame);
      const attribute = (type: string) => ({
        type: 'error',
        message: `'${type}' object has no attribute 'get'`,
      });
      expect([await bruno.frame(), await bruno.frame(), await bruno.frame()]).toEqual(
        ['list', 'int', 'NoneType'].map(attribute),
      );
      const token = await stage.server.issueToken('bruno');
      const address = stage.server.url.replace('http', 'ws');
      const raw = new WebSocket(`${address}/ws/chat/${conversation}/?token=${token}`);
      raw.on('open', () => raw.send('{'));
      const heard = await new Promise((resolve) => {
        raw.on('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
      });
      expect(heard).toEqual({ type: 'error', message: 'Invalid JSON' });
      raw.close();
      expect(await amira.settled()).toEqual([]);
    });
  });
});

describe('signs of life', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const ping = async (profile: (typeof profiles)[number]) => {
    stage = await openStage(profile);
    const bruno = await stage.listen('bruno', await stage.talk('bruno', 'amira'));
    bruno.send({ type: 'ping' });
    return bruno.settled();
  };

  describeDocumented('in ping', () => {
    it('success: is answered, as the document has it', async () => {
      expect(await ping('documented')).toEqual([{ type: 'pong' }]);
    });

    it('silence on real servers', async () => {
      expect(await ping('deployed')).toEqual([]);
    });
  });
});
