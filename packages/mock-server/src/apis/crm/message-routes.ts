import type { Hono } from 'hono';
import { messageOrders } from '../../world/crm/messages';
import type { CrmMessage } from '../../world/crm/types';
import { Crash, Rejection } from '../django/answers';
import { json, notFound, sentence } from './answers';
import type { Caller } from './authentication';
import { createEncoder } from './encode';
import { createByTheSideDoor, mountGeneric } from './generic-message-routes';
import { type Call, type Parts, mount } from './endpoint';
import { createFieldReader } from './fields';
import { answerList } from './paging';
import { read, send } from './sending';
import { contextOf, recipientsOf } from './standing';

const root = '/api/messages/';
const threadLimit = 500;
const lengths = { content: 5000, subject: 255 };

/** `send/` answers its field errors bare. */
const bare = (fields: object): Rejection => new Rejection(400, fields);

export function mountMessages(app: Hono, parts: Parts): void {
  const { world, profile } = parts;
  const { crm } = world;
  const sightOf = async (caller: Caller) => ({
    personId: caller.person.id,
    organisationId: await contextOf(world, caller, profile),
  });
  const visible = async (call: Call): Promise<CrmMessage> => {
    const { id } = call;
    const message = Number.isSafeInteger(id) ? await crm.messages.find(id, await sightOf(call)) : undefined;
    if (message === undefined) throw notFound('Message');
    return message;
  };

  mount(app, parts, `${root}recipients/`, {
    GET: async (call) => {
      const encoder = createEncoder(parts);
      const ids = await recipientsOf(world, call, profile);
      return json(200, await Promise.all(ids.map(encoder.user)));
    },
  });

  mount(app, parts, `${root}send/`, {
    POST: async (call) => {
      const fields = createFieldReader(await call.body(bare), bare);
      const recipientId = fields.integer('recipient_id', { isRequired: true });
      const content = fields.text('content', { isRequired: true, maxLength: lengths.content });
      const subject = fields.text('subject', { mayBeBlank: true, maxLength: lengths.subject });
      const leadId = fields.integer('related_lead_id', { mayBeNull: true });
      const dealId = fields.integer('related_deal_id', { mayBeNull: true });
      const customerId = fields.integer('related_customer_id', { mayBeNull: true });
      const attachments = fields.objects('attachments');
      if (typeof recipientId === 'number' && (await world.people.find(recipientId)) === undefined)
        fields.note('recipient_id', 'Recipient not found');
      fields.finish();
      const message = await send(parts, call, {
        recipientId: recipientId ?? 0,
        content: content ?? '',
        subject: subject ?? null,
        leadId: leadId ?? null,
        dealId: dealId ?? null,
        customerId: customerId ?? null,
        attachments: attachments ?? [],
      });
      return json(201, await createEncoder(parts).message(message));
    },
  });

  mount(app, parts, `${root}unread_count/`, {
    GET: async (call) => json(200, { unread_count: await crm.messages.unreadCount(await sightOf(call)) }),
  });

  mount(app, parts, `${root}with_user/`, {
    GET: async (call) => {
      const { person, url } = call;
      const asked = url.searchParams.get('user_id');
      if (asked === null || asked === '') throw sentence(400, 'user_id parameter is required');
      if (!/^\s*-?\d+\s*$/.test(asked)) throw new Crash();
      const other = await world.people.find(Number(asked));
      if (other === undefined) throw sentence(404, 'User not found');
      const sight = await sightOf(call);
      const thread = await crm.messages.oldestWith(sight, other.id, threadLimit);
      for (const message of thread) if (message.recipientId === person.id) await read(parts, message);
      const encoder = createEncoder(parts);
      const marked = await crm.messages.oldestWith(sight, other.id, threadLimit);
      return json(200, await Promise.all(marked.map(encoder.message)));
    },
  });

  mount(app, parts, `${root}:id{[0-9]+}/mark_read/`, {
    POST: async (call) => {
      const message = await visible(call);
      if (message.recipientId !== call.person.id)
        throw sentence(403, 'You can only mark your own received messages as read');
      await read(parts, message);
      return json(200, await createEncoder(parts).message(await visible(call)));
    },
  });

  mountGeneric(app, parts, visible);

  async function list(call: Call): Promise<Response> {
    const sight = await sightOf(call);
    const encoder = createEncoder(parts);
    return answerList(parts, call.url, {
      orders: messageOrders,
      usual: 'created_at',
      count: () => crm.messages.count(sight),
      load: (range) => crm.messages.list(sight, range),
      encode: encoder.message,
    });
  }

  mount(app, parts, root, { GET: list, POST: createByTheSideDoor(parts) });
}
