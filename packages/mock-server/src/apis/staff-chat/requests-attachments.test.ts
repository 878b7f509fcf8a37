import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom } from '../../world/staff/rooms';
import { postTo } from '../../world/staff/posting';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  type Told,
  type ToldAttachment,
  attachmentShape,
  messageShape,
  openStage,
  profiles,
  restTime,
  textFile,
} from './staff-chat.test-support';

const outside = { error: 'You are not a participant in this conversation' };
const megabyte = 1024 * 1024;

interface Uploaded {
  message: Told;
  attachments: ToldAttachment[];
}

describe.each(profiles)('requests about files of staff chat, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.server.close());

  const ownReading = profile === 'documented' ? { is_read_by_current_user: true } : {};
  const uploaded = async (
    as: string,
    ...args: Parameters<Stage['upload']> extends [string, ...infer Rest] ? Rest : never
  ) => (await stage.upload(as, ...args)).body as Uploaded;
  const fileRefusal = (...problems: string[]) => ({ status: 400, body: { files: problems } });

  /** A file of eve's hotel, which nobody else here may see. */
  async function foreignAttachment(): Promise<number> {
    const { world } = stage.server;
    const eve = (await world.staff.all()).find(({ id }) => id === stage.idOf('eve'));
    if (eve === undefined) throw new Error('The seed lacks eve');
    const room = await openRoom(world, eve, { members: [], title: '', isGroup: false });
    const files = [{ name: 'x.txt', kind: 'document', bytes: new Uint8Array([1]), mediaType: 'text/plain' }];
    const id = await postTo(world, room, eve, { content: 'x', replyToId: null, files });
    const [message] = await world.loadMessages([(await world.messages.find(id))!]);
    return message?.attachments[0]?.id ?? 0;
  }

  describeDocumented('POST conversations/{id}/upload/', () => {
    it('success: makes a message of files, with or without words, and serves them', async () => {
      const files = [
        new File(['%PDF'], 'plan.PDF', { type: 'application/pdf' }),
        new File(['GIF89a'], 'view.gif', { type: 'image/gif' }),
        textFile('../../etc/passwd.txt'),
      ];
      const answer = await stage.upload('amira', files, { message: ' Three files ' });
      expect(answer.status).toBe(201);
      const told = [
        attachmentShape({
          file_name: 'plan.PDF',
          file_type: 'pdf',
          file_size: 4,
          file_size_display: '4.0 B',
          mime_type: 'application/pdf',
          uploader_name: 'Amira Haddad',
        }),
        attachmentShape({ file_name: 'view.gif', file_type: 'image', mime_type: 'image/gif' }),
        attachmentShape({ file_name: 'passwd.txt', file_type: 'document' }),
      ];
      expect(answer.body).toEqual({
        success: true,
        attachments: told,
        message: messageShape({
          message: 'Three files',
          has_attachments: true,
          attachments: told,
          ...ownReading,
        }),
      });
      const { attachments } = answer.body as Uploaded;
      expect(await (await fetch(attachments[2]?.file_url ?? '')).text()).toBe('content');
      expect((await uploaded('amira', [textFile('x.txt')])).message.message).toBe('[File shared]');
    });

    it('success: answers a message, and drops an answer to what is not there', async () => {
      const { id } = await stage.send('bruno', 'Where is the list?');
      const reply = { message: 'Here', reply_to: String(id) };
      expect(await uploaded('amira', [textFile('list.csv')], reply)).toMatchObject({
        message: { reply_to: id, reply_to_message: { message: 'Where is the list?' } },
      });
      expect(await uploaded('amira', [textFile('list.csv')], { reply_to: '999' })).toMatchObject({
        message: { reply_to: null },
      });
    });

    it('success: joins files to a message that is there; its words stay', async () => {
      const { id } = await stage.send('amira', 'The plan');
      const fields = { message_id: String(id), message: 'other words' };
      const first = await stage.upload('amira', [textFile('one.txt')], fields);
      expect(first.status).toBe(201);
      const second = await uploaded('amira', [textFile('two.txt'), textFile('three.txt')], fields);
      expect(second.attachments.map(({ file_name }) => file_name)).toEqual(['two.txt', 'three.txt']);
      expect(second.message).toMatchObject({
        id,
        message: 'The plan',
        attachments: [{ file_name: 'one.txt' }, { file_name: 'two.txt' }, { file_name: 'three.txt' }],
      });
      expect(await stage.listed('bruno')).toHaveLength(1);
    });

    it('success: takes every type of the list in any case, and ten files', async () => {
      const endings = 'jpg jpeg png gif webp bmp PDF doc docx xls xlsx txt csv'.split(' ');
      for (const names of [endings.slice(0, 10), endings.slice(10)]) {
        const { attachments } = await uploaded(
          'amira',
          names.map((ending) => textFile(`file.${ending}`)),
        );
        expect(attachments).toHaveLength(names.length);
      }
    });

    it('400 no files', async () => {
      expect(await stage.upload('amira', [], { message: 'nothing' })).toMatchObject(
        fileRefusal('This field is required.'),
      );
    });

    it('400 text in the place of a file', async () => {
      expect(await stage.upload('amira', [], { files: 'list.txt' })).toMatchObject(
        fileRefusal('At least one file is required'),
      );
    });

    it('400 more than ten files', async () => {
      const files = Array.from({ length: 11 }, (_, index) => textFile(`${index}.txt`));
      expect(await stage.upload('amira', files)).toMatchObject(
        fileRefusal('Maximum 10 files can be uploaded at once'),
      );
    });

    it('400 a type that is not taken', async () => {
      const files = [textFile('good.txt'), textFile('tool.EXE'), textFile('noname')];
      expect(await stage.upload('amira', files)).toMatchObject(
        fileRefusal('tool.EXE: File type ".exe" not allowed', 'noname: File type "" not allowed'),
      );
      // One bad file refuses all.
      expect(await stage.listed('bruno')).toEqual([]);
    });

    it('400 a file above 50 MB', { timeout: 30_000 }, async () => {
      const sized = (bytes: number) =>
        new File([new Uint8Array(bytes)], 'x.pdf', { type: 'application/pdf' });
      expect(await stage.upload('amira', [sized(50.1 * megabyte)])).toMatchObject(
        fileRefusal('x.pdf: File too large (50.10MB, max 50MB)'),
      );
      const whole = await stage.upload('amira', [sized(50 * megabyte)]);
      expect(whole).toMatchObject({ status: 201, body: { attachments: [{ file_size: 50 * megabyte }] } });
    });

    it('400 an empty file', async () => {
      const files = [textFile('good.txt'), textFile('empty.txt', '')];
      expect(await stage.upload('amira', files)).toMatchObject({
        status: 400,
        body: { files: { 1: ['The submitted file is empty.'] } },
      });
    });

    it('403 not a participant', async () => {
      expect(await stage.upload('chiara', [textFile('x.txt')])).toMatchObject({ status: 403, body: outside });
    });

    it('403 files for somebody else’s message', async () => {
      const { id } = await stage.send('amira', 'mine');
      const answer = await stage.upload('bruno', [textFile('x.txt')], { message_id: String(id) });
      expect(answer).toMatchObject({
        status: 403,
        body: { error: 'You can only attach files to your own messages' },
      });
    });

    it('404 files for an unknown message', async () => {
      const elsewhere = await stage.send('amira', 'x', await stage.open('amira', 'chiara'));
      for (const id of [999, elsewhere.id]) {
        const answer = await stage.upload('amira', [textFile('x.txt')], { message_id: String(id) });
        expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
      }
    });
  });

  describeDocumented('DELETE attachments/{id}/delete/', () => {
    const remove = (as: string, id: number) => stage.ask(as, 'DELETE', `attachments/${id}/delete/`);

    it('success: takes a file off its message, which stays, even empty', async () => {
      const { message, attachments } = await uploaded('amira', [textFile('one.txt'), textFile('two.txt')]);
      const [first, second] = attachments.map(({ id }) => id);
      const answer = await remove('amira', first ?? 0);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ success: true, attachment_id: first, message_id: message.id });
      expect(await stage.listed('bruno')).toMatchObject([{ attachments: [{ file_name: 'two.txt' }] }]);
      await remove('amira', second ?? 0);
      expect(await stage.listed('bruno')).toMatchObject([
        { id: message.id, message: '[File shared]', has_attachments: false },
      ]);
      expect((await remove('amira', first ?? 0)).status).toBe(404);
    });

    it('400 an attachment of another hotel', async () => {
      expect(await remove('amira', await foreignAttachment())).toMatchObject({
        status: 400,
        body: { error: 'Attachment does not belong to this hotel' },
      });
    });

    it('403 not a participant', async () => {
      const { attachments } = await uploaded('amira', [textFile('x.txt')]);
      expect(await remove('chiara', attachments[0]?.id ?? 0)).toMatchObject({ status: 403, body: outside });
    });

    it('403 somebody else’s attachment', async () => {
      const { attachments } = await uploaded('amira', [textFile('x.txt')]);
      expect(await remove('bruno', attachments[0]?.id ?? 0)).toMatchObject({
        status: 403,
        body: { error: 'You can only delete your own attachments' },
      });
    });
  });

  describeDocumented('GET attachments/{id}/url/', () => {
    const urlOf = (as: string, id: number) => stage.ask(as, 'GET', `attachments/${id}/url/`);

    it('success: says where a file is, also of a deleted message', async () => {
      const { message, attachments } = await uploaded('amira', [textFile('list.csv')]);
      const { id, file_url } = attachments[0] ?? { id: 0, file_url: '' };
      const told = {
        id,
        file_name: 'list.csv',
        file_type: 'document',
        file_size: 7,
        mime_type: 'text/plain',
        file_url,
        thumbnail_url: null,
        uploaded_at: restTime,
      };
      const answer = await urlOf('bruno', id);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(told);
      await stage.ask('amira', 'DELETE', `messages/${message.id}/delete/`);
      expect((await urlOf('bruno', id)).body).toEqual(told);
    });

    it('400 an attachment of another hotel', async () => {
      expect(await urlOf('amira', await foreignAttachment())).toMatchObject({
        status: 400,
        body: { error: 'Attachment does not belong to this hotel' },
      });
    });

    it('403 not a participant', async () => {
      const { attachments } = await uploaded('amira', [textFile('x.txt')]);
      expect(await urlOf('chiara', attachments[0]?.id ?? 0)).toMatchObject({ status: 403, body: outside });
    });
  });
});
