import type { Microseconds } from '../../../store/schema';
import type { WorldClock } from '../../../world/clock';

const lifetime = 5 * 60 * 1_000_000;

/** Who is known to be online: remembered for five minutes and not renewed, as observed. */
export function createPresence(clock: WorldClock) {
  const seen = new Map<number, Microseconds>();
  return {
    arrive(personId: number): void {
      seen.set(personId, clock.now());
    },
    leave(personId: number): void {
      seen.delete(personId);
    },
    /** Since when the person is online, or undefined. */
    since(personId: number): Microseconds | undefined {
      const at = seen.get(personId);
      return at === undefined || clock.now() - at > lifetime ? undefined : at;
    },
  };
}
