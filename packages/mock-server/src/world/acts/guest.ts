import type { GuestConversation, GuestMessage, SenderType } from '../guests/types';
import type { World } from '../world';

/** Stores a text of staff or of the system; whether that moves the conversation up is the way's own affair. */
export function tellGuest(
  world: World,
  conversation: GuestConversation,
  text: { senderType: SenderType; senderId: number | null; content: string; moves: boolean },
): Promise<GuestMessage> {
  return world.transaction(async (inside) => {
    const { senderType, senderId, content } = text;
    const message = await inside.guests.messages.add({
      conversationId: conversation.id,
      senderType,
      senderId,
      content,
    });
    if (text.moves) await inside.conversations.touch(conversation.id);
    return message;
  });
}

/** Stores what a guest wrote; while somebody relays, that moves nothing in any list. */
export function hearGuest(
  world: World,
  conversation: GuestConversation,
  content: string,
): Promise<GuestMessage> {
  return tellGuest(world, conversation, {
    senderType: 'guest',
    senderId: null,
    content,
    moves: conversation.status !== 'relay',
  });
}

/** The conversation a number writes in; an unknown number gets a demonstration. */
export function conversationOfPhone(world: World, phone: string): Promise<GuestConversation> {
  return world.transaction(async (inside) => {
    const { conversations } = inside.guests;
    return (
      (await conversations.ofPhone(phone)) ??
      (await conversations.demonstrationOf(phone)) ??
      (await conversations.add({ stayId: null, status: 'demo', contextData: { phone_number: phone } }))
    );
  });
}

/** Gives a conversation to a department, whose hotel's staff see it from then on. */
export function startRelay(world: World, conversationId: number, departmentId: number): Promise<void> {
  return world.transaction((inside) =>
    inside.guests.conversations.setStatus(conversationId, 'relay', departmentId),
  );
}

export function endRelay(world: World, conversationId: number): Promise<void> {
  return world.transaction((inside) => inside.guests.conversations.setStatus(conversationId, 'active', null));
}
