import type { LiveEnd } from '../../adapter/live';
import { ChatError, isChatError, toChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import { openSocket, type Socket, type SocketEnd } from '../../transport/socket';
import type { Context } from './context';

/** One socket for each watched conversation. */
export interface Sockets {
  start(): void;
  watch(id: ConversationId): void;
  unwatch(id: ConversationId): void;
  /** Null while it is not open. */
  socketFor(id: ConversationId): Socket | null;
  close(): void;
}

export interface SocketsOptions {
  readonly context: Pick<Context, 'environment' | 'settings' | 'rest'>;
  readonly WebSocket: typeof WebSocket;
  readonly token: string | null;
  readonly watching: readonly ConversationId[];
  /** Once, when the link can be used. */
  onReady(): void;
  onText(text: string, id: ConversationId): void;
  /** A watched conversation's socket opened after the link did. */
  onLate(id: ConversationId): void;
  onClosed(id: ConversationId): void;
  /** Its socket is refused although the conversation is there; it is tried again by and by. */
  onDeaf(id: ConversationId): void;
  onGone(id: ConversationId): void;
  onEnd(end: LiveEnd): void;
}

const connectTimeoutMs = 10_000;
const retryMs = 20_000;

export function createSockets(options: SocketsOptions): Sockets {
  const { environment, settings, rest } = options.context;
  const watched = new Set(options.watching);
  const entries = new Map<ConversationId, { socket: Socket | null; open: boolean }>();
  let ready = false;
  let over = false;

  function becomeReady(): void {
    if (ready || over) return;
    ready = true;
    options.onReady();
  }

  function open(id: ConversationId, token: string | null): void {
    const entry: { socket: Socket | null; open: boolean } = { socket: null, open: false };
    entries.set(id, entry);
    entry.socket = openSocket({
      url: socketUrl(settings.socketUrl, id, token),
      WebSocket: options.WebSocket,
      clock: environment.clock,
      connectTimeoutMs,
      onOpened() {
        entry.open = true;
        if (ready) options.onLate(id);
        else becomeReady();
      },
      onText: (text) => options.onText(text, id),
      onClosed(end) {
        entries.delete(id);
        if (end.everOpened) {
          options.onClosed(id);
          options.onEnd(endOf(end));
        } else void refused(id, end);
      },
    });
  }

  /** The refusal hides its reason; asking for the conversation tells it, and renews a token that has expired. */
  async function refused(id: ConversationId, end: SocketEnd): Promise<void> {
    const failure = await rest.conversation(id, undefined).then(
      () => null,
      (error: unknown) => toChatError(error),
    );
    if (over || !watched.has(id)) return;
    if (failure?.code === 'not-found') {
      watched.delete(id);
      options.onGone(id);
      if (entries.size === 0) becomeReady();
    } else if (!ready && entries.size === 0) options.onEnd(endOf(end));
    else {
      options.onDeaf(id);
      environment.clock.after(retryMs, () => void openFresh(id));
    }
  }

  async function openFresh(id: ConversationId): Promise<void> {
    try {
      const token = await environment.credentials.current();
      if (!over && watched.has(id) && !entries.has(id)) open(id, token);
    } catch (error) {
      // Without a session there is no link either.
      const failure = isChatError(error) ? error : toChatError(error, 'network');
      if (!over) options.onEnd({ name: 'lost', error: failure });
    }
  }

  return {
    start() {
      if (watched.size === 0) queueMicrotask(becomeReady);
      for (const id of watched) open(id, options.token);
    },
    watch(id) {
      watched.add(id);
      // The token of the beginning may have expired since.
      if (!entries.has(id)) void openFresh(id);
    },
    unwatch(id) {
      watched.delete(id);
      entries.get(id)?.socket?.close();
      entries.delete(id);
    },
    socketFor(id) {
      const entry = entries.get(id);
      return entry?.open === true ? entry.socket : null;
    },
    close() {
      over = true;
      for (const { socket } of entries.values()) socket?.close();
      entries.clear();
    },
  };
}

/** The protocol has no other place for the token. */
export function socketUrl(base: string, id: ConversationId, token: string | null): string {
  const query = token === null ? '' : `?token=${encodeURIComponent(token)}`;
  return `${base}/ws/chat/${id}/${query}`;
}

function endOf({ code, everOpened, timedOut }: SocketEnd): LiveEnd {
  const message = everOpened
    ? 'The live connection was lost.'
    : 'The live connection was refused or not to be had.';
  const error = new ChatError(timedOut ? 'timeout' : 'network', message, { details: { code } });
  return { name: everOpened ? 'lost' : 'refused', error };
}
