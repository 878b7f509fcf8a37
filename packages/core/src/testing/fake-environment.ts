import type { AdapterEnvironment } from '../adapter/environment';
import { ChatError } from '../errors';
import { createFakeClock, type FakeClock } from './fake-clock';
import { createFakeSockets, type FakeSockets } from './fake-socket';

export interface FakeEnvironmentOptions {
  /** Null: a cookie session. */
  readonly token?: string | null;
  /** Tokens the session gets by renewing, in turn; afterwards it has ended. */
  readonly renewals?: readonly string[];
  readonly fetch?: typeof fetch;
  readonly clock?: FakeClock;
  readonly withoutSockets?: boolean;
  readonly XMLHttpRequest?: typeof XMLHttpRequest;
}

/** Surroundings of an adapter that a test holds in its hands. */
export interface FakeEnvironment extends AdapterEnvironment {
  readonly clock: FakeClock;
  readonly sockets: FakeSockets;
  /** What the adapter reported as odd. */
  readonly reports: readonly ChatError[];
  /** The tokens that were refused and renewed. */
  readonly refused: readonly (string | null)[];
}

export function createFakeEnvironment(options: FakeEnvironmentOptions = {}): FakeEnvironment {
  const sockets = createFakeSockets();
  const reports: ChatError[] = [];
  const refused: (string | null)[] = [];
  const renewals = [...(options.renewals ?? [])];
  let token = options.token === undefined ? 'token' : options.token;
  let lastId = 0;
  return {
    clock: options.clock ?? createFakeClock(),
    sockets,
    reports,
    refused,
    credentials: {
      current: () => Promise.resolve(token),
      renew(old) {
        refused.push(old);
        const next = renewals.shift();
        if (next === undefined)
          return Promise.reject(new ChatError('unauthorized', 'The session has ended.'));
        token = next;
        return Promise.resolve(next);
      },
    },
    fetch: options.fetch ?? (() => Promise.reject(new TypeError('No network in this test.'))),
    WebSocket: options.withoutSockets === true ? undefined : sockets.WebSocket,
    XMLHttpRequest: options.XMLHttpRequest,
    randomId: () => `id-${String((lastId += 1))}`,
    report: (error) => void reports.push(error),
  };
}
