import { createChatClient, memoryStorage, userId, type AdapterFactory, type ChatClient } from '@chat/core';
import { createFakeAdapter, createFakeServer } from '@chat/core/testing';
import '@chat/react/styles.css';
import { useEffect, type ReactNode } from 'react';
import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { BrandedChat } from './brand-tokens';
import { Inbox } from './headless-list';
import { createPlainClient } from './hide-a-feature';
import { OneConversation } from './one-conversation';
import { ChatWithNotes } from './own-bubble';
import { ChatWithFourEmoji } from './own-emoji-set';
import { ChatWithTickets } from './own-header';
import { ChatWithOneLine } from './own-input';
import { ChatIn } from './own-labels';
import { ChatWithOrders } from './own-message-kind';

function prepare() {
  const server = createFakeServer({
    clock: {
      now: () => Date.now(),
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return { cancel: () => clearTimeout(timer) };
      },
    },
  });
  const me = server.addUser('Nora');
  const amir = server.addUser('Amir');
  const conversationId = server.addConversation('Amir', [me.id, amir.id]);
  const post = (text: string) =>
    server.internals.store(conversationId, userId('Amir'), {
      text,
      replyTo: null,
      localId: null,
      fileNames: [],
    });
  const { id } = post('See https://example.com');
  const adapter: AdapterFactory = () => createFakeAdapter(server, me.id);
  const client = createChatClient({
    adapter,
    session: { type: 'token', token: me.id },
    storage: memoryStorage(),
  });
  return { server, me, adapter, client, conversationId, messageId: id };
}

function Running({ client, children }: { readonly client: ChatClient; readonly children: ReactNode }) {
  useEffect(() => {
    void client.start();
    return () => void client.close();
  }, [client]);
  return <div style={{ width: 1000, height: 600 }}>{children}</div>;
}

const show = (client: ChatClient, recipe: ReactNode) => render(<Running client={client}>{recipe}</Running>);
const conversation = () => page.getByRole('option', { name: /Amir/ });
const feed = () => page.getByRole('feed');

beforeEach(() => page.viewport(1040, 640));

describe('recipes', () => {
  it('own bubble', async () => {
    const { client } = prepare();
    await show(client, <ChatWithNotes client={client} />);
    await conversation().click();
    const link = feed().getByRole('link', { name: 'https://example.com' });
    await expect.element(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
    expect(document.querySelector('.chat-bubble')).toBeNull();
  });

  it('own header', async () => {
    const { client } = prepare();
    await show(client, <ChatWithTickets client={client} />);
    await conversation().click();
    await expect.element(page.getByRole('heading', { name: 'Ticket with Amir' })).toBeVisible();
    expect(document.querySelector('.chat-header')).toBeNull();
  });

  it('own message kind', async () => {
    const { client, server, conversationId, messageId } = prepare();
    server.internals.change(conversationId, messageId, (message) => ({
      ...message,
      kind: 'order',
      text: '4711',
    }));
    await show(client, <ChatWithOrders client={client} />);
    await conversation().click();
    await expect.element(feed().getByLabelText('Order')).toHaveTextContent('Order 4711');
  });

  it('own emoji set', async () => {
    const { client } = prepare();
    await show(client, <ChatWithFourEmoji client={client} />);
    await conversation().click();
    await page.getByRole('button', { name: 'Emoji' }).click();
    const picker = page.getByRole('dialog').getByRole('button');
    await expect.element(picker.first()).toBeVisible();
    expect(picker.elements().map((button) => button.textContent)).toEqual(['✅', '👀', '🙏', '🎉']);
  });

  it.each([
    ['light', 'rgb(11, 122, 75)'],
    ['dark', 'rgb(95, 214, 162)'],
  ])('brand tokens (%s)', async (scheme, colour) => {
    document.documentElement.style.colorScheme = scheme;
    const { client } = prepare();
    await show(client, <BrandedChat client={client} />);
    await conversation().click();
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
    const send = page.getByRole('button', { name: 'Send' });
    await expect.element(send).toBeEnabled();
    await expect.poll(() => getComputedStyle(send.element()).backgroundColor).toBe(colour);
    expect(getComputedStyle(document.querySelector('.chat-app')!).fontFamily).toContain('Georgia');
  });

  it('own labels, left to right', async () => {
    const { client } = prepare();
    await show(client, <ChatIn client={client} language="de" />);
    await expect.element(page.getByRole('searchbox', { name: 'Gespräche durchsuchen' })).toBeVisible();
    await expect.element(page.getByText('1 ungelesene Nachricht')).toBeInTheDocument();
  });

  it('own labels, right to left', async () => {
    const { client } = prepare();
    await show(client, <ChatIn client={client} language="ar" />);
    await expect.element(page.getByRole('heading', { name: 'المحادثات' })).toBeVisible();
    await expect.element(page.getByText('رسالة واحدة غير مقروءة')).toBeInTheDocument();
    const [list, view] = ['.chat-app-list', '.chat-app-view'].map((part) =>
      document.querySelector(part)!.getBoundingClientRect(),
    );
    expect(list!.left).toBeGreaterThanOrEqual(view!.right);
  });

  it('headless list', async () => {
    const { client } = prepare();
    await show(client, <Inbox client={client} />);
    await expect.element(page.getByRole('heading', { name: 'Inbox: 1 unread' })).toBeVisible();
    await expect.element(page.getByRole('listitem')).toHaveTextContent('Amir (1)');
  });

  it('own input', async () => {
    const { client, server, conversationId } = prepare();
    await show(client, <ChatWithOneLine client={client} />);
    await conversation().click();
    await page.getByRole('textbox', { name: 'Answer' }).fill('On my way');
    await userEvent.keyboard('{Enter}');
    await expect.element(feed().getByText('On my way')).toBeVisible();
    await expect
      .poll(() => server.internals.history(conversationId).map(({ text }) => text))
      .toContain('On my way');
  });

  it('hide a feature', async () => {
    const { adapter, me, conversationId, messageId } = prepare();
    const client = createPlainClient(adapter, me.id);
    await show(client, <OneConversation client={client} conversationId={conversationId} />);
    await expect.element(feed().getByRole('link')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(page.getByRole('button', { name: 'Attach files' }).query()).toBeNull();
    expect(() => client.addReaction(conversationId, messageId, '👍')).toThrow(
      expect.objectContaining({ code: 'unsupported' }) as Error,
    );
  });

  it('one conversation only', async () => {
    const { client, conversationId } = prepare();
    await show(client, <OneConversation client={client} conversationId={conversationId} />);
    await expect.element(feed().getByRole('link', { name: 'https://example.com' })).toBeVisible();
    expect(page.getByRole('listbox').query()).toBeNull();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });
});
