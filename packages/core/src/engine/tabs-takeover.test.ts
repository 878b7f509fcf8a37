import { describe, expect, it } from 'vitest';
import type { AmirasTab } from './tabs.test-support';
import { openBrowser, second } from './tabs.test-support';

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
