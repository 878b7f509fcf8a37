import { openSocket, type Socket, type SocketEnd } from '../../transport/socket';
import type { Context } from './context';
import type { Thread } from './thread';

const connectTimeoutMs = 10_000;

export interface ThreadSocketOptions {
  readonly context: Pick<Context, 'environment' | 'settings' | 'deployment'>;
  readonly WebSocket: typeof WebSocket;
  readonly thread: Thread;
  readonly token: string | null;
  onOpened(): void;
  onText(text: string): void;
  onClosed(end: SocketEnd): void;
}

/** Opens a thread's socket where the deployment has it, trying the known addresses in turn. */
export function openThreadSocket(options: ThreadSocketOptions): Socket {
  const { context, thread, token } = options;
  const { deployment, settings, environment } = context;
  const prefixes = deployment.prefix === null ? [...settings.socketPrefixes] : [deployment.prefix];
  const place = `${thread.kind === 'direct' ? 'conversations' : 'group-chats'}/${thread.number}/`;
  // The protocol has no other place for the token; some servers fail on any further query.
  const query = token === null ? '' : `?token=${encodeURIComponent(token)}`;
  let closed = false;

  const attempt = (prefix: string): Socket =>
    openSocket({
      url: `${prefix}/${place}${query}`,
      WebSocket: options.WebSocket,
      clock: environment.clock,
      connectTimeoutMs,
      onOpened() {
        deployment.prefix = prefix;
        options.onOpened();
      },
      onText: options.onText,
      onClosed(end) {
        const next = end.everOpened ? undefined : prefixes.shift();
        if (next === undefined) options.onClosed(end);
        else if (!closed) socket = attempt(next);
      },
    });

  let socket = attempt(prefixes.shift() ?? '');
  return {
    send: (text) => socket.send(text),
    close() {
      closed = true;
      socket.close();
    },
  };
}
