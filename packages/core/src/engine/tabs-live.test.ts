import { describe, expect, it } from 'vitest';
import { openBrowser, second } from './tabs.test-support';

describe('several tabs of one person', () => {
  it('share one connection, and all see what it brings', async () => {
    const { open, server, clock, conversation, bruno, leader } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    expect([server.linkCount, leader()]).toEqual([1, 'one']);
    server.post(conversation, bruno, 'hello');
    await clock.advance(100);
    expect([one.texts(), two.texts()]).toEqual([['hello'], ['hello']]);
    expect(two.client.getState().connection.name).toBe('open');
    expect(two.client.getState().conversations.get(conversation)?.unreadCount).toBe(1);
  });
});
