import { organisationOf } from '../belonging';
import { Refusal } from '../refusal';
import type { BareMessage, Conversation, Person, Upload } from '../types';
import type { World } from '../world';

export interface Draft {
  content: string;
  replyToId?: number | null;
  uploads?: Upload[];
  /** Kept with the message as the state of its delivery. */
  delivery?: string;
}

/** Stores a message with all that belongs to it, as one. Membership is the caller's to check. */
export function post(
  world: World,
  sender: Person,
  conversation: Conversation,
  draft: Draft,
): Promise<BareMessage> {
  return world.transaction(async (inside) => {
    await inside.conversations.touch(conversation.id);
    const message = await inside.messages.add({
      conversationId: conversation.id,
      senderId: sender.id,
      content: draft.content,
      replyToId: draft.replyToId ?? null,
    });
    for (const upload of draft.uploads ?? []) await inside.attachments.add(message.id, upload);
    if (draft.delivery !== undefined) await inside.messages.setDelivery(message.id, draft.delivery);
    return message;
  });
}

/** Posts once per key: a key seen within a day yields the message it made then. */
export function postOnce(
  world: World,
  sender: Person,
  conversation: Conversation,
  draft: Draft,
  key: string,
): Promise<{ messageId: number; answer: string | null }> {
  return world.transaction(async (inside) => {
    const known = await inside.idempotency.find(sender.id, key);
    if (known !== undefined) return known;
    const { id } = await post(inside, sender, conversation, draft);
    await inside.idempotency.claim(sender.id, key, id);
    return { messageId: id, answer: null };
  });
}

/** Whether the other side of a direct conversation has blocked the person. */
export async function isBlockedInDirect(
  world: World,
  person: Person,
  conversation: Conversation,
): Promise<boolean> {
  const others = (await world.memberships.of([conversation.id]))
    .map((membership) => membership.person.id)
    .filter((id) => id !== person.id);
  return (await world.blocks.blockersOf(organisationOf(conversation).id, person.id, others)).length > 0;
}

/** A message in an open conversation the person is in. */
export async function requireMessage(world: World, person: Person, id: number): Promise<BareMessage> {
  const message = await world.messages.find(id);
  if (message === undefined) throw new Refusal('message-not-found');
  const conversation = await world.conversations.byId(message.conversationId);
  if (conversation?.isActive !== true) throw new Refusal('message-not-found');
  const membership = await world.memberships.find(conversation.id, person.id);
  if (membership === undefined) throw new Refusal('message-not-found');
  return message;
}

export async function requireOwnMessage(world: World, person: Person, id: number): Promise<BareMessage> {
  const message = await requireMessage(world, person, id);
  if (message.senderId !== person.id) throw new Refusal('not-own-message');
  return message;
}

export function editMessage(world: World, message: BareMessage, content: string): Promise<void> {
  return world.transaction(async (inside) => {
    const current = await inside.messages.find(message.id);
    if (current?.isDeleted !== false) throw new Refusal('message-deleted');
    await inside.messages.edit(message.id, content);
    await inside.conversations.touch(message.conversationId);
  });
}

/** Takes the text away and leaves the message in place. */
export function deleteMessage(world: World, message: BareMessage): Promise<void> {
  return world.transaction(async (inside) => {
    await inside.messages.markDeleted(message.id);
    await inside.conversations.touch(message.conversationId);
  });
}

export function react(world: World, person: Person, message: BareMessage, emoji: string) {
  return world.transaction(async (inside) => {
    const outcome = await inside.reactions.add(message.id, person, emoji);
    await inside.conversations.touch(message.conversationId);
    return outcome;
  });
}

export function unreact(world: World, person: Person, message: BareMessage, emoji?: string): Promise<void> {
  return world.transaction(async (inside) => {
    await inside.reactions.remove(message.id, person.id, emoji);
    await inside.conversations.touch(message.conversationId);
  });
}
