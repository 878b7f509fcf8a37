import type { SignInDetails } from '../../adapter/adapter';
import type { AdapterEnvironment, Grant } from '../../adapter/environment';
import { ChatError, isChatError } from '../../errors';
import { userId, type UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Http } from '../../transport/http';
import { tokenExpiry } from '../../transport/jwt';
import { decodeUser } from './decode-user';
import { userIdOfToken } from './token';
import * as wire from './wire';

/** Signing in, and who I am. */
export interface Account {
  signIn(details: SignInDetails, signal: AbortSignal): Promise<Grant>;
  refresh(grant: Grant, signal: AbortSignal): Promise<Grant>;
  loadMe(signal: AbortSignal): Promise<User>;
  /** From the token where it tells, else asked once for each token. */
  myId(signal: AbortSignal | undefined): Promise<UserId>;
}

export function createAccount(http: Http, environment: AdapterEnvironment, baseUrl: string): Account {
  let known: { readonly token: string | null; readonly id: UserId } | null = null;

  const grantOf = (body: { access: string; refresh?: string | undefined }, old?: Grant): Grant => {
    const refreshToken = body.refresh ?? old?.refreshToken;
    const expiresAt = tokenExpiry(body.access, environment.clock.now());
    return {
      accessToken: body.access,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
  };

  const loadMe = async (signal: AbortSignal | undefined): Promise<User> => {
    const read = (body: unknown): wire.WireUser => wire.user.parse(body);
    return decodeUser(await http({ method: 'GET', path: '/api/auth/profile/', read, signal }), baseUrl);
  };

  return {
    loadMe,
    async signIn({ login, password }, signal) {
      try {
        const read = (body: unknown): wire.WireLogin => wire.login.parse(body);
        const json = { login, password };
        return grantOf(
          await http({ method: 'POST', path: '/api/auth/login/', json, read, signal, authenticate: false }),
        );
      } catch (error) {
        throw refusedCredentials(
          error,
          (fields) => fields.length === 0 || fields.includes('non_field_errors'),
        );
      }
    },
    async refresh(grant, signal) {
      try {
        const read = (body: unknown): wire.WireRefreshed => wire.refreshed.parse(body);
        const json = { refresh: grant.refreshToken };
        return grantOf(
          await http({
            method: 'POST',
            path: '/api/auth/token/refresh/',
            json,
            read,
            signal,
            authenticate: false,
          }),
          grant,
        );
      } catch (error) {
        throw refusedCredentials(error, () => true);
      }
    },
    async myId(signal) {
      const token = await environment.credentials.current();
      const told = token === null ? null : userIdOfToken(token);
      if (told !== null) return told;
      if (known === null || known.token !== token) known = { token, id: userId((await loadMe(signal)).id) };
      return known.id;
    },
  };
}

/** Revisions answer wrong credentials with 400 or 401; both mean the same. */
function refusedCredentials(error: unknown, means: (fields: readonly string[]) => boolean): unknown {
  if (!isChatError(error) || error.status !== 400 || !means(Object.keys(error.fields))) return error;
  return new ChatError('unauthorized', error.message, { status: 400, fields: error.fields, cause: error });
}
