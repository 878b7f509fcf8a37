import type { ConnectionState, StorageState, WriteState } from '@chat/core';

/** What stands between the user and the others; times are milliseconds. */
export type BannerState =
  | { readonly name: 'offline' }
  | { readonly name: 'waiting'; readonly seconds: number; readonly attempt: number }
  | { readonly name: 'reconnecting'; readonly attempt: number }
  | { readonly name: 'closed'; readonly reason: Extract<WriteState, { name: 'closed' }>['reason'] }
  | { readonly name: 'polled'; readonly age: number }
  | { readonly name: 'memory' };

export interface BannerInputs {
  readonly connection: ConnectionState;
  readonly storage: StorageState;
  /** How old what is shown may be: `live`, or when it was last asked; null before the first time. */
  readonly freshness: 'live' | number | null;
  /** Whether one may write, where nothing else on screen tells. */
  readonly write: WriteState | null;
  readonly now: number;
}

const staleAfterMs = 15_000;

/** The one thing to tell now, what matters most first; null while all is well. */
export function bannerState({
  connection,
  storage,
  freshness,
  write,
  now,
}: BannerInputs): BannerState | null {
  if (connection.name === 'offline') return { name: 'offline' };
  if (connection.name === 'waiting') {
    const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1_000));
    return { name: 'waiting', seconds, attempt: connection.attempt };
  }
  // Between two tries the banner stays: what flickers is not read.
  if (connection.name === 'connecting' && connection.attempt > 1)
    return { name: 'reconnecting', attempt: connection.attempt };
  if (write?.name === 'closed') return { name: 'closed', reason: write.reason };
  if (typeof freshness === 'number' && now - freshness >= staleAfterMs)
    return { name: 'polled', age: now - freshness };
  if (storage.name === 'memory' && storage.reason !== null) return { name: 'memory' };
  return null;
}

/** Whether the state changes by itself as time goes by. */
export function isCounting({
  connection,
  freshness,
}: Pick<BannerInputs, 'connection' | 'freshness'>): boolean {
  return connection.name === 'waiting' || typeof freshness === 'number';
}
