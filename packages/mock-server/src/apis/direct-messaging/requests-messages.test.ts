import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  localTime,
  messageShape,
  messages,
  openStage,
  pageShape,
  profiles,
  userShape,
} from './direct-messaging.test-support';

/** A form, as browsers send it when there are files. */
function formOf(conversation: number, files: readonly File[], fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.append('conversation', String(conversation));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('attachment_files', file);
  return form;
}

describe.each(profiles)('requests for messages, %s', (profile) => {
  let stage: Stage;
  let conversation: number;
  beforeEach(async () => {
    stage = await openStage(profile);
    conversation = await stage.talk('bruno', 'amira');
  });
  afterEach(() => stage.close());

  const send = (as: string, body: unknown) => stage.ask(as, 'POST', messages, body);

  describeDocumented('GET /messages/', () => {
    it('success: pages a conversation, oldest first, and knows the last page by name', async () => {
      const { server, ask, sent } = stage;
      for (let count = 1; count <= 11; count += 1) await sent('bruno', conversation, `${count}`);
      const list = `${messages}?conversation=${conversation}`;
      const first = await ask('bruno', 'GET', list);
      expect(first.status).toBe(200);
      expect(first.body).toEqual(
        pageShape({
          count: 11,
          next: `${server.url}${list}&page=2`,
          results: Array.from({ length: 10 }, (_, index) =>
            messageShape({ conversation, content: `${index + 1}` }),
          ),
        }),
      );
      const last = await ask('amira', 'GET', `${list}&page=last`);
      expect(last.body).toEqual(
        pageShape({
          count: 11,
          previous: `${server.url}${list}`,
          results: [messageShape({ content: '11', status: 'received' })],
        }),
      );
      // No other size is to be had.
      expect((await ask('bruno', 'GET', `${list}&page_size=50`)).body).toMatchObject({
        results: { length: 10 },
      });
    });

    it('success: has an empty last page, and one of all conversations', async () => {
      const { ask, talk, sent } = stage;
      const list = `${messages}?conversation=${conversation}&page=last`;
      expect((await ask('bruno', 'GET', list)).body).toEqual(pageShape({ count: 0, results: [] }));
      await sent('bruno', conversation, 'here');
      await sent('eve', await talk('eve', 'bruno'), 'there');
      expect((await ask('bruno', 'GET', messages)).body).toMatchObject({
        count: 2,
        results: [{ content: 'here' }, { content: 'there' }],
      });
    });

    it('success: has nothing of a conversation of others', async () => {
      await stage.sent('bruno', conversation, 'secret');
      const answer = await stage.ask('chiara', 'GET', `${messages}?conversation=${conversation}`);
      expect(answer).toMatchObject({ status: 200, body: { count: 0, results: [] } });
    });

    it('404 a page that is not there', async () => {
      const answer = await stage.ask('bruno', 'GET', `${messages}?conversation=${conversation}&page=2`);
      expect(answer).toMatchObject({ status: 404, body: { detail: 'Invalid page.' } });
    });

    it('500 a conversation that is no number', async () => {
      const answer = await stage.ask('bruno', 'GET', `${messages}?conversation=abc`);
      expect(answer.status).toBe(500);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    });
  });

  describeDocumented('POST /messages/', () => {
    it('success: stores words, as JSON, without the blanks around them', async () => {
      const answer = await send('bruno', { conversation, content: '\u3000Hello! \n' });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(messageShape({ conversation, content: 'Hello!' }));
    });

    it('success: stores words and files, as a form, and serves the files', async () => {
      const files = [
        new File(['%PDF-1.4'], 'hall plan.pdf', { type: 'application/pdf' }),
        new File(['GIF89a'], 'photo', { type: 'image/gif' }),
        new File(['x'], 'song', { type: 'audio/mpeg; rate=1' }),
        new File(['x'], 'film', { type: 'video/mp4' }),
        new File(['x'], 'letter.doc', { type: 'application/msword' }),
        new File(['x'], 'thing'),
      ];
      const answer = await send('bruno', formOf(conversation, files, { content: 'Check this out!' }));
      expect(answer.status).toBe(201);
      const told = (file_name: string, file_type: string, mime_type: string, file_size: number) => ({
        id: expect.any(Number) as number,
        file: expect.stringContaining(`${stage.server.url}/media/messages/attachments/`) as string,
        file_type,
        file_name,
        file_size,
        mime_type,
        uploaded_at: localTime,
      });
      expect(answer.body).toEqual(
        messageShape({
          content: 'Check this out!',
          attachments: [
            told('hall plan.pdf', 'document', 'application/pdf', 8),
            told('photo', 'image', 'image/gif', 6),
            told('song', 'audio', 'audio/mpeg', 1),
            told('film', 'video', 'video/mp4', 1),
            told('letter.doc', 'document', 'application/msword', 1),
            told('thing', 'other', 'application/octet-stream', 1),
          ],
        }),
      );
      const [{ file }] = (answer.body as { attachments: [{ file: string }] }).attachments;
      expect(file).toMatch(/\/hall_plan\.pdf$/);
      expect(await (await fetch(file)).text()).toBe('%PDF-1.4');
    });

    it('success: takes numbered files, files alone, and nothing at all', async () => {
      const form = formOf(conversation, []);
      form.append('attachment_files[0]', new File(['x'], 'one.txt'));
      form.append('attachment_files[1]', new File(['x'], 'two.txt'));
      expect(await send('bruno', form)).toMatchObject({
        status: 201,
        body: { content: null, attachments: [{ file_name: 'one.txt' }, { file_name: 'two.txt' }] },
      });
      const empty = await send('bruno', { conversation });
      expect(empty.body).toEqual(messageShape({ content: null }));
    });

    it('400 no conversation', async () => {
      expect(await send('bruno', { content: 'x' })).toMatchObject({
        status: 400,
        body: { conversation: ['This field is required.'] },
      });
    });

    it('400 an unknown conversation', async () => {
      expect(await send('bruno', { conversation: 9999, content: 'x' })).toMatchObject({
        status: 400,
        body: { conversation: ['Invalid pk "9999" - object does not exist.'] },
      });
    });

    it('400 a conversation that is no number', async () => {
      expect(await send('bruno', { conversation: 'first', content: 'x' })).toMatchObject({
        status: 400,
        body: { conversation: ['Incorrect type. Expected pk value, received str.'] },
      });
    });

    it('400 content that is no text', async () => {
      for (const content of [['x'], { text: 'x' }, true]) {
        expect(await send('bruno', { conversation, content })).toMatchObject({
          status: 400,
          body: { content: ['Not a valid string.'] },
        });
      }
    });

    it('400 null characters', async () => {
      expect(await send('bruno', { conversation, content: 'a\0b' })).toMatchObject({
        status: 400,
        body: { content: ['Null characters are not allowed.'] },
      });
    });

    it('400 an empty file', async () => {
      const files = [new File(['x'], 'good.txt'), new File([], 'empty.txt')];
      expect(await send('bruno', formOf(conversation, files))).toMatchObject({
        status: 400,
        body: { attachment_files: { 1: ['The submitted file is empty.'] } },
      });
      const list = await stage.ask('bruno', 'GET', `${messages}?conversation=${conversation}`);
      expect(list.body).toMatchObject({ count: 0 });
    });

    it('400 more than a hundred files', async () => {
      const files = (count: number) =>
        Array.from({ length: count }, (_, index) => new File(['x'], `${index}.txt`));
      const refused = await send('bruno', formOf(conversation, files(101)));
      expect(refused.status).toBe(400);
      expect(refused.headers.get('content-type')).toMatch(/^text\/html/);
      const taken = await send('bruno', formOf(conversation, files(100)));
      expect(taken).toMatchObject({ status: 201, body: { attachments: { length: 100 } } });
    });

    it('400 a form with too much text', async () => {
      const content = 'x'.repeat(2_621_441);
      const refused = await send('bruno', formOf(conversation, [new File(['x'], 'x.txt')], { content }));
      expect(refused.status).toBe(400);
      expect(refused.headers.get('content-type')).toMatch(/^text\/html/);
      // As JSON there is no limit.
      expect((await send('bruno', { conversation, content })).status).toBe(201);
    });
  });
});

