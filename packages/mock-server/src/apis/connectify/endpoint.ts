import type { Context, Hono } from 'hono';
import { Refusal } from '../../world/refusal';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { Crash, Rejection, html, rejectWith, serverErrorPage } from '../django/answers';
import { type Body, readBody } from '../django/body';
import type { ConnectifyLive } from './live/live';
import type { ConnectifyProfile } from './profile';
import { type Act, answerRefusal } from './refusal-texts';
import type { Tokens } from '../django/tokens';

/** What every route works with. */
export interface Parts {
  world: World;
  tokens: Tokens;
  live: ConnectifyLive;
  profile: ConnectifyProfile;
  /** What this API's paths start with among other APIs; empty alone. */
  mountPath: string;
  /** Hears of what should not have happened. */
  onError(error: unknown): void;
}

export interface Call {
  person: Person;
  url: URL;
  header(name: string): string | undefined;
  query(name: string): string | undefined;
  /** A number in the path. */
  id: number;
  body(): Promise<Body>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Operation {
  act?: Act;
  isDocumentPath?: boolean;
  run(call: Call): Promise<Response>;
}

export interface Endpoint {
  path: string;
  threadName?: 'Conversation' | 'GroupChat';
  methods: Partial<Record<Method, Operation>>;
}

export const json = (status: number, body: unknown): Response => Response.json(body, { status });
export const noContent = (): Response => new Response(null, { status: 204 });

const challenge = { 'www-authenticate': 'Bearer realm="api"' };

async function authenticate({ world, tokens }: Parts, authorization: string | undefined): Promise<Person> {
  const [scheme, token] = (authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || token === undefined) {
    throw new Rejection(401, { detail: 'Authentication credentials were not provided.' }, challenge);
  }
  const personId = await tokens.verify('access', token);
  if (personId === undefined) {
    const reason = {
      token_class: 'AccessToken',
      token_type: 'access',
      message: 'Token is invalid or expired',
    };
    throw new Rejection(
      401,
      { detail: 'Given token not valid for any token type', code: 'token_not_valid', messages: [reason] },
      challenge,
    );
  }
  const person = await world.people.find(personId);
  if (person === undefined) {
    throw new Rejection(401, { detail: 'User not found', code: 'user_not_found' }, challenge);
  }
  if (!person.isActive) {
    throw new Rejection(401, { detail: 'User is inactive', code: 'user_inactive' }, challenge);
  }
  return person;
}

function answerError(error: unknown, onError: Parts['onError']): Response {
  if (error instanceof Rejection) {
    return typeof error.body === 'string'
      ? html(error.status, error.body)
      : Response.json(error.body, { status: error.status, headers: error.headers });
  }
  // A crash is part of the observed behaviour; anything else is a fault of this server and must be seen.
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

/** Answers without the obligatory trailing slash lead to the path with it. */
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

const methodOf = (name: string, methods: Endpoint['methods']): Operation | undefined =>
  name === 'HEAD' ? methods.GET : Object.entries(methods).find(([method]) => method === name)?.[1];

/** Mounts the methods of one path for signed-in people. */
export function mount(app: Hono, parts: Parts, endpoint: Endpoint): void {
  redirectWithoutSlash(app, parts, endpoint.path);
  const allow = [...Object.keys(endpoint.methods), 'OPTIONS'].sort().join(', ');
  app.all(endpoint.path, (context: Context) =>
    answering(parts, async () => {
      const person = await authenticate(parts, context.req.header('authorization'));
      const operation = methodOf(context.req.method, endpoint.methods);
      if (operation === undefined) {
        throw new Rejection(405, { detail: `Method "${context.req.method}" not allowed.` }, { allow });
      }
      try {
        return await operation.run({
          person,
          url: new URL(context.req.url),
          header: (name) => context.req.header(name),
          query: (name) => context.req.query(name),
          id: Number(context.req.param('id')),
          body: () => readBody(context.req.raw),
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw answerRefusal(error, {
          profile: parts.profile,
          act: operation.act ?? 'other',
          isDocumentPath: operation.isDocumentPath ?? false,
          threadName: endpoint.threadName ?? 'Conversation',
        });
      }
    }),
  );
}

/** Narrows what a finished field reader has already vouched for. */
export function vouched<Value>(value: Value | undefined): Value {
  if (value === undefined) throw rejectWith(400, 'Bad request');
  return value;
}
