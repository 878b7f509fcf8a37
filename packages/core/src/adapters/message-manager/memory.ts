import type { ConversationId, UserId } from '../../model/ids';
import type { NewestKnown } from './decode';
import { createOwnMessages, type OwnMessages } from './own-messages';
import { createPlaces, type Places } from './places';
import { createUnread, type Unread } from './unread';
import type { WireRow } from './wire';

/** What the adapter learned for one person, as long as it lives. */
export interface Memory {
  readonly own: OwnMessages;
  readonly places: Places;
  readonly unread: Unread;
  /** The newest message of each loaded history. */
  readonly newest: Map<ConversationId, NewestKnown>;
  /** Without a stay a conversation leaves every list when its relay ends; it stays readable here. */
  readonly withoutStay: Map<ConversationId, WireRow>;
}

export interface MemoryHolder {
  readonly current: Memory;
  /** Somebody else signed in: nothing of the last person may be seen. */
  enter(me: UserId): Memory;
}

/** `ownName`: what the host says I am called. */
export function createMemory(ownName: () => string | null): MemoryHolder {
  let owner: UserId | null = null;
  let current = freshMemory(ownName);
  return {
    get current() {
      return current;
    },
    enter(me) {
      if (owner !== null && owner !== me) current = freshMemory(ownName);
      owner = me;
      return current;
    },
  };
}

function freshMemory(ownName: () => string | null): Memory {
  return {
    own: createOwnMessages(ownName),
    places: createPlaces(),
    unread: createUnread(),
    newest: new Map(),
    withoutStay: new Map(),
  };
}
