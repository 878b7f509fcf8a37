type Undo = () => void;

/** What a page still holds, by name: everything begun and not ended since `begin`. */
export interface Leftovers {
  begin(): void;
  /** Names of what is held now, with how many of each: `timer ×2`. */
  open(): readonly string[];
  /** Gives the page its own functions back. */
  end(): void;
}

/** Counts listeners on page and window, timers, observers, sockets, channels and object URLs. */
export function countLeftovers(): Leftovers {
  const held = new Map<unknown, string>();
  const undo: Undo[] = [];

  function replace<Owner extends object, Key extends keyof Owner>(
    owner: Owner,
    key: Key,
    make: (original: Owner[Key]) => Owner[Key],
  ): void {
    const original = owner[key];
    owner[key] = make(original);
    undo.push(() => void (owner[key] = original));
  }

  function watchTimers(): void {
    const timer = (id: unknown): string => `timer ${String(id)}`;
    replace(window, 'setTimeout', (original) => {
      const counted = (handler: TimerHandler, delay?: number, ...rest: unknown[]): number => {
        const id: number = original(
          (...given: unknown[]) => {
            held.delete(timer(id));
            if (typeof handler === 'function') handler(...given);
          },
          delay,
          ...rest,
        );
        held.set(timer(id), 'timer');
        return id;
      };
      return Object.assign(counted, original);
    });
    replace(window, 'clearTimeout', (original) => (id) => {
      held.delete(timer(id));
      original(id);
    });
    replace(window, 'setInterval', (original) => {
      const counted = (...given: Parameters<typeof window.setInterval>): number => {
        const id = original(...given);
        held.set(timer(id), 'interval');
        return id;
      };
      return Object.assign(counted, original);
    });
    replace(window, 'clearInterval', (original) => (id) => {
      held.delete(timer(id));
      original(id);
    });
  }

  function watchListeners(): void {
    const places: readonly (readonly [string, EventTarget])[] = [
      ['window', window],
      ['document', document],
      ...(window.visualViewport === null ? [] : ([['viewport', window.visualViewport]] as const)),
    ];
    const numbers = new WeakMap<object, number>();
    let count = 0;
    const keyOf = (place: string, type: string, listener: object, capture: boolean): string => {
      if (!numbers.has(listener)) numbers.set(listener, ++count);
      return `${place} ${type} ${String(capture)} ${numbers.get(listener)}`;
    };
    const captures = (options: unknown): boolean =>
      typeof options === 'object' && options !== null
        ? (options as AddEventListenerOptions).capture === true
        : options === true;
    for (const [place, target] of places) {
      replace(target, 'addEventListener', (original) => (type, listener, options) => {
        original.call(target, type, listener, options);
        if (listener !== null) held.set(keyOf(place, type, listener, captures(options)), `${place} ${type}`);
      });
      replace(target, 'removeEventListener', (original) => (type, listener, options) => {
        original.call(target, type, listener, options);
        if (listener !== null) held.delete(keyOf(place, type, listener, captures(options)));
      });
    }
  }

  function watchObjects(): void {
    replace(URL, 'createObjectURL', (original) => (blob) => {
      const url = original(blob);
      held.set(url, 'object URL');
      return url;
    });
    replace(URL, 'revokeObjectURL', (original) => (url) => {
      held.delete(url);
      original(url);
    });
    for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver'] as const) {
      const targets = new Map<unknown, Set<unknown>>();
      const tell = (observer: unknown): void => {
        if ((targets.get(observer)?.size ?? 0) > 0) held.set(observer, name);
        else held.delete(observer);
      };
      const { prototype } = window[name];
      replace(prototype, 'observe', (original) => {
        return function observe(this: never, ...given: never[]) {
          targets.set(this, (targets.get(this) ?? new Set()).add(given[0]));
          tell(this);
          return Reflect.apply(original, this, given) as undefined;
        };
      });
      replace(prototype, 'disconnect', (original) => {
        return function disconnect(this: never) {
          targets.delete(this);
          tell(this);
          original.call(this);
        };
      });
      if (!('unobserve' in prototype)) continue;
      replace(prototype as ResizeObserver, 'unobserve', (original) => {
        return function unobserve(this: never, target: Element) {
          targets.get(this)?.delete(target);
          tell(this);
          original.call(this, target);
        };
      });
    }
    for (const name of ['WebSocket', 'BroadcastChannel'] as const) {
      const { prototype } = window[name];
      replace(prototype, 'close', (original) => {
        return function close(this: never, ...given: never[]) {
          held.delete(this);
          return Reflect.apply(original, this, given) as undefined;
        };
      });
      replace(window, name, (original) => {
        return new Proxy(original as never, {
          construct(target, given: never[]) {
            const made = Reflect.construct(target, given) as object;
            held.set(made, name);
            return made;
          },
        });
      });
    }
  }

  return {
    begin() {
      watchTimers();
      watchListeners();
      watchObjects();
    },
    open() {
      const counts = new Map<string, number>();
      for (const name of held.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
      return [...counts].map(([name, count]) => `${name} ×${count}`).sort();
    },
    end() {
      for (const each of undo.reverse()) each();
    },
  };
}
