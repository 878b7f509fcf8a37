import type { Clock, Timer } from '../../adapter/environment';

/** How long a created event may lag behind its unread event; no order is promised between channels. */
const patienceMs = 2_000;

/**
 * Every message is told twice: as unread on the personal channel and whole on its conversation's. Where the
 * second stays away (too large, or sent past the events), `onMissing` says so.
 */
export interface Expectations {
  announced(key: string): void;
  arrived(key: string): void;
  /** More was announced than arrived until now. */
  isAwaited(key: string): boolean;
  stop(): void;
}

export function createExpectations(clock: Clock, onMissing: (key: string) => void): Expectations {
  const open = new Map<string, { balance: number; readonly timer: Timer }>();

  function count(key: string, change: number): void {
    const known = open.get(key);
    if (known !== undefined) {
      known.balance += change;
      return;
    }
    const entry = {
      balance: change,
      timer: clock.after(patienceMs, () => {
        open.delete(key);
        if (entry.balance > 0) onMissing(key);
      }),
    };
    open.set(key, entry);
  }

  return {
    announced: (key) => count(key, 1),
    arrived: (key) => count(key, -1),
    isAwaited: (key) => (open.get(key)?.balance ?? 0) > 0,
    stop() {
      for (const { timer } of open.values()) timer.cancel();
      open.clear();
    },
  };
}
