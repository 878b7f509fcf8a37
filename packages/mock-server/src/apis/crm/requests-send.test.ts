import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import {
  type Stage,
  bareRequest,
  frameworkError,
  openSession,
  openStage,
  profiles,
} from './crm.test-support';
import { messageShape, userShape } from './shapes.test-support';

const path = '/api/messages/send/';

/** Title, what is sent besides recipient and content, and the fields found wrong. */
const wrongFields: [title: string, fields: object, problems: object][] = [
  [
    '400 recipient_id: This field is required.',
    { recipient_id: undefined },
    { recipient_id: ['This field is required.'] },
  ],
  ['400 content: This field is required.', { content: undefined }, { content: ['This field is required.'] }],
  [
    '400 recipient_id: This field may not be null.',
    { recipient_id: null },
    { recipient_id: ['This field may not be null.'] },
  ],
  [
    '400 content: This field may not be null.',
    { content: null },
    { content: ['This field may not be null.'] },
  ],
  [
    '400 subject: This field may not be null.',
    { subject: null },
    { subject: ['This field may not be null.'] },
  ],
  [
    '400 attachments: This field may not be null.',
    { attachments: null },
    { attachments: ['This field may not be null.'] },
  ],
  [
    '400 content: This field may not be blank.',
    { content: ' \u2003\n' },
    { content: ['This field may not be blank.'] },
  ],
  [
    '400 recipient_id: A valid integer is required.',
    { recipient_id: 3.5 },
    { recipient_id: ['A valid integer is required.'] },
  ],
  [
    '400 related_lead_id: A valid integer is required.',
    { related_lead_id: 'x' },
    { related_lead_id: ['A valid integer is required.'] },
  ],
  ['400 recipient_id: Recipient not found', { recipient_id: 999 }, { recipient_id: ['Recipient not found'] }],
  ['400 content: Not a valid string.', { content: ['a'] }, { content: ['Not a valid string.'] }],
  [
    '400 content: Ensure this field has no more than 5000 characters.',
    { content: '😀'.repeat(5001) },
    { content: ['Ensure this field has no more than 5000 characters.'] },
  ],
  [
    '400 subject: Ensure this field has no more than 255 characters.',
    { subject: 'x'.repeat(256) },
    { subject: ['Ensure this field has no more than 255 characters.'] },
  ],
  [
    '400 content: Null characters are not allowed.',
    { content: 'a\0b' },
    { content: ['Null characters are not allowed.'] },
  ],
  [
    '400 content: Surrogate characters are not allowed: U+D83D.',
    { content: '\ud83d' },
    { content: ['Surrogate characters are not allowed: U+D83D.'] },
  ],
  [
    '400 attachments: Expected a list of items but got type "dict".',
    { attachments: {} },
    { attachments: ['Expected a list of items but got type "dict".'] },
  ],
  [
    '400 attachments: Expected a dictionary of items but got type "str".',
    { attachments: ['a.pdf', {}] },
    { attachments: { 0: ['Expected a dictionary of items but got type "str".'] } },
  ],
];

/** Title, and the entity that is not there. */
const missingEntities: [title: string, field: string, name: string][] = [
  ['400 Lead matching query does not exist.', 'related_lead_id', 'Lead'],
  ['400 Deal matching query does not exist.', 'related_deal_id', 'Deal'],
  ['400 Customer matching query does not exist.', 'related_customer_id', 'Customer'],
];

const unread = async ({ get }: Stage, as: string): Promise<unknown> =>
  ((await get(as, '/api/messages/unread_count/')) as { unread_count: number }).unread_count;

