import type { ConversationId, UserId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import type { StorageProvider } from '../../storage/storage';
import { createFakeBrowser } from '../fake-browser';
import type { FakeBrowser } from '../fake-browser';
import { createFakeClock } from '../fake-clock';
import type { FakeClock } from '../fake-clock';
import { createFakeServer } from '../fake-server';
import type { FakeServer } from '../fake-server';
import { createChance } from './chance';
import type { Chance } from './chance';
import { createLedger } from './ledger';
import type { Ledger } from './ledger';
import { openPage } from './page';
import type { Page } from './page';
import type { Scenario } from './scenario';
import type { ServerKind, ServerVariant } from './server-kind';
import type { Tally } from './tally';
import { createTokens } from './tokens';
import type { Tokens } from './tokens';

/** A person's browser: its tabs share storage, locks and channels. */
export interface Browser {
  readonly name: string;
  readonly person: UserId;
  readonly storage: StorageProvider;
  readonly tabs: FakeBrowser;
  /** A place for a tab each; null while it is closed. */
  readonly pages: (Page | null)[];
  /** Where the server refused to note what was read: there the person knows better than the server. */
  readonly refusedReads: Set<ConversationId>;
  /** How wrong the device's clock is. */
  skewMs: number;
}

/** A server that holds the truth, and people around it with their browsers. */
export interface World {
  readonly kind: ServerKind;
  readonly variant: ServerVariant;
  readonly pageSize: number;
  readonly clock: FakeClock;
  readonly chance: Chance;
  readonly server: FakeServer;
  readonly tokens: Tokens;
  readonly ledger: Ledger;
  readonly browsers: readonly Browser[];
  readonly conversations: ConversationId[];
  /** Somebody without a client: writes, edits and deletes at the server itself. */
  readonly visitor: UserId;
  readonly isServerUp: boolean;
  readonly complaints: readonly string[];
  setServerUp(up: boolean): void;
  openPage(browser: Browser, place: number): void;
  /** All places for tabs, over all browsers. */
  places(): readonly { readonly browser: Browser; readonly place: number }[];
  pages(): readonly Page[];
  /** Notes what can never be right. */
  complain(what: string): void;
  readonly count: Tally['count'];
}

const names = ['amira', 'bruno', 'chloe', 'daniel'] as const;

export function createWorld(
  kind: ServerKind,
  scenario: Omit<Scenario, 'steps'>,
  count: Tally['count'],
): World {
  const { variant, people, tabs, seed } = scenario;
  const clock = createFakeClock();
  const server = createFakeServer({ clock, ...kind.server(variant) });
  const persons = names.slice(0, people).map((name) => server.addUser(name).id);
  const visitor = server.addUser('visitor').id;
  const complaints: string[] = [];
  let up = true;

  const browsers: readonly Browser[] = persons.map((person, index) => ({
    name: person,
    person,
    storage: memoryStorage(),
    tabs: createFakeBrowser(clock),
    pages: Array.from({ length: tabs[index] ?? 1 }, () => null),
    refusedReads: new Set(),
    skewMs: 0,
  }));

  const world: World = {
    kind,
    variant,
    pageSize: 6,
    clock,
    chance: createChance(seed),
    server,
    tokens: createTokens(),
    ledger: createLedger(),
    browsers,
    conversations: [
      server.addConversation('pair', persons.slice(0, 2)),
      server.addConversation('everybody', [...persons, visitor]),
    ],
    visitor,
    get isServerUp() {
      return up;
    },
    complaints,
    setServerUp(value) {
      up = value;
      server.setUp(value);
    },
    openPage(browser, place) {
      browser.pages[place] ??= openPage(world, browser);
    },
    places: () => browsers.flatMap((browser) => browser.pages.map((_, place) => ({ browser, place }))),
    pages: () => browsers.flatMap(({ pages }) => pages.flatMap((page) => page ?? [])),
    complain: (what) => void complaints.push(what),
    count,
  };
  for (const { browser, place } of world.places()) world.openPage(browser, place);
  return world;
}
