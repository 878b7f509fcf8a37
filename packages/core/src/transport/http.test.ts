import { describe, expect, it } from 'vitest';
import type { ChatError } from '../errors';
import { createFakeEnvironment, type FakeEnvironmentOptions } from '../testing/fake-environment';
import { createHttp, type HttpRequest } from './http';

type Answer = (request: { url: string; init: RequestInit }) => Promise<Response>;

function bench(answers: readonly (Response | Answer)[], options: FakeEnvironmentOptions = {}) {
  const left = [...answers];
  const seen: { url: string; init: RequestInit }[] = [];
  const environment = createFakeEnvironment({
    ...options,
    fetch: (input, init = {}) => {
      const request = { url: String(input), init };
      seen.push(request);
      const next = left.shift();
      if (next === undefined) return Promise.reject(new TypeError('fetch failed'));
      return next instanceof Response ? Promise.resolve(next) : next(request);
    },
  });
  const http = createHttp({
    environment,
    baseUrl: 'https://chat.example.com/base/',
    authorization: (token) => ({ authorization: `Bearer ${token}` }),
    timeoutMs: 20_000,
  });
  const ask = <Result = unknown>(request: Partial<HttpRequest<Result>> = {}) =>
    http({ method: 'GET', path: '/thing/', read: (body) => body as Result, ...request });
  const fail = (request: Partial<HttpRequest<unknown>> = {}): Promise<ChatError> =>
    ask(request).then(
      () => Promise.reject(new Error('It succeeded.')),
      (error: unknown) => error as ChatError,
    );
  return { ask, fail, seen, environment };
}

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const page = (status: number) =>
  new Response('<h1>Error with <script>secret()</script></h1>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
const stalls: Answer = ({ init }) =>
  new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
  });

