import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import type { Rejection } from '../django/answers';
import { cookieNamed } from '../django/cookies';
import type { Tokens } from '../django/tokens';
import { refused } from './answers';

/** Who asks; a cookie session gives customers an organisation, which a token was observed not to. */
export interface Caller {
  person: Person;
  isSession: boolean;
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

const challenge = { 'www-authenticate': 'Bearer realm="api"' };
const unsigned = (error: string, details?: object): Rejection => refused(401, error, details, challenge);

type Parts = { world: World; tokens: Tokens };

/** Undefined for headers of another kind, which say nothing about who asks. */
async function personOfHeader({ world, tokens }: Parts, authorization: string): Promise<number | undefined> {
  const [scheme, token, ...more] = authorization.split(' ');
  if (scheme === 'Token' && token !== undefined && more.length === 0) {
    const personId = await world.crm.people.withToken(token);
    if (personId === undefined) throw unsigned('Invalid token.');
    return personId;
  }
  if (scheme !== 'Bearer') return undefined;
  if (token === undefined || more.length > 0) {
    const error = 'Authorization header must contain two space-delimited values';
    throw unsigned(error, { detail: error, code: 'bad_authorization_header' });
  }
  const personId = await tokens.verify('access', token);
  if (personId !== undefined) return personId;
  const error = 'Given token not valid for any token type';
  const reason = { token_class: 'AccessToken', token_type: 'access', message: 'Token is invalid or expired' };
  throw unsigned(error, { detail: error, code: 'token_not_valid', messages: [reason] });
}

/** Why the framework takes a write for another site's; undefined for what may pass. */
export function csrfProblem(headers: Headers, told: string | null): string | undefined {
  const token = cookieNamed('csrftoken', headers);
  if (token === undefined || token === '') return 'CSRF cookie not set.';
  return told === token ? undefined : 'CSRF token missing or incorrect.';
}

async function personOfSession({ world }: Parts, { headers, method }: Request): Promise<Person | undefined> {
  const key = cookieNamed('sessionid', headers);
  const personId = key === undefined ? undefined : await world.sessions.personOf('crm', key);
  const person = personId === undefined ? undefined : await world.people.find(personId);
  if (person?.isActive !== true) return undefined;
  const problem = safeMethods.includes(method) ? undefined : csrfProblem(headers, headers.get('x-csrftoken'));
  if (problem !== undefined) throw refused(403, `CSRF Failed: ${problem}`);
  return person;
}

/** By the header's token, else by the session; throws the framework's refusals. */
export async function authenticate(parts: Parts, request: Request): Promise<Caller> {
  const personId = await personOfHeader(parts, request.headers.get('authorization') ?? '');
  if (personId === undefined) {
    const person = await personOfSession(parts, request);
    if (person === undefined) throw unsigned('Authentication credentials were not provided.');
    return { person, isSession: true };
  }
  const person = await parts.world.people.find(personId);
  if (person === undefined) {
    throw unsigned('User not found', { detail: 'User not found', code: 'user_not_found' });
  }
  if (!person.isActive) {
    throw unsigned('User is inactive', { detail: 'User is inactive', code: 'user_inactive' });
  }
  return { person, isSession: false };
}
