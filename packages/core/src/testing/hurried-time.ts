import type { Clock } from '../adapter/environment';
import type { Platform } from '../lib/platform';

export interface HurriedTime {
  readonly clock: Clock;
  /** The platform with its requests and sockets watched: while one is under way, nothing is skipped. */
  watch(platform: Platform): Platform;
}

interface Due {
  readonly at: number;
  readonly callback: () => void;
}

const turnMs = 4;
/** Turns of the event loop without a request, a frame or a timer, after which nothing more comes by itself. */
const quietTurns = 6;

/**
 * Time that passes as it does, and jumps to the next timer when nothing is under way: waits cost nothing, and every
 * timeout and poll comes in its order. For clients of a server in this process; those that talk share one.
 */
export function createHurriedTime(): HurriedTime {
  const timers = new Set<Due>();
  const underWay = new Set<object>();
  let skippedMs = 0;
  let quiet = 0;
  let turns: ReturnType<typeof setInterval> | null = null;

  const now = (): number => Date.now() + skippedMs;
  const stir = (): void => {
    quiet = 0;
  };

  function next(): Due | undefined {
    let first: Due | undefined;
    for (const timer of timers) if (first === undefined || timer.at < first.at) first = timer;
    return first;
  }

  function callDue(): void {
    // Those set by what is called wait for the next turn.
    const due = [...timers].filter(({ at }) => at <= now()).sort((left, right) => left.at - right.at);
    for (const timer of due) {
      if (!timers.delete(timer)) continue;
      stir();
      timer.callback();
    }
  }

  function turn(): void {
    callDue();
    const upcoming = next();
    if (upcoming === undefined) {
      if (turns !== null) clearInterval(turns);
      turns = null;
      return;
    }
    quiet = underWay.size > 0 ? 0 : quiet + 1;
    if (quiet < quietTurns) return;
    skippedMs += Math.max(0, upcoming.at - now());
    callDue();
  }

  function watchedSocket(Socket: typeof WebSocket): typeof WebSocket {
    return class extends Socket {
      constructor(...dial: ConstructorParameters<typeof WebSocket>) {
        super(...dial);
        underWay.add(this);
        for (const name of ['open', 'message', 'error', 'close'] as const) {
          this.addEventListener(name, () => {
            if (name !== 'message') underWay.delete(this);
            stir();
          });
        }
      }

      override send(data: Parameters<WebSocket['send']>[0]): void {
        stir();
        super.send(data);
      }
    };
  }

  return {
    clock: {
      now,
      after(milliseconds, callback) {
        const timer = { at: now() + Math.max(0, milliseconds), callback };
        timers.add(timer);
        turns ??= setInterval(turn, turnMs);
        return { cancel: () => void timers.delete(timer) };
      },
    },
    watch: (platform) => ({
      ...platform,
      WebSocket: platform.WebSocket && watchedSocket(platform.WebSocket),
      async fetch(...request) {
        const call = {};
        underWay.add(call);
        try {
          return await platform.fetch(...request);
        } finally {
          underWay.delete(call);
          stir();
        }
      },
    }),
  };
}
