import { RecentMap } from '../../lib/recent-map';
import type { WireMessage } from './wire';

/** Messages carry no sender id: mine are those this client's own requests were answered with. */
export interface OwnMessages {
  /** My name as guests' conversations show it; null before the first send, or when I have none. */
  readonly displayName: string | null;
  note(message: WireMessage): void;
  has(id: string): boolean;
  /** The last message of a list tells its time only. */
  hasAt(micros: number): boolean;
}

const kept = 2_000;

export function createOwnMessages(): OwnMessages {
  const ids = new RecentMap<string, true>(kept);
  const moments = new RecentMap<number, true>(kept);
  let displayName: string | null = null;
  return {
    get displayName() {
      return displayName;
    },
    note(message) {
      ids.set(message.id, true);
      moments.set(message.timestamp.micros, true);
      if (message.sender_name !== '') displayName = message.sender_name;
    },
    has: (id) => ids.get(id) === true,
    hasAt: (micros) => moments.get(micros) === true,
  };
}
