import ReconnectingWebSocket from 'reconnecting-websocket';
import type { TransportClock } from './surroundings';

/** How a socket ended. 1006 also stands for an upgrade that was refused: a browser says no more. */
export interface SocketEnd {
  readonly code: number;
  readonly everOpened: boolean;
  readonly timedOut: boolean;
}

export interface SocketOptions {
  /** Complete, token included; it appears in nothing this module reports. */
  readonly url: string;
  readonly WebSocket: typeof WebSocket;
  readonly clock: TransportClock;
  readonly connectTimeoutMs: number;
  onOpened(): void;
  onText(text: string): void;
  /** Called once, and never after `close()`. */
  onClosed(end: SocketEnd): void;
}

export interface Socket {
  /** False when it was not open: nothing is queued. */
  send(text: string): boolean;
  close(): void;
}

// Its own timer is put off for as long as timers go: our clock decides.
const never = 2 ** 31 - 1;
const abnormal = 1006;

/** One attempt at one socket; whoever wants another opens another. */
export function openSocket(options: SocketOptions): Socket {
  let everOpened = false;
  let over = false;
  let failed = false;

  const socket = new ReconnectingWebSocket(options.url, [], {
    WebSocket: guarded(options.WebSocket, () => {
      failed = true;
      // The library has not seen this attempt yet; let it finish building.
      queueMicrotask(() => end(abnormal, false));
    }),
    maxRetries: 0,
    maxEnqueuedMessages: 0,
    connectionTimeout: never,
    minUptime: 0,
  });
  const patience = options.clock.after(options.connectTimeoutMs, () => end(abnormal, true));

  function release(): void {
    over = true;
    patience.cancel();
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.onerror = null;
    socket.close();
  }

  function end(code: number, timedOut: boolean): void {
    if (over) return;
    release();
    options.onClosed({ code, everOpened, timedOut });
  }

  socket.onopen = () => {
    everOpened = true;
    patience.cancel();
    options.onOpened();
  };
  socket.onmessage = (event) => {
    if (typeof event.data === 'string') options.onText(event.data);
  };
  // After a network error the library reports a clean 1000, which it was not.
  socket.onclose = (event) => end(failed ? abnormal : event.code, false);

  return {
    send(text) {
      if (over || socket.readyState !== ReconnectingWebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    close() {
      if (!over) release();
    },
  };
}

/** Catches what the constructor throws (the library would not, and the text names the URL), and notes errors. */
function guarded(Base: typeof WebSocket, onFailed: () => void): typeof WebSocket {
  function Guarded(url: string): WebSocket | DeadSocket {
    try {
      const socket = new Base(url);
      socket.addEventListener('error', onFailed, { once: true });
      return socket;
    } catch {
      onFailed();
      return new DeadSocket();
    }
  }
  return Object.assign(Guarded, {
    CONNECTING: 0,
    OPEN: 1,
    CLOSING: 2,
    CLOSED: 3,
  }) as unknown as typeof WebSocket;
}

/** Stands in for a socket that could not be made. */
class DeadSocket {
  readonly readyState = 3;
  binaryType = 'blob';
  addEventListener(): void {
    return undefined;
  }
  removeEventListener(): void {
    return undefined;
  }
  close(): void {
    return undefined;
  }
}
