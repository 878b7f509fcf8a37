import type { ChatAdapter } from '../adapter/adapter';
import type { Clock } from '../adapter/environment';
import type { LiveConnection, LiveSink } from '../adapter/live';
import type { LockRequest } from '../lib/platform';
import type { StorageProvider } from '../storage/storage';
import { createFakeLocks } from './fake-locks';
import { createFakeTab } from './fake-tab';
import type { FakeTab } from './fake-tab';

/** Several tabs of one browser: they share locks and channels, and can be closed, frozen and woken. */
export interface FakeBrowser {
  openTab(name?: string): FakeTab;
  readonly tabs: readonly FakeTab[];
  /** Who holds the named lock. */
  holders(lock: string): readonly FakeTab[];
}

export function createFakeBrowser(clock: Clock): FakeBrowser {
  const tabs: FakeTab[] = [];
  const locks = createFakeLocks();
  const channels = new Set<{ readonly tab: FakeTab; readonly name: string; hear(message: unknown): void }>();
  let opened = 0;
  return {
    tabs,
    holders: locks.holders,
    openTab(name) {
      opened += 1;
      const tab: FakeTab = Object.assign(createFakeTab(clock, name ?? `tab${String(opened)}`), {
        locks: {
          acquire: (lock: string, request?: LockRequest) => tab.receive(locks.acquire(tab, lock, request)),
        },
        openChannel(channelName: string, listener: (message: unknown) => void) {
          const own = { tab, name: channelName, hear: listener };
          channels.add(own);
          return {
            post(message: unknown) {
              const copy = structuredClone(message);
              if (tab.state !== 'running' || !channels.has(own)) return;
              for (const other of channels) {
                if (other === own || other.name !== channelName) continue;
                queueMicrotask(() =>
                  other.tab.run('message', () => {
                    if (channels.has(other)) other.hear(copy);
                  }),
                );
              }
            },
            close: () => void channels.delete(own),
          };
        },
      });
      tab.onClosed(() => {
        locks.release(tab);
        for (const channel of channels) if (channel.tab === tab) channels.delete(channel);
      });
      tabs.push(tab);
      return tab;
    },
  };
}

/** The adapter as it is used inside a tab: answers wait while it is frozen, its link ends with it. */
export function adapterInTab(tab: FakeTab, adapter: ChatAdapter): ChatAdapter {
  const { connect } = adapter;
  const inside = insideTab(tab, adapter);
  if (connect === undefined) return inside;
  return new Proxy(inside, {
    get: (target, key) =>
      key !== 'connect'
        ? (Reflect.get(target, key) as unknown)
        : (sink: LiveSink, options: Parameters<typeof connect>[1]): LiveConnection => {
            const link = connect(
              {
                opened: () => tab.run('answer', () => sink.opened()),
                events: (events) => tab.run('answer', () => sink.events(events)),
                heard: () => tab.run('answer', () => sink.heard()),
                ended: (end) => tab.run('answer', () => sink.ended(end)),
              },
              options,
            );
            tab.onClosed(() => link.close());
            return link;
          },
  });
}

/** The storage as it is used inside a tab; all tabs share what the provider keeps, as IndexedDB does. */
export function storageInTab(tab: FakeTab, provider: StorageProvider): StorageProvider {
  return {
    ...provider,
    open: async (name) => {
      const storage = await tab.receive(provider.open(name));
      return insideTab(tab, {
        ...storage,
        health: async () => ({ ...(await storage.health()), kind: 'indexed-db' }),
      });
    },
  };
}

/** Everything that answers later answers through the tab; a closed tab asks nothing. */
function insideTab<Port extends object>(tab: FakeTab, port: Port): Port {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...request: readonly unknown[]): unknown => {
        if (tab.state === 'closed') return new Promise(() => undefined);
        const answer: unknown = Reflect.apply(value, target, request);
        return answer instanceof Promise ? tab.receive(answer) : answer;
      };
    },
  });
}
