import { reduce } from './reduce';
import type { ChatState } from './state';
import type { StoreEvent } from './store-event';
import type { Touched } from './touched';

/** What is true now: one writer, many readers, told at most once per frame. */
export interface ChatStore {
  /** Includes everything applied so far, also what subscribers have not been told yet. */
  getState(): ChatState;
  /** `elsewhere`: another tab made these true; it also stored them. */
  apply(events: readonly StoreEvent[], origin?: StoreOrigin): void;
  subscribe(listener: () => void): () => void;
  /** Told of every reduced batch at once; storage and the engine follow the state here. */
  observe(observer: (change: StoreChange) => void): () => void;
  /** Tells subscribers now instead of at the next frame. */
  flush(): void;
  close(): void;
}

export type StoreOrigin = 'here' | 'elsewhere';

export interface StoreChange {
  readonly before: ChatState;
  readonly after: ChatState;
  readonly events: readonly StoreEvent[];
  readonly origin: StoreOrigin;
  readonly touched: Touched;
}

export interface ChatStoreOptions {
  readonly initial: ChatState;
  /** Calls back once before the next paint; returns how to cancel. */
  readonly onNextFrame: (callback: () => void) => () => void;
  readonly onListenerError: (error: unknown) => void;
}

export function createChatStore({ initial, onNextFrame, onListenerError }: ChatStoreOptions): ChatStore {
  let state = initial;
  let told = initial;
  const waiting: { readonly origin: StoreOrigin; readonly events: StoreEvent[] }[] = [];
  let cancelFrame: (() => void) | null = null;
  let closed = false;
  const listeners = new Set<() => void>();
  const observers = new Set<(change: StoreChange) => void>();

  function call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      onListenerError(error);
    }
  }

  function settle(): void {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const before = state;
      const result = reduce(before, batch.events);
      state = result.state;
      const change = { before, after: state, ...batch, touched: result.touched };
      for (const observer of [...observers]) call(() => observer(change));
    }
  }

  function tell(): void {
    cancelFrame = null;
    settle();
    if (told === state) return;
    told = state;
    for (const listener of [...listeners]) call(listener);
  }

  return {
    getState() {
      settle();
      return state;
    },
    apply(events, origin = 'here') {
      if (closed || events.length === 0) return;
      const last = waiting[waiting.length - 1];
      if (last?.origin === origin) last.events.push(...events);
      else waiting.push({ origin, events: [...events] });
      cancelFrame ??= onNextFrame(tell);
    },
    subscribe(listener) {
      // A wrapper of its own lets the same function listen twice and leave once.
      const entry = (): void => listener();
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    observe(observer) {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
    flush() {
      cancelFrame?.();
      tell();
    },
    close() {
      settle();
      closed = true;
      cancelFrame?.();
      cancelFrame = null;
      listeners.clear();
      observers.clear();
    },
  };
}
