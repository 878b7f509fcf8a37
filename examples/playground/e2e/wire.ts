import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BrowserContext } from 'playwright';

/** What passes between the pages of a browser and the API, through a hand that can hold it. */
export interface Wire {
  /** Where pages find the API behind the hand. */
  readonly url: string;
  /** What the pages send does not reach the server, or what comes from there does not reach them. */
  hold(what: 'to the server' | 'to the page'): void;
  /** What is sent from now on passes again; what was held is lost. */
  release(): void;
  /** What pages sent and was held. */
  readonly kept: readonly string[];
  /** Frames pass the hand too, of sockets that open after this. */
  holdFramesOf(context: BrowserContext): Promise<void>;
  close(): Promise<void>;
}

/**
 * A proxy rather than a hand inside of the browser: that one lets go of what it holds when a page closes, and then it is
 * sent although it was passed on already.
 */
export async function openWire(apiUrl: string): Promise<Wire> {
  const kept: string[] = [];
  let held: 'nothing' | 'to the server' | 'to the page' = 'nothing';
  const waiting = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(apiUrl);

  /** As a proxy does whose backend is away: with an answer, as a browser may repeat what got none by itself. */
  const lose = (answer: ServerResponse): void => void answer.writeHead(502).end();
  const wait = (answer: ServerResponse): void => {
    waiting.add(answer);
    answer.on('close', () => waiting.delete(answer));
  };

  function pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url: path, headers } = asked;
    const onward = request({ hostname, port, method, path, headers }, (told) => {
      if (held === 'to the page' && method !== 'OPTIONS') {
        told.resume();
        return wait(answer);
      }
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
      told.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    asked.on('error', () => onward.destroy());
    asked.pipe(onward);
  }

  const proxy = createServer((asked, answer) => {
    const isWrite = asked.method !== 'GET' && asked.method !== 'OPTIONS';
    if (held !== 'to the server' || !isWrite) return pass(asked, answer);
    wait(answer);
    text(asked).then(
      (body) => kept.push(body),
      () => undefined,
    );
  });
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  proxy.on('upgrade', (asked, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const lines = asked.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? [`${name}: ${all[index + 1] ?? ''}`] : [],
      );
      onward.write(`GET ${asked.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
    kept,
    hold(what) {
      held = what;
    },
    release() {
      held = 'nothing';
      for (const answer of waiting) lose(answer);
      waiting.clear();
    },
    async holdFramesOf(context) {
      await context.routeWebSocket('**/*', (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((frame) => {
          if (held === 'to the server') kept.push(String(frame));
          else server.send(frame);
        });
        server.onMessage((frame) => {
          if (held !== 'to the page') socket.send(frame);
        });
      });
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}
