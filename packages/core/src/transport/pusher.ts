import { ChatError } from '../errors';
import { endOfCode, readCode, type PusherEnd } from './pusher-end';
import type { TransportClock } from './surroundings';

/** What of pusher-js is used; the real one (version 8) fits. */
export interface PusherClient {
  readonly connection: {
    readonly state: string;
    bind(event: string, callback: (data: unknown) => void): unknown;
  };
  connect(): void;
  disconnect(): void;
  subscribe(channel: string): {
    bind_global(callback: (event: string, data: unknown) => void): unknown;
    unbind_global(): unknown;
  };
  unsubscribe(channel: string): void;
}

export interface PusherAuthorization {
  auth: string;
  channel_data?: string;
}

/** What pusher-js is made with. Times are milliseconds. */
export interface PusherClientOptions {
  cluster: string;
  wsHost?: string;
  wsPort?: number;
  wssPort?: number;
  wsPath?: string;
  forceTLS?: boolean;
  enabledTransports?: ('ws' | 'wss')[];
  activityTimeout?: number;
  pongTimeout?: number;
  channelAuthorization?: {
    customHandler: (
      request: { socketId: string; channelName: string },
      callback: (error: Error | null, authorization: PusherAuthorization | null) => void,
    ) => void;
  };
}

export type PusherConstructor = new (key: string, options: PusherClientOptions) => PusherClient;

/** The host's own pusher-js and the app it belongs to; nothing of it is bundled. */
export interface PusherSetup extends Pick<
  PusherClientOptions,
  'wsHost' | 'wsPort' | 'wssPort' | 'wsPath' | 'forceTLS' | 'activityTimeout' | 'pongTimeout'
> {
  readonly Pusher: PusherConstructor;
  readonly key: string;
  /** Names the service's region; needless with a `wsHost`. */
  readonly cluster?: string;
}

export interface PusherLinkOptions {
  readonly clock: TransportClock;
  readonly connectTimeoutMs: number;
  /** Signs private and presence channels; throws where it may not. */
  readonly authorize?: (request: {
    readonly socketId: string;
    readonly channelName: string;
  }) => Promise<PusherAuthorization>;
  onOpened(): void;
  /** Any inbound frame. */
  onHeard(): void;
  onSubscribed(channel: string): void;
  onRefused(channel: string, error: ChatError): void;
  /** Data as pusher-js gives it: parsed where it was JSON. */
  onEvent(event: { readonly channel: string; readonly name: string; readonly data: unknown }): void;
  /** The service complained and stays connected. */
  onProblem(error: ChatError): void;
  /** Called once, and never after `close()`. */
  onEnd(end: PusherEnd): void;
}

export interface PusherLink {
  subscribe(channel: string): void;
  unsubscribe(channel: string): void;
  close(): void;
}

export interface PusherTransport {
  /** Longest silence of a healthy link in milliseconds. */
  readonly maxSilenceMs: number;
  /** One attempt: pusher-js would reconnect by itself, but whoever wants another link opens another. */
  open(options: PusherLinkOptions): PusherLink;
}

const activityTimeoutMs = 30_000;
const pongTimeoutMs = 10_000;
const marginMs = 5_000;

