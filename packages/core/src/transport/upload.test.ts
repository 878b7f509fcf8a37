import { describe, expect, it } from 'vitest';
import type { ChatError } from '../errors';
import { createFakeEnvironment } from '../testing/fake-environment';
import { createHttp } from './http';

/** The part of XMLHttpRequest an upload uses, played by a test. */
class FakeRequest {
  static last: FakeRequest | undefined;
  readonly upload: { onprogress: ((event: Partial<ProgressEvent>) => void) | null } = { onprogress: null };
  readonly headers: Record<string, string> = {};
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onabort: (() => void) | null = null;
  ontimeout: (() => void) | null = null;
  status = 0;
  responseText = '';
  responseURL = '';
  aborted = false;
  withCredentials = false;
  opened: readonly [string, string] | undefined;
  body: unknown;

  open(method: string, url: string): void {
    this.opened = [method, url];
    this.responseURL = url;
    FakeRequest.last = this;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getResponseHeader(name: string): string | null {
    return name === 'content-type' ? 'application/json' : null;
  }
  send(body: unknown): void {
    this.body = body;
  }
  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }
  answer(status: number, text: string): void {
    this.status = status;
    this.responseText = text;
    this.onload?.();
  }
}

async function start(signal?: AbortSignal, token?: string | null) {
  const environment = createFakeEnvironment({
    ...(token === undefined ? {} : { token }),
    XMLHttpRequest: FakeRequest as unknown as typeof XMLHttpRequest,
  });
  const http = createHttp({
    environment,
    baseUrl: 'https://chat.example.com',
    authorization: (token) => ({ authorization: `Bearer ${token}` }),
    timeoutMs: 20_000,
  });
  const shares: number[] = [];
  const form = new FormData();
  const result = http({
    method: 'POST',
    path: '/files/',
    form,
    signal,
    onProgress: (share) => shares.push(share),
    read: (body) => body,
  }).catch((error: unknown) => error as ChatError);
  await environment.clock.advance(0);
  return { request: FakeRequest.last!, result, shares, form, environment };
}

describe('upload', () => {
  it('tells how much has left and reads the answer', async () => {
    const { request, result, shares, form, environment } = await start();
    expect(request.opened).toEqual(['POST', 'https://chat.example.com/files/']);
    expect(request.headers['authorization']).toBe('Bearer token');
    expect(request.headers['content-type']).toBeUndefined();
    expect(request.body).toBe(form);
    request.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 });
    request.upload.onprogress?.({ lengthComputable: false, loaded: 2, total: 0 });
    request.answer(201, '{"id":1}');
    await expect(result).resolves.toEqual({ id: 1 });
    expect(shares).toEqual([0.25, 1]);
    expect(environment.clock.pending).toBe(0);
  });

  it('brings cookies along where they are the session, and nowhere else', async () => {
    const { request: byCookie } = await start(undefined, null);
    expect(byCookie.withCredentials).toBe(true);
    expect(byCookie.headers['authorization']).toBeUndefined();
    const { request: byToken } = await start();
    expect(byToken.withCredentials).toBe(false);
  });

  it('shares the meaning of statuses with every other request', async () => {
    const { request, result } = await start();
    request.answer(413, '<html>Too large</html>');
    await expect(result).resolves.toMatchObject({ code: 'too-large', outcome: 'rejected' });
  });

  it('does not know what became of it when the network goes', async () => {
    const { request, result } = await start();
    request.onerror?.();
    await expect(result).resolves.toMatchObject({ code: 'network', outcome: 'unknown' });
  });

  it('stops when it is given up', async () => {
    const controller = new AbortController();
    const { request, result } = await start(controller.signal);
    controller.abort();
    expect(request.aborted).toBe(true);
    await expect(result).resolves.toMatchObject({ code: 'aborted', outcome: 'unknown' });
  });

  it('stops when it takes too long', async () => {
    const { request, result, environment } = await start();
    await environment.clock.advance(20_000);
    expect(request.aborted).toBe(true);
    await expect(result).resolves.toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  it('notices that a browser followed a redirect', async () => {
    const { request, result } = await start();
    request.responseURL = 'https://chat.example.com/elsewhere/';
    request.answer(200, '{}');
    await expect(result).resolves.toMatchObject({ code: 'protocol', outcome: 'unknown' });
  });
});
