import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles, root } from './message-manager.test-support';
import { messageShape, rowShape } from './shapes.test-support';

/** Title, what is sent as the text, and what is said of it. */
const wrongTexts: [title: string, body: object, problem: string][] = [
  ['400 text: This field is required.', {}, 'This field is required.'],
  ['400 text: This field may not be null.', { text: null }, 'This field may not be null.'],
  ['400 text: This field may not be blank.', { text: ' \u001c\u00a0' }, 'This field may not be blank.'],
  [
    '400 text: Ensure this field has no more than 1000 characters.',
    { text: '🙂'.repeat(1001) },
    'Ensure this field has no more than 1000 characters.',
  ],
  ['400 text: Not a valid string.', { text: true }, 'Not a valid string.'],
  ['400 text: Null characters are not allowed.', { text: 'a\0b' }, 'Null characters are not allowed.'],
  [
    '400 text: Surrogate characters are not allowed: U+D83D.',
    { text: '\ud83d' },
    'Surrogate characters are not allowed: U+D83D.',
  ],
];

/** Title, the body, and what is said of it. */
const wrongBodies: [title: string, body: unknown, problem: string][] = [
  ['400 a body that is a list', [], 'Invalid data. Expected a dictionary, but got list.'],
  ['400 a body that is a text', 'hi', 'Invalid data. Expected a dictionary, but got str.'],
  ['400 a body that is null', null, 'No data provided'],
];

describe.each(profiles)('writing, %s', (profile) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(profile);
  });
  afterAll(() => stage.close());

  const send = async (as: string, guest: string, body: unknown, headers: Record<string, string> = {}) =>
    stage.ask(as, 'POST', `${(await stage.guest(guest)).number}/send_message/`, body, headers);
  const stored = async (guest: string) =>
    stage.server.world.guests.messages.of((await stage.guest(guest)).id);

  describeDocumented('POST /conversations/{id}/send_message/', () => {
    it('success: stores a text of staff, trimmed, and moves the conversation up', async () => {
      const { status, body } = await send('bruno', 'Ana Sousa', { text: ' On our way \u0085' });
      expect(status).toBe(201);
      expect(body).toEqual(
        messageShape({ content: 'On our way', sender_type: 'staff', sender_name: 'Bruno Keller' }),
      );
      expect((await stored('Ana Sousa')).at(-1)).toMatchObject({ content: 'On our way' });
      const list = await stage.ask('amira', 'GET', '');
      expect((list.body as { results: unknown[] }).results[0]).toMatchObject({ guest_name: 'Ana Sousa' });
    });

    it('success: names nobody where the account has no name', async () => {
      expect((await send('marco', 'Ana Sousa', { text: 'x' })).body).toEqual(
        messageShape({ sender_name: '' }),
      );
    });

    it('success: counts code points, takes numbers, keeps markup, lines and zero-width characters', async () => {
      for (const [text, content] of [
        ['🙂'.repeat(1000), '🙂'.repeat(1000)],
        [42, '42'],
        ['<b>a</b>\n\n&amp;', '<b>a</b>\n\n&amp;'],
        ['\u200b', '\u200b'],
        ['\ufeffx', '\ufeffx'],
      ])
        expect(await send('amira', 'Ana Sousa', { text, client_id: 'x' })).toMatchObject({
          status: 201,
          body: { content },
        });
    });

    it('success: stores equal texts as often as they are sent', async () => {
      const before = (await stored('Emi Tanaka')).length;
      for (let count = 0; count < 2; count += 1) await send('amira', 'Emi Tanaka', { text: 'twice' });
      expect(await stored('Emi Tanaka')).toHaveLength(before + 2);
    });

    it.each(wrongTexts)('%s', async (_title, body, problem) => {
      const before = await stored('Lena Ortiz');
      const answer = await send('amira', 'Lena Ortiz', body);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ text: [problem] });
      expect(await stored('Lena Ortiz')).toEqual(before);
    });

    it.each(wrongBodies)('%s', async (_title, body, problem) => {
      const answer = await send('amira', 'Lena Ortiz', body);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ non_field_errors: [problem] });
    });

    it('400 a body that is no JSON', async () => {
      const { number } = await stage.guest('Lena Ortiz');
      const answer = await fetch(`${stage.server.url}${root}${number}/send_message/`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await stage.server.issueToken('amira')}`,
          'content-type': 'application/json',
        },
        body: '{"text": ',
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        detail: expect.stringMatching(/^JSON parse error - Expecting value: line 1 column \d+ \(char \d+\)$/),
      });
    });

    it('415 anything but JSON', async () => {
      const form = new FormData();
      form.append('text', 'hi');
      const asForm = await send('amira', 'Lena Ortiz', form);
      expect(asForm.status).toBe(415);
      expect(asForm.body).toEqual({
        detail: expect.stringMatching(
          /^Unsupported media type "multipart\/form-data; boundary=.+" in request\.$/,
        ),
      });
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await send('amira', 'Lena Ortiz', 'x', { 'content-type': type });
        expect(answer.status).toBe(415);
        expect(answer.body).toEqual({ detail: `Unsupported media type "${type}" in request.` });
      }
    });
  });

  describeDocumented('POST /conversations/{id}/end_relay/', () => {
    it('success: makes a preview of the conversation, out of reach', async () => {
      const { number } = await stage.guest('Hugo Silva');
      const { status, body } = await stage.ask('amira', 'POST', `${number}/end_relay/`);
      expect([status, body]).toEqual([200, { status: 'relay ended' }]);
      for (const path of ['', 'messages/'])
        expect((await stage.ask('amira', 'GET', `${number}/${path}`)).status).toBe(404);
      const active = await stage.ask('amira', 'GET', 'active_conversations/');
      expect(active.body).toContainEqual(rowShape({ id: number, status: 'active', department_name: null }));
    });

    it('success: ignores what it is sent', async () => {
      const { number } = await stage.guest('Quinn Abbott');
      expect((await stage.ask('amira', 'POST', `${number}/end_relay/`, ['any'])).status).toBe(200);
    });

    it('404 the second time', async () => {
      const { number } = await stage.guest('Mats Lindqvist');
      await stage.ask('amira', 'POST', `${number}/end_relay/`);
      const { status, body } = await stage.ask('amira', 'POST', `${number}/end_relay/`);
      expect([status, body]).toEqual([404, { detail: 'Not found.' }]);
    });
  });
});
