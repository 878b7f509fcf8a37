import type { Context, Hono } from 'hono';
import type { CommunityPerson } from '../../world/community/types';
import { Crash, Rejection, html, rejectWith, serverErrorPage } from '../django/answers';
import { type Body, readBody } from '../django/body';
import type { EncodeContext } from './encode';
import type { Parts, People } from './parts';

export interface Call {
  readonly me: CommunityPerson;
  readonly people: People;
  readonly url: URL;
  readonly context: EncodeContext;
  param(name: string): string;
  /** A number in the path. */
  readonly id: number;
  body(): Promise<Body>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Operations = Partial<Record<Method, (call: Call) => Promise<Response>>>;

export const json = (status: number, body: unknown): Response => Response.json(body, { status });
export const noContent = (): Response => new Response(null, { status: 204 });
/** The view's own way of saying no. */
export const refused = (status: number, error: string): Rejection => new Rejection(status, { error });
export const notFound = (): Rejection => rejectWith(404, 'Not found.');

const challenge = { 'www-authenticate': 'Bearer realm="api"' };

async function authenticate(
  { tokens }: Parts,
  people: People,
  authorization: string | undefined,
): Promise<CommunityPerson> {
  const [scheme, token] = (authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || token === undefined) {
    throw new Rejection(401, { detail: 'Authentication credentials were not provided.' }, challenge);
  }
  const personId = await tokens.verify('access', token);
  if (personId === undefined) {
    const isOther = (await tokens.verify('refresh', token)) !== undefined;
    const reason = {
      token_class: 'AccessToken',
      token_type: 'access',
      message: isOther ? 'Token has wrong type' : 'Token is invalid or expired',
    };
    throw new Rejection(
      401,
      { detail: 'Given token not valid for any token type', code: 'token_not_valid', messages: [reason] },
      challenge,
    );
  }
  const person = people.get(personId);
  if (person === undefined) {
    throw new Rejection(401, { detail: 'User not found', code: 'user_not_found' }, challenge);
  }
  if (!person.isActive) {
    throw new Rejection(401, { detail: 'User is inactive', code: 'user_inactive' }, challenge);
  }
  return person;
}

/** Runs a handler and turns what it throws into the answer of this API. */
export async function answering({ onError }: Parts, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Rejection) {
      return typeof error.body === 'string'
        ? html(error.status, error.body)
        : Response.json(error.body, { status: error.status, headers: error.headers });
    }
    // A crash is part of the observed behaviour; anything else is a fault of this server and must be seen.
    if (!(error instanceof Crash)) onError(error);
    return html(500, serverErrorPage);
  }
}

export const encoding = (parts: Parts, people: People, meId: number, origin: string): EncodeContext => ({
  parts,
  people,
  meId,
  origin,
  now: parts.world.clock.now(),
  inFrame: false,
});

/** Mounts the methods of one path; `isOpen` ones need no account. */
export function mount(app: Hono, parts: Parts, path: string, operations: Operations): void {
  redirectWithoutSlash(app, parts, path);
  const allow = [...Object.keys(operations), 'HEAD', 'OPTIONS'].sort().join(', ');
  app.all(path, ({ req }: Context) =>
    answering(parts, async () => {
      const people = await parts.world.community.communities.people();
      const me = await authenticate(parts, people, req.header('authorization'));
      const method = req.method === 'HEAD' ? 'GET' : req.method;
      const run = Object.entries(operations).find(([name]) => name === method)?.[1];
      if (run === undefined) {
        throw new Rejection(405, { detail: `Method "${req.method}" not allowed.` }, { allow });
      }
      const url = new URL(req.url);
      return run({
        me,
        people,
        url,
        context: encoding(parts, people, me.id, url.origin),
        param: (name) => req.param(name) ?? '',
        id: Number(req.param('id')),
        body: () => readBody(req.raw),
      });
    }),
  );
}

/** A path without its slash leads to the one with it, whatever the method: what was posted is lost. */
export function redirectWithoutSlash(app: Hono, { mountPath }: Parts, path: string): void {
  app.all(path.replace(/\/$/, ''), ({ req }) => {
    const url = new URL(req.url);
    const location = `${mountPath}${url.pathname}/${url.search}`;
    return new Response(null, {
      status: 301,
      headers: { location, 'content-type': 'text/html; charset=utf-8' },
    });
  });
}

const pageSize = 10;

/** The page asked for, as a range; `last` may be empty. Throws 404 for a page that is not there. */
export function pageOf(
  url: URL,
  count: number,
): { readonly number: number; readonly last: number; readonly offset: number; readonly limit: number } {
  const asked = url.searchParams.get('page') ?? '1';
  const last = Math.max(1, Math.ceil(count / pageSize));
  const number = asked === 'last' ? last : Number(asked);
  if (!Number.isInteger(number) || number < 1 || number > last) throw rejectWith(404, 'Invalid page.');
  return { number, last, offset: (number - 1) * pageSize, limit: pageSize };
}

export function pageBody(
  { mountPath }: Parts,
  url: URL,
  page: { readonly number: number; readonly last: number },
  count: number,
  results: readonly unknown[],
) {
  const address = (number: number): string => {
    const parameters = new URLSearchParams(url.searchParams);
    parameters.delete('page');
    // Page 1 is written without its number.
    if (number > 1) parameters.set('page', String(number));
    parameters.sort();
    const query = parameters.toString();
    return `${url.origin}${mountPath}${url.pathname}${query === '' ? '' : `?${query}`}`;
  };
  return {
    count,
    next: page.number < page.last ? address(page.number + 1) : null,
    previous: page.number > 1 ? address(page.number - 1) : null,
    results,
  };
}
