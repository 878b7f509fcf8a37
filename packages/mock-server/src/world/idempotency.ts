import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';

const dayInMicroseconds = 24 * 60 * 60 * 1_000_000;

/** Remembers for a day which message came of which key, so that a repeated send is answered, not stored. */
export function createIdempotency(store: Store, clock: WorldClock) {
  return {
    async find(
      personId: number,
      key: string,
    ): Promise<{ messageId: number; answer: string | null } | undefined> {
      const row = await store
        .selectFrom('idempotency_keys')
        .select(['message_id', 'answer'])
        .where('person_id', '=', personId)
        .where('key', '=', key)
        .where('created_at', '>', clock.now() - dayInMicroseconds)
        .executeTakeFirst();
      return row && { messageId: row.message_id, answer: row.answer };
    },

    async claim(personId: number, key: string, messageId: number): Promise<void> {
      await store
        .deleteFrom('idempotency_keys')
        .where('created_at', '<=', clock.now() - dayInMicroseconds)
        .execute();
      await store
        .insertInto('idempotency_keys')
        .values({ person_id: personId, key, message_id: messageId, answer: null, created_at: clock.now() })
        .execute();
    },

    async keepAnswer(personId: number, key: string, answer: string): Promise<void> {
      await store
        .updateTable('idempotency_keys')
        .set({ answer })
        .where('person_id', '=', personId)
        .where('key', '=', key)
        .execute();
    },
  };
}
