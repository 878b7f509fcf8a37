import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import type { Conversation, MemberRole, Membership, Person } from './types';

export function createMemberships(store: Store, clock: WorldClock, people: { all(): Promise<Person[]> }) {
  const of = async (conversationIds: number[]): Promise<Membership[]> => {
    if (conversationIds.length === 0) return [];
    const rows = await store
      .selectFrom('memberships')
      .selectAll()
      .where('conversation_id', 'in', conversationIds)
      .where('left_at', 'is', null)
      .orderBy('id')
      .execute();
    const persons = new Map((await people.all()).map((person) => [person.id, person]));
    return rows.flatMap((row) => {
      const person = persons.get(row.person_id);
      if (person === undefined) return [];
      return {
        id: row.id,
        conversationId: row.conversation_id,
        number: row.number,
        person,
        role: row.role,
        joinedAt: row.joined_at,
        isMuted: row.is_muted === 1,
      };
    });
  };

  return {
    /** Present members of several conversations, in the order they joined. */
    of,

    async find(conversationId: number, personId: number): Promise<Membership | undefined> {
      return (await of([conversationId])).find((membership) => membership.person.id === personId);
    },

    async add(conversation: Conversation, personId: number, role: MemberRole): Promise<void> {
      const { last } = await store
        .selectFrom('memberships')
        .innerJoin('conversations', 'conversations.id', 'memberships.conversation_id')
        .select(({ fn }) => fn.max('memberships.number').as('last'))
        .where('conversations.kind', '=', conversation.kind)
        .executeTakeFirstOrThrow();
      await store
        .insertInto('memberships')
        .values({
          conversation_id: conversation.id,
          number: Number(last ?? 0) + 1,
          person_id: personId,
          role,
          joined_at: clock.now(),
          is_muted: 0,
          left_at: null,
        })
        .execute();
    },

    async remove(conversationId: number, personId: number): Promise<void> {
      await store
        .updateTable('memberships')
        .set({ left_at: clock.now() })
        .where('conversation_id', '=', conversationId)
        .where('person_id', '=', personId)
        .where('left_at', 'is', null)
        .execute();
    },

    async setRole(id: number, role: MemberRole): Promise<void> {
      await store.updateTable('memberships').set({ role }).where('id', '=', id).execute();
    },
  };
}
