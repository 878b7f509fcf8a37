import type { Actor } from './actor';
import { type Backend, type BackendOptions, createBackend } from './backend';
import type { Faults } from './faults';
import { withFaultControl } from './faults/control';
import { hostOnNode } from './node-host';
import { printError } from './print-error';
import type { Account } from './seed';
import { libsqlEngine } from './store/libsql-engine';
import type { World } from './world/world';

export type { Actor, ConversationName } from './actor';
export type { ConnectifyProfile } from './apis/connectify/profile';
export type { BackendOptions } from './backend';
export type { ActiveFault, FaultName, FaultScope, FaultSettings, Faults } from './faults';
export { faultNames, parseFault, parseFaultText } from './faults/parse-fault';
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
}

export interface MockServer {
  /** Base URL without a trailing slash. */
  url: string;
  port: number;
  faults: Faults;
  world: World;
  accounts: Account[];
  /** Acts as one of the people, live frames included. */
  as(username: string): Actor;
  /** An access token without signing in; a negative lifetime makes one that has run out. */
  issueToken: Backend['issueToken'];
  close(): Promise<void>;
}

/** Starts the reference backend on this machine; rejects with the system's error if the port is taken. */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const hostname = options.hostname ?? '127.0.0.1';
  const backend = await createBackend(libsqlEngine(options.data ?? ':memory:'), options);
  const handle = options.control === true ? withFaultControl(backend.faults, backend.handle) : backend.handle;
  try {
    const served = { handle, connect: backend.connect, onError: options.onError ?? printError };
    const host = await hostOnNode(served, options.port ?? 0, hostname);
    let closing: Promise<void> | undefined;
    return {
      url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${host.port}`,
      port: host.port,
      faults: backend.faults,
      world: backend.world,
      accounts: backend.accounts,
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
