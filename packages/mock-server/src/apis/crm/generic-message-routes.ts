import type { Hono } from 'hono';
import type { CrmMessageChange } from '../../world/crm/messages';
import type { CrmMessage } from '../../world/crm/types';
import { Crash } from '../django/answers';
import type { Body } from '../django/body';
import { invalid, json } from './answers';
import { createEncoder } from './encode';
import { type Call, type Parts, mount } from './endpoint';
import { createFieldReader } from './fields';

const messageTypes = ['text', 'system', 'notification'];

/** The fields the generic routes take; unlike sending they know no limit and ask nobody for permission. */
async function readFields({ world }: Parts, body: Body, isWhole: boolean): Promise<CrmMessageChange> {
  const fields = createFieldReader(body, invalid);
  const recipientId = fields.integer('recipient_id', { isRequired: isWhole });
  const content = fields.text('content', { isRequired: isWhole });
  const subject = fields.text('subject', { mayBeBlank: true, mayBeNull: true, maxLength: 255 });
  const type = fields.choice('message_type', messageTypes);
  const senderId = fields.integer('sender_id', {});

  const reference = async (name: string, exists: (id: number) => Promise<boolean>) => {
    const id = fields.integer(name, { mayBeNull: true });
    if (typeof id === 'number' && !(await exists(id)))
      fields.note(name, `Invalid pk "${id}" - object does not exist.`);
    return id;
  };
  const entity = (type: string) => (id: number) => world.crm.entities.exists(type, id);
  const organisationId = await reference(
    'organization',
    async (id) => (await world.organisations.find(id)) !== undefined,
  );
  const leadId = await reference('related_lead', entity('lead'));
  const dealId = await reference('related_deal', entity('deal'));
  const customerId = await reference('related_customer', entity('customer'));
  fields.finish();
  const attachments = body.value('attachments');
  return {
    ...(typeof recipientId === 'number' ? { recipientId } : {}),
    ...(typeof content === 'string' ? { content } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(type === undefined ? {} : { type }),
    ...(typeof senderId === 'number' ? { senderId } : {}),
    ...(organisationId === undefined ? {} : { organisationId }),
    ...(leadId === undefined ? {} : { leadId }),
    ...(dealId === undefined ? {} : { dealId }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(attachments === undefined ? {} : { attachments }),
  };
}

async function requirePeople({ world }: Parts, ids: readonly (number | undefined)[]): Promise<void> {
  for (const id of ids)
    if (id !== undefined && (await world.people.find(id)) === undefined) throw new Crash();
}

/** Stores a message and nothing else: no conversation, no counter, no event, whoever it says wrote it. */
export function createByTheSideDoor(parts: Parts) {
  const { world } = parts;
  return async ({ person, body }: Call): Promise<Response> => {
    const change = await readFields(parts, await body(), true);
    await requirePeople(parts, [change.recipientId, change.senderId]);
    const message = await world.crm.messages.add({
      content: '',
      recipientId: person.id,
      senderId: person.id,
      organisationId: null,
      ...change,
    });
    return json(201, await createEncoder(parts).message(message));
  };
}

/** One message by its number: either side may change and delete it, and nobody is told. */
export function mountGeneric(app: Hono, parts: Parts, visible: (call: Call) => Promise<CrmMessage>): void {
  const { world } = parts;
  const { crm } = world;
  const answer = async (id: number): Promise<Response> => {
    const message = await crm.messages.find(id);
    if (message === undefined) throw new Error(`Message ${id} vanished while it was changed`);
    return json(200, await createEncoder(parts).message(message));
  };
  const change = (isWhole: boolean) => async (call: Call) => {
    const { id } = await visible(call);
    const fields = await readFields(parts, await call.body(), isWhole);
    await requirePeople(parts, [fields.recipientId, fields.senderId]);
    await crm.messages.change(id, fields);
    return answer(id);
  };
  mount(app, parts, '/api/messages/:id{[0-9]+}/', {
    GET: async (call) => answer((await visible(call)).id),
    PATCH: change(false),
    PUT: change(true),
    DELETE: async (call) => {
      await crm.messages.erase((await visible(call)).id);
      return new Response(null, { status: 204 });
    },
  });
}
