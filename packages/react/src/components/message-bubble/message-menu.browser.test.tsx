import type { ChatState, MessageView } from '@chat/core';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { createFakeClient, fixtureConversation, fixtureState, fixtureUser } from '../../testing/fake-client';
import { fixtureMessage } from '../../testing/fixture-message';
import { mount } from '../../testing/mount';
import { MessageActions } from './message-actions';
import { useRowGestures } from './use-row-gestures';

type Capabilities = ChatState['capabilities'];

function Row({ message }: { readonly message: MessageView }) {
  const gestures = useRowGestures();
  return <MessageActions message={message} gestures={gestures} showTime={false} />;
}

const no = (reason: 'backend' | 'configuration' | 'role') => ({ supported: false, reason }) as const;
const yes = { supported: true } as const;

/** Opens the menu of a message; tells each item, with its reason where it cannot be chosen. */
async function menuOf(
  message: Partial<MessageView>,
  able: (usual: Capabilities) => Partial<Capabilities> = () => ({}),
  patch: Partial<ChatState> = {},
) {
  const usual = fixtureState({
    users: [fixtureUser('amir', 'Amir Haddad')],
    conversations: [fixtureConversation('c1')],
  });
  const capabilities = { ...usual.capabilities, ...able(usual.capabilities) };
  const client = createFakeClient({ ...usual, capabilities, ...patch });
  const shown = fixtureMessage({ createdAt: Date.now() - 60_000, ...message });
  await mount(client, <Row message={shown} />);
  await page.getByRole('button', { name: 'Message actions' }).click();
  await expect.element(page.getByRole('menu')).toBeVisible();
  return client;
}

const items = () =>
  page
    .getByRole('menuitem')
    .elements()
    .map((one) => {
      const reason = one.querySelector('.chat-menu-reason')?.textContent;
      const name = (one.textContent ?? '').replace(reason ?? '', '');
      return reason === undefined ? name : `${name}: ${reason}`;
    });

const nothing = (usual: Capabilities): Partial<Capabilities> => ({
  commands: {
    ...usual.commands,
    'edit-message': no('configuration'),
    'delete-message': no('configuration'),
    react: no('backend'),
    pin: no('backend'),
  },
  reply: no('backend'),
  deleteKinds: [],
});

describe('the menu of a message', () => {
  it('has everything a backend can do', async () => {
    await menuOf({ own: true }, (usual) => ({ actions: { ...usual.actions, forward: yes } }));
    expect(items()).toEqual([
      'Reply',
      'Edit',
      'Copy text',
      'Forward',
      'Pin',
      'Info',
      'Delete for everyone',
      'Delete for me',
    ]);
  });

  it('deletes with or without a trace where there are both, and says which before it does', async () => {
    const client = await menuOf({ own: true }, () => ({ deleteKinds: ['everyone', 'hard'] }));
    expect(items().slice(-2)).toEqual(['Delete for everyone', 'Delete without a trace']);
    await page.getByRole('menuitem', { name: 'Delete without a trace' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete without a trace' }).click();
    await expect
      .poll(() => client.calls.filter(({ name }) => name === 'deleteMessage').map(({ args }) => args[2]))
      .toEqual([{ hard: true }]);
  });

  it('has one word for deleting where there is one kind of it', async () => {
    const client = await menuOf({ own: true }, () => ({ deleteKinds: ['hard'] }));
    expect(items().at(-1)).toBe('Delete');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect
      .poll(() => client.calls.filter(({ name }) => name === 'deleteMessage').map(({ args }) => args[2]))
      .toEqual([{ hard: true }]);
  });

  it('tells what people look for and the backend has not, below; the rest is left out', async () => {
    await menuOf({ own: true }, nothing);
    expect(items()).toEqual([
      'Copy text',
      'Info',
      'Reply: Not offered by this service.',
      'React: Not offered by this service.',
      'Edit: Not set up here.',
      'Delete: Not set up here.',
    ]);
  });

  it('says of others’ messages nothing about editing and deleting', async () => {
    await menuOf({}, nothing);
    expect(items()).toEqual([
      'Copy text',
      'Reply: Not offered by this service.',
      'React: Not offered by this service.',
    ]);
  });

  it('shows how long editing stays possible, and afterwards why it is not', async () => {
    const limits = { ...fixtureState().limits, editWindowMs: 10 * 60_000 };
    const first = await menuOf({ own: true }, undefined, { limits });
    expect(items().find((item) => item.startsWith('Edit'))).toMatch(/^Edit \([89]:\d\d left\)$/);
    await userEvent.keyboard('{Escape}');
    first.setState({ limits: { ...limits, editWindowMs: 1_000 } });
    await page.getByRole('button', { name: 'Message actions' }).click();
    await expect
      .poll(() => items().find((item) => item.startsWith('Edit')))
      .toContain('Only possible within');
  });

  it('says that one may not where it is a matter of the role', async () => {
    await menuOf({ permissions: { pin: false } });
    expect(items()).toContain('Pin: You are not allowed to do this.');
  });

  it('says that nobody may where the conversation is closed', async () => {
    const write = { name: 'closed', reason: 'ended' } as const;
    const conversation = fixtureConversation('c1', { write });
    await menuOf({ own: true }, undefined, { conversations: new Map([[conversation.id, conversation]]) });
    expect(items()).toContain('Reply: This conversation is closed.');
  });

  it('offers no reasons for what was not sent yet or is gone', async () => {
    await menuOf({ own: true, id: null, localId: 'local-1' as never, status: 'failed' }, nothing);
    expect(items()).toEqual(['Retry', 'Copy text', 'Discard']);
  });
});
