import type { Context, Hono } from 'hono';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { Crash, Rejection, html, serverErrorPage } from '../django/answers';
import { acceptable, asPage } from '../django/negotiation';
import type { Tokens } from '../django/tokens';
import type { Announcements } from './announcements';
import type { MessageManagerProfile } from './profile';

/** What every route works with. */
export interface Parts {
  world: World;
  tokens: Tokens;
  announce: Announcements;
  profile: MessageManagerProfile;
  mountPath: string;
  onError(error: unknown): void;
}

export interface Call {
  person: Person;
  url: URL;
  query(name: string): string | undefined;
  /** What stands for the conversation in the path, not always a number. */
  id: string;
  request: Request;
}

type Method = 'GET' | 'POST';
type Operation = (call: Call) => Promise<Response>;

export interface Endpoint {
  path: string;
  /** As the framework calls it when asked for options. */
  name: string;
  methods: Partial<Record<Method, Operation>>;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

const challenge = { 'www-authenticate': 'Bearer realm="api"' };

/** A 401 in the framework's form. */
export const unauthorized = (detail: string, more: Record<string, unknown> = {}): Rejection =>
  new Rejection(401, { detail, ...more }, challenge);

async function authenticate({ world, tokens }: Parts, header: string | undefined): Promise<Person> {
  const parts = (header ?? '').split(' ').filter((part) => part !== '');
  if (parts[0] !== 'Bearer') throw unauthorized('Authentication credentials were not provided.');
  const token = parts[1];
  if (token === undefined || parts.length > 2) {
    throw unauthorized('Authorization header must contain two space-delimited values', {
      code: 'bad_authorization_header',
    });
  }
  const told = await tokens.read(token);
  if (told?.type !== 'access') {
    const message = told === undefined ? 'Token is invalid or expired' : 'Token has wrong type';
    throw unauthorized('Given token not valid for any token type', {
      code: 'token_not_valid',
      messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
    });
  }
  const person = await world.people.find(told.personId);
  if (person === undefined) throw unauthorized('User not found', { code: 'user_not_found' });
  if (!person.isActive) throw unauthorized('User is inactive', { code: 'user_inactive' });
  return person;
}

function answerError(error: unknown, onError: Parts['onError']): Response {
  if (error instanceof Rejection) {
    return typeof error.body === 'string'
      ? html(error.status, error.body)
      : json(error.status, error.body, error.headers);
  }
  if (!(error instanceof Crash)) onError(error);
  return html(500, serverErrorPage);
}

/** Runs a handler and turns what it throws into the answer of this API. */
export async function answering({ onError }: Parts, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return answerError(error, onError);
  }
}

/** Without its last slash a path leads to the one with it, whatever the method. */
export function redirectWithoutSlash(app: Hono, { mountPath }: Parts, path: string): void {
  app.all(path.replace(/\/$/, ''), ({ req }) => {
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

export const methodNotAllowed = (method: string, allow: string): Rejection =>
  new Rejection(405, { detail: `Method "${method}" not allowed.` }, { allow });

/** Mounts the methods of one path for signed-in people. */
export function mount(app: Hono, parts: Parts, { path, name, methods }: Endpoint): void {
  redirectWithoutSlash(app, parts, path);
  const allow = [
    ...(methods.GET === undefined ? [] : ['GET', 'HEAD']),
    ...(methods.POST === undefined ? [] : ['POST']),
    'OPTIONS',
  ].join(', ');
  const run = async ({ req }: Context): Promise<Response> => {
    const person = await authenticate(parts, req.header('authorization'));
    if (req.method === 'OPTIONS') {
      const told = {
        name,
        description: '',
        renders: ['application/json', 'text/html'],
        parses: ['application/json'],
      };
      return json(200, told, { allow });
    }
    const method = req.method === 'HEAD' ? 'GET' : req.method;
    const operation = method === 'GET' || method === 'POST' ? methods[method] : undefined;
    if (operation === undefined) throw methodNotAllowed(req.method, allow);
    return operation({
      person,
      url: new URL(req.url),
      query: (wanted) => req.query(wanted),
      id: req.param('id') ?? '',
      request: req.raw,
    });
  };
  app.all(path, async (context) => {
    const form = acceptable(context.req.header('accept'));
    if (form === undefined) return json(406, { detail: 'Could not satisfy the request Accept header.' });
    const answer = await answering(parts, () => run(context));
    return form === 'html' ? asPage(answer, name) : answer;
  });
}
