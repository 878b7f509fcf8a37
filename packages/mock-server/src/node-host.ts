import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type HttpBindings, getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Outcome } from './faults/request-faults';
import type { LiveSession, UpgradeAnswer, UpgradeRequest } from './live/socket';

export interface NodeHost {
  port: number;
  close(): Promise<void>;
}

interface Served {
  handle(request: Request): Promise<Outcome>;
  connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer>;
  onError(error: unknown): void;
}

const statusTexts: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

function headersOf({ headersDistinct }: IncomingMessage): { headers: Headers; origin: string | null } {
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return { headers, origin: headers.get('origin') };
}

function refuse(socket: Duplex, status: number): void {
  const text = statusTexts[status] ?? 'Refused';
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(webSocket: WebSocket, answer: Extract<UpgradeAnswer, { accepted: true }>): LiveSession {
  const session = answer.open({
    send: (text) => webSocket.send(text),
    close: (code) => webSocket.close(code),
    terminate: () => webSocket.terminate(),
  });
  webSocket.on('message', (data: Buffer, isBinary) =>
    session.receive(isBinary ? new Uint8Array(data) : data.toString('utf8')),
  );
  webSocket.on('close', () => session.end());
  // A broken frame of the client ends in `close`; without a listener it would end the process.
  webSocket.on('error', () => webSocket.terminate());
  return session;
}

function listen(server: Server, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Serves requests and upgrades from Node's HTTP server. */
export async function hostOnNode(served: Served, port: number, hostname: string): Promise<NodeHost> {
  const sessions = new Set<LiveSession>();
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 });

  const listener = getRequestListener(
    async (request, environment) => {
      const outcome = await served.handle(request);
      if (outcome !== 'dropped') return outcome;
      (environment as HttpBindings).outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));

  const upgrade = async (incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? hostname}`);
    const { headers, origin } = headersOf(incoming);
    const answer = await served.connect({ url, origin, headers });
    if (!answer.accepted) {
      refuse(socket, answer.status);
      return;
    }
    webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      const session = serve(webSocket, answer);
      sessions.add(session);
      webSocket.on('close', () => sessions.delete(session));
    });
  };
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    upgrade(incoming, socket, head).catch((error: unknown) => {
      served.onError(error);
      refuse(socket, 500);
    });
  });

  const boundPort = await listen(server, port, hostname);
  return {
    port: boundPort,
    async close() {
      const ending = [...sessions];
      for (const webSocket of webSockets.clients) webSocket.terminate();
      webSockets.close();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
      for (const session of ending) session.end();
      await Promise.all(ending.map((session) => session.settled()));
    },
  };
}
