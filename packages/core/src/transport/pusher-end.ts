import { ChatError } from '../errors';

/** Why a link over Pusher ended, in the words of the adapter port. */
export type PusherEnd =
  | { readonly name: 'lost' | 'refused' | 'unavailable'; readonly error: ChatError }
  | { readonly name: 'renew' };

/** The code of what pusher-js reports: a `pusher:error` frame or a close, possibly wrapped once. */
export function readCode(error: unknown): number | null {
  const { error: inner, data } = (error ?? {}) as { error?: unknown; data?: { code?: unknown } | null };
  if (inner != null) return readCode(inner);
  return typeof data?.code === 'number' ? data.code : null;
}

const backOffMs = 1_000;

/** What a code of protocol 7 means for the link; null where it stays up or pusher-js changes its way by itself. */
export function endOfCode(code: number, open: boolean): PusherEnd | null {
  // 4000: only TLS; the library then tries with it.
  if (code === 4000 || code >= 4300) return null;
  if (code > 4000 && code < 4100) {
    const error = new ChatError('forbidden', `Pusher refuses this app (code ${String(code)}).`, {
      details: { code },
    });
    return { name: 'unavailable', error };
  }
  if (code >= 4200 && open) return { name: 'renew' };
  const error = new ChatError('network', `Pusher closed the connection (code ${String(code)}).`, {
    details: { code },
    ...(code >= 4100 && code < 4200 ? { retryAfterMs: backOffMs } : {}),
  });
  return { name: 'lost', error };
}
