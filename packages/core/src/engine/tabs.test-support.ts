import { memoryStorage } from '../storage/memory';
import { createFakeBrowser } from '../testing/fake-browser';
import type { FakeBrowser } from '../testing/fake-browser';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient } from '../testing/fake-chat';
import type { FakeTab } from '../testing/fake-tab';

export const second = 1_000;

/** Amira in one tab of a browser, with the conversation open. */
export interface AmirasTab extends FakeClient {
  readonly tab: FakeTab;
  texts(): readonly string[];
  statuses(): readonly (readonly [string, string])[];
}

export interface AmirasBrowser extends FakeChat {
  readonly browser: FakeBrowser;
  /** Started, and given half a second. */
  open(name: string, options?: { readonly visible?: boolean }): Promise<AmirasTab>;
  /** Who holds the lead. */
  leader(): string | undefined;
  sentTexts(): readonly string[];
}

export function openBrowser(options: Parameters<typeof createFakeChat>[0] = {}): AmirasBrowser {
  const chat = createFakeChat(options);
  const browser = createFakeBrowser(chat.clock);
  const storage = memoryStorage();
  return {
    ...chat,
    browser,
    async open(name, { visible = true } = {}) {
      const tab = browser.openTab(name);
      tab.setVisible(visible);
      const page = chat.client(chat.amira, { storage, tab });
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
