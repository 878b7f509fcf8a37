import type { ConversationId, MessageId } from '@chat/core';
import { page } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mount } from '../../testing/mount';
import { sampleClient, sampleDirect, sampleState } from '../../testing/sample-conversations';
import { ConversationList } from '../conversation-list/conversation-list';
import { Notifier } from './notifier';
import { TitleBadge } from './title-badge';
import type { FakeClient } from '../../testing/fake-client';

/** What the browser was asked to show. */
class ShownInstead extends EventTarget {
  static permission: NotificationPermission = 'default';
  static answer: NotificationPermission = 'granted';
  static readonly shown: ShownInstead[] = [];
  static requestPermission(): Promise<NotificationPermission> {
    ShownInstead.permission = ShownInstead.answer;
    return Promise.resolve(ShownInstead.answer);
  }
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    super();
    ShownInstead.shown.push(this);
  }
  close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

beforeEach(() => {
  localStorage.clear();
  ShownInstead.permission = 'default';
  ShownInstead.answer = 'granted';
  ShownInstead.shown.length = 0;
  vi.stubGlobal('Notification', ShownInstead);
  vi.spyOn(document, 'hasFocus').mockReturnValue(false);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Somebody writes in a conversation, as live or a poll would tell. */
function receive(client: FakeClient, id: string, author: string, text: string, more: object = {}): void {
  const state = client.getState();
  const key = id as ConversationId;
  const before = state.conversations.get(key)!;
  const lastMessage = {
    ...sampleDirect('x', author, null).lastMessage,
    id: `${Math.random()}` as MessageId,
    authorId: author as never,
    authorName: null,
    text,
    createdAt: Date.now(),
    deleted: false,
    attachmentCount: text === '' ? 2 : 0,
  };
  const next = {
    ...before,
    lastMessage,
    lastActivityAt: Date.now(),
    unreadCount: before.unreadCount + 1,
    ...more,
  };
  client.setState({
    conversations: new Map(state.conversations).set(key, next),
    conversationOrder: [key, ...state.conversationOrder.filter((other) => other !== key)],
  });
}

const menu = () => page.getByRole('button', { name: 'More', exact: true });

async function turnOn(): Promise<void> {
  await menu().click();
  await page.getByRole('menuitem', { name: 'Turn on notifications' }).click();
}

async function mountNotifier(openId: string | null = null) {
  const client = sampleClient(sampleState());
  const onOpen = vi.fn<(id: ConversationId) => void>();
  await mount(
    client,
    <>
      <Notifier openId={openId as ConversationId | null} onOpen={onOpen} />
      <ConversationList selectedId={null} onSelect={() => undefined} />
    </>,
  );
  return { client, onOpen };
}

describe('notifications', () => {
  it('are off until somebody turns them on', async () => {
    const { client } = await mountNotifier();
    receive(client, 'direct:2', 'bilal', 'Are you there?');
    await expect.element(page.getByText('Are you there?')).toBeVisible();
    expect(ShownInstead.shown).toEqual([]);
    expect(ShownInstead.permission).toBe('default');
  });

  it('tell who wrote what once they are on, and lead there', async () => {
    const { client, onOpen } = await mountNotifier();
    await turnOn();
    receive(client, 'direct:2', 'bilal', 'Are you there?');
    await expect.poll(() => ShownInstead.shown.length).toBe(1);
    const [shown] = ShownInstead.shown;
    expect(shown!.title).toBe('Bilal Haddad');
    expect(shown!.options).toMatchObject({ body: 'Are you there?', tag: 'chat direct:2' });
    shown!.dispatchEvent(new Event('click'));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('direct:2');
  });

  it('name the author in groups, and files without words', async () => {
    const { client } = await mountNotifier();
    await turnOn();
    receive(client, 'group:1', 'ana', '');
    await expect.poll(() => ShownInstead.shown[0]?.options.body).toBe('Ana Petrović: 2 attachments');
  });

  it.each([
    ['mine', 'me', {}],
    ['of a muted conversation', 'chloe', { muted: true }],
    ['read elsewhere already', 'bilal', { unreadCount: 0 }],
  ])('leave out messages that are %s', async (_name, author, more) => {
    const { client } = await mountNotifier();
    await turnOn();
    receive(client, 'direct:3', author, 'Not for you', more);
    receive(client, 'direct:2', 'bilal', 'For you');
    await expect.poll(() => ShownInstead.shown.map(({ options }) => options.body)).toEqual(['For you']);
  });

  it('say nothing about the conversation one looks at', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    const { client } = await mountNotifier('direct:2');
    await turnOn();
    receive(client, 'direct:2', 'bilal', 'I am here');
    await expect.element(page.getByText('I am here')).toBeVisible();
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    receive(client, 'direct:4', 'dmitri', 'And I am there');
    await expect.poll(() => ShownInstead.shown.map(({ title }) => title)).toEqual(['Dmitri Volkov']);
  });

  it('can be turned off again, and are remembered per person', async () => {
    const { client } = await mountNotifier();
    await turnOn();
    expect(localStorage.getItem('chat-notifications/me')).toBe('on');
    await menu().click();
    await page.getByRole('menuitem', { name: 'Turn off notifications' }).click();
    receive(client, 'direct:2', 'bilal', 'Are you there?');
    await expect.element(page.getByText('Are you there?')).toBeVisible();
    expect(ShownInstead.shown).toEqual([]);
  });

  it('say why they cannot be turned on where the browser blocks them', async () => {
    ShownInstead.answer = 'denied';
    await mountNotifier();
    await turnOn();
    await menu().click();
    const item = page.getByRole('menuitem', { name: /Turn on notifications/ });
    await expect.element(item).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByText('The browser blocks them for this site.')).toBeInTheDocument();
  });
});

it('plays nothing unless somebody wants it, and then one tone for news', async () => {
  const made = vi.fn<() => void>();
  const { AudioContext: Real } = window;
  vi.stubGlobal(
    'AudioContext',
    class extends Real {
      constructor() {
        super();
        made();
      }
    },
  );
  const { client } = await mountNotifier();
  receive(client, 'direct:2', 'bilal', 'One');
  await expect.element(page.getByText('One', { exact: true })).toBeVisible();
  expect(made).not.toHaveBeenCalled();
  await menu().click();
  await page.getByRole('menuitem', { name: 'Play a sound' }).click();
  receive(client, 'direct:2', 'bilal', 'Two');
  await expect.poll(() => made.mock.calls.length).toBe(1);
});

it('counts unread messages in the title, keeps the host’s changes, and leaves it as it was', async () => {
  document.title = 'Orders';
  const client = sampleClient(sampleState());
  const screen = await mount(client, <TitleBadge />);
  await expect.poll(() => document.title).toMatch(/^\(3\) Orders$/);
  document.title = 'Order 4711';
  await expect.poll(() => document.title).toBe('(3) Order 4711');
  receive(client, 'group:1', 'ana', 'One more');
  await expect.poll(() => document.title).toBe('(4) Order 4711');
  await screen.unmount();
  expect(document.title).toBe('Order 4711');
});
