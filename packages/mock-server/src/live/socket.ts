/** One open socket as a host (Node or the browser worker) hands it over. */
export interface LiveSocket {
  send(text: string): void;
  close(code: number): void;
  /** Ends the connection without a word, as a lost network does. */
  terminate(): void;
}

/** What an API makes of an accepted socket. */
export interface LiveSession {
  receive(data: string | Uint8Array): void;
  /** The socket is gone. */
  end(): void;
  /** Settles once everything received so far is dealt with. */
  settled(): Promise<void>;
}

export interface UpgradeRequest {
  url: URL;
  origin: string | null;
  /** Those of the upgrade; a page cannot set any but its cookies. */
  headers: Headers;
}

export type UpgradeAnswer =
  { accepted: false; status: number } | { accepted: true; open(socket: LiveSocket): LiveSession };

/** Deals with frames one after the other; a handler that throws closes the socket as a server error. */
export function createSerialSession(
  socket: LiveSocket,
  handlers: {
    onError(error: unknown): void;
    opened(): Promise<void> | void;
    received(data: string | Uint8Array): Promise<void> | void;
    ended(): Promise<void> | void;
  },
): LiveSession {
  let isOpen = true;
  let queue = Promise.resolve();
  const enqueue = (work: () => Promise<void> | void) => {
    queue = queue.then(work).catch((error: unknown) => {
      handlers.onError(error);
      if (isOpen) socket.close(1011);
    });
  };
  enqueue(handlers.opened);
  return {
    receive: (data) => enqueue(() => handlers.received(data)),
    end() {
      if (!isOpen) return;
      isOpen = false;
      enqueue(handlers.ended);
    },
    settled: () => queue,
  };
}
