import { ChatError, type ChatState } from '@chat/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeClient, fixtureConversation, fixtureState } from '../../testing/fake-client';
import { mount } from '../../testing/mount';
import { ConnectionBanner } from './connection-banner';

const error = new ChatError('network', 'Away.');
const banner = () => document.querySelector('.chat-banner')?.textContent;

async function shown(more: Partial<ChatState>) {
  const conversation = fixtureConversation('direct:1', { write: { name: 'closed', reason: 'blocked' } });
  const client = createFakeClient({ ...fixtureState({ conversations: [conversation] }), ...more });
  await mount(client, <ConnectionBanner conversationId={conversation.id} />);
  return client;
}

describe('the banner', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts down to the next try, and tries at once when told to', async () => {
    const client = await shown({
      connection: { name: 'waiting', attempt: 3, retryAt: 1_012_000, error },
    });
    expect(banner()).toContain('Trying again in 12 s (attempt 3).');
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(banner()).toContain('Trying again in 7 s'));
    await page.getByRole('button', { name: 'Retry now' }).click();
    expect(client.calls.map(({ name }) => name)).toContain('reconnect');
    client.setState({ connection: { name: 'connecting', attempt: 4 } });
    await vi.waitFor(() => expect(banner()).toBe('Connection lost. Reconnecting… (attempt 4)'));
    client.setState({ connection: { name: 'open', since: 0 } });
    await vi.waitFor(() => expect(banner()).toBeUndefined());
  });

  it('says how old what is shown is, and grows older by itself', async () => {
    const { id } = fixtureConversation('direct:1');
    const client = await shown({
      connection: { name: 'polling', freshAt: 1_000_000 },
      freshAt: new Map([[id, 1_000_000]]),
    });
    expect(banner()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(20_000);
    await vi.waitFor(() => expect(banner()).toBe('Updated 20 sec. ago'));
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitFor(() => expect(banner()).toBe('Updated 1 min. ago'));
    client.setState({ freshAt: new Map([[id, Date.now()]]) });
    await vi.waitFor(() => expect(banner()).toBeUndefined());
  });

  it('leaves it to the input to tell why one cannot write, where there is one', async () => {
    await shown({});
    expect(banner()).toBeUndefined();
  });

  it('tells it where there is none', async () => {
    const conversation = fixtureConversation('direct:1', { write: { name: 'closed', reason: 'blocked' } });
    const client = createFakeClient(fixtureState({ conversations: [conversation] }));
    await mount(client, <ConnectionBanner conversationId={conversation.id} tellsClosed />);
    expect(banner()).toBe('You cannot write here because of a block.');
  });
});
