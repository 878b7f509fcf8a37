import type { PusherAuthorization, PusherClient, PusherClientOptions, PusherConstructor } from './pusher';

type Authorized = { readonly error: Error | null; readonly authorization: PusherAuthorization | null };

/** A pusher-js played by a test: no socket, no time of its own. */
export interface FakePusher {
  readonly Pusher: PusherConstructor;
  readonly made: { readonly key: string; readonly options: PusherClientOptions }[];
  /** Channels asked for and not given up, in the order of asking. */
  readonly channels: readonly string[];
  readonly state: string;
  connected(): void;
  /** Moves the connection to a state, as the library tells it. */
  moveTo(state: string): void;
  error(error: unknown): void;
  connectingIn(): void;
  succeed(channel: string): void;
  refuse(channel: string, status?: number): void;
  say(channel: string, event: string, data: unknown): void;
  authorize(channel: string): Promise<Authorized>;
}

export function createFakePusher(): FakePusher {
  const made: { key: string; options: PusherClientOptions }[] = [];
  const listeners = new Map<string, ((data: unknown) => void)[]>();
  const channels = new Map<string, Set<(event: string, data: unknown) => void>>();
  let state = 'initialized';

  const tell = (event: string, data?: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(data);
  };
  const moveTo = (next: string): void => {
    if (state === next) return;
    const previous = state;
    state = next;
    tell('state_change', { previous, current: next });
    tell(next);
  };
  const say = (channel: string, event: string, data: unknown): void => {
    tell('message', { event, channel, data });
    for (const listener of [...(channels.get(channel) ?? [])]) listener(event, data);
  };

  class Pusher implements PusherClient {
    readonly connection = {
      get state() {
        return state;
      },
      bind(event: string, callback: (data: unknown) => void): void {
        listeners.set(event, [...(listeners.get(event) ?? []), callback]);
      },
    };
    constructor(key: string, options: PusherClientOptions) {
      made.push({ key, options });
      moveTo('connecting');
    }
    connect(): void {
      if (state !== 'connected') moveTo('connecting');
    }
    disconnect(): void {
      moveTo('disconnected');
    }
    subscribe(name: string) {
      const callbacks = channels.get(name) ?? new Set();
      channels.set(name, callbacks);
      return {
        bind_global: (callback: (event: string, data: unknown) => void) => callbacks.add(callback),
        unbind_global: () => callbacks.clear(),
      };
    }
    unsubscribe(name: string): void {
      channels.delete(name);
    }
  }

  return {
    Pusher,
    made,
    get channels() {
      return [...channels.keys()];
    },
    get state() {
      return state;
    },
    connected: () => moveTo('connected'),
    moveTo,
    error: (error) => tell('error', error),
    connectingIn: () => tell('connecting_in', 1),
    succeed: (channel) => say(channel, 'pusher:subscription_succeeded', {}),
    refuse: (channel, status = 403) =>
      say(channel, 'pusher:subscription_error', { type: 'AuthError', error: 'no', status }),
    say,
    authorize: (channelName) =>
      new Promise((resolve) => {
        made[0]?.options.channelAuthorization?.customHandler(
          { socketId: '1.2', channelName },
          (error, authorization) => resolve({ error, authorization }),
        );
      }),
  };
}
