/** Where requests take their token from; an adapter's environment fits as it is. */
export interface TokenSource {
  current(): Promise<string | null>;
  renew(refused: string | null): Promise<string | null>;
}

export interface TransportClock {
  now(): number;
  after(milliseconds: number, callback: () => void): { cancel(): void };
}

/** What the transport needs of the world outside. */
export interface Surroundings {
  readonly credentials: TokenSource;
  readonly clock: TransportClock;
  readonly fetch: typeof fetch;
  readonly XMLHttpRequest: typeof XMLHttpRequest | undefined;
}
