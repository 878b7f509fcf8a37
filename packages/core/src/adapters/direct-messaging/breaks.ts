import { RecentMap } from '../../lib/recent-map';
import type { ConversationId } from '../../model/ids';

/** Since when (epoch milliseconds) a conversation was not heard; cleared once its history was read that far back. */
export interface Breaks {
  started(id: ConversationId, at: number): void;
  since(id: ConversationId): number | null;
  covered(id: ConversationId): void;
}

const conversationsKept = 200;

export function createBreaks(): Breaks {
  const starts = new RecentMap<ConversationId, number | null>(conversationsKept);
  return {
    started(id, at) {
      if (starts.get(id) == null) starts.set(id, at);
    },
    since: (id) => starts.get(id) ?? null,
    covered: (id) => starts.set(id, null),
  };
}
