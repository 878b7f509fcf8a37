import type { ConversationId } from '../../model/ids';

/** What the list says of one conversation. */
export interface Counter {
  readonly id: ConversationId;
  readonly count: number;
  /** Null where the list names none. */
  readonly lastMessageId: string | null;
}

/**
 * The stored counter of a conversation gets stuck above the truth when an unread message is deleted; the total is
 * counted anew each time. What is left over after everything was read is the error, and is subtracted from then on.
 */
export interface Unread {
  /** `total` is null when it could not be asked. */
  correct(counter: Counter, total: number | null): number;
  /** The server took everything up to this message as read. */
  onRead(id: ConversationId, newestId: string | null): void;
  onArrived(id: ConversationId): void;
  /** Nothing there is unread for me, so that reading marks nothing. */
  isClear(id: ConversationId): boolean;
}

export function createUnread(): Unread {
  const readUpTo = new Map<ConversationId, number>();
  const errors = new Map<ConversationId, number>();
  const counts = new Map<ConversationId, number>();
  return {
    correct({ id, count, lastMessageId }, total) {
      const upTo = readUpTo.get(id);
      const nothingNew = upTo !== undefined && (lastMessageId === null || Number(lastMessageId) <= upTo);
      if (nothingNew || total === 0) errors.set(id, count);
      else errors.set(id, Math.min(errors.get(id) ?? 0, count));
      const corrected = Math.min(Math.max(0, count - (errors.get(id) ?? 0)), total ?? Infinity);
      counts.set(id, corrected);
      return corrected;
    },
    onRead(id, newestId) {
      readUpTo.set(id, Math.max(readUpTo.get(id) ?? 0, Number(newestId ?? 0)));
      counts.set(id, 0);
    },
    onArrived: (id) => void counts.delete(id),
    isClear: (id) => counts.get(id) === 0,
  };
}