describe('http', () => {
  it('sends JSON below the base URL, with its token, and never follows redirects', async () => {
    const { ask, seen } = bench([answer(200, { ok: true })]);
    await expect(ask({ method: 'POST', query: { q: 'a b' }, json: { x: 'ü' } })).resolves.toEqual({
      ok: true,
    });
    expect(seen[0]?.url).toBe('https://chat.example.com/base/thing/?q=a+b');
    expect(seen[0]?.init).toMatchObject({ method: 'POST', body: '{"x":"ü"}', redirect: 'manual' });
    expect(seen[0]?.init.headers).toMatchObject({
      authorization: 'Bearer token',
      'content-type': 'application/json',
    });
  });

  it('brings cookies along where they are the session, and nowhere else', async () => {
    const credentials = async (token: string | null, request: Partial<HttpRequest<unknown>> = {}) => {
      const { ask, seen } = bench([answer(200)], { token });
      await ask(request);
      return seen[0]?.init.credentials;
    };
    expect(await credentials(null)).toBe('include');
    expect(await credentials('token')).toBeUndefined();
    expect(await credentials(null, { method: 'POST', authenticate: false })).toBeUndefined();
  });

  it('takes an empty success', async () => {
    const { ask } = bench([new Response(null, { status: 204 })]);
    await expect(ask({ method: 'DELETE' })).resolves.toBeUndefined();
  });

  it.each([
    [400, 'invalid', 'rejected', false],
    [401, 'unauthorized', 'not-sent', false],
    [403, 'forbidden', 'rejected', false],
    [404, 'not-found', 'rejected', false],
    [405, 'unsupported', 'rejected', false],
    [408, 'timeout', 'unknown', true],
    [409, 'conflict', 'rejected', false],
    [410, 'not-found', 'rejected', false],
    [413, 'too-large', 'rejected', false],
    [415, 'unsupported', 'rejected', false],
    [422, 'invalid', 'rejected', false],
    [429, 'rate-limited', 'rejected', true],
    [500, 'server', 'unknown', true],
    [502, 'server', 'unknown', true],
    [503, 'server', 'unknown', true],
    [504, 'server', 'unknown', true],
    [301, 'protocol', 'rejected', false],
    [307, 'protocol', 'rejected', false],
  ])('%i to a POST is %s, %s', async (status, code, outcome, retryable) => {
    const { fail } = bench([answer(status, {})]);
    const error = await fail({ method: 'POST', json: {} });
    expect(error).toMatchObject({ code, outcome, retryable });
  });

  it('says of a failed read that nothing happened', async () => {
    const { fail } = bench([page(500)]);
    await expect(fail()).resolves.toMatchObject({
      code: 'server',
      outcome: 'rejected',
      details: { body: 'other' },
    });
  });

  it('says so when an answer is a redirect', async () => {
    const { fail, seen } = bench([new Response(null, { status: 301, headers: { location: '/thing/' } })]);
    const error = await fail({ method: 'POST', json: {} });
    expect(error.message).toContain('redirect');
    expect(seen).toHaveLength(1);
  });

  it('keeps HTML out of its messages', async () => {
    const { fail } = bench([page(502)]);
    expect((await fail()).message).toBe('The server answered 502.');
  });

  it.each([
    ['3', 3000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Thu, 01 Jan 2020 00:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
  ])('reads Retry-After "%s"', async (header, retryAfterMs) => {
    const { fail } = bench([answer(429, {}, { 'retry-after': header })]);
    expect((await fail()).retryAfterMs).toBe(retryAfterMs);
  });

  it('renews a refused token once and tries again with the new one', async () => {
    const { ask, seen, environment } = bench([answer(401), answer(200, 1)], { renewals: ['fresh'] });
    await expect(ask({ method: 'POST', json: {} })).resolves.toBe(1);
    expect(environment.refused).toEqual(['token']);
    expect(seen[1]?.init.headers).toMatchObject({ authorization: 'Bearer fresh' });
  });

  it('gives up when the new token is refused too', async () => {
    const { fail, seen } = bench([answer(401), answer(401)], { renewals: ['fresh', 'another'] });
    await expect(fail()).resolves.toMatchObject({ code: 'unauthorized', status: 401 });
    expect(seen).toHaveLength(2);
  });

  it('does not blame the request for a renewal that failed', async () => {
    const { fail } = bench([answer(401)]);
    await expect(fail({ method: 'POST', json: {} })).resolves.toMatchObject({
      code: 'unauthorized',
      outcome: 'not-sent',
    });
  });

  it('does not know what became of a POST that got no answer', async () => {
    await expect(bench([]).fail({ method: 'POST', json: {} })).resolves.toMatchObject({
      code: 'network',
      outcome: 'unknown',
    });
    await expect(bench([]).fail()).resolves.toMatchObject({ code: 'network', outcome: 'not-sent' });
  });

  it('stops waiting in time, and leaves no timer behind', async () => {
    const { fail, environment } = bench([stalls]);
    const failed = fail({ method: 'POST', json: {} });
    await environment.clock.advance(20_000);
    await expect(failed).resolves.toMatchObject({ code: 'timeout', outcome: 'unknown', retryable: true });
    expect(environment.clock.pending).toBe(0);
  });

  it('tells giving up before from giving up during', async () => {
    const controller = new AbortController();
    const { fail } = bench([stalls]);
    const failed = fail({ method: 'POST', json: {}, signal: controller.signal });
    await new Promise(setImmediate);
    controller.abort();
    await expect(failed).resolves.toMatchObject({ code: 'aborted', outcome: 'unknown', retryable: false });
    await expect(fail({ method: 'POST', signal: controller.signal })).resolves.toMatchObject({
      code: 'aborted',
      outcome: 'not-sent',
    });
  });

  it('takes a success in another form for a broken protocol', async () => {
    const read = (): never => {
      throw new Error('unexpected');
    };
    await expect(bench([answer(200)]).fail({ read })).resolves.toMatchObject({
      code: 'protocol',
      outcome: 'rejected',
    });
    await expect(bench([answer(201)]).fail({ method: 'POST', json: {}, read })).resolves.toMatchObject({
      code: 'protocol',
      outcome: 'unknown',
    });
    await expect(bench([page(200)]).fail()).resolves.toMatchObject({ code: 'protocol' });
    await expect(bench([new Response('{"cut', { status: 200 })]).fail()).resolves.toMatchObject({
      code: 'protocol',
    });
  });

  it.each([
    [{ detail: 'No' }, 'No', { detail: ['No'] }],
    [{ error: 'No' }, 'No', { error: ['No'] }],
    [{ non_field_errors: ['A', 'B'] }, 'A', { non_field_errors: ['A', 'B'] }],
    [{ content: ['Blank.'] }, 'content: Blank.', { content: ['Blank.'] }],
    [
      { attachments: { 0: ['Empty.'], 2: ['Too big.'] } },
      'attachments.0: Empty.',
      { 'attachments.0': ['Empty.'], 'attachments.2': ['Too big.'] },
    ],
    [{ members: [{}, { id: ['Bad.'] }] }, 'members.1.id: Bad.', { 'members.1.id': ['Bad.'] }],
    [{ detail: ['Exists'], conversation_id: 5 }, 'Exists', { detail: ['Exists'] }],
    [['Plain'], 'Plain', { '': ['Plain'] }],
    ['Text', 'Text', { '': ['Text'] }],
    [null, 'The server answered 400.', {}],
    [{ a: { b: { c: null } } }, 'The server answered 400.', {}],
  ])('flattens the refusal %j', async (body, message, fields) => {
    const { fail } = bench([answer(400, body)]);
    await expect(fail()).resolves.toMatchObject({ message, fields });
    expect((await bench([answer(400, body)]).fail()).fields).toEqual(fields);
  });

  it('cuts long texts of a server short', async () => {
    const { fail } = bench([answer(400, { detail: 'x'.repeat(5000) })]);
    expect((await fail()).message.length).toBeLessThan(310);
  });

  it('tells the end of an upload where fetch cannot tell its course', async () => {
    const shares: number[] = [];
    const { ask } = bench([answer(201)]);
    await ask({ method: 'POST', form: new FormData(), onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([1]);
  });
});
