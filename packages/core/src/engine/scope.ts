import type { ChatAdapter } from '../adapter/adapter';
import type { Clock } from '../adapter/environment';
import type { ChatError } from '../errors';
import type { Platform } from '../lib/platform';
import type { UserId } from '../model/ids';
import type { ChatStorage } from '../storage/storage';
import type { ChatStore } from '../store/store';

/** What every part of the engine works with while one person is signed in. */
export interface PersonScope {
  readonly me: UserId;
  readonly adapter: ChatAdapter;
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly clock: Clock;
  readonly platform: Platform;
  /** Aborted when the person leaves: every request of theirs ends with it. */
  readonly signal: AbortSignal;
  readonly report: (error: ChatError) => void;
}
