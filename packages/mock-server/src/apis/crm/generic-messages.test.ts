import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, frameworkError, openStage } from './crm.test-support';
import { conversationShape, messageShape } from './shapes.test-support';

describe('the routes of the CRM that no document names', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('deployed');
  });
  afterEach(() => stage.server.close());

  it('give a message without marking it', async () => {
    const id = await stage.sent('amira', 'bruno');
    expect(await stage.get('bruno', `/api/messages/${id}/`)).toEqual(messageShape({ id }));
    expect(await stage.get('bruno', '/api/messages/unread_count/')).toEqual({ unread_count: 1 });
    const nothing = await stage.ask('bruno', 'GET', '/api/messages/999/');
    expect(nothing.body).toEqual(frameworkError(404, 'Not Found', 'No Message matches the given query.'));
  });

  it('change a message without limits and without a word', async () => {
    const id = await stage.sent('amira', 'bruno');
    const { updated_at } = (await stage.get('amira', `/api/messages/${id}/`)) as { updated_at: string };
    const changed = await stage.ask('bruno', 'PATCH', `/api/messages/${id}/`, {
      content: 'x'.repeat(6000),
      subject: null,
      attachments: { any: 'thing' },
      related_lead: 1,
      is_read: true,
    });
    expect(changed.body).toEqual(
      messageShape({ content: 'x'.repeat(6000), attachments: { any: 'thing' }, related_lead: 1 }),
    );
    expect((changed.body as { updated_at: string }).updated_at).not.toBe(updated_at);
    const whole = { recipient_id: stage.idOf('bruno'), content: 'whole' };
    expect((await stage.ask('amira', 'PUT', `/api/messages/${id}/`, whole)).body).toMatchObject({
      content: 'whole',
    });
    expect(await stage.ask('amira', 'PUT', `/api/messages/${id}/`, {})).toMatchObject({
      status: 400,
      body: { details: { recipient_id: ['This field is required.'], content: ['This field is required.'] } },
    });
  });

  it('leave a counter stuck after an unread message was deleted, the total right, and the row in its place', async () => {
    await stage.sent('amira', 'bruno');
    const last = await stage.sent('amira', 'bruno');
    expect((await stage.ask('amira', 'DELETE', `/api/messages/${last}/`)).status).toBe(204);
    await stage.get('bruno', `/api/messages/with_user/?user_id=${stage.idOf('amira')}`);
    expect(await stage.get('bruno', '/api/conversations/')).toMatchObject({
      results: [conversationShape({ last_message: null, unread_count: 1 })],
    });
    expect(await stage.get('bruno', '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
  });

  it('store by the side door without conversation or counter, whoever it says wrote it', async () => {
    const wish = {
      recipient_id: stage.idOf('chiara'),
      sender_id: stage.idOf('bruno'),
      content: 'by the side door',
    };
    expect(await stage.ask('amira', 'POST', '/api/messages/', wish)).toMatchObject({
      status: 201,
      body: { sender_email: 'bruno@example.com', organization: null },
    });
    expect(await stage.get('chiara', '/api/conversations/')).toMatchObject({ count: 0 });
  });

  it('crash on unknown people, and name what is no choice', async () => {
    const body = { recipient_id: 999, content: 'x' };
    expect((await stage.ask('amira', 'POST', '/api/messages/', body)).status).toBe(500);
    const typed = { recipient_id: 2, content: 'x', message_type: 'video', related_deal: 77, organization: 9 };
    expect((await stage.ask('amira', 'POST', '/api/messages/', typed)).body).toEqual(
      frameworkError(400, 'An error occurred', {
        message_type: ['"video" is not a valid choice.'],
        related_deal: ['Invalid pk "77" - object does not exist.'],
        organization: ['Invalid pk "9" - object does not exist.'],
      }),
    );
  });

  it('give a conversation, and let nobody write it', async () => {
    await stage.sent('amira', 'bruno');
    expect(await stage.get('amira', '/api/conversations/1/')).toEqual(conversationShape({ id: 1 }));
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
      expect((await stage.ask('amira', method, '/api/conversations/1/', {})).status).toBe(405);
  });
});
