import type { ChatError } from '../errors';

/** Tokens as the backend gave them; times are epoch milliseconds. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt?: number;
}

/** Where an adapter gets the token from, and whom it tells that one was refused. */
export interface Credentials {
  /** Null: none is needed (cookie session). Throws `unauthorized` when signed out. */
  current(): Promise<string | null>;
  /** One refresh for all callers that saw `refused` fail; throws `unauthorized` when the session has ended. */
  renew(refused: string | null): Promise<string | null>;
}

export interface Timer {
  cancel(): void;
}

/** Time from outside, so that tests own it. Milliseconds. */
export interface Clock {
  now(): number;
  /** Calls back once. */
  after(milliseconds: number, callback: () => void): Timer;
}

/** What the surroundings give an adapter; nothing in it reads a global by itself. */
export interface AdapterEnvironment {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Undefined where there are no sockets (then the adapter is polled). */
  readonly WebSocket: typeof WebSocket | undefined;
  /** For upload progress; without it uploads go through `fetch` and report only their end. */
  readonly XMLHttpRequest: typeof XMLHttpRequest | undefined;
  readonly randomId: () => string;
  /** Something odd that lost nothing: a malformed item dropped from a page, an unknown frame. */
  readonly report: (error: ChatError) => void;
}
