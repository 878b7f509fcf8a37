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
      draft.outboxEntries.delete(event.localId);
      setLane(draft, known, (lane) => lane.filter((item) => item !== known));
      return;
    }
    case 'draft-changed':
      draft.touched.drafts.add(event.conversationId);
      if (event.draft === null) draft.drafts.delete(event.conversationId);
      else draft.drafts.set(event.conversationId, event.draft);
  }
}

function put(draft: StateDraft, item: OutboxItem): void {
  const known = draft.outboxEntries.get(item.entry.localId);
  draft.outboxEntries.set(item.entry.localId, item);
  setLane(draft, item, (lane) => {
    if (known !== undefined) return lane.map((other) => (other === known ? item : other));
    return [...lane, item].sort((left, right) => left.entry.sequence - right.entry.sequence);
  });
}

function setLane(
  draft: StateDraft,
  item: OutboxItem,
  change: (lane: readonly OutboxItem[]) => readonly OutboxItem[],
): void {
  const { conversationId, kind } = item.entry.command;
  const lane = change(draft.outboxLanes.get(conversationId) ?? []);
  if (lane.length === 0) draft.outboxLanes.delete(conversationId);
  else draft.outboxLanes.set(conversationId, lane);
  if (kind === 'send-message') draft.reorder = true;
}
