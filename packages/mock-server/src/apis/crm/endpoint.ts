import type { Context, Hono } from 'hono';
import type { World } from '../../world/world';
import { Crash, Rejection, html, serverErrorPage } from '../django/answers';
import type { Body } from '../django/body';
import { acceptable, asPage } from '../django/negotiation';
import type { Tokens } from '../django/tokens';
import { methodNotAllowed, refused } from './answers';
import { type Caller, authenticate } from './authentication';
import { readBody } from './body';
import { contextHeaders } from './context-headers';
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

export interface Call extends Caller {
  url: URL;
  /** A number in the path. */
  id: number;
  body(refuse?: (fields: object) => Rejection): Promise<Body>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Methods = Partial<Record<Method, (call: Call) => Promise<Response>>>;

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
  const run = async (context: Context): Promise<Response> => {
    const { req } = context;
    const caller = await authenticate(parts, req.raw);
    const wanted = req.method === 'HEAD' ? 'GET' : req.method;
    const operation = Object.entries(methods).find(([method]) => method === wanted)?.[1];
    if (operation === undefined) throw methodNotAllowed(req.method, allow);
    const answer = await operation({
      ...caller,
      url: new URL(req.url),
      id: Number(req.param('id')),
      body: (refuse) => readBody(req.raw, refuse),
    });
    for (const [name, value] of Object.entries(await contextHeaders(parts, caller)))
      answer.headers.set(name, value);
    return answer;
  };
  app.all(path, async (context) => {
    const form = acceptable(context.req.header('accept'));
    const answer = await answering(parts, () => {
      if (form === undefined) throw refused(406, 'Could not satisfy the request Accept header.');
      return run(context);
    });
    return form === 'html' ? asPage(answer, 'CRM') : answer;
  });
}
