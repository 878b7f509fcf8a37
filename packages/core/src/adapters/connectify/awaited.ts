import type { Clock, Timer } from '../../adapter/environment';
import { ChatError } from '../../errors';
import type { Message } from '../../model/message';

/** Sends over a socket that wait for their echo. */
export interface AwaitedEchoes {
  wait(localId: string, signal: AbortSignal): Promise<Message | null>;
  /** True when somebody waited for it. */
  arrived(localId: string, message: Message | null): boolean;
  /** The link is gone: nobody can say what became of them. */
  giveUp(): void;
}

const echoTimeoutMs = 6_000;

export function createAwaitedEchoes(clock: Clock): AwaitedEchoes {
  const waiting = new Map<string, (outcome: Message | null | ChatError) => void>();
  return {
    wait: (localId, signal) =>
      new Promise((resolve, reject) => {
        const settle = (outcome: Message | null | ChatError): void => {
          waiting.delete(localId);
          timer.cancel();
          signal.removeEventListener('abort', abort);
          if (outcome instanceof ChatError) reject(outcome);
          else resolve(outcome);
        };
        const abort = (): void => settle(lost('aborted', 'The send was given up before its echo came.'));
        const timer: Timer = clock.after(echoTimeoutMs, () =>
          settle(lost('timeout', 'The message was sent, but the server did not echo it in time.')),
        );
        waiting.set(localId, settle);
        signal.addEventListener('abort', abort, { once: true });
      }),
    arrived(localId, message) {
      const settle = waiting.get(localId);
      settle?.(message);
      return settle !== undefined;
    },
    giveUp() {
      for (const settle of [...waiting.values()]) {
        settle(lost('network', 'The connection ended before the message was echoed.'));
      }
    },
  };
}

function lost(code: 'aborted' | 'timeout' | 'network', message: string): ChatError {
  return new ChatError(code, message, { outcome: 'unknown' });
}
