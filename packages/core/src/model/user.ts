import type { UserId } from './ids';

/** A person. `name` is ready to show; `details` are flat facts a host may show (department, role, e-mail …). */
export interface User {
  readonly id: UserId;
  readonly name: string;
  readonly handle: string | null;
  readonly avatarUrl: string | null;
  readonly details?: Readonly<Record<string, string>>;
  /** What is written in a text to mention them; null where nothing reaches them, absent where `@` and the name do. */
  readonly mention?: string | null;
}

export type PresenceStatus = 'online' | 'away' | 'offline';

/** A hint, never a promise: most backends send transitions only. Times are epoch milliseconds. */
export interface Presence {
  readonly status: PresenceStatus;
  readonly at: number;
}
