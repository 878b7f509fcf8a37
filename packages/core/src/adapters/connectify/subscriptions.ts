import type { ConversationId } from '../../model/ids';
import type { Listed } from './link';

/** Which direct conversations the shared socket hears: those that existed when the server opened it. */
export interface Subscriptions {
  has(id: ConversationId): boolean;
  /** The server's clock when the socket opened, as it told it. */
  openedAt(time: number): void;
  /** True when the list shows one the socket does not hear. */
  compare(listed: readonly Listed[]): boolean;
}

export function createSubscriptions(existing: Iterable<ConversationId>): Subscriptions {
  const heard = new Set(existing);
  const gone = new Set<ConversationId>();
  let opened: number | null = null;
  return {
    has: (id) => heard.has(id) && !gone.has(id),
    openedAt(time) {
      opened ??= time;
    },
    compare(listed) {
      const ids = new Set(listed.map(({ id }) => id));
      // A deleted conversation still takes what is sent there, and nobody ever sees it.
      for (const id of heard) if (!ids.has(id)) gone.add(id);
      for (const { id, createdAt } of listed) {
        gone.delete(id);
        if (opened !== null && createdAt < opened) heard.add(id);
      }
      return listed.some(({ id }) => !heard.has(id));
    },
  };
}
