export interface BackoffOptions {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Full jitter: anywhere between 0 and the doubled bound of this attempt (first attempt is 1). */
export function backoffDelay(attempt: number, options: BackoffOptions, random: () => number): number {
  const bound = Math.min(options.maxMs, options.baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(random() * bound);
}
