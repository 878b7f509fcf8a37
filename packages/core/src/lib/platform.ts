export type PlatformChange = 'online' | 'offline' | 'visible' | 'hidden' | 'resumed';

/** Named locks held for as long as a page lives; `null` on the platform where there are none. */
export interface PlatformLocks {
  /** Holds `name` until the returned function is called or the page ends; resolves once held. */
  hold(name: string): Promise<() => void>;
  /** Names of all locks held by any page of this origin. */
  held(): Promise<ReadonlySet<string>>;
  /** Runs `work` while nobody else holds `name`. */
  exclusively<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
}

/** What a page or a Node process gives; the engine sees the world only through this. */
export interface Platform {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket | undefined;
  readonly XMLHttpRequest: typeof XMLHttpRequest | undefined;
  readonly locks: PlatformLocks | null;
  online(): boolean;
  visible(): boolean;
  onChange(listener: (change: PlatformChange) => void): () => void;
  /** Calls back once before the next paint, or soon where nothing is painted. */
  onNextFrame(callback: () => void): () => void;
  random(): number;
  randomId(): string;
}

/** The platform of the page or process this runs in. */
export function detectPlatform(): Platform {
  const page = typeof window !== 'undefined' && typeof document !== 'undefined';
  return {
    fetch: (...request) => globalThis.fetch(...request),
    WebSocket: globalThis.WebSocket,
    XMLHttpRequest: globalThis.XMLHttpRequest,
    locks: page && 'locks' in navigator ? webLocks(navigator.locks) : null,
    online: () => !page || navigator.onLine,
    visible: () => !page || document.visibilityState === 'visible',
    onChange: page ? listenToPage : () => () => undefined,
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
  listen(window, 'focus', () => 'visible');
  listen(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : 'hidden'));
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
  return {
    hold: (name) =>
      new Promise((resolve, reject) => {
        locks.request(name, () => new Promise<void>((release) => resolve(() => release()))).catch(reject);
      }),
    held: async () => new Set((await locks.query()).held?.map((lock) => lock.name ?? '') ?? []),
    exclusively: (name, work) => locks.request(name, work) as ReturnType<typeof work>,
  };
}
