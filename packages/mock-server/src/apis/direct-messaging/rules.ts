import type { CommunityConversation, CommunityMessage, CommunityPerson } from '../../world/community/types';
import type { DirectMessagingProfile } from './profile';

export type Way = 'rest' | 'socket';

export const isParticipant = (conversation: CommunityConversation, personId: number): boolean =>
  conversation.participants.some(({ id }) => id === personId);

/** Who may pin a message; the real server asks two different questions by its two ways in. */
export function mayPin(
  me: CommunityPerson,
  message: CommunityMessage,
  conversation: CommunityConversation | undefined,
  rules: { readonly profile: DirectMessagingProfile; readonly way: Way },
): boolean {
  const community = conversation?.community ?? null;
  const isKeeper = community !== null && (community.adminId === me.id || me.role === 'superadmin');
  if (rules.profile === 'documented') return isKeeper || me.role === 'superadmin';
  if (rules.way === 'rest') return message.senderId === me.id || isKeeper;
  return community === null || isKeeper;
}
