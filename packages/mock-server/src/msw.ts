import { HttpResponse, type RequestHandler, type WebSocketHandler, http } from 'msw';
import type { Actor, ConversationName } from './actor';
import type { ApiName } from './apis/registry';
import { type Backend, type BackendOptions, createBackend } from './backend';
import type { Faults } from './faults';
import { LiveHandler } from './msw-live-handler';
import type { Account } from './seed';
import { sqlJsEngine } from './store/sql-js-engine';
import type { World } from './world/world';

export type { Actor, ConversationName } from './actor';
export type { ApiChoice, ApiName, Profile } from './apis/registry';
export type { BackendOptions } from './backend';
export type { ActiveFault, FaultName, FaultScope, FaultSettings, Faults } from './faults';
export type { DevicePush } from './push/device-push';
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
  /** Acts as one of the people (or a guest), live frames included; with the first API unless one is named. */
  as(name: string, api?: ApiName): Actor;
  /** Shows somebody typing for a while, with the first API. */
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

  const webSocketUrl = url.replace(/^http/, 'ws');
  const paths = (kind: 'requests' | 'sockets') =>
    backend.served.flatMap(({ mountPath, definition }) =>
      definition.paths[kind].map((path) => `${mountPath}${path}*`),
    );
  const live = paths('sockets').map((path) => new LiveHandler(`${webSocketUrl}${path}`, backend.connect));

  return {
    handlers: [...paths('requests').map((path) => http.all(`${url}${path}`, answer)), ...live],
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
      await Promise.all(live.map((handler) => handler.closeAll()));
      await backend.close();
    },
  };
}
