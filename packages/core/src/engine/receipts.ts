import type { MessageId, ConversationId } from '../model/ids';
import { hasGapBetween } from '../store/timeline';
import type { PersonScope } from './scope';

export interface Receipts {
  /** Reads everything loaded of the conversation, once for many calls. */
  markRead(id: ConversationId): void;
}

/** Ids told with one command; everything older is covered by «up to». */
const idLimit = 200;

export function createReceipts(
  scope: PersonScope,
  enqueue: (id: ConversationId, upTo: MessageId, messageIds: readonly MessageId[]) => void,
): Receipts {
  const { store, me } = scope;
  return {
    markRead(id) {
      const state = store.getState();
      const timeline = state.timelines.get(id);
      const conversation = state.conversations.get(id);
      const newest = timeline?.messages.at(timeline.messages.length - 1);
      if (timeline === undefined || conversation === undefined || newest === undefined) return;
      const readUpTo = state.readUpTo.get(id) ?? -Infinity;
      if (newest.order <= readUpTo && conversation.unreadCount === 0) return;
      const unread: MessageId[] = [];
      for (let index = timeline.messages.length - 1; index >= 0 && unread.length < idLimit; index -= 1) {
        const message = timeline.messages.at(index);
        const newer = timeline.messages.at(index + 1);
        if (message === undefined || message.order <= readUpTo) break;
        if (newer !== undefined && hasGapBetween(timeline.ranges, message, newer)) break;
        const mine = message.authorId === me;
        if (!mine && !message.deleted && !message.readBy.some((mark) => mark.userId === me))
          unread.push(message.id);
      }
      if (unread.length === 0 && conversation.unreadCount === 0) return;
      store.apply([
        { type: 'read-position-changed', conversationId: id, order: newest.order },
        { type: 'unread-changed', conversationId: id, count: 0 },
      ]);
      enqueue(id, newest.id, unread.reverse());
    },
  };
}
