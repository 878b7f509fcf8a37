import type { Timer } from '../../adapter/environment';
import type { LiveEnd } from '../../adapter/live';
import { ChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import type { Socket, SocketEnd } from '../../transport/socket';
import type { Dialect } from './capabilities';
import type { Context } from './context';
import { statusFrame } from './encode';
import { openThreadSocket } from './thread-socket';
import { parseThread, type Thread } from './thread';

/** The sockets of one link: one for all conversations, or one for each that is watched. */
export interface Sockets {
  start(): void;
  watch(id: ConversationId): void;
  unwatch(id: ConversationId): void;
  /** A frame came that only the shared socket has. */
  heardMultiplexed(): void;
  /** The socket on which the conversation's frames travel; null when none is open. */
  socketFor(id: ConversationId): Socket | null;
  readonly dialect: Dialect | null;
  close(): void;
}

export interface SocketsOptions {
  readonly context: Pick<Context, 'environment' | 'settings' | 'deployment'>;
  readonly WebSocket: typeof WebSocket;
  readonly token: string | null;
  readonly watching: readonly ConversationId[];
  /** Conversations to try the first socket with, best first. */
  readonly candidates: readonly ConversationId[];
  /** Once, when the link can be used; null where there is nothing to listen to yet. */
  onReady(dialect: Dialect | null): void;
  onText(text: string, socketOf: ConversationId | null): void;
  /** A watched conversation's own socket opened after the link did. */
  onLate(id: ConversationId): void;
  /** A watched conversation whose socket is refused while others work. */
  onDeaf(id: ConversationId): void;
  onEnd(end: LiveEnd): void;
}

/** The shared socket answers a question at once; a thread's own socket never does. */
const answerWithinMs = 1_500;
const anyDigits: Thread = { kind: 'direct', number: '0' };

export function createSockets(options: SocketsOptions): Sockets {
  const { context, candidates } = options;
  const { deployment, environment } = context;
  const watched = new Set(options.watching);
  const own = new Map<ConversationId, { readonly socket: Socket; open: boolean }>();
  let dialect = deployment.dialect;
  let pilot: { readonly id: ConversationId | null; readonly socket: Socket; open: boolean } | null = null;
  let question: Timer | null = null;
  let ready = false;

  function becomeReady(): void {
    if (ready) return;
    ready = true;
    options.onReady(dialect);
  }

  function openPilot(): void {
    const all = [...watched, ...candidates];
    // Groups have a socket in one dialect only.
    const id =
      all.find((item) => parseThread(item).kind === 'direct') ?? (dialect === null ? all[0] : undefined);
    if (id === undefined && dialect === null) {
      // Nothing to listen to, and nothing to find out with.
      queueMicrotask(becomeReady);
      return;
    }
    const thread = id === undefined ? anyDigits : parseThread(id);
    const socketOf = (): ConversationId | null => (dialect === 'deployed' ? null : (id ?? null));
    const socket = open(thread, socketOf, {
      onOpened() {
        if (pilot !== null) pilot.open = true;
        if (dialect === 'deployed') becomeReady();
        else if (thread.kind === 'group') decide('documented');
        else question = environment.clock.after(answerWithinMs, () => decide('documented'));
        socket.send(statusFrame(thread));
      },
      onClosed: (end) => options.onEnd(endOf(end)),
    });
    pilot = { id: id ?? null, socket, open: false };
  }

  function decide(found: Dialect): void {
    if (dialect !== null) return;
    question?.cancel();
    dialect = found;
    deployment.dialect = found;
    if (found === 'documented') adoptPilot();
    becomeReady();
  }

  /** It turned out to be the socket of one conversation. */
  function adoptPilot(): void {
    const { id, socket } = pilot ?? {};
    pilot = null;
    if (id != null && socket !== undefined && watched.has(id)) own.set(id, { socket, open: true });
    else socket?.close();
    for (const item of watched) openOwn(item);
  }

  function openOwn(id: ConversationId): void {
    if (own.has(id)) return;
    const entry = {
      open: false,
      socket: open(parseThread(id), () => id, {
        onOpened() {
          entry.open = true;
          if (ready) options.onLate(id);
          becomeReady();
        },
        onClosed(end) {
          own.delete(id);
          const alone = !ready && own.size === 0;
          if (end.everOpened || alone) options.onEnd(endOf(end));
          else options.onDeaf(id);
        },
      }),
    };
    own.set(id, entry);
  }

  function open(
    thread: Thread,
    socketOf: () => ConversationId | null,
    on: { onOpened(): void; onClosed(end: SocketEnd): void },
  ): Socket {
    const { WebSocket, token, onText } = options;
    return openThreadSocket({
      context,
      WebSocket,
      thread,
      token,
      ...on,
      onText: (text) => onText(text, socketOf()),
    });
  }

  return {
    start() {
      if (dialect !== 'documented') return openPilot();
      if (watched.size === 0) queueMicrotask(becomeReady);
      for (const id of watched) openOwn(id);
    },
    watch(id) {
      watched.add(id);
      if (dialect === 'documented') openOwn(id);
      else if (pilot === null) openPilot();
    },
    unwatch(id) {
      watched.delete(id);
      own.get(id)?.socket.close();
      own.delete(id);
    },
    heardMultiplexed() {
      if (dialect === null) decide('deployed');
    },
    socketFor(id) {
      const entry = dialect === 'deployed' && parseThread(id).kind === 'direct' ? pilot : own.get(id);
      return entry?.open === true ? entry.socket : null;
    },
    get dialect() {
      return dialect;
    },
    close() {
      question?.cancel();
      pilot?.socket.close();
      for (const { socket } of own.values()) socket.close();
      pilot = null;
      own.clear();
    },
  };
}

/** Codes by which servers refuse a token after letting the socket open. */
const refusals: ReadonlySet<number> = new Set([4001, 4003, 4401, 4403]);

function endOf({ code, everOpened, timedOut }: SocketEnd): LiveEnd {
  const name = everOpened && !refusals.has(code) ? 'lost' : 'refused';
  const message =
    name === 'lost' ? 'The live connection was lost.' : 'The live connection was refused or not to be had.';
  return { name, error: new ChatError(timedOut ? 'timeout' : 'network', message, { details: { code } }) };
}
