import { Refusal } from '../refusal';
import type { Conversation, ConversationKind, Membership, Person } from '../types';
import type { World } from '../world';

/** The open conversation of that number, if the person is in it. */
export async function requireConversation(
  world: World,
  person: Person,
  kind: ConversationKind,
  number: number,
): Promise<{ conversation: Conversation; membership: Membership }> {
  const conversation = await world.conversations.numbered(kind, number);
  if (conversation === undefined || !conversation.isActive) throw new Refusal('conversation-not-found');
  const membership = await world.memberships.find(conversation.id, person.id);
  if (membership === undefined) throw new Refusal('conversation-not-found');
  return { conversation, membership };
}

/** Closes a conversation for everybody in it, for good. */
export async function closeConversation(world: World, conversation: Conversation): Promise<void> {
  await world.conversations.change(conversation.id, { isActive: false });
}
