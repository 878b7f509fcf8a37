import type { Route } from 'playwright';
import type { Person } from './stage';

/** What passes between the pages of a browser and the API, through a hand that can hold it. */
export interface Wire {
  /** What the pages send does not reach the server, or what comes from there does not reach them. */
  hold(what: 'to the server' | 'to the page'): Promise<void>;
  /** What is sent from now on passes again; what was held is lost. */
  release(): Promise<void>;
  /** What pages sent and was held. */
  readonly kept: readonly string[];
}

/** Holds for sockets that open after it. */
export async function holdWire({ context }: Person, apiUrl: string): Promise<Wire> {
  const kept: string[] = [];
  let held: 'nothing' | 'to the server' | 'to the page' = 'nothing';
  const lose = new Set<() => void>();
  const requests = `${apiUrl}/**`;

  const handle = async (route: Route): Promise<void> => {
    const isWrite = route.request().method() !== 'GET';
    if (held === 'to the server' && !isWrite) return route.continue();
    if (held === 'to the server') kept.push(route.request().postData() ?? '');
    else await route.fetch();
    await new Promise<void>((resolve) => lose.add(resolve));
    await route.abort();
  };
  // A page that is gone needs no answer.
  const onRequest = (route: Route): Promise<void> => handle(route).catch(() => undefined);

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

  return {
    kept,
    async hold(what) {
      held = what;
      await context.route(requests, onRequest);
    },
    async release() {
      held = 'nothing';
      for (const end of lose) end();
      lose.clear();
      await context.unroute(requests, onRequest);
    },
  };
}
