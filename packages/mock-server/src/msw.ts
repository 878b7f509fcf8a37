import { HttpResponse, type RequestHandler, type WebSocketHandler, http } from 'msw';
import type { Actor, ConversationName } from './actor';
import { type Backend, type BackendOptions, createBackend } from './backend';
import type { Faults } from './faults';
import { LiveHandler } from './msw-live-handler';
import type { Account } from './seed';
import { sqlJsEngine } from './store/sql-js-engine';
import type { World } from './world/world';

export type { Actor, ConversationName } from './actor';
export type { ConnectifyProfile } from './apis/connectify/profile';
export type { BackendOptions } from './backend';
export type { ActiveFault, FaultName, FaultScope, FaultSettings, Faults } from './faults';
export type { Account, Cast, CastMember, Seed } from './seed';
export type { World } from './world/world';

export interface BrowserBackendOptions extends Omit<BackendOptions, 'allowedHosts'> {
  /** The address the client under test is told, without a trailing slash; nothing needs to listen there. */
  url: string;
  /** A locally served `sql-wasm-browser.wasm` of sql.js; without it the WebAssembly comes inside the script. */
  sqlWasmUrl?: string;
}

export interface BrowserBackend {
  /** For msw's `setupWorker(...handlers)`: the API's requests, uploads and sockets. */
  handlers: (RequestHandler | WebSocketHandler)[];
  faults: Faults;
  world: World;
  accounts: Account[];
  /** Acts as one of the people, live frames included. */
  as(username: string): Actor;
  /** Shows somebody typing for a while. */
  simulateTyping(username: string, conversation: ConversationName, milliseconds?: number): Promise<void>;
  /** An access token without signing in; a negative lifetime makes one that has run out. */
  issueToken: Backend['issueToken'];
  /** Ends open sockets and frees the memory. */
  close(): Promise<void>;
}

/** The reference backend inside the page, for Storybook and browser tests. */
export async function createBrowserBackend(options: BrowserBackendOptions): Promise<BrowserBackend> {
  const { url, sqlWasmUrl, ...rest } = options;
  const backend = await createBackend(await sqlJsEngine(sqlWasmUrl), { ...rest, allowedHosts: ['*'] });

  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    const outcome = await backend.handle(request);
    return outcome === 'dropped' ? HttpResponse.error() : outcome;
  };

  const live = new LiveHandler(`${url.replace(/^http/, 'ws')}/ws/*`, backend.connect);

  return {
    handlers: [http.all(`${url}/api/*`, answer), http.all(`${url}/media/*`, answer), live],
    faults: backend.faults,
    world: backend.world,
    accounts: backend.accounts,
    as: backend.as,
    async simulateTyping(username, conversation, milliseconds = 2000) {
      const actor = backend.as(username);
      await actor.type(conversation, true);
      await new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      });
      await actor.type(conversation, false);
    },
    issueToken: backend.issueToken,
    async close() {
      await live.closeAll();
      await backend.close();
    },
  };
}
