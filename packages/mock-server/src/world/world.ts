import type { Store } from '../store/open-store';
import { createAttachments } from './attachments';
import { createBlocks } from './blocks';
import type { WorldClock } from './clock';
import { createCommunityWorld } from './community/community';
import { createConversations } from './conversations';
import { createCrm } from './crm/crm';
import { createFiles } from './files';
import { createGuests } from './guests/guests';
import { createIdempotency } from './idempotency';
import { createMemberships } from './memberships';
import { createMessageLoader } from './message-loading';
import { createMessages } from './messages';
import { createOrganisations } from './organisations';
import { createPeople } from './people';
import { createReactions } from './reactions';
import { createReads } from './reads';
import { createSessions } from './sessions';
import { createSettings } from './settings';
import { createStaffMembers } from './staff/members';
import { createStaffTalk } from './staff/talk';

function createTables(store: Store, clock: WorldClock) {
  const people = createPeople(store, clock);
  const files = createFiles(store, clock);
  const messages = createMessages(store, clock);
  const conversations = createConversations(store, clock);
  const memberships = createMemberships(store, clock, people);
  return {
    clock,
    people,
    files,
    organisations: createOrganisations(store, clock),
    conversations,
    memberships,
    messages,
    loadMessages: createMessageLoader(store, people),
    attachments: createAttachments(store, clock, files),
    reactions: createReactions(store, clock),
    reads: createReads(store, clock),
    blocks: createBlocks(store, clock, people),
    idempotency: createIdempotency(store, clock),
    settings: createSettings(store),
    sessions: createSessions(store, clock),
    guests: createGuests(store, clock, { conversations, messages }),
    community: createCommunityWorld(store, clock, { conversations, memberships, files }),
    staff: createStaffMembers(store, people),
    staffTalk: createStaffTalk(store, clock),
    crm: createCrm(store, clock),
  };
}

/** What is true: people and their talk, without a word about any API. */
export type World = ReturnType<typeof createTables> & {
  /** Runs work that is kept as a whole or not at all; inside one it joins the running transaction. */
  transaction<Result>(work: (world: World) => Promise<Result>): Promise<Result>;
};

export function createWorld(store: Store, clock: WorldClock): World {
  return {
    ...createTables(store, clock),
    transaction(work) {
      if (store.isTransaction) return work(createWorld(store, clock));
      return store.transaction().execute((inside) => work(createWorld(inside, clock)));
    },
  };
}
