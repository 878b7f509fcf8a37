import type { OutboxEntry } from '../adapter/outbox-entry';

/** The order the commands were given in. */
export function compareEntries(left: OutboxEntry, right: OutboxEntry): number {
  return left.sequence - right.sequence || (left.localId < right.localId ? -1 : 1);
}
