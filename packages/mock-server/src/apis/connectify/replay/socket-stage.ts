import { WebSocket } from 'ws';
import type { MockServer } from '../../../index';
import type { RecordedSocket } from './transcript';

/** A live socket of a replay, with everything it has heard. */
export interface Player {
  heard: unknown[];
  /** Settles when at least that many frames were heard. */
  untilHeard(count: number): Promise<void>;
  send(data: string | Uint8Array): void;
  /** Settles when the server has taken in what was sent so far. */
  arrived(): Promise<void>;
  closed: Promise<number>;
  close(): void;
}

const isHeartbeat = (frame: unknown): boolean =>
  typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'heartbeat';

async function urlOf(recorded: RecordedSocket, server: MockServer): Promise<string> {
  const [placeholder, username, kind] = /<token:(\w+)(?::(\w+))?>/.exec(recorded.url) ?? [];
  const token =
    username === undefined ? '' : await server.issueToken(username, kind === 'expired' ? -60 : undefined);
  const path = placeholder === undefined ? recorded.url : recorded.url.replace(placeholder, token);
  return `${server.url.replace('http', 'ws')}${path}`;
}

const originOf = (recorded: RecordedSocket) =>
  recorded.origin === null ? {} : { origin: recorded.origin ?? 'http://localhost:3000' };

/** The HTTP status an upgrade is refused with; 101 if it is not. */
export async function handshakeStatus(recorded: RecordedSocket, server: MockServer): Promise<number> {
  const socket = new WebSocket(await urlOf(recorded, server), originOf(recorded));
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    socket.on('open', () => {
      resolve(101);
      socket.close();
    });
    socket.on('error', reject);
  });
}

export async function openPlayer(recorded: RecordedSocket, server: MockServer): Promise<Player> {
  const socket = new WebSocket(await urlOf(recorded, server), originOf(recorded));
  const heard: unknown[] = [];
  let waiting: { count: number; done: () => void }[] = [];
  socket.on('message', (data: Buffer) => {
    const frame: unknown = JSON.parse(data.toString('utf8'));
    if (isHeartbeat(frame)) return;
    heard.push(frame);
    for (const { done } of waiting.filter(({ count }) => heard.length >= count)) done();
    waiting = waiting.filter(({ count }) => heard.length < count);
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    heard,
    untilHeard: (count) =>
      heard.length >= count
        ? Promise.resolve()
        : new Promise((done) => {
            waiting.push({ count, done });
          }),
    send: (data) => socket.send(data),
    arrived: () =>
      new Promise((resolve) => {
        socket.once('pong', () => resolve());
        socket.ping();
      }),
    closed,
    close: () => socket.close(1000),
  };
}
