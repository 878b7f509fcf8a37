import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import type { Person, Reaction } from './types';

export function createReactions(store: Store, clock: WorldClock) {
  return {
    /** Adds a reaction, or finds the same one already there. */
    async add(
      messageId: number,
      person: Person,
      emoji: string,
    ): Promise<{ reaction: Reaction; isNew: boolean }> {
      const present = await store
        .selectFrom('reactions')
        .selectAll()
        .where('message_id', '=', messageId)
        .where('person_id', '=', person.id)
        .where('emoji', '=', emoji)
        .executeTakeFirst();
      const row =
        present ??
        (await store
          .insertInto('reactions')
          .values({ message_id: messageId, person_id: person.id, emoji, created_at: clock.now() })
          .returningAll()
          .executeTakeFirstOrThrow());
      return {
        reaction: { id: row.id, person, emoji: row.emoji, createdAt: row.created_at },
        isNew: present === undefined,
      };
    },

    /** Takes one reaction of a person away, or all of theirs on the message. */
    async remove(messageId: number, personId: number, emoji?: string): Promise<void> {
      let query = store
        .deleteFrom('reactions')
        .where('message_id', '=', messageId)
        .where('person_id', '=', personId);
      if (emoji !== undefined) query = query.where('emoji', '=', emoji);
      await query.execute();
    },
  };
}
