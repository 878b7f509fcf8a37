import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles } from './connectify.test-support';
import { attachmentShape, messageShape, userShape } from './shapes.test-support';

describe('requests that send', () => {
  const paths = [
    ['documented', 'conversations', 'send_message'],
    ['documented', 'conversations', 'send-message'],
    ['deployed', 'conversations', 'send-message'],
    ['documented', 'group-chats', 'send_message'],
    ['documented', 'group-chats', 'send-message'],
    ['deployed', 'group-chats', 'send-message'],
  ] as const;

  let stage: Stage;
  afterEach(() => stage.close());

  const openThread = (thread: string) =>
    thread === 'conversations' ? stage.talk('amira', 'bruno') : stage.group('amira', ['bruno']);

  function form(fields: readonly (readonly [string, string | File])[]): FormData {
    const data = new FormData();
    for (const [name, value] of fields) data.append(name, value);
    return data;
  }

  const photo = new File(['picture'], 'photo one.png', { type: 'image/png' });
  const notes = new File(['my notes'], 'notes.txt', { type: 'text/plain' });
  const empty = new File([], 'empty.txt');

  for (const [profile, thread, last] of paths) {
    describe(`sending by ${last} to ${thread}, ${profile}`, () => {
      let id: number;
      let send: (as: string, body: unknown) => ReturnType<Stage['ask']>;

      beforeEach(async () => {
        stage = await openStage(profile);
        id = await openThread(thread);
        send = (as, body) => stage.ask(as, 'POST', `${thread}/${id}/${last}/`, body);
      });

      describeDocumented(`POST /${thread}/{id}/${last}/`, () => {
        it('success: 201 with the message, its text trimmed', async () => {
          const answer = await send('bruno', { content: ' Hello, how are you?\n', reply_to: null });
          expect(answer.status).toBe(201);
          expect(answer.body).toEqual(
            messageShape(profile, { sender: userShape('bruno'), content: 'Hello, how are you?' }),
          );
          expect((await send('bruno', { content: 42 })).body).toMatchObject({ content: '42' });
        });

        it('success: a reply shows what it replies to', async () => {
          const quoted = await stage.sent('amira', `${thread}/${id}`, 'x'.repeat(101));
          expect((await send('bruno', { content: 'Fine', reply_to: quoted })).body).toEqual(
            messageShape(profile, {
              content: 'Fine',
              reply_to: quoted,
              reply_to_preview: {
                id: quoted,
                sender: userShape('amira'),
                content: 'x'.repeat(100),
                has_attachments: false,
              },
            }),
          );
        });

        it('success: files come as a form, each with its type', async () => {
          const answer = await send(
            'amira',
            form([
              ['content', 'Photo and notes'],
              ['reply_to', ''],
              ['attachments', photo],
              ['attachments', notes],
              ['attachment_types', 'image'],
              ['attachment_types', 'document'],
            ]),
          );
          expect(answer.status).toBe(201);
          expect(answer.body).toEqual(
            messageShape(profile, {
              content: 'Photo and notes',
              attachments: [
                attachmentShape({ attachment_type: 'image', file_name: 'photo one.png', file_size: 7 }),
                attachmentShape({ attachment_type: 'document', file_name: 'notes.txt', file_size: 8 }),
              ],
            }),
          );
          const { attachments } = answer.body as { attachments: { file_url: string }[] };
          const file = await fetch(`${stage.server.url}${attachments[1]?.file_url ?? ''}`);
          expect(await file.text()).toBe('my notes');
        });

        it.each([
          ['400 content: This field is required.', {}, { content: ['This field is required.'] }],
          [
            '400 content: This field may not be null.',
            { content: null },
            { content: ['This field may not be null.'] },
          ],
          [
            '400 content: This field may not be blank.',
            { content: ' \n' },
            { content: ['This field may not be blank.'] },
          ],
          ['400 content: Not a valid string.', { content: true }, { content: ['Not a valid string.'] }],
          [
            '400 content: Null characters are not allowed.',
            { content: 'a\0b' },
            { content: ['Null characters are not allowed.'] },
          ],
          [
            '400 reply_to: Invalid pk "99999" - object does not exist.',
            { content: 'x', reply_to: 99_999 },
            { reply_to: ['Invalid pk "99999" - object does not exist.'] },
          ],
          [
            '400 reply_to: Incorrect type. Expected pk value, received str.',
            { content: 'x', reply_to: 'the first' },
            { reply_to: ['Incorrect type. Expected pk value, received str.'] },
          ],
          [
            '400 attachments: no file in JSON',
            { content: 'x', attachments: ['photo.png'], attachment_types: ['image'] },
            {
              attachments: {
                0: ['The submitted data was not a file. Check the encoding type on the form.'],
              },
            },
          ],
          [
            '400 attachments must be provided when attachment_types are specified',
            { content: 'x', attachment_types: ['image'] },
            { non_field_errors: ['attachments must be provided when attachment_types are specified'] },
          ],
        ])('%s', async (_error, body, answer) => {
          expect(await send('bruno', body)).toMatchObject({ status: 400, body: answer });
          expect((await stage.ask('bruno', 'GET', `${thread}/${id}/`)).body).toMatchObject({ messages: [] });
        });

        it.each([
          [
            '400 attachments: The submitted file is empty.',
            [
              ['content', 'x'],
              ['attachments', empty],
              ['attachment_types', 'document'],
            ],
            { attachments: { 0: ['The submitted file is empty.'] } },
          ],
          [
            '400 attachment_types: "file" is not a valid choice.',
            [
              ['content', 'x'],
              ['attachments', notes],
              ['attachment_types', 'file'],
            ],
            { attachment_types: { 0: ['"file" is not a valid choice.'] } },
          ],
          [
            '400 attachment_types must be provided when attachments are uploaded',
            [
              ['content', 'x'],
              ['attachments', notes],
            ],
            { non_field_errors: ['attachment_types must be provided when attachments are uploaded'] },
          ],
          [
            '400 Number of attachments and attachment_types must match',
            [
              ['content', 'x'],
              ['attachments', notes],
              ['attachments', photo],
              ['attachment_types', 'document'],
            ],
            { non_field_errors: ['Number of attachments and attachment_types must match'] },
          ],
        ] as const)('%s', async (_error, fields, answer) => {
          expect(await send('bruno', form(fields))).toMatchObject({ status: 400, body: answer });
          expect((await stage.ask('bruno', 'GET', `${thread}/${id}/`)).body).toMatchObject({ messages: [] });
        });

        it('400 a form text above 2.5 MB', async () => {
          const answer = await send('bruno', form([['content', 'x'.repeat(2_700_000)]]));
          expect(answer.status).toBe(400);
          expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
        });

        const sendText = async (contentType: string, body: string) => {
          const answer = await fetch(`${stage.server.url}/api/messaging/${thread}/${id}/${last}/`, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${await stage.server.issueToken('bruno')}`,
              'content-type': contentType,
            },
            body,
          });
          return { status: answer.status, body: (await answer.json()) as unknown };
        };

        it('400 JSON parse error', async () => {
          expect(await sendText('application/json', '{"content": Hello}')).toEqual({
            status: 400,
            body: { detail: expect.stringMatching(/^JSON parse error - Expecting value/) as string },
          });
        });

        it('415 neither JSON nor a form', async () => {
          expect(await sendText('text/plain', 'Hello')).toEqual({
            status: 415,
            body: { detail: 'Unsupported media type "text/plain" in request.' },
          });
        });
      });
    });
  }

  const refusal = (name: string) => ({
    status: 404,
    body: { detail: `No ${name} matches the given query.` },
  });

  describe.each(profiles)('who may not send, %s', (profile) => {
    beforeEach(async () => {
      stage = await openStage(profile);
    });

    describeDocumented('POST /conversations/{id}/send-message/', () => {
      it('404 unknown', async () => {
        const answer = await stage.ask('amira', 'POST', 'conversations/99/send-message/', { content: 'x' });
        expect(answer).toMatchObject(refusal('Conversation'));
      });

      it('404 not inside', async () => {
        const path = `conversations/${await stage.talk('amira', 'bruno')}/send-message/`;
        expect(await stage.ask('chiara', 'POST', path, { content: 'x' })).toMatchObject(
          refusal('Conversation'),
        );
      });

      it('403 You have been blocked by this user', async () => {
        const path = `conversations/${await stage.talk('amira', 'bruno')}/send-message/`;
        await stage.block('bruno', 'amira');
        expect(await stage.ask('amira', 'POST', path, { content: 'x' })).toMatchObject({
          status: 403,
          body: { detail: 'You have been blocked by this user' },
        });
        expect((await stage.ask('bruno', 'POST', path, { content: 'I may' })).status).toBe(201);
      });
    });

    describeDocumented('POST /group-chats/{id}/send-message/', () => {
      it('404 unknown', async () => {
        const answer = await stage.ask('amira', 'POST', 'group-chats/99/send-message/', { content: 'x' });
        expect(answer).toMatchObject(refusal('GroupChat'));
      });

      it('404 not inside', async () => {
        const path = `group-chats/${await stage.group('amira', ['bruno'])}/send-message/`;
        expect(await stage.ask('chiara', 'POST', path, { content: 'x' })).toMatchObject(refusal('GroupChat'));
      });
    });
  });

  describe('who may not send, in the words of the document', () => {
    beforeEach(async () => {
      stage = await openStage('documented');
    });

    describeDocumented('POST /conversations/{id}/send_message/', () => {
      it('404 unknown', async () => {
        const answer = await stage.ask('amira', 'POST', 'conversations/99/send_message/', { content: 'x' });
        expect(answer).toMatchObject(refusal('Conversation'));
      });

      it('404 not inside', async () => {
        const path = `conversations/${await stage.talk('amira', 'bruno')}/send_message/`;
        expect(await stage.ask('chiara', 'POST', path, { content: 'x' })).toMatchObject(
          refusal('Conversation'),
        );
      });

      it('403 You have been blocked by this user', async () => {
        const path = `conversations/${await stage.talk('amira', 'bruno')}/send_message/`;
        await stage.block('bruno', 'amira');
        expect(await stage.ask('amira', 'POST', path, { content: 'x' })).toMatchObject({
          status: 403,
          body: { detail: 'You have been blocked by this user' },
        });
      });
    });

    describeDocumented('POST /group-chats/{id}/send_message/', () => {
      it('403 You are not a member of this group chat', async () => {
        const path = `group-chats/${await stage.group('amira', ['bruno'])}/send_message/`;
        expect(await stage.ask('chiara', 'POST', path, { content: 'x' })).toMatchObject({
          status: 403,
          body: { detail: 'You are not a member of this group chat' },
        });
      });
    });
  });

  for (const thread of ['conversations', 'group-chats']) {
    describe(`sending to ${thread} under the path of the document, on real servers`, () => {
      describeDocumented(`POST /${thread}/{id}/send_message/`, () => {
        it('404 on real servers', async () => {
          stage = await openStage('deployed');
          const path = `${thread}/${await openThread(thread)}/send_message/`;
          const answer = await stage.ask('amira', 'POST', path, { content: 'x' });
          expect(answer.status).toBe(404);
          expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
        });
      });
    });
  }
});
