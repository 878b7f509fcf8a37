import { afterEach, beforeEach, expect, it, describe } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Ear, openEar } from './replay/events';
import {
  type Stage,
  type ToldAttachment,
  attachmentShape,
  messageShape,
  openStage,
  reactionShape,
  restTime,
  socketTime,
  textFile,
} from './staff-chat.test-support';

/** What the document has its client listen to; real servers of today say other things elsewhere. */
describe('events of staff chat, as documented', () => {
  let stage: Stage;
  let channel: string;
  let ear: Ear;
  beforeEach(async () => {
    stage = await openStage('documented');
    channel = `grand-demo-staff-conversation-${stage.room}`;
    ear = await openEar(stage.server, [channel, 'grand-demo-staff-conversation-99']);
  });
  afterEach(async () => {
    ear.close();
    await stage.server.close();
  });

  const heard = async (): Promise<unknown> => {
    await ear.caughtUp();
    return ear.heard.splice(0);
  };
  const event = (name: string, data: unknown) => [{ channel, event: name, data }];

  describeDocumented('in pusher:subscribe {slug}-staff-conversation-{id}', () => {
    it('success: hears one conversation, and nothing of others', async () => {
      const other = await stage.open('amira', 'chiara');
      await stage.send('amira', 'elsewhere', other);
      expect(await heard()).toEqual([]);
      await stage.send('amira', 'here');
      expect(await heard()).toMatchObject([{ channel, data: { message: 'here' } }]);
    });
  });

  describeDocumented('event new-message', () => {
    it('success: tells words, in the very form of the answer', async () => {
      const answer = await stage.send('amira', 'Room 12 is ready');
      const told = messageShape({ message: 'Room 12 is ready', is_read_by_current_user: true });
      expect(await heard()).toEqual(event('new-message', told));
      expect(answer).toEqual(told);
    });

    it('success: tells files and what is answered', async () => {
      const { id } = await stage.send('bruno', 'Where is the list?');
      await heard();
      await stage.upload('amira', [textFile('list.csv')], { message: 'Here', reply_to: String(id) });
      expect(await heard()).toEqual(
        event(
          'new-message',
          messageShape({
            message: 'Here',
            reply_to: id,
            reply_to_message: {
              id,
              message: 'Where is the list?',
              sender: stage.idOf('bruno'),
              sender_name: 'Bruno Keller',
              sender_avatar: null,
              timestamp: restTime,
              is_deleted: false,
              attachments_preview: [],
            },
            attachments: [attachmentShape({ file_name: 'list.csv' })],
            has_attachments: true,
            is_read_by_current_user: true,
          }),
        ),
      );
    });

    it('success: is dropped where it is too large', async () => {
      await stage.send('amira', 'x'.repeat(11_000));
      expect(await heard()).toEqual([]);
    });
  });

  describeDocumented('event message-edited', () => {
    it('success: tells the whole message', async () => {
      const { id } = await stage.send('amira', 'frist');
      await heard();
      await stage.ask('amira', 'PATCH', `messages/${id}/edit/`, { message: 'first' });
      expect(await heard()).toEqual(
        event(
          'message-edited',
          messageShape({
            id,
            message: 'first',
            is_edited: true,
            edited_at: restTime,
            is_read_by_current_user: true,
          }),
        ),
      );
    });
  });

  describeDocumented('event message-deleted', () => {
    it('success: tells what stands there instead', async () => {
      const { id } = await stage.send('amira', 'oops');
      await heard();
      await stage.ask('amira', 'DELETE', `messages/${id}/delete/`);
      const placeholder = messageShape({
        id,
        message: '[Message deleted]',
        is_deleted: true,
        deleted_at: restTime,
        is_read_by_current_user: true,
      });
      expect(await heard()).toEqual(
        event('message-deleted', {
          message_id: id,
          hard_delete: false,
          message: placeholder,
          deleted_by: stage.idOf('amira'),
          timestamp: socketTime,
        }),
      );
    });

    it('success: tells which files went with it, when nothing is left', async () => {
      const { body } = await stage.upload('amira', [textFile('one.txt'), textFile('two.txt')]);
      const { message, attachments } = body as { message: { id: number }; attachments: ToldAttachment[] };
      await heard();
      await stage.ask('amira', 'DELETE', `messages/${message.id}/delete/?hard_delete=true`);
      expect(await heard()).toEqual(
        event('message-deleted', {
          message_id: message.id,
          hard_delete: true,
          attachment_ids: attachments.map(({ id }) => id),
          deleted_by: stage.idOf('amira'),
          timestamp: socketTime,
        }),
      );
    });
  });

  describeDocumented('event message-reaction', () => {
    it('success: tells a reaction and its end', async () => {
      const { id } = await stage.send('amira', 'react');
      await heard();
      const { body } = await stage.ask('bruno', 'POST', `messages/${id}/react/`, { emoji: '👍' });
      const reaction = reactionShape({ emoji: '👍', staff: stage.idOf('bruno') });
      expect(await heard()).toEqual(event('message-reaction', { message_id: id, action: 'add', reaction }));
      await stage.ask('bruno', 'DELETE', `messages/${id}/react/${encodeURIComponent('👍')}/`);
      expect(await heard()).toEqual(
        event('message-reaction', {
          message_id: id,
          action: 'remove',
          reaction: { id: (body as { id: number }).id, emoji: '👍', staff: stage.idOf('bruno') },
        }),
      );
    });
  });

  describeDocumented('event attachment-uploaded', () => {
    it('success: tells the files that joined a message', async () => {
      const { id } = await stage.send('amira', 'The plan');
      await heard();
      await stage.upload('amira', [textFile('one.txt'), textFile('two.txt')], { message_id: String(id) });
      expect(await heard()).toEqual(
        event('attachment-uploaded', {
          message_id: id,
          attachments: [attachmentShape({ file_name: 'one.txt' }), attachmentShape({ file_name: 'two.txt' })],
        }),
      );
    });
  });

  describeDocumented('event attachment-deleted', () => {
    it('success: tells which file went, from which message, by whom', async () => {
      const { body } = await stage.upload('amira', [textFile('one.txt')]);
      const { message, attachments } = body as { message: { id: number }; attachments: ToldAttachment[] };
      const [attachment] = attachments;
      await heard();
      await stage.ask('amira', 'DELETE', `attachments/${attachment?.id ?? 0}/delete/`);
      expect(await heard()).toEqual(
        event('attachment-deleted', {
          attachment_id: attachment?.id,
          message_id: message.id,
          deleted_by: stage.idOf('amira'),
          timestamp: socketTime,
        }),
      );
    });
  });

  it('says nothing of reading and typing, though the words for them are declared', async () => {
    await stage.send('amira', 'read me');
    await heard();
    await stage.ask('bruno', 'POST', `conversations/${stage.room}/mark_as_read/`);
    expect(await heard()).toEqual([]);
  });
});
