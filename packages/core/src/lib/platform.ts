import { pageAttention } from './attention';

export type PlatformChange =
  | 'online'
  | 'offline'
  | 'visible'
  | 'hidden'
  /** The browser is about to stop this page, or to end it: what others wait for must be let go now. */
  | 'frozen'
  | 'resumed';

export interface LockRequest {
  /** Shared ones stand beside each other; default exclusive. */
  readonly mode?: 'exclusive' | 'shared';
  /** Withdraws a request that still waits. */
  readonly signal?: AbortSignal;
  /** Takes it at once from whoever holds it; not together with `signal`. */
  readonly steal?: boolean;
  /** Somebody took it by force. A page that was frozen hears it late. */
  readonly onLost?: () => void;
}

export interface HeldLock {
  release(): void;
  /** The browser's word instead of our memory. */
  isHeld(): Promise<boolean>;
}

/** Locks that all pages of an origin share. They end with their page. */
export interface PlatformLocks {
  /** Waits for its turn. Rejects with an `AbortError` when withdrawn first, and where locks are forbidden. */
  acquire(name: string, request?: LockRequest): Promise<HeldLock>;
}

/** What one page posts all others that opened the same name hear, in order. */
export interface PlatformChannel {
  /** Throws for what cannot be cloned. */
  post(message: unknown): void;
  close(): void;
}

/** What a page or a Node process gives; the engine sees the world only through this. */
export interface Platform {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket | undefined;
  readonly XMLHttpRequest: typeof XMLHttpRequest | undefined;
  /** Null where pages cannot exclude each other: then each acts as if it were the only one. */
  readonly locks: PlatformLocks | null;
  /** Null where pages cannot speak to each other. */
  openChannel(name: string, listener: (message: unknown) => void): PlatformChannel | null;
  online(): boolean;
  visible(): boolean;
  /** Somebody is at this page: it has the focus and was touched in the last minutes. */
  attended(): boolean;
  /** Little should be fetched: the person asked for it (`Save-Data`), or the battery runs low. */
  savesData(): boolean;
  onChange(listener: (change: PlatformChange) => void): () => void;
  /** Calls back once before the next paint, or soon where nothing is painted. */
  onNextFrame(callback: () => void): () => void;
  random(): number;
  randomId(): string;
}

/** The platform of the page or process this runs in. */
export function detectPlatform(): Platform {
  const page = typeof window !== 'undefined' && typeof document !== 'undefined';
  const attention = page ? pageAttention() : null;
  return {
    fetch: (...request) => globalThis.fetch(...request),
    WebSocket: globalThis.WebSocket,
    XMLHttpRequest: globalThis.XMLHttpRequest,
    locks: page && 'locks' in navigator ? webLocks(navigator.locks) : null,
    openChannel: page && typeof BroadcastChannel !== 'undefined' ? broadcastChannel : () => null,
    online: () => !page || navigator.onLine,
    visible: () => !page || document.visibilityState === 'visible',
    attended: () => attention?.attended() ?? true,
    savesData: () => attention?.savesData() ?? false,
    onChange(listener) {
      if (attention === null) return () => undefined;
      const ends = [attention.listen(), listenToPage(listener)];
      return () => ends.forEach((end) => end());
    },
    onNextFrame: page ? onNextFrame : onNextTurn,
    random: () => Math.random(),
    randomId: () => globalThis.crypto.randomUUID(),
  };
}

function listenToPage(listener: (change: PlatformChange) => void): () => void {
  const ends: (() => void)[] = [];
  const listen = (target: EventTarget, name: string, change: () => PlatformChange): void => {
    const handler = (): void => listener(change());
    target.addEventListener(name, handler);
    ends.push(() => target.removeEventListener(name, handler));
  };
  listen(window, 'online', () => 'online');
  listen(window, 'offline', () => 'offline');
  listen(window, 'pageshow', () => 'resumed');
  listen(window, 'pagehide', () => 'frozen');
  listen(window, 'focus', () => 'visible');
  listen(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : 'hidden'));
  listen(document, 'freeze', () => 'frozen');
  listen(document, 'resume', () => 'resumed');
  return () => ends.forEach((end) => end());
}

function onNextFrame(callback: () => void): () => void {
  // Hidden pages get no frames; a timer keeps what was heard there from waiting for ever.
  if (document.visibilityState !== 'visible') {
    const timer = setTimeout(callback, 50);
    return () => clearTimeout(timer);
  }
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, 100);
  return () => {
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

function onNextTurn(callback: () => void): () => void {
  const timer = setTimeout(callback, 0);
  return () => clearTimeout(timer);
}

function webLocks(locks: LockManager): PlatformLocks {
  const holderOf = async (name: string): Promise<string | undefined> =>
    (await locks.query()).held?.find((lock) => lock.name === name)?.clientId;
  return {
    acquire: (name, { onLost, ...request } = {}) =>
      new Promise((resolve, reject) => {
        let held = false;
        const work = async (): Promise<void> => {
          held = true;
          // Asked while it is surely ours: this is the only way to learn our own name.
          const me = await holderOf(name);
          await new Promise<void>((release) =>
            resolve({ release: () => release(), isHeld: async () => (await holderOf(name)) === me }),
          );
        };
        locks.request(name, request, work).catch((error: unknown) => {
          // A lock that was granted and then refused was stolen.
          if (held) onLost?.();
          else reject(error instanceof Error ? error : new Error(String(error)));
        });
      }),
  };
}

function broadcastChannel(name: string, listener: (message: unknown) => void): PlatformChannel | null {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    // Frames without an origin of their own have no channels.
    return null;
  }
  channel.onmessage = ({ data }) => listener(data);
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}
