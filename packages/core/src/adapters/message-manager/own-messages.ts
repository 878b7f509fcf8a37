import { RecentMap } from '../../lib/recent-map';
import type { WireMessage } from './wire';

/**
 * Messages carry no sender id. Mine are those this client's own requests were answered with, and those of staff that
 * bear my full name, once it is known: what I sent from another device looks no different. A colleague of the very
 * same name cannot be told apart.
 */
export interface OwnMessages {
  /** My name as guests' conversations show it; null while nobody told, or when I have none. */
  readonly displayName: string | null;
  /** This client sent it. */
  note(message: WireMessage): void;
  /** Looks for more of mine in a history. */
  recognise(history: readonly WireMessage[]): void;
  has(id: string): boolean;
  /** The last message of a list tells its time only. */
  hasAt(micros: number): boolean;
}

const kept = 2_000;

/** `told`: my full name, where the host knows it. */
export function createOwnMessages(told: () => string | null): OwnMessages {
  const ids = new RecentMap<string, true>(kept);
  const moments = new RecentMap<number, true>(kept);
  let learned: string | null = null;

  const displayName = (): string | null => learned ?? (told()?.trim() || null);
  function add(message: WireMessage): void {
    ids.set(message.id, true);
    moments.set(message.timestamp.micros, true);
  }

  return {
    get displayName() {
      return displayName();
    },
    note(message) {
      add(message);
      if (message.sender_name !== '') learned = message.sender_name;
    },
    recognise(history) {
      const mine = displayName();
      for (const message of history)
        if (message.sender_type === 'staff' && message.sender_name === mine) add(message);
    },
    has: (id) => ids.get(id) === true,
    hasAt: (micros) => moments.get(micros) === true,
  };
}
