import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../create-chat-client';
import { createFakeAdapter } from '../testing/fake-adapter';
import { adapterInTab, createFakeBrowser } from '../testing/fake-browser';
import { createFakeChat } from '../testing/fake-chat';
import { faultyIndexedDb } from '../testing/faulty-indexed-db';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Two tabs with the storage they get by themselves; that of each can be broken. */
async function twoTabs() {
  const chat = createFakeChat();
  const browser = createFakeBrowser(chat.clock);
  const scope = `fake ${crypto.randomUUID()}`;
  // IndexedDB takes tasks of its own, which the fake clock does not wait for.
  const until = (holds: () => void | Promise<void>) =>
    vi.waitFor(async () => {
      await chat.clock.advance(50);
      await holds();
    });
  const open = async (name: string) => {
    const { factory, faults } = faultyIndexedDb(indexedDB);
    vi.stubGlobal('indexedDB', factory);
    const tab = browser.openTab(name);
    const client = createChatClient({
      adapter: () => adapterInTab(tab, { ...createFakeAdapter(chat.server, chat.amira), scope }),
      session: { type: 'token', token: 'amira' },
      platform: tab,
      clock: tab.clock,
    });
    void client.start();
    await until(() => expect(client.getState().connection.name).toBe('open'));
    client.openConversation(chat.conversation);
    vi.unstubAllGlobals();
    return { client, tab, faults };
  };
  return { ...chat, until, one: await open('one'), two: await open('two') };
}

describe.each(['one', 'two'] as const)('when the database breaks for tab %s', (name) => {
  it('that tab still sends at once', async () => {
    const { until, server, conversation, clock, ...tabs } = await twoTabs();
    const { client, faults } = tabs[name];
    faults.transactionFails = 'UnknownError';
    for (const text of ['first', 'second']) client.sendMessage(conversation, { text });
    const texts = () => server.messages(conversation).map((message) => message.text);
    await until(() => expect(texts()).toEqual(['first', 'second']));
    await until(() => expect(server.linkCount).toBe(2));
    await clock.advance(60_000);
    expect(texts()).toEqual(['first', 'second']);
  });

  it('that tab goes on alone in memory, the other with what is on disk, and nothing is doubled', async () => {
    const { until, server, conversation, clock, ...tabs } = await twoTabs();
    const broken = tabs[name];
    const sound = name === 'one' ? tabs.two : tabs.one;
    server.setUp(false);
    broken.client.sendMessage(conversation, { text: 'on disk' });
    sound.client.sendMessage(conversation, { text: 'on disk too' });
    await until(async () => expect((await sound.client.storageHealth()).outboxEntries).toBe(2));
    broken.faults.transactionFails = 'UnknownError';
    broken.client.sendMessage(conversation, { text: 'in memory' });
    await until(() => expect(broken.client.getState().storage.name).toBe('memory'));
    server.setUp(true);
    const texts = () => server.messages(conversation).map(({ text }) => text);
    await until(() => expect(texts()).toHaveLength(3));
    await clock.advance(60_000);
    expect([...texts()].sort()).toEqual(['in memory', 'on disk', 'on disk too']);
    expect(server.linkCount).toBe(2);
    for (const { client } of [broken, sound]) expect(client.getOutbox().count).toBe(0);
    void sound.client.signOut();
    await until(() => {
      for (const { client } of [broken, sound]) expect(client.getState().session.name).toBe('signed-out');
    });
  });
});
