import type { Clock } from '../adapter/environment';
import { memoryStorage } from '../storage/memory';
import type { StorageProvider } from '../storage/storage';
import { createFakeBrowser } from '../testing/fake-browser';
import type { FakeBrowser } from '../testing/fake-browser';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient, FakeClientOptions } from '../testing/fake-chat';
import type { FakeTab } from '../testing/fake-tab';

export const second = 1_000;

/** Amira in one tab of a browser, with the conversation open. */
export interface AmirasTab extends FakeClient {
  readonly tab: FakeTab;
  texts(): readonly string[];
  statuses(): readonly (readonly [string, string])[];
}

export interface OpenOptions extends FakeClientOptions {
  readonly visible?: boolean;
}

export interface AmirasBrowser extends FakeChat {
  readonly storage: StorageProvider;
  readonly browser: FakeBrowser;
  /** Started, and given half a second. */
  open(name: string, options?: OpenOptions): Promise<AmirasTab>;
  /** Who holds the lead. */
  leader(): string | undefined;
  sentTexts(): readonly string[];
}

export function openBrowser(
  options: Parameters<typeof createFakeChat>[0] & { readonly writeMs?: number } = {},
): AmirasBrowser {
  const chat = createFakeChat(options);
  const browser = createFakeBrowser(chat.clock);
  const storage = slowStorage(chat.clock, options.writeMs ?? 0);
  return {
    ...chat,
    storage,
    browser,
    async open(name, { visible = true, ...clientOptions } = {}) {
      const tab = browser.openTab(name);
      tab.setVisible(visible);
      const page = chat.client(chat.amira, { storage, tab, ...clientOptions });
      const starting = page.client.start();
      await chat.clock.advance(400);
      await starting;
      page.client.openConversation(chat.conversation);
      await chat.clock.advance(100);
      return {
        ...page,
        tab,
        texts: () => page.rows(chat.conversation).map((row) => row.text),
        statuses: () => page.rows(chat.conversation).map((row) => [row.text, row.status] as const),
      };
    },
    leader: () => browser.holders('chat-lead fake amira')[0]?.name,
    sentTexts: () => chat.server.messages(chat.conversation).map((message) => message.text),
  };
}

/** On disk at once, but told only later. */
function slowStorage(clock: Clock, writeMs: number): StorageProvider {
  const memory = memoryStorage();
  if (writeMs === 0) return memory;
  return {
    async open(name) {
      const opened = await memory.open(name);
      return {
        ...opened,
        async write(batch) {
          await opened.write(batch);
          await new Promise<void>((resolve) => clock.after(writeMs, resolve));
        },
      };
    },
  };
}
