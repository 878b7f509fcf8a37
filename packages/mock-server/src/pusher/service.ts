import type { Hub } from '../live/hub';
import type { LiveSession, LiveSocket, UpgradeAnswer, UpgradeRequest } from '../live/socket';
import { type PusherApp, authorize } from './app';
import { errorFrame, frame } from './frames';
import { createPresenceRoster } from './presence';
import { type Broadcast, channelTopic, createPusherSession } from './session';

/** What one event may carry; the real service answers 413 above it, and the backends drop it. */
export const eventLimitBytes = 10_240;

export interface PusherService {
  readonly app: PusherApp;
  /** Takes upgrades of `/app/<key>`; undefined for other paths. */
  connect(upgrade: UpgradeRequest): UpgradeAnswer | undefined;
  /** Whether the event went out: data above the limit is dropped. */
  publish(channels: readonly string[], event: string, data: unknown): boolean;
  /** What an auth endpoint answers once it has decided that somebody may listen. */
  authorize(socketId: string, channel: string, channelData?: string): ReturnType<typeof authorize>;
  /** Closes every connection with a code, as the service does when it moves or is full. */
  closeAll(code: number): void;
}

export interface PusherServiceOptions {
  app: PusherApp;
  hub: Hub;
  /** Seconds of silence after which a client pings; 120 as the real service. */
  activityTimeout?: number;
  now?(): number;
  onError(error: unknown): void;
}

const path = /^\/app\/([^/]+)\/?$/;
const protocols = ['5', '6', '7'];

const randomNumber = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** Why this connection cannot be, in the words and codes of the protocol. */
function refusalOf(url: URL, app: PusherApp): { code: number; message: string } | undefined {
  const key = path.exec(url.pathname)?.[1];
  if (key !== app.key) {
    const message = `App key ${key ?? ''} not in this cluster. Did you forget to specify the cluster?`;
    return { code: 4001, message };
  }
  const protocol = url.searchParams.get('protocol');
  if (protocol === null) return { code: 4008, message: 'No protocol version supplied' };
  if (!/^\d+$/.test(protocol)) return { code: 4006, message: 'Invalid version string format' };
  if (!protocols.includes(protocol))
    return { code: 4007, message: `Unsupported protocol version ${protocol}` };
  return undefined;
}

/** A session that says why there will be none. */
function refuse(socket: LiveSocket, { code, message }: { code: number; message: string }): LiveSession {
  socket.send(errorFrame(code, message));
  socket.close(code);
  return { receive: () => undefined, end: () => undefined, settled: () => Promise.resolve() };
}

/** The Pusher Channels protocol (version 7), as far as clients and backends use it. */
export function createPusherService(options: PusherServiceOptions): PusherService {
  const { app, hub, onError } = options;
  const sockets = new Set<LiveSocket>();
  const parts = {
    app,
    hub,
    onError,
    roster: createPresenceRoster(),
    activityTimeout: options.activityTimeout ?? 120,
    now: options.now ?? (() => Date.now()),
  };

  function open(socket: LiveSocket): LiveSession {
    const session = createPusherSession(parts, socket, `${randomNumber()}.${randomNumber()}`);
    sockets.add(socket);
    return {
      ...session,
      end() {
        sockets.delete(socket);
        session.end();
      },
    };
  }

  return {
    app,
    connect({ url }) {
      if (!path.test(url.pathname)) return undefined;
      const refusal = refusalOf(url, app);
      return {
        accepted: true,
        open: (socket) => (refusal === undefined ? open(socket) : refuse(socket, refusal)),
      };
    },
    publish(channels, event, data) {
      const text = JSON.stringify(data);
      if (new TextEncoder().encode(text).length > eventLimitBytes) return false;
      for (const channel of channels) {
        hub.publish(channelTopic(channel), { text: frame(event, data, channel) } satisfies Broadcast);
      }
      return true;
    },
    authorize: (socketId, channel, channelData) =>
      authorize(app, { socketId, channel, ...(channelData === undefined ? {} : { channelData }) }),
    closeAll(code) {
      for (const socket of [...sockets]) socket.close(code);
    },
  };
}
