import type { Clock, Timer } from '../../adapter/environment';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import { newLocalId } from '../../engine/local-id';
import { ChatError, isChatError } from '../../errors';
import type { ConversationId, LocalId } from '../../model/ids';
import { selectTimeline } from '../../store/select-timeline';
import type { MessageView, TimelineView } from '../../store/view';
import { createFakeAdapter } from '../fake-adapter';
import type { FakeTab } from '../fake-tab';
import { createNetwork } from './network';
import type { Network } from './network';
import { createPageStorage } from './page-storage';
import type { Browser, World } from './world';

/** One open tab with a client in it, and what a person and the world can do to it. */
export interface Page {
  readonly name: string;
  readonly tab: FakeTab;
  readonly client: ChatClient;
  readonly network: Network;
  readonly opened: Map<ConversationId, () => void>;
  readonly isSignedIn: boolean;
  timeline(id: ConversationId): TimelineView;
  rows(id: ConversationId): readonly MessageView[];
  /** Runs one verb of a person; tells the local id of the command it gave, null when it was refused. */
  ask(verb: () => void): LocalId | null;
  setOnline(online: boolean): void;
  /** Without a word: what is not on disk is lost. */
  crash(): void;
  close(): Promise<void>;
}

const startAgainMs = 3_000;

export function openPage(world: World, browser: Browser): Page {
  const tab = browser.tabs.openTab(`${browser.name}/${String(browser.tabs.tabs.length + 1)}`);
  const { person } = browser;
  const { clock, chance, server, ledger, kind, variant } = world;
  let firstId: string | null = null;
  let closing = false;
  const pageClock: Clock = {
    now: () => clock.now() + browser.skewMs,
    after: (milliseconds, callback): Timer => tab.clock.after(milliseconds, callback),
  };
  const { randomId } = tab;
  const platform: FakeTab = Object.assign(tab, {
    random: () => chance.share(),
    randomId() {
      const id = randomId();
      firstId ??= id;
      return id;
    },
  });
  const storage = createPageStorage(browser.storage, tab, clock);
  const network = createNetwork({
    tab,
    pageClock,
    clock,
    chance,
    isServerUp: () => world.isServerUp,
    accepts: (token) => world.tokens.accepts(token),
    revoke: (token) => world.tokens.revoke(token),
    onFault: (which) => world.count({ what: 'faults', which }),
    onExecuted(command, result) {
      ledger.onExecuted(command, result);
      if (command.kind === 'mark-read') browser.refusedReads.delete(command.conversationId);
    },
    wasExecuted: ({ localId }) => ledger.wasExecuted(localId),
    onRefused(command) {
      if (command.kind === 'mark-read') browser.refusedReads.add(command.conversationId);
    },
  });
  const client = createChatClient({
    adapter: ({ credentials }) =>
      network.wrap(
        createFakeAdapter(server, person, {
          capabilities: kind.capabilities(variant),
          limits: { pageSize: world.pageSize },
          live: kind.live,
        }),
        credentials,
      ),
    session: {
      type: 'token',
      userId: person,
      token: async () => {
        if (!tab.online() || !world.isServerUp) throw new ChatError('network', 'No token without a network.');
        return world.tokens.issue(person);
      },
    },
    storage,
    platform,
    clock: pageClock,
  });
  client.on('message-failed', (localId) => ledger.onFailed(localId));
  client.on('session-ended', (reason) => world.complain(`${tab.name}: the session ended (${reason})`));
  client.on('warning', (error) => {
    if (error.cause instanceof Error && !isChatError(error.cause)) {
      world.complain(`${tab.name}: ${String(error.cause.stack)}`);
    }
  });

  async function start(): Promise<void> {
    try {
      await client.start();
    } catch (error) {
      if (!isChatError(error) || !error.retryable)
        world.complain(`${tab.name}: start failed: ${String(error)}`);
      if (!closing) pageClock.after(startAgainMs, () => void start());
    }
  }
  void start();

  const page: Page = {
    name: tab.name,
    tab,
    client,
    network,
    opened: new Map(),
    get isSignedIn() {
      return client.getState().session.name === 'signed-in';
    },
    timeline: (id) => selectTimeline(client.getState(), id),
    rows(id) {
      const view = page.timeline(id);
      return Array.from({ length: view.length }, (_, index) => view.at(index)).flatMap((row) => row ?? []);
    },
    ask(verb) {
      firstId = null;
      try {
        verb();
      } catch (error) {
        // Nobody signed in yet, or what was asked is refused at once: the person is told.
        if (isChatError(error)) return null;
        throw error;
      }
      return firstId === null ? null : newLocalId(firstId);
    },
    setOnline(online) {
      if (online === tab.online() && tab.state === 'running') return;
      if (!online) network.cut();
      tab.run('message', () => tab.setOnline(online));
    },
    crash() {
      const items = [...client.getState().outbox.entries.values()];
      const unsaved = new Set(items.filter((item) => !item.saved).map((item) => item.entry.localId));
      ledger.onPageDied(tab.name, unsaved, storage.oldestWriteAt);
      tab.close();
    },
    async close() {
      closing = true;
      await client.close();
      tab.close();
    },
  };
  return page;
}
