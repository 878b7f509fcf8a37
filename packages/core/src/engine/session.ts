import type { ChatAdapter, SignInDetails } from '../adapter/adapter';
import type { Clock, Credentials, Grant } from '../adapter/environment';
import { ChatError, isChatError, toChatError } from '../errors';
import { userId as toUserId } from '../model/ids';
import type { UserId } from '../model/ids';
import type { Platform } from '../lib/platform';
import type { ChatStorage } from '../storage/storage';
import { lockWithin } from './database-use';

/** Where the app's tokens come from. `userId` lets the cache open while the network is away. */
export type SessionOptions =
  | {
      readonly type: 'token';
      readonly token: string | (() => string | Promise<string>);
      readonly userId?: string;
    }
  /** Through the backend's own sign-in; `remember` keeps the session over a reload of this browser. */
  | { readonly type: 'password'; readonly remember?: boolean }
  | { readonly type: 'cookie'; readonly userId?: string };

export type SessionEndReason = 'by-user' | 'expired' | 'revoked' | 'deactivated';

export interface Session {
  readonly credentials: Credentials;
  /** The remembered or given session: whose it is (null: not known yet), or null when there is none. */
  restore(): Promise<{ readonly userId: UserId | null } | null>;
  signIn(details: SignInDetails, signal: AbortSignal): Promise<void>;
  /** Keeps the session under this person for the next start. */
  rememberAs(userId: UserId): Promise<void>;
  /** Forgets everything; tells the backend where it wants to know. */
  signOut(signal: AbortSignal): Promise<void>;
  forget(): Promise<void>;
}

interface RememberedSession {
  readonly userId: string;
  readonly grant: Grant;
}

const rememberKey = 'session';
/** A token this close to its end is renewed before it is used. */
const renewEarlyMs = 30_000;
/** A tab that renews for longer than this is frozen: the others cannot wait for it. */
const renewalMs = 10_000;

