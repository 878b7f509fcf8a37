import { RecentMap } from '../../lib/recent-map';
import type { ConversationId, MessageId, UserId } from '../../model/ids';
import type { Message } from '../../model/message';

/** Where and whose a message is, for frames that give its number alone. */
export interface Seen {
  note(messages: readonly Message[]): void;
  placeOf(id: MessageId): { readonly conversationId: ConversationId; readonly authorId: UserId } | undefined;
  /** A message newer than all met so far in the conversation: it went by without a frame. */
  isNews(conversationId: ConversationId, id: MessageId): boolean;
  /** Pinned messages met in the conversation. */
  pinned(conversationId: ConversationId): readonly MessageId[];
}

const messagesKept = 3000;
const conversationsKept = 500;

export function createSeen(): Seen {
  const places = new RecentMap<MessageId, { conversationId: ConversationId; authorId: UserId }>(messagesKept);
  const newest = new RecentMap<ConversationId, number>(conversationsKept);
  const pins = new RecentMap<ConversationId, Set<MessageId>>(conversationsKept);
  return {
    note(messages) {
      for (const { id, conversationId, authorId, pinned } of messages) {
        places.set(id, { conversationId, authorId });
        newest.set(conversationId, Math.max(newest.get(conversationId) ?? 0, Number(id)));
        const known = pins.get(conversationId) ?? new Set();
        if (pinned) known.add(id);
        else known.delete(id);
        pins.set(conversationId, known);
      }
    },
    placeOf: (id) => places.get(id),
    isNews: (conversationId, id) => Number(id) > (newest.get(conversationId) ?? 0),
    pinned: (conversationId) => [...(pins.get(conversationId) ?? [])],
  };
}
