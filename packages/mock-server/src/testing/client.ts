import { WebSocket } from 'ws';
import type { MockServer } from '../index';

export interface TestAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Calls the API without a token; a `FormData` body goes out as a form, anything else as JSON. */
export async function callUnsigned(
  server: Pick<MockServer, 'url'>,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<TestAnswer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Calls the API as somebody. */
export async function call(
  server: MockServer,
  as: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const authorization = `Bearer ${await server.issueToken(as)}`;
  return callUnsigned(server, method, path, { authorization, ...headers }, body);
}

export interface TestSocket {
  heard: string[];
  /** The next frame's text, from the first one on. */
  next(): Promise<string>;
  send(frame: unknown): void;
  closed: Promise<number>;
  close(): void;
}

/** Opens a socket as somebody; rejects when the upgrade is refused. */
export async function openSocket(server: MockServer, as: string, path: string): Promise<TestSocket> {
  const token = await server.issueToken(as);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}?token=${token}`, {
    origin: 'http://localhost',
  });
  const heard: string[] = [];
  let taken = 0;
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    heard.push(data.toString('utf8'));
    wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    heard,
    async next() {
      while (heard.length <= taken) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      taken += 1;
      return heard[taken - 1] ?? '';
    },
    send: (frame) => socket.send(JSON.stringify(frame)),
    closed,
    close: () => socket.close(1000),
  };
}

/** The direct conversation of two seeded people, by its number. */
export async function conversationBetween(server: MockServer, one: string, other: string): Promise<number> {
  const first = await server.world.people.named(one);
  const second = await server.world.people.named(other);
  const [conversation] = await server.world.conversations.between(1, first?.id ?? 0, second?.id ?? 0);
  if (conversation === undefined) throw new Error(`${one} and ${other} have no conversation`);
  return conversation.number;
}