export function createSession(options: {
  readonly adapter: () => ChatAdapter;
  readonly session: SessionOptions;
  readonly clock: Clock;
  readonly platform: Platform;
  /** Opened only for remembered sessions. */
  readonly openStorage: () => Promise<ChatStorage>;
  readonly onEnded: (reason: SessionEndReason) => void;
}): Session {
  const { session, clock } = options;
  let grant: Grant | null = null;
  let owner: UserId | null = null;
  let renewal: Promise<string | null> | null = null;
  let memory: Promise<ChatStorage> | null = null;
  let over = false;

  const remembers = session.type === 'password' && session.remember !== false;
  const storage = (): Promise<ChatStorage> => (memory ??= options.openStorage());

  async function save(): Promise<void> {
    if (!remembers || grant === null || owner === null) return;
    const value: RememberedSession = { userId: owner, grant };
    await (await storage()).write([{ type: 'put-value', key: rememberKey, value }]);
  }

  async function remembered(): Promise<RememberedSession | null> {
    if (!remembers) return null;
    const value = await (await storage()).loadValue(rememberKey);
    return isRemembered(value) ? value : null;
  }

  async function forget(): Promise<void> {
    const before = owner;
    over = true;
    grant = null;
    owner = null;
    const kept = await remembered();
    // Somebody else may have signed in in another tab since.
    if (kept === null || (before !== null && kept.userId !== before)) return;
    await (await storage()).write([{ type: 'put-value', key: rememberKey, value: undefined }]);
  }

  async function providedToken(): Promise<string> {
    if (session.type !== 'token') throw signedOut();
    return typeof session.token === 'string' ? session.token : session.token();
  }

  async function refreshGrant(refused: string | null): Promise<string | null> {
    switch (session.type) {
      case 'cookie':
        throw ended('expired');
      case 'token': {
        if (typeof session.token === 'string') throw ended('expired');
        const fresh = await session.token();
        if (fresh === refused) throw ended('expired');
        grant = { accessToken: fresh };
        return fresh;
      }
      case 'password': {
        if (grant === null) throw signedOut();
        // Somebody else may have renewed it while this caller waited for its answer.
        if (refused !== null && grant.accessToken !== refused) return grant.accessToken;
        return oneTabAtATime(refreshRemembered);
      }
    }
  }

  /** Some backends blacklist a refresh token at its first use, whichever tab it came from. */
  async function oneTabAtATime<Value>(work: () => Promise<Value>): Promise<Value> {
    if (!remembers || owner === null) return work();
    const name = `chat-refresh ${options.adapter().scope} ${owner}`;
    const lock = await lockWithin(options.platform, clock, name, renewalMs);
    try {
      return await work();
    } finally {
      lock?.release();
    }
  }

  async function refreshRemembered(): Promise<string> {
    const adapter = options.adapter();
    const kept = await remembered();
    const before = grant;
    if (before === null) throw signedOut();
    if (kept !== null && kept.userId === owner && kept.grant.accessToken !== before.accessToken) {
      // Another tab was first.
      grant = kept.grant;
      return kept.grant.accessToken;
    }
    if (adapter.refresh === undefined || before.refreshToken === undefined) throw ended('expired');
    let fresh: Grant;
    try {
      fresh = await adapter.refresh(before, new AbortController().signal);
    } catch (error) {
      const failure = toChatError(error);
      if (failure.retryable) throw failure;
      throw ended(failure.code === 'forbidden' ? 'deactivated' : 'expired', failure);
    }
    // Signed out meanwhile: what came is nobody's.
    if (grant !== before) throw signedOut();
    grant = fresh;
    if (kept === null || kept.userId === owner) await save();
    return fresh.accessToken;
  }

  function renew(refused: string | null): Promise<string | null> {
    // One refresh for everybody: some backends blacklist a refresh token at its first use.
    renewal ??= refreshGrant(refused)
      .catch((error: unknown) => {
        if (isChatError(error) && error.code === 'unauthorized' && !over) {
          over = true;
          const reason = error.details['reason'];
          options.onEnded(reason === 'deactivated' ? 'deactivated' : 'expired');
        }
        throw error;
      })
      .finally(() => {
        renewal = null;
      });
    return renewal;
  }

  return {
    credentials: {
      async current() {
        if (session.type === 'cookie') return null;
        if (grant === null && session.type === 'token') grant = { accessToken: await providedToken() };
        if (grant === null) throw signedOut();
        const { expiresAt, accessToken } = grant;
        if (expiresAt !== undefined && expiresAt - clock.now() < renewEarlyMs) return renew(accessToken);
        return accessToken;
      },
      renew,
    },
    async restore() {
      over = false;
      switch (session.type) {
        case 'cookie':
          return { userId: session.userId === undefined ? null : toUserId(session.userId) };
        case 'token': {
          if (session.userId !== undefined) return { userId: toUserId(session.userId) };
          const token = await providedToken();
          grant = { accessToken: token };
          return { userId: options.adapter().userIdOf?.(token) ?? null };
        }
        case 'password': {
          if (grant !== null) return { userId: owner };
          const kept = await remembered();
          if (kept === null) return null;
          grant = kept.grant;
          owner = toUserId(kept.userId);
          return { userId: owner };
        }
      }
    },
    async signIn(details, signal) {
      const adapter = options.adapter();
      if (session.type !== 'password' || adapter.signIn === undefined) {
        throw new ChatError(
          'unsupported',
          'This session is not made by signing in: the app provides its token.',
        );
      }
      grant = await adapter.signIn(details, signal);
      owner = adapter.userIdOf?.(grant.accessToken) ?? null;
      over = false;
    },
    async rememberAs(id) {
      owner = id;
      await save();
    },
    async signOut(signal) {
      const adapter = options.adapter();
      over = true;
      if (grant !== null) await adapter.signOut?.(grant, signal);
    },
    forget,
  };
}

function signedOut(): ChatError {
  return new ChatError('unauthorized', 'Nobody is signed in.', { outcome: 'not-sent' });
}

function ended(reason: SessionEndReason, cause?: unknown): ChatError {
  return new ChatError('unauthorized', 'The session has ended: sign in again.', {
    cause,
    details: { reason },
  });
}

function isRemembered(value: unknown): value is RememberedSession {
  if (typeof value !== 'object' || value === null || !('userId' in value) || !('grant' in value))
    return false;
  const { grant } = value;
  return (
    typeof value.userId === 'string' && typeof grant === 'object' && grant !== null && 'accessToken' in grant
  );
}
