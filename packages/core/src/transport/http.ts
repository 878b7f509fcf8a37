import { ChatError, isChatError, toChatError } from '../errors';
import { type RawAnswer, readBody } from './answer';
import { startDeadline } from './deadline';
import { errorForAnswer, isSafe } from './status';
import type { Surroundings } from './surroundings';
import { upload } from './upload';

export interface HttpOptions {
  readonly environment: Surroundings;
  /** Absolute; its path, if any, stays in front of every request's path. */
  readonly baseUrl: string;
  readonly authorization: (token: string) => Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface HttpRequest<Result> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, with its first slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** False for signing in, where there is no token yet. */
  readonly authenticate?: boolean;
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Turns the body of a success into the result; whatever it throws becomes a `protocol` error. */
  readonly read: (body: unknown) => Result;
}

/** Sends one request; on 401 once more with a renewed token. Throws `ChatError`. */
export type Http = <Result>(request: HttpRequest<Result>) => Promise<Result>;

export function createHttp({ environment, baseUrl, authorization, timeoutMs }: HttpOptions): Http {
  const base = baseUrl.replace(/\/+$/, '');

  async function send(request: HttpRequest<unknown>, token: string | null): Promise<RawAnswer> {
    const { method, signal, form, json } = request;
    if (signal?.aborted === true) throw givenUp();
    const query = request.query === undefined ? '' : `?${new URLSearchParams(request.query).toString()}`;
    const url = `${base}${request.path}${query}`;
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : authorization(token)),
      ...request.headers,
    };
    // A session by cookie: to another origin they go along only when asked to.
    const withCookies = token === null && request.authenticate !== false;
    const deadline = startDeadline({
      method,
      signal,
      clock: environment.clock,
      timeoutMs: request.timeoutMs ?? timeoutMs,
    });
    try {
      const { XMLHttpRequest } = environment;
      if (form !== undefined && request.onProgress !== undefined && XMLHttpRequest !== undefined) {
        const { onProgress } = request;
        return await upload({
          XMLHttpRequest,
          method,
          url,
          headers,
          form,
          onProgress,
          withCookies,
          signal: deadline.signal,
        });
      }
      const response = await environment.fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: deadline.signal,
        ...(withCookies ? { credentials: 'include' } : {}),
        ...(form === undefined && json === undefined ? {} : { body: form ?? JSON.stringify(json) }),
      });
      const text = response.type === 'opaqueredirect' ? '' : await response.text();
      request.onProgress?.(1);
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        retryAfter: response.headers.get('retry-after'),
        text,
        redirected: response.redirected,
      };
    } catch (error) {
      throw isChatError(error) ? error : deadline.failure(error);
    } finally {
      deadline.end();
    }
  }

  return async (request) => {
    const authenticate = request.authenticate ?? true;
    const token = authenticate ? await tokenFrom(() => environment.credentials.current()) : null;
    let answer = await send(request, token);
    if (answer.status === 401 && authenticate) {
      answer = await send(request, await tokenFrom(() => environment.credentials.renew(token)));
    }
    const { method } = request;
    const ok = answer.status >= 200 && answer.status < 300 && !answer.redirected;
    if (!ok) throw errorForAnswer(method, answer, environment.clock.now());
    return readResult(request, answer);
  };
}

/** Whatever keeps a token from coming, the request itself was not carried out. */
async function tokenFrom(source: () => Promise<string | null>): Promise<string | null> {
  try {
    return await source();
  } catch (error) {
    const { code, message, retryable, status, retryAfterMs, details } = toChatError(error);
    throw new ChatError(code, message, {
      outcome: 'not-sent',
      retryable,
      details,
      cause: error,
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}

function readResult<Result>({ method, read }: HttpRequest<Result>, answer: RawAnswer): Result {
  const outcome = isSafe(method) ? 'rejected' : 'unknown';
  const { status } = answer;
  const body = readBody(answer);
  if (body.type === 'other') {
    throw new ChatError('protocol', 'The server answered with something that is not JSON.', {
      status,
      outcome,
    });
  }
  try {
    return read(body.type === 'json' ? body.value : undefined);
  } catch (cause) {
    throw new ChatError('protocol', 'The answer does not have the expected form.', {
      status,
      outcome,
      cause,
    });
  }
}

function givenUp(): ChatError {
  return new ChatError('aborted', 'The request was given up.', { outcome: 'not-sent' });
}
