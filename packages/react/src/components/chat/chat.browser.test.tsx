import { conversationId, type ConversationId } from '@chat/core';
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount } from '../../testing/mount';
import { sampleClient } from '../../testing/sample-conversations';
import { Chat } from './chat';

const wide = { width: 1000, height: 600 };
const narrow = { width: 380, height: 560 };
const option = (name: RegExp) => page.getByRole('option', { name });
const heading = (name: string) => page.getByRole('heading', { name, level: 2 });
const field = () => page.getByRole('textbox', { name: 'Message' });

afterEach(() => localStorage.clear());

describe('with room', () => {
  it('shows list and conversation side by side, and no way back', async () => {
    await mount(sampleClient(), <Chat />, wide);
    await expect.element(page.getByText('Choose a conversation')).toBeVisible();
    await option(/Bilal/).click();
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    await expect.element(option(/Bilal/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Back to conversations' })).not.toBeInTheDocument();
  });

  it('resizes the list by keyboard within its bounds', async () => {
    await mount(sampleClient(), <Chat />, wide);
    const divider = page.getByRole('separator', { name: 'Width of the list' });
    await expect.element(divider).toHaveAttribute('aria-valuenow', '340');
    (divider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(divider).toHaveAttribute('aria-valuenow', '356');
    await userEvent.keyboard('{Home}{ArrowLeft}');
    await expect.element(divider).toHaveAttribute('aria-valuenow', '260');
    expect(document.querySelector('.chat-app-list')?.getBoundingClientRect().width).toBe(260);
  });

  it('remembers the width, and does without a memory', async () => {
    const divider = page.getByRole('separator', { name: 'Width of the list' });
    const first = await mount(sampleClient(), <Chat />, wide);
    (divider.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    await first.unmount();
    const second = await mount(sampleClient(), <Chat />, wide);
    await expect.element(divider).toHaveAttribute('aria-valuenow', '520');
    await second.unmount();
    localStorage.setItem('chat-list-width', 'nonsense');
    const forbidden = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError');
    });
    await mount(sampleClient(), <Chat />, wide);
    await expect.element(divider).toHaveAttribute('aria-valuenow', '340');
    (divider.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await expect.element(divider).toHaveAttribute('aria-valuenow', '260');
    expect(forbidden).toHaveBeenCalled();
    forbidden.mockRestore();
  });

  it('steps through the conversations with Alt and the arrows', async () => {
    await mount(sampleClient(), <Chat defaultSelectedId={conversationId('direct:2')} />, wide);
    await field().click();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await expect.element(heading('Chloé Martin')).toBeVisible();
    await expect.poll(() => document.activeElement).not.toBe(document.body);
    await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}');
    await expect.element(heading('Front desk')).toBeVisible();
  });
});

describe('without room', () => {
  it('shows one pane, goes back, and never drops the focus', async () => {
    await mount(sampleClient(), <Chat />, narrow);
    await expect.element(page.getByText('Choose a conversation')).not.toBeVisible();
    (page.getByRole('listbox').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    await expect.element(page.getByText('Conversations', { exact: true })).not.toBeVisible();
    await expect
      .poll(() => document.querySelector('.chat-app-view')?.contains(document.activeElement))
      .toBe(true);
    await page.getByRole('button', { name: 'Back to conversations' }).click();
    await expect.element(page.getByRole('listbox')).toHaveFocus();
  });
});

describe('a conversation that goes while one looks at it', () => {
  const bilal = conversationId('direct:2');
  const without = (client: ReturnType<typeof sampleClient>) => {
    const conversations = new Map(client.getState().conversations);
    conversations.delete(bilal);
    return { conversations };
  };

  it('leads back to the list', async () => {
    const client = sampleClient();
    const onSelectedChange = vi.fn<(id: ConversationId | null) => void>();
    await mount(client, <Chat defaultSelectedId={bilal} onSelectedChange={onSelectedChange} />, narrow);
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    client.setState(without(client));
    await expect.element(page.getByRole('listbox')).toBeVisible();
    expect(onSelectedChange).toHaveBeenCalledExactlyOnceWith(null);
    await expect.element(page.getByText('This conversation is not available')).not.toBeInTheDocument();
  });

  it('comes back where the page only opened its storage anew', async () => {
    const client = sampleClient();
    const { conversations, conversationList } = client.getState();
    await mount(client, <Chat defaultSelectedId={bilal} />, narrow);
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    client.setState({ ...without(client), conversationList: { name: 'idle' } });
    await expect.element(heading('Bilal Haddad')).not.toBeInTheDocument();
    client.setState({ conversations, conversationList });
    await expect.element(heading('Bilal Haddad')).toBeVisible();
  });

  it('that never was there is told, not hidden', async () => {
    const client = sampleClient();
    client.loadConversation = () => Promise.reject(new Error('gone'));
    await mount(client, <Chat defaultSelectedId={conversationId('direct:99')} />, narrow);
    await expect.element(page.getByText('This conversation is not available')).toBeVisible();
  });
});

it('is driven from outside where the host wants so', async () => {
  const onSelectedChange = vi.fn<(id: ConversationId | null) => void>();
  await mount(sampleClient(), <Chat selectedId={null} onSelectedChange={onSelectedChange} />, wide);
  await option(/Bilal/).click();
  expect(onSelectedChange).toHaveBeenCalledExactlyOnceWith('direct:2');
  await expect.element(page.getByText('Choose a conversation')).toBeVisible();
});

describe.each(['light', 'dark'] as const)('axe (%s)', (theme) => {
  it.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('finds nothing %s', async (_name, size) => {
    const { container } = await mount(
      sampleClient(),
      <Chat defaultSelectedId={conversationId('direct:2')} />,
      { ...size, theme },
    );
    await expect.element(heading('Bilal Haddad')).toBeVisible();
    await expectAccessible(container);
  });
});
