import type { OutboxEntry } from '../adapter/outbox-entry';
import type { LocalId } from '../model/ids';
import type { OutboxItem, OutboxState } from './state';

/** The outbox as its lanes make it; by local id only where somebody asks, as a long queue changes at every step. */
export function outboxOf(byConversation: OutboxState['byConversation']): OutboxState {
  let entries: ReadonlyMap<LocalId, OutboxItem> | null = null;
  return {
    byConversation,
    get entries() {
      const items = [...byConversation.values()].flat();
      return (entries ??= new Map(items.map((item) => [item.entry.localId, item])));
    },
  };
}

/** Where an entry stands in its lane, or would stand by its sequence. */
export function placeOf(
  lane: readonly OutboxItem[],
  { localId, sequence }: Pick<OutboxEntry, 'localId' | 'sequence'>,
): number {
  let [low, high] = [0, lane.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lane[middle]?.entry.sequence ?? 0) < sequence) low = middle + 1;
    else high = middle;
  }
  // Two tabs may have given one number.
  while (lane[low]?.entry.sequence === sequence && lane[low]?.entry.localId !== localId) low += 1;
  return low;
}

/** What the store shows of an entry. */
export function findQueued({ byConversation }: OutboxState, entry: OutboxEntry): OutboxItem | undefined {
  const lane = byConversation.get(entry.command.conversationId) ?? [];
  const item = lane[placeOf(lane, entry)];
  return item?.entry.localId === entry.localId ? item : undefined;
}
