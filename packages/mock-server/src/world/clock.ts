import type { Microseconds } from '../store/schema';

/** Where the world takes its time from; two readings are never equal. */
export interface WorldClock {
  now(): Microseconds;
  /** Sets the clock, so that seeds can talk in the past. */
  set(to: Microseconds): void;
  /** Follows the machine's time again. */
  follow(): void;
}

export function createWorldClock(milliseconds: () => number = () => Date.now()): WorldClock {
  let last = 0;
  let fixed: number | undefined;
  return {
    now() {
      const reading = fixed ?? milliseconds() * 1000;
      last = fixed === undefined && reading <= last ? last + 1 : reading;
      if (fixed !== undefined) fixed += 137;
      return last;
    },
    set(to) {
      fixed = to;
    },
    follow() {
      fixed = undefined;
    },
  };
}
