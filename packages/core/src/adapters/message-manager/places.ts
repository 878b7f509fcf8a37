import type { Conversation } from '../../model/conversation';
import { conversationId, type ConversationId } from '../../model/ids';
import { stayId, type StayId } from './ids';
import type { WireRow } from './wire';

/** Which stay a conversation is about, and whether it is relayed; both only as far as lists told. */
export interface Places {
  noteRow(row: WireRow): void;
  noteStored(conversations: Iterable<Conversation>): void;
  noteEnded(id: ConversationId): void;
  stayOf(id: ConversationId): StayId | null;
  conversationOf(stay: StayId): ConversationId | null;
  /** Undefined: no list has told yet. */
  isRelayed(id: ConversationId): boolean | undefined;
  stays(): Iterable<StayId>;
}

export const stayFact = 'stay';

export function createPlaces(): Places {
  const stays = new Map<ConversationId, StayId>();
  const conversations = new Map<StayId, ConversationId>();
  const relayed = new Map<ConversationId, boolean>();

  function join(id: ConversationId, stay: StayId): void {
    stays.set(id, stay);
    conversations.set(stay, id);
  }

  return {
    noteRow(row) {
      const id = conversationId(row.id);
      relayed.set(id, row.status === 'relay');
      if (row.stay_id != null) join(id, stayId(row.stay_id));
    },
    noteStored(stored) {
      for (const { id, context } of stored) {
        const fact = context.find(({ type }) => type === stayFact);
        if (fact?.id !== undefined && !stays.has(id)) join(id, stayId(fact.id));
      }
    },
    noteEnded: (id) => void relayed.set(id, false),
    stayOf: (id) => stays.get(id) ?? null,
    conversationOf: (stay) => conversations.get(stay) ?? null,
    isRelayed: (id) => relayed.get(id),
    stays: () => conversations.keys(),
  };
}
