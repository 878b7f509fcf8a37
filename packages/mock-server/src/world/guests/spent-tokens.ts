import type { Store } from '../../store/open-store';
import type { WorldClock } from '../clock';

/** Refresh tokens that were used up. */
export function createSpentTokens(store: Store, clock: WorldClock) {
  return {
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
