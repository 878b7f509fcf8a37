import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../adapter/outbox-entry';
import type { ConversationId } from '../model/ids';
import { newLocalId } from './local-id';
import type { AmirasTab } from './tabs.test-support';
import { openBrowser, second } from './tabs.test-support';

function givenEntry(conversationId: ConversationId, text: string, now: number): OutboxEntry {
  const localId = newLocalId('theirs');
  return {
    localId,
    command: {
      kind: 'send-message',
      localId,
      conversationId,
      createdAt: now,
      text,
      replyTo: null,
      attachments: [],
    },
    phase: { name: 'queued', retryAt: null },
    attempts: 0,
    baseline: undefined,
    dependsOn: null,
    givenAt: now,
    sequence: now,
  };
}

describe('when the leading tab goes', () => {
  const ways: readonly (readonly [string, (tab: AmirasTab) => void])[] = [
    ['is closed', ({ tab }) => tab.close()],
    ['is frozen by the browser', ({ tab }) => tab.freeze()],
    ['stalls without a word', ({ tab }) => tab.stall()],
  ];

  it.each(ways)('another one leads within two seconds, and misses nothing: it %s', async (_name, go) => {
    const { open, server, clock, conversation, bruno, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    server.post(conversation, bruno, 'before');
    await clock.advance(100);
    go(one);
    server.post(conversation, bruno, 'meanwhile');
    await clock.advance(2 * second);
    expect([leader(), two.client.getState().connection.name]).toEqual(['two', 'open']);
    await clock.advance(100);
    expect(two.texts()).toEqual(['before', 'meanwhile']);
    server.post(conversation, bruno, 'after');
    await clock.advance(100);
    expect(two.texts()).toEqual(['before', 'meanwhile', 'after']);
  });

  it('passes by a frozen tab that the browser gave the lead', async () => {
    const { open, clock, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    const three = await open('three');
    two.tab.stall();
    one.tab.close();
    await clock.advance(10);
    expect(leader()).toBe('two');
    await clock.advance(2 * second);
    expect([leader(), three.client.getState().connection.name]).toEqual(['three', 'open']);
    two.tab.thaw();
    await clock.advance(5 * second);
    expect([leader(), two.client.getState().connection.name]).toEqual(['three', 'open']);
  });

  it('leaves one link, whoever wakes up again, and lets nobody wait', async () => {
    const { open, server, clock, conversation, bruno, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    for (const way of ['stall', 'freeze'] as const) {
      const [asleep, awake] = leader() === 'one' ? [one, two] : [two, one];
      asleep.tab[way]();
      await clock.advance(3 * second);
      server.post(conversation, bruno, `while one could not see: ${way}`);
      await clock.advance(second);
      asleep.tab.thaw();
      await clock.advance(3 * second);
      expect([server.linkCount, leader()]).toEqual([1, awake.tab.name]);
      expect(asleep.texts()).toEqual(awake.texts());
      expect(asleep.client.getState().connection.name).toBe('open');
    }
  });

  it('tells a tab that was thought to be gone that it missed something', async () => {
    const { open, server, clock, conversation, bruno } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    server.setUp(false);
    one.client.sendMessage(conversation, { text: 'first' });
    await clock.advance(second);
    expect(two.client.getOutbox().count).toBe(1);
    two.tab.stall();
    await clock.advance(10 * second);
    server.setUp(true);
    await clock.advance(60 * second);
    server.post(conversation, bruno, 'second');
    await clock.advance(second);
    two.tab.thaw();
    await clock.advance(5 * second);
    expect([two.texts(), two.client.getOutbox().count]).toEqual([['first', 'second'], 0]);
    expect(two.client.getState().connection.name).toBe('open');
  });

  it('goes to a tab somebody looks at when the leader was hidden for long', async () => {
    const { open, server, clock, conversation, bruno, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two', { visible: false });
    two.tab.setVisible(true);
    one.tab.setVisible(false);
    await clock.advance(30 * second);
    expect(leader()).toBe('one');
    await clock.advance(35 * second);
    expect([leader(), server.linkCount]).toEqual(['two', 1]);
    server.post(conversation, bruno, 'hello');
    await clock.advance(2 * second);
    expect([one.texts(), two.texts()]).toEqual([['hello'], ['hello']]);
  });

  it('is led again by a hidden tab that offered the lead to one that vanished', async () => {
    const { open, clock, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    one.tab.setVisible(false);
    await clock.advance(59 * second);
    two.tab.setVisible(false);
    await clock.advance(2 * second);
    two.tab.setVisible(true);
    two.tab.close();
    await clock.advance(10 * second);
    expect([leader(), one.client.getState().connection.name]).toEqual(['one', 'open']);
  });

  it('comes back to who can lead when a tab claimed it that cannot', async () => {
    const { open, server, clock, conversation, bruno, browser } = openBrowser();
    const tabs = [await open('one'), await open('two')];
    const ghost = browser.openTab('ghost').openChannel('chat fake amira', () => undefined);
    const claim = { version: 1, from: 'ghost', leads: true, term: Number.MAX_SAFE_INTEGER - 10 };
    ghost?.post({ ...claim, message: { type: 'leading' } });
    await clock.advance(5 * second);
    expect(server.linkCount).toBe(1);
    server.post(conversation, bruno, 'hello');
    await clock.advance(100);
    for (const tab of tabs) {
      expect([tab.texts(), tab.client.getState().connection.name]).toEqual([['hello'], 'open']);
    }
  });

  it('takes no news from another version of the app, but sends what it put on disk', async () => {
    const { open, clock, conversation, storage, browser, sentTexts } = openBrowser();
    const one = await open('one');
    const warnings: string[] = [];
    one.client.on('warning', (error) => warnings.push(error.code));
    one.client.sendMessage(conversation, { text: 'mine' });
    await clock.advance(second);
    const database = await storage.open('fake amira');
    const channel = browser.openTab('newer').openChannel('chat fake amira', () => undefined);
    const envelope = { version: 2, from: 'newer', leads: false, term: 0 };
    const events = [{ type: 'message-recieved', text: 'in words of the future' }];
    for (const message of [
      { type: 'events', events, liveSince: null },
      { type: 'events', events },
      'nonsense',
    ]) {
      channel?.post({ ...envelope, message });
    }
    channel?.post('nonsense');
    await database.write([
      { type: 'put-outbox-entry', entry: givenEntry(conversation, 'theirs', clock.now()) },
    ]);
    channel?.post({ ...envelope, message: { type: 'given' } });
    await clock.advance(second);
    expect([sentTexts(), warnings]).toEqual([['mine', 'theirs'], ['protocol']]);
  });

  it('asks nothing while nobody looks', async () => {
    const { open, clock } = openBrowser();
    const one = await open('one');
    const two = await open('two', { visible: false });
    one.tab.setVisible(false);
    await clock.advance(second);
    const posts: unknown[] = [];
    const channel = one.tab.openChannel('chat fake amira', (message) => posts.push(message));
    await clock.advance(60 * second);
    expect(posts).toEqual([]);
    channel?.close();
    await two.client.close();
  });
});
