import type { Clock } from '../adapter/environment';
import type { HeldLock, LockRequest, Platform } from '../lib/platform';

/** That this tab works with a database: nobody deletes it meanwhile, unless a tab is frozen in the middle. */
export interface DatabaseUse {
  end(): void;
  /** Ends it, and runs `work` when no other tab uses it; `anyway`: after a second at the latest. */
  endWith(work: () => Promise<void>, options: { readonly anyway: boolean }): Promise<void>;
}

const waitMs = 5_000;
/** Longer than tabs that run need to let go. */
export const letGoMs = 1_000;

export async function useDatabase(platform: Platform, clock: Clock, database: string): Promise<DatabaseUse> {
  const name = `chat-use ${database}`;
  const own = await lockWithin(platform, clock, name, waitMs, { mode: 'shared' });
  return {
    end: () => own?.release(),
    async endWith(work, { anyway }) {
      own?.release();
      const lock = await lockWithin(platform, clock, name, letGoMs);
      try {
        if (lock !== null || anyway) await work();
      } finally {
        lock?.release();
      }
    },
  };
}

/** The lock, or null where there are none or it does not come in time. */
export async function lockWithin(
  { locks }: Platform,
  clock: Clock,
  name: string,
  milliseconds: number,
  request: LockRequest = {},
): Promise<HeldLock | null> {
  if (locks === null) return null;
  const abort = new AbortController();
  const timer = clock.after(milliseconds, () => abort.abort());
  try {
    return await locks.acquire(name, { ...request, signal: abort.signal });
  } catch {
    // Withdrawn, or forbidden in this frame: whoever asks goes on without.
    return null;
  } finally {
    timer.cancel();
  }
}
