import type { NewCrmMessage } from '../../world/crm/messages';
import type { CrmMessage } from '../../world/crm/types';
import { sentence } from './answers';
import type { Caller } from './authentication';
import type { Parts } from './endpoint';
import { contextOf, requireMayWrite } from './standing';

export type Draft = Pick<
  NewCrmMessage,
  'recipientId' | 'content' | 'subject' | 'leadId' | 'dealId' | 'customerId' | 'attachments'
>;

const entities = [
  ['Lead', 'lead', 'leadId'],
  ['Deal', 'deal', 'dealId'],
  ['Customer', 'customer', 'customerId'],
] as const;

/** Stores a message, and what follows from it: conversation, counter, events, in this order. */
export async function send(parts: Parts, caller: Caller, draft: Draft): Promise<CrmMessage> {
  const { world, push, profile } = parts;
  const { crm } = world;
  const { person: sender } = caller;
  await requireMayWrite(world, caller, draft.recipientId, profile);
  for (const [name, type, key] of entities) {
    const id = draft[key] ?? 0;
    if (id !== 0 && !(await crm.entities.exists(type, id)))
      throw sentence(400, `${name} matching query does not exist.`);
  }
  const organisationId = await contextOf(world, caller, profile);
  const message = await crm.messages.add({
    ...draft,
    senderId: sender.id,
    organisationId,
    leadId: draft.leadId === 0 ? null : (draft.leadId ?? null),
    dealId: draft.dealId === 0 ? null : (draft.dealId ?? null),
    customerId: draft.customerId === 0 ? null : (draft.customerId ?? null),
  });
  const { senderId, recipientId } = message;
  const [known, ...more] = await crm.conversations.between(senderId, recipientId, organisationId);
  // The message is stored all the same.
  if (more.length > 0) {
    throw sentence(400, `get() returned more than one Conversation -- it returned ${more.length + 1}!`);
  }
  const conversation = known ?? (await crm.conversations.add(senderId, recipientId, organisationId));
  await crm.conversations.noteSent(conversation, message);
  push.sent(message, sender, conversation);
  return message;
}

/** Marks a message its reader received; the second time changes nothing. */
export async function read({ world, push }: Parts, message: CrmMessage): Promise<void> {
  const { crm } = world;
  if (message.readAt !== null) return;
  await crm.messages.markRead(message.id);
  const { senderId, recipientId, organisationId } = message;
  const [conversation] = await crm.conversations.between(senderId, recipientId, organisationId);
  if (conversation !== undefined) await crm.conversations.noteRead(conversation, message);
  const marked = await crm.messages.find(message.id);
  if (marked === undefined) return;
  push.read(marked, await crm.messages.unreadCount({ personId: recipientId, organisationId }));
}
