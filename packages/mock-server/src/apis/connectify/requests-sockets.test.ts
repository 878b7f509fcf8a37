import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage } from './connectify.test-support';
import { socketTime } from './shapes.test-support';

describe('the documented sockets', () => {
  let stage: Stage;
  let id: number;
  afterEach(() => stage.close());

  const localOrigin = 'http://localhost:3000';

  /** What an upgrade is answered with: 101, or the status it is refused with. */
  async function upgradeStatus(path: string, query: string, origin: string | null): Promise<number> {
    const url = `${stage.server.url.replace('http', 'ws')}${path}${query}`;
    const socket = new WebSocket(url, origin === null ? {} : { origin });
    return new Promise((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        response.resume();
      });
      socket.on('open', () => {
        resolve(101);
        socket.close();
      });
      socket.on('error', reject);
    });
  }

  const openThread = (thread: string) =>
    thread === 'conversations' ? stage.talk('amira', 'bruno') : stage.group('amira', ['bruno']);

  for (const thread of ['conversations', 'group-chats']) {
    describe(`the documented socket of ${thread}`, () => {
      beforeEach(async () => {
        stage = await openStage('documented');
        id = await openThread(thread);
      });

      const dial = async (
        as: string,
        { path = `/ws/messaging/${thread}/${id}/`, origin = localOrigin as string | null, token = '' } = {},
      ) => upgradeStatus(path, `?token=${token || (await stage.server.issueToken(as))}`, origin);

      describeDocumented(`GET /ws/messaging/${thread}/{id}/`, () => {
        it('success: opens for everybody inside, says nothing by itself, and closes with 1000', async () => {
          for (const as of ['amira', 'bruno']) expect(await dial(as)).toBe(101);
          const ear = await stage.listen('amira', `${thread}/${id}`);
          expect(await ear.settled()).toEqual([]);
          ear.close();
          expect(await ear.closed).toBe(1000);
        });

        it('success: an open socket outlives its token', async () => {
          const ear = await stage.listen('amira', `${thread}/${id}`);
          stage.server.faults.inject('expireTokens');
          ear.send({ type: 'message', content: 'Still here' });
          expect(await ear.frame()).toMatchObject({ message: { content: 'Still here' } });
        });

        it('403 no token', async () => {
          expect(await upgradeStatus(`/ws/messaging/${thread}/${id}/`, '', localOrigin)).toBe(403);
        });

        it('403 invalid or expired token', async () => {
          expect(await dial('amira', { token: 'nonsense' })).toBe(403);
          expect(await dial('amira', { token: await stage.server.issueToken('amira', -1) })).toBe(403);
        });

        it('403 a foreign origin', async () => {
          expect(await dial('amira', { origin: 'https://elsewhere.example' })).toBe(403);
          expect(await dial('amira', { origin: null })).toBe(403);
        });

        it('403 unknown', async () => {
          expect(await dial('amira', { path: `/ws/messaging/${thread}/99/` })).toBe(403);
        });

        it('403 not inside', async () => {
          for (const as of ['chiara', 'root']) expect(await dial(as)).toBe(403);
        });

        it('500 without the trailing slash', async () => {
          expect(await dial('amira', { path: `/ws/messaging/${thread}/${id}` })).toBe(500);
        });

        it('500 a token with = inside', async () => {
          expect(await dial('amira', { token: 'a=b' })).toBe(500);
        });

        it.each([
          ['close 1011 not JSON', 'Hello'],
          ['close 1011 a binary frame', Uint8Array.from([1, 2, 3])],
        ])('%s', async (_error, data) => {
          const token = await stage.server.issueToken('amira');
          const url = `${stage.server.url.replace('http', 'ws')}/ws/messaging/${thread}/${id}/?token=${token}`;
          const socket = new WebSocket(url, { origin: localOrigin });
          socket.on('open', () => socket.send(data));
          expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1011);
        });
      });

      const hearing = async () => ({
        amira: await stage.listen('amira', `${thread}/${id}`),
        bruno: await stage.listen('bruno', `${thread}/${id}`),
      });

      describeDocumented('in message', () => {
        it('success: is stored, and everybody there hears it', async () => {
          const { amira, bruno } = await hearing();
          amira.send({ type: 'message', content: 'Hello, this is a message', reply_to: null });
          const heard = await bruno.frame();
          expect(await stage.ask('bruno', 'GET', `${thread}/${id}/`)).toMatchObject({
            body: {
              messages: [{ id: (heard['message'] as { id: number }).id, sender: { username: 'amira' } }],
            },
          });
        });

        it('success: the type may be left out', async () => {
          const { amira } = await hearing();
          amira.send({ content: 'Plain' });
          expect(await amira.frame()).toMatchObject({ type: 'message', message: { content: 'Plain' } });
        });

        it('success: an unknown reply is echoed as given and not kept', async () => {
          const { amira } = await hearing();
          amira.send({ type: 'message', content: 'To what?', reply_to: 999 });
          expect(await amira.frame()).toMatchObject({ message: { reply_to: 999 } });
          expect((await stage.ask('amira', 'GET', `${thread}/${id}/`)).body).toMatchObject({
            messages: [{ reply_to: null }],
          });
        });

        it('silence on empty content', async () => {
          const { amira } = await hearing();
          for (const frame of [{ type: 'message', content: '' }, { type: 'message' }, { type: 'shout' }]) {
            amira.send(frame);
          }
          expect(await amira.settled()).toEqual([]);
          expect((await stage.ask('amira', 'GET', `${thread}/${id}/`)).body).toMatchObject({ messages: [] });
        });
      });

      describeDocumented('out message', () => {
        it('success: id, sender, text, time and reply, to the sender as well', async () => {
          const first = await stage.sent('bruno', `${thread}/${id}`, 'First');
          const { amira, bruno } = await hearing();
          amira.send({ type: 'message', content: 'Hi', reply_to: first });
          const expected = {
            type: 'message',
            message: {
              id: expect.any(Number) as number,
              sender_id: 1,
              sender_username: 'amira',
              content: 'Hi',
              created_at: socketTime,
              reply_to: first,
            },
          };
          expect(await amira.frame()).toEqual(expected);
          expect(await bruno.frame()).toEqual(expected);
        });
      });

      describeDocumented('in typing', () => {
        it('success: is told on and off, off when it does not say', async () => {
          const { amira, bruno } = await hearing();
          amira.send({ type: 'typing', is_typing: true });
          amira.send({ type: 'typing', is_typing: false });
          amira.send({ type: 'typing' });
          const told = [await bruno.frame(), await bruno.frame(), await bruno.frame()];
          expect(told.map((frame) => frame['is_typing'])).toEqual([true, false, false]);
        });
      });

      describeDocumented('out typing', () => {
        it('success: who types, to the sender as well', async () => {
          const { amira, bruno } = await hearing();
          amira.send({ type: 'typing', is_typing: true });
          const expected = { type: 'typing', user_id: 1, username: 'amira', is_typing: true };
          expect(await amira.frame()).toEqual(expected);
          expect(await bruno.frame()).toEqual(expected);
        });
      });

      describeDocumented('in read', () => {
        it('success: is kept with the message', async () => {
          const message = await stage.sent('amira', `${thread}/${id}`, 'Read me');
          const { bruno } = await hearing();
          bruno.send({ type: 'read', message_id: message });
          await bruno.frame();
          expect((await stage.ask('amira', 'GET', `${thread}/${id}/`)).body).toMatchObject({
            messages: [{ id: message, read_by: [{ user: { username: 'bruno' } }] }],
          });
        });

        it('silence without an id', async () => {
          const { bruno } = await hearing();
          bruno.send({ type: 'read' });
          expect(await bruno.settled()).toEqual([]);
        });
      });

      describeDocumented('out read', () => {
        it('success: who read what, to the sender as well, also of unknown messages', async () => {
          const message = await stage.sent('amira', `${thread}/${id}`, 'Read me');
          const { amira, bruno } = await hearing();
          for (const messageId of [message, 999]) {
            bruno.send({ type: 'read', message_id: messageId });
            const expected = { type: 'read', user_id: 2, message_id: messageId };
            expect(await amira.frame()).toEqual(expected);
            expect(await bruno.frame()).toEqual(expected);
          }
        });
      });
    });
  }

  describe('the sockets of the document elsewhere', () => {
    describeDocumented('GET /ws/messaging/conversations/{id}/', () => {
      it('403 blocked', async () => {
        stage = await openStage('documented');
        id = await stage.talk('amira', 'bruno');
        await stage.block('bruno', 'amira');
        const dial = async (as: string) =>
          upgradeStatus(
            `/ws/messaging/conversations/${id}/`,
            `?token=${await stage.server.issueToken(as)}`,
            localOrigin,
          );
        expect([await dial('amira'), await dial('bruno')]).toEqual([403, 101]);
      });
    });

    for (const thread of ['conversations', 'group-chats']) {
      describeDocumented(`GET /ws/messaging/${thread}/{id}/`, () => {
        it('500 on real servers', async () => {
          stage = await openStage('deployed');
          id = await openThread(thread);
          const query = `?token=${await stage.server.issueToken('amira')}`;
          expect(await upgradeStatus(`/ws/messaging/${thread}/${id}/`, query, localOrigin)).toBe(500);
        });
      });
    }
  });
});
