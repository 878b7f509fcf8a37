import type { SignInDetails } from '../../adapter/adapter';
import type { AdapterEnvironment, Grant } from '../../adapter/environment';
import { userId, type UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Http } from '../../transport/http';
import { tokenExpiry, tokenUserId } from '../../transport/jwt';
import { decodeUser } from './decode-user';
import type { Rest, Signal } from './rest';
import * as wire from './wire';

export interface Me {
  readonly id: UserId;
  readonly role: string;
  /** Communities this person keeps. */
  readonly keeps: readonly { readonly id: string; readonly name: string }[];
}

/** Signing in, and who I am. */
export interface Account {
  signIn(details: SignInDetails, signal: AbortSignal): Promise<Grant>;
  refresh(grant: Grant, signal: AbortSignal): Promise<Grant>;
  loadMe(signal: AbortSignal): Promise<User>;
  /** From the token where it tells, else asked once for each token. */
  myId(signal: Signal): Promise<UserId>;
  /** Asked once for each person. */
  me(signal: Signal): Promise<Me>;
  /** As far as it was asked. */
  readonly knownRole: string | null;
}

export function userIdOfToken(token: string): UserId | null {
  const id = tokenUserId(token);
  return id === null ? null : userId(id);
}

export function createAccount(
  http: Http,
  rest: Rest,
  environment: AdapterEnvironment,
  baseUrl: string,
): Account {
  let known: { readonly token: string | null; readonly me: Me } | null = null;

  const grantOf = ({ access, refresh }: wire.WireTokens, old?: Grant): Grant => {
    const refreshToken = refresh ?? old?.refreshToken;
    const expiresAt = tokenExpiry(access, environment.clock.now());
    return {
      accessToken: access,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
  };
  const ask = (path: string, json: Record<string, unknown>, signal: AbortSignal): Promise<wire.WireTokens> =>
    http({
      method: 'POST',
      path,
      json,
      read: (body) => wire.tokens.parse(body),
      signal,
      authenticate: false,
    });

  async function load(signal: Signal): Promise<wire.WireUser> {
    const token = await environment.credentials.current();
    const profile = await rest.profile(signal);
    known = { token, me: meOf(profile) };
    return profile;
  }

  const account: Account = {
    signIn: async ({ login, password }, signal) =>
      // The field is called user name and takes an e-mail address as well.
      grantOf(await ask('/api/accounts/login/', { username: login, password }, signal)),
    refresh: async (grant, signal) =>
      grantOf(
        await ask('/api/accounts/token/refresh/', { refresh: grant.refreshToken ?? '' }, signal),
        grant,
      ),
    loadMe: async (signal) => decodeUser(await load(signal), { baseUrl, foreignHost: false }),
    async myId(signal) {
      const token = await environment.credentials.current();
      const told = token === null ? null : userIdOfToken(token);
      return told ?? (await account.me(signal)).id;
    },
    async me(signal) {
      const token = await environment.credentials.current();
      const told = token === null ? null : userIdOfToken(token);
      const same = known !== null && (told === null ? known.token === token : known.me.id === told);
      if (known !== null && same) return known.me;
      return meOf(await load(signal));
    },
    get knownRole() {
      return known?.me.role ?? null;
    },
  };
  return account;
}

function meOf({ id, role, managed_confessions }: wire.WireUser): Me {
  return {
    id: userId(id),
    role: role ?? 'user',
    keeps: managed_confessions.map((community) => ({
      id: community.id,
      name: community.name ?? community.id,
    })),
  };
}
