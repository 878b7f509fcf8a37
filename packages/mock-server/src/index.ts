import type { Actor } from './actor';
import type { ApiName } from './apis/registry';
import { type Backend, type BackendOptions, createBackend } from './backend';
import type { Faults } from './faults';
import { withFaultControl } from './faults/control';
import { hostOnNode } from './node-host';
import { printError } from './print-error';
import { type WebPushOptions, openWebPush } from './push/web-push';
import type { Account } from './seed';
import { libsqlEngine } from './store/libsql-engine';
import type { World } from './world/world';

export type { Actor, ConversationName } from './actor';
export type { ApiChoice, ApiName, Profile } from './apis/registry';
export type { BackendOptions } from './backend';
export type { ActiveFault, FaultName, FaultScope, FaultSettings, Faults } from './faults';
export { faultNames, parseFault, parseFaultText } from './faults/parse-fault';
export type { DevicePush } from './push/device-push';
export type { WebPushOptions } from './push/web-push';
export { type Account, type Cast, type CastMember, type Seed, parseSeed } from './seed';
export type { World } from './world/world';

export interface MockServerOptions extends BackendOptions {
  /** 0 (the default) takes any free port. */
  port?: number;
  hostname?: string;
  /** Where data is kept; `:memory:` (the default) forgets it at the end. */
  data?: string;
  /** Lets `/__faults` switch faults over HTTP. */
  control?: boolean;
  /** Who signs Web Push messages; a key pair of this server's own unless given. */
  webPush?: WebPushOptions;
}

export interface MockServer {
  /** Base URL without a trailing slash. */
  url: string;
  port: number;
  faults: Faults;
  world: World;
  /** Everybody who can sign in somewhere. */
  accounts: Account[];
  /** The APIs in service, each with the base URL to give its client. */
  apis: { name: ApiName; url: string; accounts: Account[] }[];
  /** The base URL of one of them. */
  urlOf(api: ApiName): string;
  /** Acts as one of the people (or a guest), live frames included; with the first API unless one is named. */
  as(name: string, api?: ApiName): Actor;
  /** An access token without signing in; a negative lifetime makes one that has run out. */
  issueToken: Backend['issueToken'];
  close(): Promise<void>;
}

/** Starts the reference backend on this machine; rejects with the system's error if the port is taken. */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const hostname = options.hostname ?? '127.0.0.1';
  const backend = await createBackend(libsqlEngine(options.data ?? ':memory:'), options, {
    openWebPush: (world) => openWebPush(world, options.webPush),
  });
  const handle = options.control === true ? withFaultControl(backend.faults, backend.handle) : backend.handle;
  try {
    const served = { handle, connect: backend.connect, onError: options.onError ?? printError };
    const host = await hostOnNode(served, options.port ?? 0, hostname);
    const url = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${host.port}`;
    const apis = backend.served.map(({ name, mountPath, accounts }) => ({
      name,
      url: `${url}${mountPath}`,
      accounts,
    }));
    let closing: Promise<void> | undefined;
    return {
      url,
      port: host.port,
      faults: backend.faults,
      world: backend.world,
      accounts: backend.accounts,
      apis,
      urlOf(api) {
        const found = apis.find(({ name }) => name === api);
        if (found === undefined) throw new Error(`The API ${api} is not served`);
        return found.url;
      },
      as: backend.as,
      issueToken: backend.issueToken,
      close() {
        closing ??= host.close().then(backend.close);
        return closing;
      },
    };
  } catch (error) {
    await backend.close();
    throw error;
  }
}
