import { describe, expect, it } from 'vitest';
import { draftKey } from './persistence';
import { openBrowser, second } from './tabs.test-support';
import type { AmirasBrowser } from './tabs.test-support';

/** Everything stored of Amira. */
async function stored({ storage, conversation }: AmirasBrowser) {
  const database = await storage.open('fake amira');
  const draft = await database.loadValue(draftKey(conversation));
  return [
    ...(draft === undefined ? [] : [draft]),
    ...(await database.loadUsers()),
    ...(await database.loadConversations()),
    ...(await database.loadOutbox()),
  ];
}

describe('signing out in one tab', () => {
  it.each(['one', 'two'] as const)(
    'ends it in all, wipes once, and nobody writes after: in tab %s',
    async (where) => {
      const amira = openBrowser();
      const { open, clock, conversation, server, bruno } = amira;
      const [one, two] = [await open('one'), await open('two')];
      const reasons: string[] = [];
      for (const { client } of [one, two]) client.on('session-ended', (reason) => reasons.push(reason));
      server.post(conversation, bruno, 'hello');
      await clock.advance(second);
      for (const { client } of [one, two])
        client.setDraft(conversation, { text: 'not written yet', replyTo: null });
      const ending = (where === 'one' ? one : two).client.signOut();
      await clock.advance(50);
      await ending;
      for (const { client } of [one, two]) {
        expect(client.getState().session).toEqual({ name: 'signed-out', reason: 'by-user' });
        expect([...client.getState().conversations.keys()]).toEqual([]);
      }
      expect(reasons).toEqual(['by-user', 'by-user']);
      await clock.advance(10 * second);
      expect([await stored(amira), server.linkCount]).toEqual([[], 0]);
    },
  );

  it('does not wait for ever for a frozen tab, which deletes again what it still wrote on waking', async () => {
    const amira = openBrowser({ latencyMs: 200 });
    const { open, clock, server, amira: me, bruno } = amira;
    const [one, two] = [await open('one'), await open('two')];
    await clock.advance(2 * second);
    server.addConversation('only the frozen tab hears of it', [me, bruno]);
    void two.client.refreshConversations();
    await clock.advance(100);
    two.tab.stall();
    const ending = one.client.signOut();
    await clock.advance(3 * second);
    await ending;
    expect(await stored(amira)).toEqual([]);
    two.tab.thaw();
    await clock.advance(5 * second);
    expect(two.client.getState().session).toEqual({ name: 'signed-out', reason: 'by-user' });
    expect(await stored(amira)).toEqual([]);
  });

  it('leaves what somebody has stored who signed in again while a tab was frozen', async () => {
    const amira = openBrowser();
    const { open, clock, conversation, server } = amira;
    const [one, two] = [await open('one'), await open('two')];
    two.tab.stall();
    const ending = one.client.signOut();
    await clock.advance(3 * second);
    await ending;
    const again = await open('three');
    server.setUp(false);
    again.client.sendMessage(conversation, { text: 'new life' });
    await clock.advance(second);
    two.tab.thaw();
    await clock.advance(5 * second);
    expect(await (await amira.storage.open('fake amira')).loadOutbox()).toHaveLength(1);
    expect(again.texts()).toEqual(['new life']);
  });

  it('does not touch another person in the same browser', async () => {
    const { open, client, browser, clock, conversation, server, bruno, storage } = openBrowser();
    const one = await open('one');
    const tab = browser.openTab('his');
    const his = client(bruno, { storage, tab });
    const starting = his.client.start();
    await clock.advance(second);
    await starting;
    expect(server.linkCount).toBe(2);
    const ending = one.client.signOut();
    await clock.advance(2 * second);
    await ending;
    his.client.sendMessage(conversation, { text: 'still here' });
    await clock.advance(second);
    expect(server.messages(conversation).map((message) => message.text)).toEqual(['still here']);
    expect(his.client.getState().session).toEqual({ name: 'signed-in', me: 'bruno' });
  });
});

describe('a session that ends by itself', () => {
  it('ends in all tabs, and keeps what is stored', async () => {
    const amira = openBrowser();
    const { open, clock, conversation, server } = amira;
    const tabs = [await open('one'), await open('two')];
    server.internals.tell(conversation, { type: 'session-ended', reason: 'deactivated' });
    await clock.advance(second);
    for (const { client } of tabs) {
      expect(client.getState().session).toEqual({ name: 'signed-out', reason: 'deactivated' });
    }
    expect((await stored(amira)).length).toBeGreaterThan(0);
  });

  it('leaves a tab alone that has a token of its own', async () => {
    const { open, clock, server } = openBrowser();
    let refused = false;
    const one = await open('one', {
      adapt: (adapter, { credentials }) => ({
        ...adapter,
        loadConversations: async (...request) => {
          if (refused) await credentials.renew('the old one');
          return adapter.loadConversations(...request);
        },
      }),
    });
    const two = await open('two');
    refused = true;
    one.client.reconnect();
    await clock.advance(second);
    expect(one.client.getState().session.name).toBe('signed-out');
    expect([two.client.getState().session.name, server.linkCount]).toEqual(['signed-in', 1]);
  });
});
