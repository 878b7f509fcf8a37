import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';
import type { createConversations } from '../conversations';
import type { createMessages } from '../messages';
import { createGuestConversations } from './conversations';
import { createGuestHotels } from './hotels';
import { createGuestMessages } from './messages';
import { createSpentTokens } from './spent-tokens';

/** A hotel's guests and what is said with them. */
export function createGuests(
  store: Store,
  clock: WorldClock,
  shared: {
    conversations: ReturnType<typeof createConversations>;
    messages: ReturnType<typeof createMessages>;
  },
) {
  return {
    hotels: createGuestHotels(store),
    conversations: createGuestConversations(store, shared.conversations),
    messages: createGuestMessages(store, shared.messages),
    spentTokens: createSpentTokens(store, clock),
  };
}
