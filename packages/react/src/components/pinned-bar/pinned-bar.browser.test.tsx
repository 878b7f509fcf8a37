import type { MessageId } from '@chat/core';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatStage } from '../../testing/chat-stage';
import { expectAccessible } from '../../testing/expect-accessible';
import { sampleTalk } from '../../testing/sample-messages';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora', 'Amir'] as const;

function talk(count: number, ...pinned: readonly number[]) {
  return sampleTalk(count, people).map((message, index) => ({
    ...message,
    pinned: pinned.includes(index + 1),
  }));
}

async function open(options: SceneOptions, prepare?: (scene: Scene) => void): Promise<Scene> {
  const scene = createScene({ people, ...options });
  prepare?.(scene);
  await render(
    <StrictMode>
      <ChatStage client={scene.client} width={600} height={600} theme="light">
        <ChatView conversationId={scene.conversationId} />
      </ChatStage>
    </StrictMode>,
  );
  await vi.waitFor(() => expect(document.querySelector('.chat-row')).not.toBeNull());
  return scene;
}

const bar = () => page.getByRole('region', { name: 'Pinned messages' });
const rows = () => [...document.querySelectorAll('.chat-pinned-row')].map((row) => row.textContent);
const highlighted = () => document.querySelector('[data-highlighted]')?.textContent ?? '';

afterEach(() => cleanup());

describe('the pinned bar', () => {
  it('is not there where nothing is pinned, and comes with the first pin', async () => {
    const scene = await open({ messages: talk(20) });
    expect(bar().query()).toBeNull();
    scene.client.setPinned(scene.conversationId, scene.server.messages(scene.conversationId)[18]!.id, true);
    await expect.element(bar()).toHaveTextContent('Pinned message');
    expect(rows()[0]).toContain('19. ');
  });

  it('shows the newest and how many, goes there, and opens to all', async () => {
    await open({ messages: talk(40, 5, 20, 35) });
    await expect.element(bar()).toHaveTextContent('3 pinned messages');
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toContain('35. ');
    await userEvent.click(document.querySelector('.chat-pinned-show')!);
    await vi.waitFor(() => expect(highlighted()).toContain('35. '));
    await page.getByRole('button', { name: 'Show all pinned messages' }).click();
    expect(rows().map((text) => /\d+(?=\. )/.exec(text)?.[0])).toEqual(['35', '20', '5']);
    await expectAccessible(document.querySelector('.chat-view')!);
    await userEvent.click(document.querySelectorAll('.chat-pinned-show')[2]!);
    await vi.waitFor(() => expect(highlighted()).toContain('5. '));
    await page.getByRole('button', { name: 'Show only the newest' }).click();
    expect(rows()).toHaveLength(1);
  });

  it('goes to a pinned message that has to be loaded', async () => {
    const scene = await open({ messages: talk(300, 10) });
    expect(bar().query()).toBeNull();
    await scene.client.loadAround(scene.conversationId, scene.server.messages(scene.conversationId)[9]!.id);
    await expect.element(bar()).toBeVisible();
  });

  it('unpins, and leaves the focus on the next one', async () => {
    const scene = await open({ messages: talk(40, 5, 35) });
    await page.getByRole('button', { name: 'Show all pinned messages' }).click();
    const unpin = document.querySelectorAll<HTMLElement>('[aria-label="Unpin"]')[0]!;
    unpin.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(rows()[0]).toContain('5. ');
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('chat-pinned-show'));
    await vi.waitFor(() => expect(scene.server.log).toContain('execute unpin'));
  });

  it('offers no unpinning where it is not allowed', async () => {
    const role = { supported: false, reason: 'role' } as const;
    const { capabilities } = createScene({ people }).client.getState();
    const commands = { ...capabilities.commands, pin: role, unpin: role };
    await open({ messages: talk(40, 35), capabilities: { commands } });
    await expect.element(bar()).toBeVisible();
    expect(page.getByRole('button', { name: 'Unpin' }).query()).toBeNull();
  });

  it('knows older pins from what this browser keeps', async () => {
    await open({ messages: talk(40) }, ({ client, server, conversationId }) => {
      const [one] = server.messages(conversationId);
      const older = { ...one!, id: 'older' as MessageId, pinned: true, text: 'long ago' };
      vi.spyOn(client, 'searchMessages').mockResolvedValue({
        messages: [older],
        next: null,
        source: 'device',
      });
    });
    await expect.element(bar()).toHaveTextContent('long ago');
    await page.getByRole('button', { name: 'Unpin' }).click();
    await expect.element(bar()).not.toBeInTheDocument();
  });
});
