import type { Hono } from 'hono';
import type { Person } from '../../world/types';
import { Rejection } from '../django/answers';
import { type Body, readBody } from '../django/body';
import { encodeAccount } from './encode';
import {
  type Parts,
  answering,
  json,
  methodNotAllowed,
  mount,
  redirectWithoutSlash,
  unauthorized,
} from './endpoint';

const loginPath = '/api/login/';
const refreshPath = '/api/login/refresh/';

/** Required texts, or the refusal that names what is missing. */
function readFields<Name extends string>(body: Body, names: readonly Name[]): Record<Name, string> {
  const problems = new Map<string, string[]>();
  const read = names.map((name): [Name, string] => {
    const value = body.value(name);
    if (value === undefined) problems.set(name, ['This field is required.']);
    else if (value === null) problems.set(name, ['This field may not be null.']);
    else if (typeof value !== 'string' && typeof value !== 'number') {
      problems.set(name, ['Not a valid string.']);
    } else if (String(value).trim() === '') problems.set(name, ['This field may not be blank.']);
    return [name, String(value)];
  });
  if (problems.size > 0) throw new Rejection(400, Object.fromEntries(problems));
  return Object.fromEntries(read) as Record<Name, string>;
}

/** User names and e-mails are taken in any letter case. */
async function personOf({ world }: Parts, login: string, password: string): Promise<Person | undefined> {
  const wanted = login.toLowerCase();
  const named = (await world.people.all()).find(
    ({ username, email }) => username.toLowerCase() === wanted || email.toLowerCase() === wanted,
  );
  return named && world.people.signIn(named.username, password);
}

export function mountAccounts(app: Hono, parts: Parts): void {
  const { world, tokens } = parts;
  const { hotels, spentTokens } = world.guests;
  const open = (path: string, run: (request: Request) => Promise<Response>): void => {
    redirectWithoutSlash(app, parts, path);
    app.all(path, ({ req }) =>
      answering(parts, () => {
        if (req.method !== 'POST') throw methodNotAllowed(req.method, 'POST, OPTIONS');
        return run(req.raw);
      }),
    );
  };

  open(loginPath, async (request) => {
    const { username, password } = readFields(await readBody(request), ['username', 'password']);
    const person = await personOf(parts, username, password);
    if (person === undefined) throw unauthorized('No active account found with the given credentials');
    const staff = await hotels.staff(person.id);
    if (staff?.isVerified === false) {
      throw unauthorized('User account is not verified. Please verify your email before logging in.');
    }
    return json(200, {
      refresh: await tokens.issue('refresh', person),
      access: await tokens.issue('access', person),
      user: encodeAccount(person, staff),
    });
  });

  open(refreshPath, async (request) => {
    const { refresh } = readFields(await readBody(request), ['refresh']);
    const told = await tokens.read(refresh);
    const refused = (detail: string) => unauthorized(detail, { code: 'token_not_valid' });
    if (told === undefined) throw refused('Token is invalid or expired');
    if (told.type !== 'refresh') throw refused('Token has wrong type');
    const person = await world.people.find(told.personId);
    if (person === undefined) throw refused('Token is invalid or expired');
    // Used up at once: whoever comes second with it is refused.
    if (!(await spentTokens.spend(told.id))) throw refused('Token is blacklisted');
    return json(200, {
      access: await tokens.issue('access', person),
      refresh: await tokens.issue('refresh', person),
    });
  });

  mount(app, parts, {
    path: '/api/logout/',
    name: 'Logout',
    methods: {
      async POST({ request }) {
        const refresh = (await readBody(request)).value('refresh');
        if (typeof refresh !== 'string' || refresh === '') {
          throw new Rejection(400, { error: 'Refresh token is required' });
        }
        const told = await tokens.read(refresh);
        if (told?.type !== 'refresh' || !(await spentTokens.spend(told.id))) {
          throw new Rejection(400, { error: 'Invalid refresh token' });
        }
        // The status allows no body, though the real server writes one.
        return new Response(null, { status: 205 });
      },
    },
  });
}
