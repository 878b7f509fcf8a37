import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';

export function createReads(store: Store, clock: WorldClock) {
  const mark = async (messageIds: number[], personId: number): Promise<void> => {
    for (const messageId of messageIds) {
      const present = await store
        .selectFrom('reads')
        .select('id')
        .where('message_id', '=', messageId)
        .where('person_id', '=', personId)
        .executeTakeFirst();
      if (present !== undefined) continue;
      await store
        .insertInto('reads')
        .values({ message_id: messageId, person_id: personId, read_at: clock.now() })
        .execute();
    }
  };

  return {
    /** Marks messages read by a person; marking twice changes nothing. */
    mark,

    /** Marks everything others wrote in a conversation. */
    async markConversation(conversationId: number, personId: number): Promise<void> {
      const rows = await store
        .selectFrom('messages')
        .leftJoin('reads', (join) =>
          join.onRef('reads.message_id', '=', 'messages.id').on('reads.person_id', '=', personId),
        )
        .select('messages.id')
        .where('messages.conversation_id', '=', conversationId)
        .where('messages.sender_id', 'is not', personId)
        .where('reads.id', 'is', null)
        .orderBy('messages.id', 'desc')
        .execute();
      const batch = 500;
      for (let start = 0; start < rows.length; start += batch) {
        await store
          .insertInto('reads')
          .values(
            rows
              .slice(start, start + batch)
              .map(({ id }) => ({ message_id: id, person_id: personId, read_at: clock.now() })),
          )
          .execute();
      }
    },
  };
}
