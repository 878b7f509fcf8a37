import type { SqliteDatabase } from 'kysely';
import type { Actor } from './actor';
import type { Api } from './apis/api';
import { createConnectify } from './apis/connectify/connectify';
import type { ConnectifyProfile } from './apis/connectify/profile';
import { type Faults, createFaults } from './faults';
import { type Outcome, withRequestFaults } from './faults/request-faults';
import { withSocketFaults } from './faults/socket-faults';
import { createInProcessBus } from './live/bus';
import { createHub } from './live/hub';
import type { UpgradeAnswer, UpgradeRequest } from './live/socket';
import { type Account, type Seed, listAccounts, seedWorld } from './seed';
import { printError } from './print-error';
import { openStore } from './store/open-store';
import { createWorldClock } from './world/clock';
import { type World, createWorld } from './world/world';

/** What every host of the reference backend can set. */
export interface BackendOptions {
  /** The documented API to speak. */
  api?: 'connectify';
  /** `documented` (the default) follows the document, `deployed` real servers as observed. */
  profile?: ConnectifyProfile;
  seed?: Seed;
  /** Milliseconds that seeded talk ends at; the machine's time unless given. */
  now?: number;
  /** Host names a socket's `Origin` may have besides this machine's; `*` for any. */
  allowedHosts?: readonly string[];
  heartbeatMilliseconds?: number;
  /** Hears of errors inside the backend, which clients only see as status 500; prints them unless given. */
  onError?: (error: unknown) => void;
}

/** The reference backend without a host: requests and sockets in, answers and frames out. */
export interface Backend {
  faults: Faults;
  world: World;
  accounts: Account[];
  handle(request: Request): Promise<Outcome>;
  connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer>;
  /** Acts as one of the people, live frames included. */
  as(username: string): Actor;
  issueToken(username: string, lifetimeSeconds?: number): Promise<string>;
  close(): Promise<void>;
}

/** Fails on a user name that nobody has. */
async function personNamed(world: World, username: string) {
  const person = await world.people.named(username);
  if (person === undefined) throw new Error(`Nobody is called ${username}`);
  return person;
}

function actorNamed(world: World, api: Api, username: string): Actor {
  const acting = async () => api.actAs(await personNamed(world, username));
  return {
    send: async (...input) => (await acting()).send(...input),
    type: async (...input) => (await acting()).type(...input),
    read: async (...input) => (await acting()).read(...input),
    edit: async (...input) => (await acting()).edit(...input),
    remove: async (...input) => (await acting()).remove(...input),
    react: async (...input) => (await acting()).react(...input),
    unreact: async (...input) => (await acting()).unreact(...input),
  };
}

export async function createBackend(engine: SqliteDatabase, options: BackendOptions): Promise<Backend> {
  const store = await openStore(engine);
  const world = createWorld(store, createWorldClock());
  await seedWorld(world, options.seed ?? 'demo', options.now ?? Date.now());
  const hub = createHub(createInProcessBus());
  const faults = createFaults();
  const api = await createConnectify(world, hub, {
    profile: options.profile ?? 'documented',
    allowedHosts: options.allowedHosts ?? [],
    heartbeatMilliseconds: options.heartbeatMilliseconds ?? 30_000,
    onError: options.onError ?? printError,
  });
  faults.subscribe((added) => {
    if (added?.name === 'expireTokens') {
      api.expireTokens({ refreshTokensToo: added.refreshTokensToo ?? false });
    } else if (added === undefined && !faults.active().some(({ name }) => name === 'expireTokens')) {
      api.acceptTokensAgain();
    }
  });
  return {
    faults,
    world,
    accounts: await listAccounts(world),
    handle: withRequestFaults(faults, api.handle),
    connect: withSocketFaults(faults, api.connect),
    as: (username) => actorNamed(world, api, username),
    issueToken: async (username, seconds) => api.issueToken(await personNamed(world, username), seconds),
    async close() {
      hub.close();
      await store.destroy();
    },
  };
}
