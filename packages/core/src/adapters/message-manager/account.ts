import type { SignInDetails } from '../../adapter/adapter';
import type { AdapterEnvironment, Grant } from '../../adapter/environment';
import { ChatError, isChatError } from '../../errors';
import { userId, type UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Http } from '../../transport/http';
import { tokenExpiry, tokenUserId } from '../../transport/jwt';
import type { Settings } from './options';
import * as wire from './wire';

/** Signing in, and who I am. */
export interface Account {
  signIn(details: SignInDetails, signal: AbortSignal): Promise<Grant>;
  refresh(grant: Grant, signal: AbortSignal): Promise<Grant>;
  signOut(grant: Grant, signal: AbortSignal): Promise<void>;
  loadMe(signal: AbortSignal): Promise<User>;
  myId(): Promise<UserId>;
}

/** Whose token it is, where it is one that says so. */
export function userIdOfToken(token: string): UserId | null {
  const id = tokenUserId(token);
  return id === null ? null : userId(id);
}

export function createAccount(options: {
  readonly http: Http;
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly displayName: () => string | null;
  /** The last refusal said that the account is gone or switched off. */
  readonly isDeactivated: () => boolean;
}): Account {
  const { http, environment, settings, displayName } = options;
  const path = (name: string): string => `${settings.accountPath}/${name}/`;
  let signedIn: { readonly user: NonNullable<wire.WireLogin['user']> } | null = null;

  const grantOf = (body: { access: string; refresh?: string | undefined }, old?: Grant): Grant => {
    const refreshToken = body.refresh ?? old?.refreshToken;
    const expiresAt = tokenExpiry(body.access, environment.clock.now());
    return {
      accessToken: body.access,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
  };

  async function myId(): Promise<UserId> {
    const token = await environment.credentials.current();
    const told = token === null ? null : userIdOfToken(token);
    if (told !== null) return told;
    // There is no request that asks it.
    throw new ChatError('protocol', 'The access token does not say whose it is.', { outcome: 'not-sent' });
  }

  return {
    myId,
    async signIn({ login, password }, signal) {
      const json = { username: login, password };
      const read = (body: unknown): wire.WireLogin => wire.login.parse(body);
      const body = await http({
        method: 'POST',
        path: path('login'),
        json,
        read,
        signal,
        authenticate: false,
      });
      signedIn = body.user == null ? null : { user: body.user };
      return grantOf(body);
    },
    async refresh(grant, signal) {
      if (options.isDeactivated()) {
        // A fresh token would be refused as well, for ever.
        throw new ChatError('forbidden', 'This account is switched off.', {
          details: { reason: 'deactivated' },
        });
      }
      const json = { refresh: grant.refreshToken };
      const read = (body: unknown): wire.WireRefreshed => wire.refreshed.parse(body);
      try {
        return grantOf(
          await http({
            method: 'POST',
            path: path('login/refresh'),
            json,
            read,
            signal,
            authenticate: false,
          }),
          grant,
        );
      } catch (error) {
        if (!isChatError(error) || error.status !== 400) throw error;
        throw new ChatError('unauthorized', error.message, { status: 400, cause: error });
      }
    },
    async signOut(grant, signal) {
      if (grant.refreshToken === undefined) return;
      await http({
        method: 'POST',
        path: path('logout'),
        json: { refresh: grant.refreshToken },
        headers: { authorization: `Bearer ${grant.accessToken}` },
        authenticate: false,
        read: () => undefined,
        signal,
      });
    },
    /** Asks nothing: the backend tells of an account only when it signs in, and its name never. */
    async loadMe() {
      const id = await myId();
      const user = signedIn?.user.id === id ? signedIn.user : null;
      const details = Object.fromEntries(
        Object.entries({ email: user?.email, role: user?.user_type }).filter(
          (entry): entry is [string, string] => !!entry[1],
        ),
      );
      return {
        id,
        name: displayName() ?? user?.username ?? settings.names.staff,
        handle: user?.username ?? null,
        avatarUrl: null,
        ...(Object.keys(details).length === 0 ? {} : { details }),
      };
    },
  };
}
