import { WebSocket } from 'ws';
import type { Stage } from './stage';
import type { RecordedUpgrade } from './transcript';

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

async function dial(recorded: RecordedUpgrade, stage: Stage): Promise<WebSocket> {
  const url = `${stage.server.url.replace('http', 'ws')}${await stage.fill(recorded.url)}`;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(recorded.headers ?? {})) headers[name] = await stage.fill(value);
  const origin = recorded.origin === undefined ? 'http://localhost:3000' : recorded.origin;
  return new WebSocket(url, { headers, ...(origin === null ? {} : { origin }) });
}

/** The HTTP status an upgrade is refused with; 101 if it is not. */
export async function handshakeStatus(recorded: RecordedUpgrade, stage: Stage): Promise<number> {
  const socket = await dial(recorded, stage);
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

/** Opens a recorded socket; frames that `ignores` is true for (heartbeats) count as not heard. */
export async function openPlayer(
  recorded: RecordedUpgrade,
  stage: Stage,
  ignores: (frame: unknown) => boolean = () => false,
): Promise<Player> {
  const socket = await dial(recorded, stage);
  const heard: unknown[] = [];
  let waiting: { count: number; done: () => void }[] = [];
  socket.on('message', (data: Buffer) => {
    const frame: unknown = JSON.parse(data.toString('utf8'));
    if (ignores(frame)) return;
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
