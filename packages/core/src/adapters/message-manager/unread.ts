import type { ConversationId } from '../../model/ids';
import type { WireMessage, WireRow } from './wire';

interface Entry {
  /** Of the newest message known, in microseconds. */
  readonly newest: number;
  /** Guests' messages of the loaded history, the latest last. */
  readonly guestIds: readonly number[];
  /** Everything up to it was read, or answered by staff where nobody told. */
  readonly readUpTo: number;
  /** At least so many came after the loaded history. */
  readonly later: number;
}

/**
 * The server counts nothing. The list tells only of its last message whether a guest wrote it, so its number is
 * «at least»; a loaded history tells the exact one.
 */
export interface Unread {
  onListed(id: ConversationId, last: WireRow['last_message']): number;
  onHistory(id: ConversationId, messages: readonly WireMessage[]): void;
  onRead(id: ConversationId, upTo: string): void;
}

const nothing: Entry = { newest: -Infinity, guestIds: [], readUpTo: -Infinity, later: 0 };
const guestsKept = 500;

export function createUnread(): Unread {
  const entries = new Map<ConversationId, Entry>();
  const entryOf = (id: ConversationId): Entry => entries.get(id) ?? nothing;

  return {
    onListed(id, last) {
      let entry = entryOf(id);
      if (last != null && last.timestamp.micros > entry.newest) {
        const later = entry.later + (last.sender_type === 'guest' ? 1 : 0);
        entry = { ...entry, newest: last.timestamp.micros, later };
        entries.set(id, entry);
      }
      return entry.guestIds.filter((guest) => guest > entry.readUpTo).length + entry.later;
    },
    onHistory(id, messages) {
      const { readUpTo, newest } = entryOf(id);
      const lastStaff = messages.findLast(({ sender_type }) => sender_type === 'staff');
      const guestIds = messages
        .filter(({ sender_type }) => sender_type === 'guest')
        .map((message) => Number(message.id));
      entries.set(id, {
        newest: Math.max(newest, messages.at(-1)?.timestamp.micros ?? -Infinity),
        guestIds: guestIds.slice(-guestsKept),
        readUpTo: readUpTo === -Infinity ? Number(lastStaff?.id ?? -Infinity) : readUpTo,
        later: 0,
      });
    },
    onRead(id, upTo) {
      const entry = entryOf(id);
      entries.set(id, { ...entry, readUpTo: Math.max(entry.readUpTo, Number(upTo)) });
    },
  };
}
