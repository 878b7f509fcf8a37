import type { Clock, Timer } from '../../adapter/environment';
import type { ServerEvent } from '../../adapter/server-event';
import type { UserId } from '../../model/ids';

/**
 * Who is there, as far as a socket of transitions tells: «offline» also comes when one of two tabs closes, and never
 * when a tab crashes. Whoever says something is online; whoever is silent for long is away.
 */
export interface Presences {
  heardFrom(user: UserId): void;
  left(user: UserId): void;
  /** Nobody is heard any more. */
  forget(): void;
}

const quietAfterMs = 5 * 60_000;

export function createPresences(clock: Clock, emit: (events: readonly ServerEvent[]) => void): Presences {
  const present = new Map<UserId, Timer>();

  function tell(userId: UserId, status: 'online' | 'away' | 'offline'): void {
    emit([{ type: 'presence-changed', userId, status, at: clock.now() }]);
  }

  return {
    heardFrom(user) {
      const known = present.get(user);
      known?.cancel();
      present.set(
        user,
        clock.after(quietAfterMs, () => {
          present.delete(user);
          tell(user, 'away');
        }),
      );
      if (known === undefined) tell(user, 'online');
    },
    left(user) {
      present.get(user)?.cancel();
      present.delete(user);
      tell(user, 'offline');
    },
    forget() {
      for (const timer of present.values()) timer.cancel();
      for (const user of present.keys()) tell(user, 'offline');
      present.clear();
    },
  };
}
