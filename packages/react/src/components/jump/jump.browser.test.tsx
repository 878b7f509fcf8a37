import { conversationId, userId, type ConversationId } from '@chat/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount } from '../../testing/mount';
import { mountInShadow } from '../../testing/mount-in-shadow';
import { sampleClient, sampleDirect, sampleState } from '../../testing/sample-conversations';
import { fixtureUser } from '../../testing/fake-client';
import { createScene } from '../../testing/scene';
import { Chat } from '../chat/chat';
import { ChatStage } from '../../testing/chat-stage';
import { cleanup, render } from 'vitest-browser-react';

const wide = { width: 1_000, height: 600 };
const dialog = () => page.getByRole('dialog', { name: 'Go to' });
const field = () => page.getByRole('combobox', { name: 'Go to a conversation, person or message' });
const heading = (name: string) => page.getByRole('heading', { name, level: 2 });
const options = () =>
  [...document.querySelectorAll('.chat-jump [role="option"]')].map((one) => one.textContent);

afterEach(() => cleanup());

describe('going anywhere with Ctrl+K', () => {
  it('opens over whatever has the focus in the chat, with the latest conversations', async () => {
    await mount(sampleClient(), <Chat defaultSelectedId={conversationId('direct:2')} />, wide);
    const input = page.getByRole('textbox', { name: 'Message' });
    await input.click();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(field()).toHaveFocus();
    expect(options()[0]).toContain('Front desk');
    expect(options()).toHaveLength(6);
    await expectAccessible(dialog().element());
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(input).toHaveFocus();
  });

  it('opens inside of a shadow root, where the page sees only its host, and gives the focus back', async () => {
    const shadow = mountInShadow(sampleClient(), <Chat defaultSelectedId={conversationId('direct:2')} />);
    const input = page.getByRole('textbox', { name: 'Message' });
    await input.click();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.poll(() => shadow.activeElement).toBe(field().element());
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.poll(() => shadow.activeElement).toBe(input.element());
  });

  it('goes to a conversation and puts the focus where one writes', async () => {
    await mount(sampleClient(), <Chat />, wide);
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('chlo');
    await vi.waitFor(() => expect(options()[0]).toContain('Chloé Martin'));
    await userEvent.keyboard('{Enter}');
    await expect.element(heading('Chloé Martin')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();
  });

  it('starts a conversation with somebody one has none with', async () => {
    const zoe = fixtureUser('zoe', 'Zoë Adler', { handle: '@zoe' });
    const started = sampleDirect('direct:9', 'zoe', null);
    const state = sampleState();
    const client = sampleClient({ ...state, users: new Map([...state.users, [userId('zoe'), zoe]]) });
    const perform = vi.spyOn(client, 'perform').mockImplementation(() => {
      const { conversations } = client.getState();
      client.setState({ conversations: new Map([...conversations, [started.id, started]]) });
      return Promise.resolve(started as never);
    });
    await mount(client, <Chat />, wide);
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('zo');
    await vi.waitFor(() => expect(options()).toEqual([expect.stringContaining('Zoë Adler')]));
    await userEvent.keyboard('{Enter}');
    await expect.element(heading('Zoë Adler')).toBeVisible();
    expect(perform).toHaveBeenCalledExactlyOnceWith({ kind: 'create-direct', userId: 'zoe' });
  });

  it('goes to a message of another conversation and marks it', async () => {
    const scene = createScene({ people: ['Nora', 'Amir'], messages: [{ by: 'Amir', text: 'hello' }] });
    const other = scene.server.addConversation('Night shift', [scene.me.id, userId('Amir')]);
    for (let index = 0; index < 120; index += 1) {
      const text = index === 4 ? 'the zeppelin lands at nine' : `message ${index}`;
      scene.server.post(other, userId('Amir'), text);
    }
    await render(
      <ChatStage client={scene.client} width={1_000} height={600} theme="light">
        <Chat defaultSelectedId={scene.conversationId} />
      </ChatStage>,
    );
    await vi.waitFor(() => expect(document.querySelector('.chat-row')).not.toBeNull());
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('zeppelin');
    await page.getByRole('option', { name: /the zeppelin lands/ }).click();
    await expect.element(heading('Night shift')).toBeVisible();
    await vi.waitFor(() =>
      expect(document.querySelector('[data-highlighted]')?.textContent).toContain('zeppelin'),
    );
  });

  it('says that nothing was found', async () => {
    await mount(sampleClient(), <Chat />, wide);
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('qqqq');
    await expect.element(dialog()).toHaveTextContent('Nothing found');
  });
});

describe('the keys of the chat', () => {
  const step = '{Alt>}{ArrowDown}{/Alt}';
  const host = (
    <>
      <input aria-label="Of the host" />
      <Chat defaultSelectedId={conversationId('direct:2')} />
    </>
  );

  it('leave the inputs of the page around alone', async () => {
    await mount(sampleClient(), host, { width: 1_000, height: 600 });
    await page.getByRole('textbox', { name: 'Of the host' }).click();
    await userEvent.keyboard(step);
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    expect(dialog().query()).toBeNull();
  });

  it('leave alone what somebody else took', async () => {
    const take = (event: KeyboardEvent) => event.preventDefault();
    window.addEventListener('keydown', take, true);
    await mount(sampleClient(), <Chat defaultSelectedId={conversationId('direct:2')} />, wide);
    await userEvent.keyboard(step);
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    expect(dialog().query()).toBeNull();
    window.removeEventListener('keydown', take, true);
  });

  it('work while nothing has the focus', async () => {
    await mount(sampleClient(), host, { width: 1_000, height: 600 });
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    await userEvent.keyboard(step);
    await expect.element(heading('Chloé Martin')).toBeVisible();
  });

  it('can be left out', async () => {
    const onSelectedChange = vi.fn<(id: ConversationId | null) => void>();
    await mount(
      sampleClient(),
      <Chat selectedId={conversationId('direct:2')} onSelectedChange={onSelectedChange} shortcuts={false} />,
      wide,
    );
    await page.getByRole('textbox', { name: 'Message' }).click();
    await userEvent.keyboard(step);
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(onSelectedChange).not.toHaveBeenCalled();
    expect(dialog().query()).toBeNull();
  });
});
