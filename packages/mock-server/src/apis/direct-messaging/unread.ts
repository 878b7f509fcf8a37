import type { CommunityMessage } from '../../world/community/types';
import type { DirectMessagingProfile } from './profile';

/** What counts as unread for somebody among what others wrote. */
export function unreadFor(
  messages: readonly CommunityMessage[],
  personId: number,
  profile: DirectMessagingProfile,
): readonly CommunityMessage[] {
  // Observed: deleted ones count, and one reader, the author too, reads for everybody.
  if (profile === 'deployed') {
    return messages.filter(({ reads }) => reads.every(({ readAt }) => readAt === null));
  }
  return messages.filter(
    ({ isDeleted, reads }) =>
      !isDeleted && !reads.some((read) => read.personId === personId && read.readAt !== null),
  );
}

export const countUnread = (
  messages: readonly CommunityMessage[],
  personId: number,
  profile: DirectMessagingProfile,
): number => unreadFor(messages, personId, profile).length;
