import type { SignInDetails } from '../../adapter/adapter';
import type { AdapterEnvironment, Grant } from '../../adapter/environment';
import { ChatError, isChatError } from '../../errors';
import { userId, type UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Http } from '../../transport/http';
import { tokenExpiry, tokenUserId } from '../../transport/jwt';
import { readItems } from '../../transport/read-items';
import type { Deactivation } from './deactivation';
import { decodeUser } from './decode-user';
import type { Settings } from './options';
import type { Organization } from './thread';
import * as wire from './wire';

export interface Me {
  readonly user: User;
  /** What the server files under now for me; undefined where the deployment does not tell. */
  readonly organization: Organization;
}

/** Signing in, and who I am. */
export interface Account {
  signIn(details: SignInDetails, signal: AbortSignal): Promise<Grant>;
  refresh(grant: Grant, signal: AbortSignal): Promise<Grant>;
  signOut(grant: Grant, signal: AbortSignal): Promise<void>;
  load(signal: AbortSignal | undefined): Promise<Me>;
  /** From the token where it tells, else asked once for each token. */
  myId(signal: AbortSignal | undefined): Promise<UserId>;
}

export function createAccount(options: {
  readonly http: Http;
  readonly environment: AdapterEnvironment;
  readonly settings: Settings;
  readonly deactivation: Deactivation;
}): Account {
  const { http, environment, settings, deactivation } = options;
  const { clock } = environment;
  let known: { readonly token: string | null; readonly id: UserId } | null = null;

  const grantOf = (
    access: string,
    refreshToken: string | undefined,
    lifeSeconds: number | undefined,
  ): Grant => {
    const now = clock.now();
    const expiresAt = lifeSeconds === undefined ? tokenExpiry(access, now) : now + lifeSeconds * 1000;
    return {
      accessToken: access,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
  };

  const load = async (signal: AbortSignal | undefined): Promise<Me> => {
    const token = await environment.credentials.current();
    const read = (body: unknown): wire.WireUser => wire.user.parse(body);
    const answer = await http({ method: 'GET', path: '/api/users/me/', read, signal });
    const user = decodeUser(answer, settings.baseUrl);
    known = { token, id: user.id };
    const profiles =
      answer.profiles === undefined ? null : readItems(wire.profile, answer.profiles, environment.report);
    return { user, organization: organizationOf(profiles, token !== null) };
  };

  return {
    load,
    async signIn({ login, password }, signal) {
      deactivation.forget();
      const read = (body: unknown): wire.WireLogin => wire.login.parse(body);
      const json = { username: login, password };
      const request = { method: 'POST', path: '/api/auth/login/', json, read, signal } as const;
      try {
        const answer = await http({ ...request, authenticate: false });
        if (settings.tokenType === 'Token' && answer.legacy_token !== undefined)
          return { accessToken: answer.legacy_token };
        return grantOf(answer.access, answer.refresh, answer.access_expires_in);
      } catch (error) {
        throw refusedCredentials(error);
      }
    },
    async refresh(grant, signal) {
      if (deactivation.happened) throw new ChatError('forbidden', 'This account is no longer active.');
      const read = (body: unknown): wire.WireRefreshed => wire.refreshed.parse(body);
      const json = { refresh: grant.refreshToken };
      const request = { method: 'POST', path: '/api/auth/token/refresh/', json, read, signal } as const;
      const answer = await http({ ...request, authenticate: false });
      return grantOf(answer.access, answer.refresh ?? grant.refreshToken, undefined);
    },
    async signOut(_grant, signal) {
      const read = (): undefined => undefined;
      try {
        await http({ method: 'POST', path: '/api/auth/logout/', json: {}, read, signal });
      } catch (error) {
        // Signed out before, here or elsewhere.
        if (!isChatError(error) || (error.status !== 400 && error.status !== 401)) throw error;
      }
    },
    async myId(signal) {
      const token = await environment.credentials.current();
      const told = token === null ? null : tokenUserId(token);
      if (told !== null) return userId(told);
      if (known === null || known.token !== token) return (await load(signal)).user.id;
      return known.id;
    },
  };
}

/** The profile that decides is the primary one, else the first active one; a token gives customers none. */
function organizationOf(profiles: readonly wire.WireProfile[] | null, hasToken: boolean): Organization {
  if (profiles === null) return undefined;
  const active = profiles.filter(({ status }) => status === 'active');
  const deciding = active.find((profile) => profile.is_primary) ?? active[0];
  if (deciding === undefined) return null;
  if (deciding.profile_type === 'customer' && hasToken) return null;
  return deciding.organization?.id ?? null;
}

/** Wrong credentials are answered like a badly filled form; a missing field keeps being one. */
function refusedCredentials(error: unknown): unknown {
  if (!isChatError(error) || error.status !== 400) return error;
  if (!Object.keys(error.fields).some((field) => field.endsWith('non_field_errors'))) return error;
  return new ChatError('unauthorized', error.message, { status: 400, fields: error.fields, cause: error });
}
