import { hearGuest, startRelay } from '../../world/acts/guest';
import type { GuestConversation, GuestMessage } from '../../world/guests/types';
import type { Parts } from './endpoint';

/**
 * A guest wrote. As documented the hotel's first department takes a conversation that nobody relays; the running
 * backend leaves it where it is.
 */
export async function takeGuestText(
  { world, announce, profile }: Pick<Parts, 'world' | 'announce' | 'profile'>,
  conversation: GuestConversation,
  text: string,
): Promise<GuestMessage> {
  const message = await hearGuest(world, conversation, text);
  const { stay, status } = conversation;
  const mayStart = profile === 'documented' && stay !== null && status === 'active';
  const departmentId = mayStart ? await world.guests.hotels.firstDepartment(stay.organisationId) : undefined;
  if (departmentId !== undefined) {
    await startRelay(world, conversation.id, departmentId);
    const started = await world.guests.conversations.byId(conversation.id);
    if (started !== undefined) announce.relayStarted(started);
  }
  announce.message(conversation, message);
  return message;
}
