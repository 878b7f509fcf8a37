import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';
import type { createConversations } from '../conversations';
import type { createFiles } from '../files';
import type { createMemberships } from '../memberships';
import { createCommunities } from './communities';
import { createCommunityConversations } from './conversations';
import { createCommunityMessages } from './messages';

/** Communities with an admin and followers, and the talk inside them. */
export function createCommunityWorld(
  store: Store,
  clock: WorldClock,
  parts: {
    conversations: ReturnType<typeof createConversations>;
    memberships: ReturnType<typeof createMemberships>;
    files: ReturnType<typeof createFiles>;
  },
) {
  const communities = createCommunities(store, clock);
  return {
    communities,
    conversations: createCommunityConversations(store, clock, { ...parts, communities }),
    messages: createCommunityMessages(store, clock, parts.files),
  };
}