describe.each(profiles)('sending, %s', (profile) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(profile);
  });
  afterAll(() => stage.server.close());

  describeDocumented('POST /api/messages/send/', () => {
    it('success: stores what the document sends, and answers with the message', async () => {
      const { status, body } = await stage.send('amira', 'bruno', {
        content: 'Hello! How are you?',
        subject: 'Optional subject',
        related_lead_id: 1,
        related_deal_id: 2,
        related_customer_id: 1,
        attachments: [],
      });
      expect(status).toBe(201);
      expect(body).toEqual(
        messageShape({
          sender: userShape({ id: stage.idOf('amira'), email: 'amira@example.com' }),
          recipient: userShape({ id: stage.idOf('bruno'), email: 'bruno@example.com' }),
          sender_email: 'amira@example.com',
          recipient_email: 'bruno@example.com',
          content: 'Hello! How are you?',
          subject: 'Optional subject',
          organization: 1,
          related_lead: 1,
          related_deal: 2,
          related_customer: 1,
        }),
      );
    });

    it('success: needs no more than somebody and a text', async () => {
      const { status, body } = await stage.send('amira', 'bruno');
      expect(status).toBe(201);
      expect(body).toEqual(messageShape({ content: 'amira to bruno' }));
    });

    it('success: trims, counts code points, keeps blank subjects and takes zero for nothing', async () => {
      const told = async (fields: object) => (await stage.send('amira', 'bruno', fields)).body;
      const longest = '😀'.repeat(5000);
      expect(await told({ content: `\u00a0${longest} ` })).toEqual(messageShape({ content: longest }));
      expect(await told({ content: '\u200b' })).toEqual(messageShape({ content: '\u200b' }));
      expect(await told({ content: 12, subject: '' })).toEqual(messageShape({ content: '12', subject: '' }));
      expect(await told({ related_lead_id: 0, related_deal_id: null })).toEqual(messageShape());
    });

    it('success: takes numbers as texts, forms, and keys nobody knows', async () => {
      const bruno = String(stage.idOf('bruno'));
      for (const recipient_id of [bruno, `${bruno}.0`])
        expect((await stage.send('amira', 'bruno', { recipient_id, client_id: 'x' })).status).toBe(201);
      const form = new FormData();
      form.append('recipient_id', bruno);
      form.append('content', 'from a form');
      const { status, body } = await stage.ask('amira', 'POST', path, form);
      expect(status).toBe(201);
      expect(body).toEqual(messageShape({ content: 'from a form' }));
    });

    it('success: keeps attachments as they are, whatever their keys', async () => {
      const attachments = [{ url: 'https://files.example.com/a.pdf', anything: { else: [true, null] } }, {}];
      const { status, body } = await stage.send('amira', 'bruno', { attachments });
      expect(status).toBe(201);
      expect(body).toEqual(messageShape({ attachments }));
    });

    it('success: stores equal texts as often as they are sent', async () => {
      const first = await stage.sent('amira', 'bruno', 'twice');
      expect(await stage.sent('amira', 'bruno', 'twice')).toBeGreaterThan(first);
    });

    it.each(wrongFields)('%s', async (_title, fields, problems) => {
      const before = await unread(stage, 'bruno');
      const { status, body } = await stage.send('amira', 'bruno', fields);
      expect(status).toBe(400);
      expect(body).toEqual(problems);
      expect(await unread(stage, 'bruno')).toBe(before);
    });

    it('400 a body that is a list', async () => {
      const { status, body } = await stage.ask('amira', 'POST', path, []);
      expect(status).toBe(400);
      expect(body).toEqual({
        non_field_errors: ['Invalid data. Expected a dictionary, but got list.'],
      });
    });

    it('400 a body that is no JSON', async () => {
      const headers = {
        authorization: `Bearer ${await stage.server.issueToken('amira')}`,
        'content-type': 'application/json',
      };
      const answer = await fetch(`${stage.server.url}${path}`, {
        method: 'POST',
        headers,
        body: '{"content": ',
      });
      expect(answer.status).toBe(400);
      const error = expect.stringMatching(/^JSON parse error - Expecting value: line 1 column \d+/) as string;
      expect(await answer.json()).toEqual(frameworkError(400, error));
    });

    it('415 neither JSON nor a form', async () => {
      const answer = await stage.ask('amira', 'POST', path, 'x', { 'content-type': 'text/plain' });
      expect(answer.status).toBe(415);
      expect(answer.body).toEqual(frameworkError(415, 'Unsupported media type "text/plain" in request.'));
    });

    it.each(missingEntities)('%s', async (_title, field, name) => {
      const before = await unread(stage, 'bruno');
      const { status, body } = await stage.send('amira', 'bruno', { [field]: 999 });
      expect(status).toBe(400);
      expect(body).toEqual({ error: `${name} matching query does not exist.` });
      expect(await unread(stage, 'bruno')).toBe(before);
    });

    it('400 get() returned more than one Conversation, after storing', async () => {
      const { crm } = stage.server.world;
      const [one, other] = [
        await stage.hire('solo', [{ type: 'vendor', organisationId: null }]),
        await stage.hire('duo', [{ type: 'vendor', organisationId: null }]),
      ];
      // They have written before, and a race made two conversations of theirs.
      await crm.messages.add({ senderId: other, recipientId: one, organisationId: null, content: 'first' });
      await crm.conversations.add(one, other, null);
      await crm.conversations.add(one, other, null);
      const { status, body } = await stage.send('solo', 'duo');
      expect(status).toBe(400);
      expect(body).toEqual({ error: 'get() returned more than one Conversation -- it returned 2!' });
      expect(await unread(stage, 'duo')).toBe(1);
    });

    it('403 No active profile found for this organization', async () => {
      const { status, body } = await stage.send('root', 'amira');
      expect(status).toBe(403);
      expect(body).toEqual({ error: 'No active profile found for this organization' });
    });
  });
});

describe('who may begin, as documented', () => {
  describeDocumented('POST /api/messages/send/', () => {
    it('403 You can only message people in your organization.', async () => {
      const stage = await openStage('documented');
      const { status, body } = await stage.send('bruno', 'chiara');
      expect(status).toBe(403);
      expect(body).toEqual({ error: 'You can only message people in your organization.' });
      await stage.server.close();
    });
  });
});

describe('who may begin, as deployed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage('deployed');
  });
  afterAll(() => stage.server.close());

  describeDocumented('POST /api/messages/send/', () => {
    it('403 Employees can only initiate conversations with their vendor.', async () => {
      const { status, body } = await stage.send('bruno', 'chiara');
      expect(status).toBe(403);
      expect(body).toEqual({ error: 'Employees can only initiate conversations with their vendor.' });
    });

    it('403 Customers can only reply to existing conversations.', async () => {
      const session = await openSession(stage, 'hugo');
      const { status, body } = await bareRequest(stage, 'POST', path, session, {
        recipient_id: stage.idOf('amira'),
        content: 'May I?',
      });
      expect(status).toBe(403);
      expect(body).toEqual({
        error:
          'Customers can only reply to existing conversations. Only vendors and employees can initiate new conversations.',
      });
    });
  });
});
