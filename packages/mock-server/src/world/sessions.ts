import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';

/** How long a session lasts: two weeks, in seconds. */
export const sessionSeconds = 14 * 24 * 60 * 60;

const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36).padStart(2, '0')).join(
    '',
  );

/** Cookie sessions, by the API whose they are. */
export function createSessions(store: Store, clock: WorldClock) {
  return {
    /** Answers the session's key. */
    async open(api: string, personId: number): Promise<string> {
      const key = randomKey();
      await store
        .insertInto('sessions')
        .values({ key, api, person_id: personId, expires_at: clock.now() + sessionSeconds * 1_000_000 })
        .execute();
      return key;
    },

    async personOf(api: string, key: string): Promise<number | undefined> {
      const row = await store
        .selectFrom('sessions')
        .select('person_id')
        .where('key', '=', key)
        .where('api', '=', api)
        .where('expires_at', '>', clock.now())
        .executeTakeFirst();
      return row?.person_id;
    },

    async end(api: string, key: string): Promise<void> {
      await store.deleteFrom('sessions').where('key', '=', key).where('api', '=', api).execute();
    },

    async endAllOf(api: string, personId: number): Promise<void> {
      await store.deleteFrom('sessions').where('api', '=', api).where('person_id', '=', personId).execute();
    },
  };
}
