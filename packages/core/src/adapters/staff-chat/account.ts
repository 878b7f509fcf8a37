import type { SignInDetails } from '../../adapter/adapter';
import type { AdapterEnvironment, Grant } from '../../adapter/environment';
import { ChatError, isChatError } from '../../errors';
import { userId, type UserId } from '../../model/ids';
import type { User } from '../../model/user';
import type { Http } from '../../transport/http';
import { decodePerson } from './decode-person';
import type { Deployment } from './deployment';
import type { Settings } from './options';
import { createPush } from './push';
import * as wire from './wire';

/** Signing in, and who I am: chat knows staff ids, which are not login ids. */
export interface Account {
  signIn(details: SignInDetails, signal: AbortSignal): Promise<Grant>;
  loadMe(signal: AbortSignal | undefined): Promise<User>;
  /** The server knows no sign-out; only this device stops being notified. */
  signOut(): Promise<void>;
  /** Asked once for each token; a sign-in tells it too. */
  myId(signal: AbortSignal | undefined): Promise<UserId>;
}

export function createAccount(
  http: Http,
  environment: AdapterEnvironment,
  settings: Settings,
  deployment: Deployment,
): Account {
  let known: { readonly token: string | null; readonly id: UserId } | null = null;
  const push = settings.push === null ? null : createPush(settings.push, http, environment.report);

  async function loadMe(signal: AbortSignal | undefined): Promise<User> {
    const token = await environment.credentials.current();
    const profile = await http({
      method: 'GET',
      path: `/api/staff/hotel/${settings.hotel}/me/`,
      read: (body): wire.WireProfile => wire.profile.parse(body),
      signal,
    }).catch((error: unknown) => {
      throw wrongHotel(error);
    });
    deployment.noteRights(profile);
    const me = decodePerson(profile, settings.baseUrl);
    known = { token, id: me.id };
    push?.handOver(me.id);
    return me;
  }

  return {
    loadMe,
    async signIn({ login, password }, signal) {
      try {
        const answer = await http({
          method: 'POST',
          path: '/api/staff/login/',
          json: { username: login, password },
          read: (body) => wire.login.parse(body),
          signal,
          authenticate: false,
        });
        if (answer.hotel_slug != null && answer.hotel_slug !== settings.hotel) {
          throw new ChatError('forbidden', 'This login belongs to another hotel.', {
            details: { rule: 'other-hotel' },
          });
        }
        deployment.noteRights(answer);
        known = { token: answer.token, id: userId(answer.staff_id) };
        return { accessToken: answer.token };
      } catch (error) {
        throw refusedCredentials(error);
      }
    },
    async signOut() {
      known = null;
      await push?.release();
    },
    async myId(signal) {
      const token = await environment.credentials.current();
      if (known !== null && known.token === token) return known.id;
      return (await loadMe(signal)).id;
    },
  };
}

/** Older revisions answer wrong credentials with 400, newer ones with 401; a login that is no staff with 404. */
function refusedCredentials(error: unknown): unknown {
  if (!isChatError(error)) return error;
  const { status, message, fields } = error;
  if (status === 400 && 'non_field_errors' in fields)
    return new ChatError('unauthorized', message, { status, fields, cause: error });
  if (status === 404 && error.details['body'] === 'json')
    return new ChatError('forbidden', message, { status, details: { rule: 'no-staff' }, cause: error });
  return error;
}

/** The profile of another hotel is «not found», which says nothing about the session. */
function wrongHotel(error: unknown): unknown {
  if (!isChatError(error) || error.status !== 404 || error.details['body'] !== 'json') return error;
  return new ChatError('forbidden', error.message, {
    status: 404,
    details: { rule: 'other-hotel' },
    cause: error,
  });
}
