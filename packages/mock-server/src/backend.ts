import type { SqliteDatabase } from 'kysely';
import type { Actor } from './actor';
import { type ApiChoice, type ApiName, type Profile, apiChoices, chosenApis } from './apis/registry';
import { type ServedApi, createRouter, serveApi } from './apis/serve';
import { type Faults, createFaults } from './faults';
import { type Outcome, withRequestFaults } from './faults/request-faults';
import { withSocketFaults } from './faults/socket-faults';
import { createInProcessBus } from './live/bus';
import type { UpgradeAnswer, UpgradeRequest } from './live/socket';
import { type Account, type Seed, seedWorld } from './seed';
import { printError } from './print-error';
import { createPushDelivery } from './push/delivery';
import type { DevicePush, WebPushTransport } from './push/device-push';
import { openStore } from './store/open-store';
import { createWorldClock } from './world/clock';
import { type World, createWorld } from './world/world';

/** What every host of the reference backend can set. */
export interface BackendOptions {
  /** The documented API to speak (`connectify` unless given), or `all`, each below `/<name>`. */
  api?: ApiChoice;
  /** `documented` (the default) follows the document, `deployed` real servers as observed. */
  profile?: Profile;
  seed?: Seed;
  /** Milliseconds that seeded talk ends at; the machine's time unless given. */
  now?: number;
  /** Host names a socket's `Origin` may have besides this machine's; `*` for any. */
  allowedHosts?: readonly string[];
  heartbeatMilliseconds?: number;
  /** Hears of errors inside the backend, which clients only see as status 500; prints them unless given. */
  onError?: (error: unknown) => void;
  /** Hears of every notification for a device, also of those that only a mobile push service could deliver. */
  onPush?: (push: DevicePush) => void;
}

/** What only some hosts can do. */
export interface HostSkills {
  openWebPush?(world: World): Promise<WebPushTransport>;
}

/** The reference backend without a host: requests and sockets in, answers and frames out. */
export interface Backend {
  faults: Faults;
  world: World;
  /** Everybody who can sign in somewhere. */
  accounts: Account[];
  served: readonly ServedApi[];
  handle(request: Request): Promise<Outcome>;
  connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer>;
  /** Acts as one of the people (or a guest), live frames included; with the first API unless one is named. */
  as(name: string, api?: ApiName): Actor;
  issueToken(username: string, lifetimeSeconds?: number, api?: ApiName): Promise<string>;
  close(): Promise<void>;
}

/** Fails on a user name that nobody has. */
async function personNamed(world: World, username: string) {
  const person = await world.people.named(username);
  if (person === undefined) throw new Error(`Nobody is called ${username}`);
  return person;
}

function actorNamed(world: World, { api }: ServedApi, name: string): Actor {
  const acting = async () => (await api.actAsGuest?.(name)) ?? api.actAs(await personNamed(world, name));
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

const uniqueAccounts = (served: readonly ServedApi[]): Account[] => [
  ...new Map(served.flatMap(({ accounts }) => accounts).map((one) => [one.username, one])).values(),
];

/** Lets the fault `expireTokens` reach every API. */
function expireOnFault(faults: Faults, served: readonly ServedApi[]): void {
  faults.subscribe((added) => {
    if (added?.name === 'expireTokens') {
      const refreshTokensToo = added.refreshTokensToo ?? false;
      for (const { api } of served) api.expireTokens({ refreshTokensToo });
    } else if (added === undefined && !faults.active().some(({ name }) => name === 'expireTokens')) {
      for (const { api } of served) api.acceptTokensAgain();
    }
  });
}

export async function createBackend(
  engine: SqliteDatabase,
  options: BackendOptions,
  host: HostSkills = {},
): Promise<Backend> {
  const choice = options.api ?? 'connectify';
  const definitions = chosenApis(choice);
  if (definitions === undefined) {
    throw new Error(`Unknown API "${choice}": known are ${apiChoices.join(', ')}`);
  }
  for (const { name, profiles } of definitions) {
    if (options.profile !== undefined && !profiles.includes(options.profile)) {
      throw new Error(`${name} has no profile "${options.profile}": known are ${profiles.join(', ')}`);
    }
  }
  const store = await openStore(engine);
  const world = createWorld(store, createWorldClock());
  const names = definitions.map(({ name }) => name);
  await seedWorld(world, names, options.seed ?? 'demo', options.now ?? Date.now());
  const onError = options.onError ?? printError;
  const push = createPushDelivery({
    transport: await host.openWebPush?.(world),
    onPush: options.onPush ?? (() => undefined),
    onError,
  });
  const bus = createInProcessBus();
  const served: ServedApi[] = [];
  for (const definition of definitions) {
    const api = await serveApi(definition, {
      world,
      bus,
      isAlone: choice !== 'all',
      options: {
        profile: options.profile ?? definition.profiles[0],
        allowedHosts: options.allowedHosts ?? [],
        heartbeatMilliseconds: options.heartbeatMilliseconds ?? 30_000,
        push,
        onError,
      },
    });
    served.push(api);
  }
  const faults = createFaults();
  expireOnFault(faults, served);
  const router = createRouter(served, world);
  const serving = (name: ApiName | undefined): ServedApi => {
    const found = name === undefined ? served[0] : served.find((one) => one.name === name);
    if (found === undefined) throw new Error(`The API ${name} is not served`);
    return found;
  };
  return {
    faults,
    world,
    accounts: uniqueAccounts(served),
    served,
    handle: withRequestFaults(faults, router.handle),
    connect: withSocketFaults(faults, router.connect),
    as: (name, api) => actorNamed(world, serving(api), name),
    issueToken: async (username, seconds, api) =>
      serving(api).api.issueToken(await personNamed(world, username), seconds),
    async close() {
      for (const { end } of served) end();
      await push.settled();
      await store.destroy();
    },
  };
}
