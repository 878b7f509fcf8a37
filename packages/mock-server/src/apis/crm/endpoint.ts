import type { Context, Hono } from 'hono';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { Crash, Rejection, html, serverErrorPage } from '../django/answers';
import type { Body } from '../django/body';
import type { Tokens } from '../django/tokens';
import { methodNotAllowed, refused } from './answers';
import { readBody } from './body';
import type { CrmProfileName } from './profile';
import type { Push } from './push';

/** What every route works with. */
export interface Parts {
  world: World;
  tokens: Tokens;
  push: Push;
  profile: CrmProfileName;
  /** What this API's paths start with among other APIs; empty alone. */
  mountPath: string;
  /** Hears of what should not have happened. */
  onError(error: unknown): void;
}

export interface Call {
  person: Person;
  url: URL;
  /** A number in the path. */
  id: number;
  body(refuse?: (fields: object) => Rejection): Promise<Body>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Methods = Partial<Record<Method, (call: Call) => Promise<Response>>>;

const challenge = { 'www-authenticate': 'Bearer realm="api"' };
const unsigned = (error: string, details?: object): Rejection => refused(401, error, details, challenge);

async function personBehind({ world, tokens }: Parts, authorization: string): Promise<number> {
  const [scheme, token, ...more] = authorization.split(' ');
  if (scheme === 'Token' && token !== undefined && more.length === 0) {
    const personId = await world.crm.people.withToken(token);
    if (personId === undefined) throw unsigned('Invalid token.');
    return personId;
  }
  if (scheme !== 'Bearer') throw unsigned('Authentication credentials were not provided.');
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

async function authenticate(parts: Parts, authorization: string | undefined): Promise<Person> {
  const person = await parts.world.people.find(await personBehind(parts, authorization ?? ''));
  if (person === undefined) {
    throw unsigned('User not found', { detail: 'User not found', code: 'user_not_found' });
  }
  if (!person.isActive) {
    throw unsigned('User is inactive', { detail: 'User is inactive', code: 'user_inactive' });
  }
  return person;
}

/** Runs a handler and turns what it throws into the answer of this API. */
export async function answering({ onError }: Parts, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Rejection)
      return Response.json(error.body, { status: error.status, headers: error.headers });
    // A crash is part of the observed behaviour; anything else is a fault of this server and must be seen.
    if (!(error instanceof Crash)) onError(error);
    return html(500, serverErrorPage);
  }
}

/** Reads are led to the path with its slash; writes would lose their body, and crash instead. */
function mountWithoutSlash(app: Hono, { mountPath }: Parts, path: string): void {
  app.all(path.replace(/\/$/, ''), ({ req }) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return html(500, serverErrorPage);
    const url = new URL(req.url);
    return new Response(null, {
      status: 301,
      headers: {
        location: `${mountPath}${url.pathname}/${url.search}`,
        'content-type': 'text/html; charset=utf-8',
      },
    });
  });
}

function requireAcceptable(accept: string | undefined): void {
  if (accept === undefined || /\*\/\*|application\/(json|\*)|text\/(html|\*)/.test(accept)) return;
  throw refused(406, 'Could not satisfy the request Accept header.');
}

/** Mounts the methods of a path that needs no signing in. */
export function mountOpen(
  app: Hono,
  parts: Parts,
  path: string,
  post: (body: Body) => Promise<Response>,
): void {
  mountWithoutSlash(app, parts, path);
  app.all(path, ({ req }) =>
    answering(parts, async () => {
      if (req.method !== 'POST') throw methodNotAllowed(req.method, 'OPTIONS, POST');
      return post(await readBody(req.raw));
    }),
  );
}

/** Mounts the methods of one path for signed-in people. */
export function mount(app: Hono, parts: Parts, path: string, methods: Methods): void {
  mountWithoutSlash(app, parts, path);
  const allow = [...Object.keys(methods), 'OPTIONS'].sort().join(', ');
  app.all(path, (context: Context) =>
    answering(parts, async () => {
      const { req } = context;
      const person = await authenticate(parts, req.header('authorization'));
      requireAcceptable(req.header('accept'));
      const wanted = req.method === 'HEAD' ? 'GET' : req.method;
      const run = Object.entries(methods).find(([method]) => method === wanted)?.[1];
      if (run === undefined) throw methodNotAllowed(req.method, allow);
      return run({
        person,
        url: new URL(req.url),
        id: Number(req.param('id')),
        body: (refuse) => readBody(req.raw, refuse),
      });
    }),
  );
}