/** Speaks Pusher Channels through the host's pusher-js, over one instance of it: each one made stays for ever. */
export function createPusherTransport(setup: PusherSetup): PusherTransport {
  const activityTimeout = setup.activityTimeout ?? activityTimeoutMs;
  const pongTimeout = setup.pongTimeout ?? pongTimeoutMs;
  let client: PusherClient | null = null;
  let current: Attempt | null = null;

  function createClient(): PusherClient {
    const { Pusher, key, cluster, ...settings } = setup;
    const made = new Pusher(key, {
      ...settings,
      // The library insists on one even where the host is given.
      cluster: cluster ?? 'none',
      // Its other transports load scripts from elsewhere.
      enabledTransports: ['ws', 'wss'],
      activityTimeout,
      pongTimeout,
      channelAuthorization: {
        customHandler(request, callback) {
          const authorize = current?.options.authorize;
          if (authorize === undefined) return callback(new Error('This channel cannot be signed.'), null);
          authorize(request).then(
            (authorization) => callback(null, authorization),
            (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
          );
        },
      },
    });
    const { connection } = made;
    connection.bind('connected', () => {
      if (current === null) made.disconnect();
      else current.opened();
    });
    connection.bind('message', () => current?.options.onHeard());
    connection.bind('error', (error) => current?.failed(error));
    // The state still reads «connected» while the library waits to reconnect.
    connection.bind('connecting_in', () => current?.interrupted());
    connection.bind('state_change', (change) => current?.changed(change));
    return made;
  }

  return {
    maxSilenceMs: activityTimeout + pongTimeout + marginMs,
    open(options) {
      current?.close();
      client ??= createClient();
      const attempt = createAttempt(client, options, () => {
        if (current === attempt) current = null;
      });
      current = attempt;
      if (client.connection.state === 'failed') attempt.changed({ current: 'failed' });
      else client.connect();
      return attempt;
    },
  };
}

interface Attempt extends PusherLink {
  readonly options: PusherLinkOptions;
  opened(): void;
  failed(error: unknown): void;
  interrupted(): void;
  changed(change: unknown): void;
}

function createAttempt(client: PusherClient, options: PusherLinkOptions, onOver: () => void): Attempt {
  const channels = new Map<string, ReturnType<PusherClient['subscribe']>>();
  let open = false;
  let over = false;
  const patience = options.clock.after(options.connectTimeoutMs, () => end(neverOpened()));

  function release(): void {
    over = true;
    patience.cancel();
    onOver();
    client.disconnect();
    for (const [name, channel] of channels) {
      channel.unbind_global();
      client.unsubscribe(name);
    }
    channels.clear();
  }

  function end(reason: PusherEnd): void {
    if (over) return;
    release();
    options.onEnd(reason);
  }

  return {
    options,
    opened() {
      if (over || open) return;
      open = true;
      patience.cancel();
      options.onOpened();
    },
    failed(error) {
      if (over) return;
      const code = readCode(error);
      const reason = code === null ? null : endOfCode(code, open);
      if (reason !== null) end(reason);
      else
        options.onProblem(
          new ChatError('protocol', `Pusher reported a problem (${String(code ?? 'no code')}).`),
        );
    },
    interrupted() {
      if (open) end(lost());
    },
    changed(change) {
      const { current } = change as { current?: string };
      if (over) return;
      if (current === 'connecting' && open) end(lost());
      else if (current === 'unavailable') end(open ? lost() : neverOpened());
      else if (current === 'failed' || current === 'disconnected')
        end({ name: 'unavailable', error: new ChatError('unsupported', 'Pusher cannot be connected here.') });
    },
    subscribe(name) {
      if (over || channels.has(name)) return;
      const channel = client.subscribe(name);
      channels.set(name, channel);
      channel.bind_global((event, data) => {
        if (over || !channels.has(name)) return;
        if (event === 'pusher:subscription_succeeded') options.onSubscribed(name);
        else if (event === 'pusher:subscription_error') options.onRefused(name, refusal(name, data));
        else if (!event.startsWith('pusher:')) options.onEvent({ channel: name, name: event, data });
      });
    },
    unsubscribe(name) {
      const channel = channels.get(name);
      if (channel === undefined) return;
      channels.delete(name);
      channel.unbind_global();
      client.unsubscribe(name);
    },
    close() {
      if (!over) release();
    },
  };
}

function lost(): PusherEnd {
  return { name: 'lost', error: new ChatError('network', 'The connection to Pusher was lost.') };
}

function neverOpened(): PusherEnd {
  return { name: 'refused', error: new ChatError('network', 'Pusher could not be reached.') };
}

function refusal(channel: string, data: unknown): ChatError {
  const { status } = (data ?? {}) as { status?: unknown };
  return new ChatError('forbidden', `The channel ${channel} was refused.`, {
    ...(typeof status === 'number' ? { status } : {}),
  });
}
