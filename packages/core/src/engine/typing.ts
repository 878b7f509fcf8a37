import type { Timer } from '../adapter/environment';
import type { ServerEvent } from '../adapter/server-event';
import { elapsedSince } from '../lib/elapsed';
import type { ConversationId, UserId } from '../model/ids';
import type { PersonScope } from './scope';

export interface Typing {
  /** Somebody else's signal: shown until it is taken back or grows old. */
  heard(event: Extract<ServerEvent, { type: 'typing-changed' }>): void;
  /** My own: told at once, repeated while it lasts, taken back when it ends. */
  set(id: ConversationId, typing: boolean): void;
  stop(): void;
}

/** Most backends never take a signal back when a tab dies. */
const expiryMs = 6_000;
const repeatMs = 3_000;

export function createTyping(
  scope: PersonScope,
  send: (id: ConversationId, typing: boolean) => void,
): Typing {
  const { clock, store } = scope;
  const expiries = new Map<string, Timer>();
  const toldAt = new Map<ConversationId, number>();

  function expireLater(conversationId: ConversationId, userId: UserId): void {
    const key = `${conversationId} ${userId}`;
    expiries.get(key)?.cancel();
    expiries.set(
      key,
      clock.after(expiryMs, () => {
        expiries.delete(key);
        store.apply([{ type: 'typing-changed', conversationId, userId, name: null, typing: false }]);
      }),
    );
  }

  return {
    heard({ conversationId, userId, typing }) {
      const key = `${conversationId} ${userId}`;
      if (typing) return expireLater(conversationId, userId);
      expiries.get(key)?.cancel();
      expiries.delete(key);
    },
    set(id, typing) {
      if (!typing) {
        if (toldAt.delete(id)) send(id, false);
        return;
      }
      const told = toldAt.get(id);
      if (told !== undefined && elapsedSince(told, clock.now()) < repeatMs) return;
      toldAt.set(id, clock.now());
      send(id, true);
    },
    stop() {
      for (const timer of expiries.values()) timer.cancel();
      expiries.clear();
      toldAt.clear();
    },
  };
}
