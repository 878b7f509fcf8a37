import type { Clock, Timer } from '../adapter/environment';

/** Time that moves only when a test says so. */
export interface FakeClock extends Clock {
  /** Moves on, calling what falls due in order; promises settle before, between and after the calls. */
  advance(milliseconds: number): Promise<void>;
  /** Timers set and neither called nor cancelled yet. */
  readonly pending: number;
}

interface Due {
  readonly at: number;
  readonly callback: () => void;
}

const defaultStart = Date.UTC(2026, 0, 1);
const callsAtOnceLimit = 10_000;

/** A clock for tests, starting at `startMs` (epoch milliseconds). */
export function createFakeClock(startMs: number = defaultStart): FakeClock {
  const timers = new Set<Due>();
  let now = startMs;

  const nextUpTo = (end: number): Due | undefined => {
    let next: Due | undefined;
    // A set keeps the order of setting, so that equal times are called first come, first served.
    for (const timer of timers) {
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  };

  return {
    now: () => now,
    after(milliseconds, callback): Timer {
      if (Number.isNaN(milliseconds)) throw new RangeError('A timer needs a number of milliseconds.');
      const timer = { at: now + Math.max(0, milliseconds), callback };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('Time only moves forward.');
      const end = now + milliseconds;
      const tasks = openTaskQueue();
      try {
        await tasks.next();
        let callsAtOnce = 0;
        for (let timer = nextUpTo(end); timer !== undefined; timer = nextUpTo(end)) {
          callsAtOnce = timer.at > now ? 1 : callsAtOnce + 1;
          if (callsAtOnce > callsAtOnceLimit) throw new Error('A timer sets itself again at once, for ever.');
          timers.delete(timer);
          now = Math.max(now, timer.at);
          timer.callback();
          await tasks.next();
        }
        now = Math.max(now, end);
      } finally {
        tasks.close();
      }
    },
    get pending() {
      return timers.size;
    },
  };
}

interface TaskQueue {
  /** Resolves in a task of its own: every chain of settled promises runs to its end before it. */
  next(): Promise<void>;
  close(): void;
}

/** One channel for many tasks: making one costs ten times what using it does. */
function openTaskQueue(): TaskQueue {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
    close: () => port1.close(),
  };
}
