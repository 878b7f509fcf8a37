import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';
import type { createConversations } from '../conversations';
import type { createMemberships } from '../memberships';
import type { createCommunities } from './communities';
import type { CommunityConversation } from './types';

/** No other API lists conversations of this kind. */
export const communityKind = 'community';

export function createCommunityConversations(
  store: Store,
  clock: WorldClock,
  parts: {
    conversations: ReturnType<typeof createConversations>;
    memberships: ReturnType<typeof createMemberships>;
    communities: ReturnType<typeof createCommunities>;
  },
) {
  const { conversations, memberships, communities } = parts;

  /** Last written to first, silent ones last; whoever was deleted in between counts. */
  const load = async (numberIs: number | null, personId: number | null): Promise<CommunityConversation[]> => {
    let query = store
      .selectFrom('conversations')
      .innerJoin('community_conversations', 'community_conversations.conversation_id', 'conversations.id')
      .selectAll('conversations')
      .select(['community_conversations.community_id', 'community_conversations.last_message_at'])
      .select(({ selectFrom }) =>
        selectFrom('messages')
          .select(({ fn }) => fn.max('messages.created_at').as('newest'))
          .whereRef('messages.conversation_id', '=', 'conversations.id')
          .as('newest'),
      )
      .where('conversations.kind', '=', communityKind)
      .where('conversations.is_active', '=', 1);
    if (numberIs !== null) query = query.where('conversations.number', '=', numberIs);
    if (personId !== null) {
      query = query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('memberships')
            .select('memberships.id')
            .whereRef('memberships.conversation_id', '=', 'conversations.id')
            .where('memberships.person_id', '=', personId)
            .where('memberships.left_at', 'is', null),
        ),
      );
    }
    const rows = await query.execute();
    rows.sort(
      (left, right) =>
        Number(right.newest ?? 0) - Number(left.newest ?? 0) || right.updated_at - left.updated_at,
    );
    const people = await communities.people();
    const known = await communities.all();
    const members = await memberships.of(rows.map(({ id }) => id));
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      community: known.find(({ id }) => id === row.community_id) ?? null,
      // The newest account first, as observed.
      participants: members
        .filter(({ conversationId }) => conversationId === row.id)
        .flatMap(({ person }) => people.get(person.id) ?? [])
        .sort((left, right) => right.joinedAt - left.joinedAt || right.id - left.id),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      lastMessageAt: row.last_message_at,
    }));
  };

  return {
    ofPerson: (personId: number) => load(null, personId),

    async numbered(number: number): Promise<CommunityConversation | undefined> {
      return (await load(number, null))[0];
    },

    async byId(id: number): Promise<CommunityConversation | undefined> {
      return (await load(null, null)).find((conversation) => conversation.id === id);
    },

    async add(
      communityId: number | null,
      createdBy: number,
      participantIds: readonly number[],
    ): Promise<CommunityConversation> {
      const added = await conversations.add({ kind: communityKind, organisationId: null, createdBy });
      await store
        .insertInto('community_conversations')
        .values({ conversation_id: added.id, community_id: communityId, last_message_at: null })
        .execute();
      for (const id of new Set([createdBy, ...participantIds])) await memberships.add(added, id, 'member');
      const loaded = (await load(added.number, null))[0];
      if (loaded === undefined) throw new Error(`Conversation ${added.id} vanished while it was created`);
      return loaded;
    },

    async setCommunity(id: number, communityId: number | null): Promise<void> {
      await store
        .updateTable('community_conversations')
        .set({ community_id: communityId })
        .where('conversation_id', '=', id)
        .execute();
      await conversations.touch(id);
    },

    async noteSent(id: number): Promise<void> {
      await store
        .updateTable('community_conversations')
        .set({ last_message_at: clock.now() })
        .where('conversation_id', '=', id)
        .execute();
    },

    /** For everybody, with all that was written; its number is not given again. */
    async erase(id: number): Promise<void> {
      await store.deleteFrom('messages').where('conversation_id', '=', id).execute();
      await conversations.change(id, { isActive: false });
    },
  };
}