describe('what the document says of sending, and real servers do not do', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('documented');
  });
  afterEach(() => stage.close());

  describeDocumented('POST /messages/', () => {
    it('success: replies, with a preview of what is answered', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      const id = await stage.sent('amira', conversation, 'question?');
      const form = formOf(conversation, [new File(['x'], 'x.txt')], { reply_to: String(id) });
      const answer = await stage.ask('bruno', 'POST', messages, form);
      expect(answer).toMatchObject({ status: 201 });
      expect((answer.body as { reply_to: unknown }).reply_to).toEqual({
        id,
        sender: userShape({ username: 'amira' }),
        content: 'question?',
        attachments: [],
        created_at: localTime,
        is_deleted: false,
      });
    });

    it('403 not a participant', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      expect(await stage.ask('chiara', 'POST', messages, { conversation, content: 'x' })).toMatchObject({
        status: 403,
        body: { error: 'You are not a participant of this conversation.' },
      });
    });
  });
});

describe('what real servers do with a send instead', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('deployed');
  });
  afterEach(() => stage.close());

  describeDocumented('POST /messages/', () => {
    it('success: drops a reply without a word', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      const reply_to = await stage.sent('amira', conversation, 'question?');
      const body = { conversation, content: 'answer', reply_to };
      expect(await stage.ask('bruno', 'POST', messages, body)).toMatchObject({
        status: 201,
        body: { content: 'answer', reply_to: null },
      });
    });

    it('500 not a participant, on real servers', async () => {
      const conversation = await stage.talk('bruno', 'amira');
      const answer = await stage.ask('chiara', 'POST', messages, { conversation, content: 'x' });
      expect(answer.status).toBe(500);
      expect(answer.body).toContain('Server Error (500)');
    });
  });
});
