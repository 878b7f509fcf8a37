import { ChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import { openSocket } from '../../transport/socket';
import type { Context } from './context';
import { createEchoes } from './echoes';
import { readFrame } from './frames';
import type { EchoReader } from './link';
import { socketUrl } from './sockets';

const connectTimeoutMs = 10_000;

/** Says one thing over a socket of its own: replies know no other way, and the conversation may not be watched. */
export async function sayOnce<Result>(
  { environment, settings }: Pick<Context, 'environment' | 'settings'>,
  WebSocket: typeof globalThis.WebSocket,
  id: ConversationId,
  frame: string,
  read: EchoReader<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const token = await environment.credentials.current();
  const echoes = createEchoes(environment.clock);
  return new Promise<Result>((resolve, reject) => {
    const socket = openSocket({
      url: socketUrl(settings.socketUrl, id, token),
      WebSocket,
      clock: environment.clock,
      connectTimeoutMs,
      onOpened() {
        const echo = echoes.wait(id, read, signal);
        echo.then(resolve, reject).finally(() => {
          signal.removeEventListener('abort', abort);
          socket.close();
        });
        socket.send(frame);
      },
      onText(text) {
        const reading = readFrame(text);
        if (reading.name === 'frame') echoes.arrived(id, reading.frame);
      },
      onClosed({ everOpened }) {
        echoes.giveUp();
        if (!everOpened) reject(notSent('network', 'The live connection a reply needs was not to be had.'));
      },
    });
    const abort = (): void => {
      socket.close();
      reject(notSent('aborted', 'The reply was given up before it was sent.'));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}

function notSent(code: 'network' | 'aborted', message: string): ChatError {
  return new ChatError(code, message, { outcome: 'not-sent' });
}
