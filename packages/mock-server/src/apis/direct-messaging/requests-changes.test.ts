import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  conversations,
  localTime,
  messageShape,
  messages,
  openStage,
  profiles,
  userShape,
} from './direct-messaging.test-support';

const pinRefusal = 'You can only pin your own messages or admin can pin any message.';
const unpinRefusal = 'You can only unpin your own messages or admin can unpin any message.';

describe.each(profiles)('requests that change a message, %s', (profile) => {
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

  const on = (as: string, method: string, path = '', body?: object, of = id) =>
    stage.ask(as, method, `${messages}${of}/${path}`, body);
  const read = async (as: string, of = id) => (await on(as, 'GET', '', undefined, of)).body;

  /** Nobody, a stranger, and the other side once the author has deleted it: for all there is nothing. */
  async function expectNothing(method: string, path = '', body?: object) {
    const nothing = { status: 404, body: { detail: 'Not found.' } };
    expect(await on('bruno', method, path, body, 999)).toMatchObject(nothing);
    expect(await on('chiara', method, path, body)).toMatchObject(nothing);
    await on('bruno', 'DELETE');
    expect(await on('amira', method, path, body)).toMatchObject(nothing);
  }

  describeDocumented('PATCH /messages/{id}/', () => {
    const edit = (as: string, content: unknown) => on(as, 'PATCH', '', { content });

    it('success: replaces the words and says so', async () => {
      const answer = await edit('bruno', ' hello ');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(
        messageShape({ id, content: 'hello', is_edited: true, edited_at: localTime }),
      );
      expect(await read('amira')).toMatchObject({ content: 'hello', is_edited: true });
    });

    it('success: lets the keeper of the community pin by it', async () => {
      expect(await on('amira', 'PATCH', '', { is_pinned: true })).toMatchObject({
        status: 200,
        body: { is_pinned: true, is_edited: false },
      });
    });

    it('403 somebody else’s message', async () => {
      expect(await edit('amira', 'mine')).toMatchObject({
        status: 403,
        body: { error: 'You can only edit your own messages.' },
      });
      expect(await read('bruno')).toMatchObject({ content: 'helo', is_edited: false });
    });

    it('400 after ten minutes', async () => {
      await stage.server.world.community.messages.moveBack(id, 9.9);
      expect(await edit('bruno', 'in time')).toMatchObject({ status: 200, body: { can_edit: true } });
      await stage.server.world.community.messages.moveBack(id, 0.2);
      expect(await edit('bruno', 'too late')).toMatchObject({
        status: 400,
        body: { error: 'Message can only be edited within 10 minutes.' },
      });
      expect(await read('bruno')).toMatchObject({ content: 'in time', can_edit: false });
    });

    it('400 a deleted message', async () => {
      await on('bruno', 'DELETE');
      expect(await edit('bruno', 'back again')).toMatchObject({
        status: 400,
        body: { error: 'Message can only be edited within 10 minutes.' },
      });
    });

    it('403 pinning without the right', async () => {
      const theirs = await stage.sent('amira', conversation, 'announcement');
      expect(await on('bruno', 'PATCH', '', { is_pinned: true }, theirs)).toMatchObject({
        status: 403,
        body: { error: pinRefusal },
      });
    });

    it('404 unknown, not a participant, or deleted by somebody else', () =>
      expectNothing('PATCH', '', { content: 'x' }));
  });

  describeDocumented('DELETE /messages/{id}/', () => {
    it('success: hides it from the others and keeps it for its author, as often as asked', async () => {
      await stage.server.world.community.messages.moveBack(id, 60);
      for (let times = 0; times < 2; times += 1) {
        const answer = await on('bruno', 'DELETE');
        expect(answer).toMatchObject({ status: 204, body: '' });
      }
      expect(await read('bruno')).toEqual(
        messageShape({ id, content: 'helo', is_deleted: true, can_edit: false }),
      );
      const list = `${messages}?conversation=${conversation}`;
      expect((await stage.ask('bruno', 'GET', list)).body).toMatchObject({ count: 1 });
      expect((await stage.ask('amira', 'GET', list)).body).toMatchObject({ count: 0 });
      expect((await stage.ask('amira', 'GET', conversations)).body).toMatchObject({
        results: [{ last_message_preview: null }],
      });
    });

    it('403 somebody else’s message', async () => {
      expect(await on('amira', 'DELETE')).toMatchObject({
        status: 403,
        body: { error: 'You can only delete your own messages.' },
      });
      expect(await read('bruno')).toMatchObject({ is_deleted: false });
    });

    it('404 unknown, not a participant, or deleted by somebody else', () => expectNothing('DELETE'));
  });

  describeDocumented('POST /messages/{id}/mark_as_read/', () => {
    it('success: tells its author that it was seen; the first time stands', async () => {
      const answer = await on('amira', 'POST', 'mark_as_read/');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ status: 'Message marked as read' });
      const seen = (await read('bruno')) as { message_reads: object[] };
      const row = {
        id: expect.any(Number) as number,
        user: userShape({ username: 'amira' }),
        delivered_at: localTime,
        read_at: localTime,
      };
      expect(seen).toEqual(messageShape({ id, status: 'seen', message_reads: [row] }));
      expect((await on('amira', 'POST', 'mark_as_read/')).status).toBe(200);
      expect(await read('bruno')).toMatchObject({ message_reads: seen.message_reads });
    });

    it('404 unknown, not a participant, or deleted by somebody else', () =>
      expectNothing('POST', 'mark_as_read/'));
  });

  describeDocumented('POST /messages/{id}/pin/', () => {
    it('success: pins one message and takes the pin off the others', async () => {
      const answer = await on('amira', 'POST', 'pin/');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(messageShape({ id, is_pinned: true, status: 'received' }));
      const second = await stage.sent('amira', conversation, 'another');
      expect(await on('amira', 'POST', 'pin/', undefined, second)).toMatchObject({
        body: { is_pinned: true },
      });
      expect(await read('amira')).toMatchObject({ is_pinned: false });
    });

    it('403 pinning without the right', async () => {
      const theirs = await stage.sent('amira', conversation, 'announcement');
      expect(await on('bruno', 'POST', 'pin/', undefined, theirs)).toMatchObject({
        status: 403,
        body: { error: pinRefusal },
      });
      expect(await read('amira', theirs)).toMatchObject({ is_pinned: false });
    });

    it('404 unknown, not a participant, or deleted by somebody else', () => expectNothing('POST', 'pin/'));
  });

  describeDocumented('POST /messages/{id}/unpin/', () => {
    it('success: takes the pin off', async () => {
      await on('amira', 'POST', 'pin/');
      const answer = await on('amira', 'POST', 'unpin/');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(messageShape({ id, status: 'received' }));
    });

    it('403 pinning without the right', async () => {
      const theirs = await stage.sent('amira', conversation, 'announcement');
      await on('amira', 'POST', 'pin/', undefined, theirs);
      expect(await on('bruno', 'POST', 'unpin/', undefined, theirs)).toMatchObject({
        status: 403,
        body: { error: unpinRefusal },
      });
      expect(await read('amira', theirs)).toMatchObject({ is_pinned: true });
    });

    it('404 unknown, not a participant, or deleted by somebody else', () => expectNothing('POST', 'unpin/'));
  });
});
