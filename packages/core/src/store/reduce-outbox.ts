import type { OutboxEntry } from '../adapter/outbox-entry';
import type { StoreEvent } from './store-event';
import type { OutboxItem } from './state';
import type { StateDraft } from './state-draft';

type OutboxEvent = Extract<
  StoreEvent,
  { type: 'outbox-item-changed' | 'outbox-item-removed' | 'draft-changed' }
>;

export function reduceOutbox(draft: StateDraft, event: OutboxEvent): void {
  switch (event.type) {
    case 'outbox-item-changed':
      return put(draft, event.item);
    case 'outbox-item-removed': {
      const known = draft.outboxEntries.get(event.localId);
      if (known === undefined) return;
      draft.outboxEntries = draft.outboxEntries.without(event.localId);
      return setLane(draft, known, (lane, index) => lane.toSpliced(index, 1));
    }
    case 'draft-changed':
      draft.touched.drafts.add(event.conversationId);
      if (event.draft === null) draft.drafts.delete(event.conversationId);
      else draft.drafts.set(event.conversationId, event.draft);
  }
}

function put(draft: StateDraft, item: OutboxItem): void {
  const known = draft.outboxEntries.get(item.entry.localId);
  draft.outboxEntries = draft.outboxEntries.with(item.entry.localId, item);
  setLane(draft, known ?? item, (lane, index) =>
    known === undefined ? lane.toSpliced(index, 0, item) : lane.with(index, item),
  );
}

/** `change` is given the place where the item stands, or would stand by its sequence. */
function setLane(
  draft: StateDraft,
  { entry }: OutboxItem,
  change: (lane: readonly OutboxItem[], index: number) => readonly OutboxItem[],
): void {
  const { conversationId, kind } = entry.command;
  const before = draft.outboxLanes.get(conversationId) ?? [];
  const lane = change(before, placeOf(before, entry));
  if (lane.length === 0) draft.outboxLanes.delete(conversationId);
  else draft.outboxLanes.set(conversationId, lane);
  // What changes in place moves no conversation in the list.
  if (kind === 'send-message' && lane.length !== before.length) draft.reorder = true;
}

function placeOf(lane: readonly OutboxItem[], { localId, sequence }: OutboxEntry): number {
  let [low, high] = [0, lane.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lane[middle]?.entry.sequence ?? 0) < sequence) low = middle + 1;
    else high = middle;
  }
  // Two tabs may have given one number.
  for (let index = low; lane[index]?.entry.sequence === sequence; index += 1) {
    if (lane[index]?.entry.localId === localId) return index;
  }
  return low;
}
