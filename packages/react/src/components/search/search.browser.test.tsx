import type { ConversationId } from '@chat/core';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatStage } from '../../testing/chat-stage';
import { expectAccessible } from '../../testing/expect-accessible';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';
import type { MessageTarget } from '../chat-view/message-target';

const people = ['Nora', 'Amir'] as const;
const no = { supported: false, reason: 'backend' } as const;
const onDevice = { search: { messages: no, users: no } } as const;

/** Every tenth message from `first` on is about coffee. */
const talk = (first: number) =>
  Array.from({ length: 150 }, (_, index) => ({
    by: index % 2 === 0 ? 'Nora' : 'Amir',
    text: index % 10 === 0 && index >= first ? `Le café ${index} est prêt` : `message ${index}`,
  }));

interface Opened extends Scene {
  readonly onOpenMessage: ReturnType<typeof vi.fn<(target: MessageTarget) => void>>;
}

async function open(
  options: SceneOptions & { readonly width?: number; readonly alone?: boolean } = {},
): Promise<Opened> {
  const { width = 1_000, alone = false, ...sceneOptions } = options;
  const scene = createScene({ people, messages: talk(100), capabilities: onDevice, ...sceneOptions });
  const onOpenMessage = vi.fn<(target: MessageTarget) => void>();
  await render(
    <StrictMode>
      <ChatStage client={scene.client} width={width} height={600} theme="light">
        <ChatView conversationId={scene.conversationId} onOpenMessage={alone ? undefined : onOpenMessage} />
      </ChatStage>
    </StrictMode>,
  );
  await vi.waitFor(() => expect(document.querySelector('.chat-row')).not.toBeNull());
  return { ...scene, onOpenMessage };
}

const button = () => page.getByRole('button', { name: 'Search messages' });
const field = () => page.getByRole('combobox');
const options = () => [...document.querySelectorAll<HTMLElement>('.chat-results [role="option"]')];
const textsOf = () => options().map((option) => option.querySelector('.chat-found')?.textContent);
const highlighted = () => document.querySelector('[data-highlighted]')?.textContent ?? '';
const spoken = () => document.querySelector('.chat-announcer')?.textContent ?? '';

afterEach(() => cleanup());

describe('searching in a conversation', () => {
  it('finds words in any case and without accents, marks them, says where it looked, and how many', async () => {
    await open();
    await button().click();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('CAFE pret');
    await vi.waitFor(() => expect(options()).toHaveLength(5));
    expect(textsOf()[0]).toBe('Le café 140 est prêt');
    expect([...options()[0]!.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual([
      'café',
      'prêt',
    ]);
    await expect.element(page.getByText('Searching messages loaded on this device')).toBeVisible();
    await vi.waitFor(() => expect(spoken()).toMatch(/5 messages found/), { timeout: 4_000 });
    await expectAccessible(document.querySelector('.chat-view')!);
  });

  it('goes to results by keyboard, and stays in the field', async () => {
    await open();
    await button().click();
    await userEvent.keyboard('café');
    await vi.waitFor(() => expect(options()).toHaveLength(5));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(options().findIndex((option) => option.getAttribute('aria-selected') === 'true')).toBe(1);
    expect(field().element().getAttribute('aria-activedescendant')).toBe(options()[1]!.id);
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(highlighted()).toContain('Le café 130'));
    await expect.element(field()).toHaveFocus();
  });

  it('closes with Escape and gives the focus back', async () => {
    await open();
    await button().click();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('region', { name: 'Search messages' })).not.toBeInTheDocument();
    await expect.element(button()).toHaveFocus();
  });

  it('says that nothing was found, and what went wrong', async () => {
    const scene = await open();
    await button().click();
    await userEvent.keyboard('zeppelin');
    await expect.element(page.getByText('No messages found', { exact: true }).first()).toBeVisible();
    const failing = vi.spyOn(scene.client, 'searchMessages').mockRejectedValue(new Error('broken'));
    await userEvent.keyboard('s');
    await expect.element(page.getByRole('alert')).toBeVisible();
    failing.mockRestore();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('makes room for the message where the panel covers the messages', async () => {
    await open({ width: 380 });
    await button().click();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('café');
    await vi.waitFor(() => expect(options()).toHaveLength(5));
    expect(page.getByRole('feed').query()).toBeNull();
    await page.getByRole('option', { name: /café 120/ }).click();
    await vi.waitFor(() => expect(highlighted()).toContain('Le café 120'));
    await expect.element(page.getByRole('feed')).toBeVisible();
    expect(document.querySelector('.chat-panel')).toBeNull();
  });
});

describe('searching on the server', () => {
  it('finds what was never loaded, page by page, and says nothing of this device', async () => {
    await open({ messages: talk(0), capabilities: {}, limits: { pageSize: 8 } });
    await button().click();
    await userEvent.keyboard('café');
    await vi.waitFor(() => expect(options()).toHaveLength(8));
    expect(page.getByText('Searching messages loaded on this device').query()).toBeNull();
    await page.getByRole('button', { name: 'Search older messages' }).click();
    await vi.waitFor(() => expect(options()).toHaveLength(15));
    await expect.element(page.getByRole('button', { name: 'Search older messages' })).not.toBeInTheDocument();
    await userEvent.click(options().at(-1)!);
    await vi.waitFor(() => expect(highlighted()).toContain('Le café 0'));
  });

  it('loads more when the arrows come to the last result', async () => {
    await open({ messages: talk(0), capabilities: {}, limits: { pageSize: 8 } });
    await button().click();
    await userEvent.keyboard('café');
    await vi.waitFor(() => expect(options()).toHaveLength(8));
    await userEvent.keyboard('{PageDown}');
    await vi.waitFor(() => expect(options()).toHaveLength(15));
  });
});

describe('searching everywhere', () => {
  it('names the conversation and opens messages of another one', async () => {
    const scene = await open();
    const other = scene.server.addConversation('Night shift', [scene.me.id]);
    scene.server.internals.store(other, scene.me.id, {
      text: 'A café for the night',
      replyTo: null,
      localId: null,
      fileNames: [],
    });
    await scene.client.refreshConversations();
    const close = scene.client.openConversation(other);
    await vi.waitFor(() => expect(scene.client.getState().timelines.has(other)).toBe(true));
    close();
    await button().click();
    await userEvent.keyboard('café');
    await page.getByRole('button', { name: 'All conversations' }).click();
    await vi.waitFor(() => expect(options()).toHaveLength(6));
    await page.getByRole('option', { name: /Night shift/ }).click();
    expect(scene.onOpenMessage).toHaveBeenCalledExactlyOnceWith({
      conversationId: other satisfies ConversationId,
      messageId: '151',
    });
  });

  it('is not offered where other conversations cannot be opened', async () => {
    await open({ alone: true });
    await button().click();
    await expect.element(field()).toBeVisible();
    expect(page.getByRole('button', { name: 'All conversations' }).query()).toBeNull();
  });
});
