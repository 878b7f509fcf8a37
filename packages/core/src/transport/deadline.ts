import { ChatError } from '../errors';
import { isSafe } from './status';
import type { TransportClock } from './surroundings';

/** Joins the caller's signal and a time limit; `failure` words what went wrong honestly. */
export interface Deadline {
  readonly signal: AbortSignal;
  failure(cause: unknown): ChatError;
  end(): void;
}

export function startDeadline(options: {
  readonly method: string;
  readonly clock: TransportClock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}): Deadline {
  const { method, signal } = options;
  const controller = new AbortController();
  let timedOut = false;
  const timer = options.clock.after(options.timeoutMs, () => {
    timedOut = true;
    controller.abort();
  });
  const abort = (): void => controller.abort();
  signal?.addEventListener('abort', abort, { once: true });
  const outcome = isSafe(method) ? 'not-sent' : 'unknown';
  return {
    signal: controller.signal,
    failure(cause) {
      if (timedOut) return new ChatError('timeout', 'The server did not answer in time.', { outcome });
      if (signal?.aborted === true) return new ChatError('aborted', 'The request was given up.', { outcome });
      return new ChatError('network', 'The server could not be reached.', { outcome, cause });
    },
    end() {
      timer.cancel();
      signal?.removeEventListener('abort', abort);
    },
  };
}
