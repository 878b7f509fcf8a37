import type { Clock, Credentials } from '../../adapter/environment';
import { ChatError, isChatError, toChatError } from '../../errors';
import type { Outcome } from '../../errors';
import type { FakeTab } from '../fake-tab';
import type { Chance } from './chance';
import type { PendingFaults, RequestFault } from './faults';

/** Requests of one page on their way to the server and back. */
export interface Requests {
  /** `work` is what the server does when the request arrives there. */
  send<Value>(request: Request, work: Work<Value>): Promise<Value>;
  /** The network goes: everything under way ends. */
  cut(): void;
}

interface Request {
  readonly writes: boolean;
  /** The server has accepted it before: it will not say now that it never could. */
  readonly wasAccepted?: boolean;
  readonly signal: AbortSignal;
}

type Work<Value> = () => Promise<Value>;

export interface RequestOptions {
  readonly tab: FakeTab;
  /** This page's clock and the true one. */
  readonly pageClock: Clock;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly faults: PendingFaults<RequestFault>;
  readonly credentials: Credentials;
  readonly isServerUp: () => boolean;
  readonly accepts: (token: string | null) => boolean;
  /** What a token that a fault refused is worth from now on: nothing. */
  readonly revoke: (token: string | null) => void;
}

const timeoutMs = 15_000;
/** Faults that only something that is done can meet. */
const ofWrites: ReadonlySet<RequestFault> = new Set(['break-after-storing', 'reject']);

/**
 * A request arrives before the page is told that it failed, or never: what reached a server minutes after it was
 * given up would double a message on every backend without keys, whatever a client does.
 */
export function createRequests(options: RequestOptions): Requests {
  const { tab, clock, pageClock, chance, faults, credentials } = options;
  const underWay = new Set<(error: ChatError) => void>();

  function attempt<Value>(
    { writes, wasAccepted = false, signal }: Request,
    token: string | null,
    work: Work<Value>,
  ): Promise<Value> {
    const open: Outcome = writes ? 'unknown' : 'not-sent';
    const network = (): ChatError => new ChatError('network', 'The network is away.', { outcome: open });
    if (signal.aborted) return Promise.reject(new ChatError('aborted', 'Given up.', { outcome: 'not-sent' }));
    if (!tab.online()) return Promise.reject(network());
    const fault = faults.take((one) => (writes || !ofWrites.has(one)) && !(wasAccepted && one === 'reject'));
    return new Promise((resolve, reject) => {
      let arrived = fault === 'lose-request';
      let over = false;
      const end = (tell: () => void): void => {
        if (over) return;
        over = true;
        underWay.delete(giveUp);
        timeout.cancel();
        signal.removeEventListener('abort', abort);
        tell();
      };
      const giveUp = (error: ChatError): void => {
        if (!arrived && chance.happens(0.5)) arrive();
        arrived = true;
        end(() => {
          if (tab.state !== 'closed') reject(error);
        });
      };
      const abort = (): void => giveUp(new ChatError('aborted', 'Given up.', { outcome: open }));
      const answer = (tell: () => void, delayMs = chance.between(1, 120)): void =>
        void clock.after(delayMs, () => tab.run('answer', () => end(tell)));
      const refuse = (error: ChatError): void => answer(() => reject(error));

      function arrive(): void {
        if (arrived) return;
        arrived = true;
        if (!options.isServerUp()) return refuse(network());
        if (fault === 'refuse-token') options.revoke(token);
        if (!options.accepts(token)) return refuse(refusedToken());
        switch (fault) {
          case 'too-many-requests': {
            const retryAfterMs = chance.between(1, 5) * 1_000;
            return refuse(new ChatError('rate-limited', 'Slow down.', { status: 429, retryAfterMs }));
          }
          case 'break-before-storing':
            return refuse(brokenServer(writes));
          case 'reject':
            return refuse(new ChatError('invalid', 'The server refused this.', { status: 400 }));
          case 'html-page':
            if (chance.happens(0.5)) return refuse(htmlPage(writes));
            break;
          default:
            break;
        }
        work().then(
          (value) => {
            if (fault === 'break-after-storing') return refuse(brokenServer(writes));
            if (fault === 'html-page') return refuse(htmlPage(writes));
            if (fault === 'lose-answer') return chance.happens(0.5) ? refuse(network()) : undefined;
            answer(() => resolve(value), fault === 'slow-answer' ? chance.between(2_000, 9_000) : undefined);
          },
          (error: unknown) => refuse(toChatError(error)),
        );
      }

      const timeout = pageClock.after(timeoutMs, () =>
        giveUp(new ChatError('timeout', 'No answer in time.', { outcome: open })),
      );
      signal.addEventListener('abort', abort);
      underWay.add(giveUp);
      clock.after(fault === 'slow-request' ? chance.between(1_000, 6_000) : chance.between(1, 60), () => {
        if (!over) arrive();
      });
    });
  }

  tab.onClosed(() => {
    for (const giveUp of [...underWay]) giveUp(new ChatError('aborted', 'The page is gone.'));
  });

  return {
    async send(request, work) {
      const token = await tokenFrom(() => credentials.current());
      try {
        return await attempt(request, token, work);
      } catch (error) {
        if (!isChatError(error) || error.status !== 401) throw error;
        return await attempt(request, await tokenFrom(() => credentials.renew(token)), work);
      }
    },
    cut() {
      for (const giveUp of [...underWay])
        giveUp(new ChatError('network', 'The network went.', { outcome: 'unknown' }));
    },
  };
}

/** Whatever keeps a token from coming, the request itself was not carried out. */
async function tokenFrom(source: () => Promise<string | null>): Promise<string | null> {
  try {
    return await source();
  } catch (error) {
    const { code, message, retryable } = toChatError(error);
    throw new ChatError(code, message, { outcome: 'not-sent', retryable, cause: error });
  }
}

const refusedToken = (): ChatError =>
  new ChatError('unauthorized', 'The token was refused.', { status: 401 });

const brokenServer = (writes: boolean): ChatError =>
  new ChatError('server', 'Internal error.', { status: 500, outcome: writes ? 'unknown' : 'rejected' });

const htmlPage = (writes: boolean): ChatError =>
  new ChatError('protocol', 'The server answered with something that is not JSON.', {
    status: 200,
    outcome: writes ? 'unknown' : 'rejected',
  });
