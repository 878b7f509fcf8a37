import type { ChatAdapter } from '../adapter/adapter';
import type { Capabilities } from '../adapter/capabilities';
import type { AdapterEnvironment } from '../adapter/environment';
import { createChatClient } from '../create-chat-client';
import type { OutboxPolicy } from '../create-chat-client';
import type { ChatClient } from '../client';
import type { SessionOptions } from '../engine/session';
import type { ConversationId, UserId } from '../model/ids';
import { memoryStorage } from '../storage/memory';
import type { StorageProvider } from '../storage/storage';
import { selectTimeline } from '../store/select-timeline';
import type { MessageView } from '../store/view';
import { createFakeAdapter } from './fake-adapter';
import { adapterInTab, storageInTab } from './fake-browser';
import { createFakeClock } from './fake-clock';
import type { FakeClock } from './fake-clock';
import { createFakePlatform } from './fake-platform';
import type { FakePlatform } from './fake-platform';
import type { FakeTab } from './fake-tab';
import { createFakeServer } from './fake-server';
import type { FakeServer, FakeServerOptions } from './fake-server';

/** Amira and Bruno with one conversation, on a fake server and a fake clock. */
export interface FakeChat {
  readonly clock: FakeClock;
  readonly server: FakeServer;
  readonly amira: UserId;
  readonly bruno: UserId;
  readonly conversation: ConversationId;
  /** A client of this person; give the same storage again for a reload of the page. */
  client(me: UserId, options?: FakeClientOptions): FakeClient;
}

export interface FakeClientOptions {
  readonly storage?: StorageProvider;
  readonly capabilities?: Partial<Capabilities>;
  readonly live?: boolean;
  /** Changes what the fake adapter does. */
  readonly adapt?: (adapter: ChatAdapter, environment: AdapterEnvironment) => ChatAdapter;
  readonly session?: SessionOptions;
  readonly outbox?: OutboxPolicy;
  /** A tab of a fake browser; tabs of one person are given one storage. */
  readonly tab?: FakeTab;
}

export interface FakeClient {
  readonly client: ChatClient;
  readonly platform: FakePlatform;
  readonly storage: StorageProvider;
  rows(conversation: ConversationId): readonly MessageView[];
}

export function createFakeChat(options: Omit<FakeServerOptions, 'clock'> = {}): FakeChat {
  const clock = createFakeClock();
  const server = createFakeServer({ clock, ...options });
  const amira = server.addUser('amira').id;
  const bruno = server.addUser('bruno').id;
  const conversation = server.addConversation('amira and bruno', [amira, bruno]);
  let pages = 0;
  return {
    clock,
    server,
    amira,
    bruno,
    conversation,
    client(me, options = {}) {
      const { storage = memoryStorage(), capabilities = {}, live = true, tab } = options;
      const { adapt = (adapter: ChatAdapter) => adapter } = options;
      pages += 1;
      const platform = tab ?? createFakePlatform(clock, `page${String(pages)}`);
      const client = createChatClient({
        adapter(environment) {
          const adapter = adapt(createFakeAdapter(server, me, { capabilities, live }), environment);
          return tab === undefined ? adapter : adapterInTab(tab, adapter);
        },
        session: options.session ?? { type: 'token', token: me },
        ...(options.outbox === undefined ? {} : { outbox: options.outbox }),
        storage: tab === undefined ? storage : storageInTab(tab, storage),
        platform,
        clock: tab?.clock ?? clock,
      });
      return {
        client,
        platform,
        storage,
        rows(id) {
          const view = selectTimeline(client.getState(), id);
          return Array.from({ length: view.length }, (_, index) => view.at(index)).flatMap(
            (row) => row ?? [],
          );
        },
      };
    },
  };
}
