import { placeOf } from './outbox-lanes';
import type { OutboxItem } from './state';
import type { StateDraft } from './state-draft';
import type { StoreEvent } from './store-event';

type OutboxEvent = Extract<
  StoreEvent,
  { type: 'outbox-item-changed' | 'outbox-item-removed' | 'draft-changed' }
>;

export function reduceOutbox(draft: StateDraft, event: OutboxEvent): void {
  switch (event.type) {
    case 'outbox-item-changed':
      return put(draft, event.item);
    case 'outbox-item-removed':
      for (const lane of draft.outboxLanes.values()) {
        // Nearly always it is the first of its lane.
        const index = lane.findIndex(({ entry }) => entry.localId === event.localId);
        const item = lane[index];
        if (item !== undefined) return setLane(draft, item, lane.toSpliced(index, 1));
      }
      return;
    case 'draft-changed':
      draft.touched.drafts.add(event.conversationId);
      if (event.draft === null) draft.drafts.delete(event.conversationId);
      else draft.drafts.set(event.conversationId, event.draft);
  }
}

function put(draft: StateDraft, item: OutboxItem): void {
  const { localId, command } = item.entry;
  const lane = draft.outboxLanes.get(command.conversationId) ?? [];
  const index = placeOf(lane, item.entry);
  const isKnown = lane[index]?.entry.localId === localId;
  setLane(draft, item, isKnown ? lane.with(index, item) : lane.toSpliced(index, 0, item));
}

function setLane(draft: StateDraft, { entry }: OutboxItem, lane: readonly OutboxItem[]): void {
  const { conversationId, kind } = entry.command;
  const before = draft.outboxLanes.get(conversationId)?.length ?? 0;
  if (lane.length === 0) draft.outboxLanes.delete(conversationId);
  else draft.outboxLanes.set(conversationId, lane);
  // What changes in place moves no conversation in the list.
  if (kind === 'send-message' && lane.length !== before) draft.reorder = true;
}
