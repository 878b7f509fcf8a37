import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';

const fortnight = 14 * 24 * 60 * 60 * 1_000_000;

const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36).padStart(2, '0')).join(
    '',
  );

/** Cookie sessions, and refresh tokens that were used up. */
export function createSignIns(store: Store, clock: WorldClock) {
  return {
    async openSession(personId: number): Promise<string> {
      const key = randomKey();
      await store
        .insertInto('guest_sessions')
        .values({ key, person_id: personId, expires_at: clock.now() + fortnight })
        .execute();
      return key;
    },

    async personOfSession(key: string): Promise<number | undefined> {
      const row = await store
        .selectFrom('guest_sessions')
        .select('person_id')
        .where('key', '=', key)
        .where('expires_at', '>', clock.now())
        .executeTakeFirst();
      return row?.person_id;
    },

    async endSessions(personId: number): Promise<void> {
      await store.deleteFrom('guest_sessions').where('person_id', '=', personId).execute();
    },

    /** False when it was spent before. */
    async spend(tokenId: string): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await store
        .insertInto('guest_spent_tokens')
        .values({ token_id: tokenId, spent_at: clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}
