import type { Timer } from '../adapter/environment';
import type { ChatError } from '../errors';
import { backoffDelay } from '../lib/backoff';
import type { PersonScope } from './scope';

/** Asks again for what could not be had, each time later: no frame tells that something is missing. */
export interface Again {
  /** It failed: plans the next time, where asking again can help. */
  failed(error: ChatError): void;
  /** It came, and something else came meanwhile: what is true now is to be asked again. */
  overtaken(): void;
  /** It came: nothing is planned any more. */
  done(): void;
}

const shortestMs = 250;
const backoff = { baseMs: 2_000, maxMs: 60_000 };

export function createAgain(
  { clock, platform }: Pick<PersonScope, 'clock' | 'platform'>,
  ask: () => void,
): Again {
  let timer: Timer | null = null;
  let failures = 0;

  function plan(askedMs?: number): void {
    failures += 1;
    timer?.cancel();
    const delayMs = askedMs ?? shortestMs + backoffDelay(failures, backoff, platform.random);
    timer = clock.after(delayMs, () => {
      timer = null;
      ask();
    });
  }

  return {
    failed(error) {
      if (mayPass(error)) plan(error.retryAfterMs);
    },
    overtaken: () => plan(),
    done() {
      timer?.cancel();
      timer = null;
      failures = 0;
    },
  };
}

/** Everything but a clear no. */
function mayPass(error: ChatError): boolean {
  return error.retryable || error.code === 'protocol' || error.code === 'unauthorized';
}
