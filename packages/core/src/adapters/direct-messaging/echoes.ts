import type { Clock } from '../../adapter/environment';
import { ChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import type { Frame } from './frames';
import type { EchoReader } from './link';

/** Acts over a socket that wait for their echo: first in, first out, one echo for each. */
export interface Echoes {
  wait<Result>(id: ConversationId, read: EchoReader<Result>, signal: AbortSignal): Promise<Result>;
  /** True when somebody waited for it. */
  arrived(id: ConversationId, frame: Frame): boolean;
  /** The socket is gone: nobody can say what became of them. */
  giveUp(): void;
}

const echoTimeoutMs = 5_000;

interface Waiting {
  readonly id: ConversationId;
  take(frame: Frame, exactly: boolean): boolean;
  fail(error: ChatError): void;
}

export function createEchoes(clock: Clock): Echoes {
  const queue = new Set<Waiting>();
  return {
    wait: (id, read, signal) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          queue.delete(waiting);
          timer.cancel();
          signal.removeEventListener('abort', abort);
        };
        const waiting: Waiting = {
          id,
          take(frame, exactly) {
            const result = read(frame, exactly);
            if (result === null) return false;
            end();
            resolve(result);
            return true;
          },
          fail(error) {
            end();
            reject(error);
          },
        };
        const abort = (): void => waiting.fail(lost('aborted', 'It was given up before its echo came.'));
        const timer = clock.after(echoTimeoutMs, () =>
          waiting.fail(lost('timeout', 'The server did not echo what was sent in time.')),
        );
        queue.add(waiting);
        signal.addEventListener('abort', abort, { once: true });
      }),
    arrived(id, frame) {
      for (const exactly of [true, false]) {
        for (const waiting of queue) if (waiting.id === id && waiting.take(frame, exactly)) return true;
      }
      return false;
    },
    giveUp() {
      for (const waiting of [...queue]) {
        waiting.fail(lost('network', 'The connection ended before the server echoed what was sent.'));
      }
    },
  };
}

function lost(code: 'aborted' | 'timeout' | 'network', message: string): ChatError {
  return new ChatError(code, message, { outcome: 'unknown' });
}
