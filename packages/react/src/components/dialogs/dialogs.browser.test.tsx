import {
  ChatError,
  conversationId,
  type ActionResult,
  type ChatClient,
  type ConversationId,
} from '@chat/core';
import { useState, type ReactNode } from 'react';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { fixtureMe } from '../../testing/fake-client';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, samplePeople, sampleState } from '../../testing/sample-conversations';
import { BlockedPeopleDialog } from './blocked-people-dialog';
import { ConfirmDialog } from './confirm-dialog';
import { GroupSettingsDialog } from './group-settings-dialog';
import { MessageInfoDialog } from './message-info-dialog';
import { NewConversationDialog } from './new-conversation-dialog';
import { NewGroupDialog } from './new-group-dialog';
import { sampleMessage } from '../../testing/sample-conversations';

const group = conversationId('group:1');
type Content = (open: boolean, onOpenChange: (open: boolean) => void) => ReactNode;

function Opener({ children }: { readonly children: Content }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Open it</button>
      {children(open, setOpen)}
    </>
  );
}

async function openDialog(client: ChatClient, content: Content, options?: MountOptions) {
  const screen = await mount(client, <Opener>{content}</Opener>, options);
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  return screen;
}

const performed = (client: ReturnType<typeof sampleClient>) =>
  client.calls
    .filter(({ name }) => name === 'perform')
    .map(({ args }) => args[0] as { readonly kind: string })
    .filter(({ kind }) => !kind.startsWith('list-'));

/** Answers lists as the sample does and refuses everything else. */
function refusing(error: ChatError) {
  const sample = sampleClient();
  return sampleClient(sampleState(), {
    perform: (action) =>
      action.kind.startsWith('list-')
        ? (sample.perform(action) as Promise<ActionResult<typeof action.kind>>)
        : Promise.reject(error),
  });
}

const opener = () => page.getByRole('button', { name: 'Open it' }).element();

describe('new conversation', () => {
  const content =
    (onOpened: (id: ConversationId) => void): Content =>
    (open, onOpenChange) => (
      <NewConversationDialog open={open} onOpenChange={onOpenChange} onOpened={onOpened} />
    );

  it('searches the chosen directory, starts the conversation there and gives the focus back', async () => {
    const client = sampleClient();
    const onOpened = vi.fn<(id: ConversationId) => void>();
    await openDialog(client, content(onOpened));
    await page.getByLabelText('Find people in').selectOptions('City Clinic');
    await page.getByRole('searchbox').fill('ana');
    await expect
      .poll(() => client.calls.filter(({ name }) => name === 'searchUsers').at(-1)?.args[0])
      .toEqual({ text: 'ana', directoryId: '2' });
    await page.getByRole('button', { name: /Ana Petrović/ }).click();
    expect(performed(client)).toEqual([{ kind: 'create-direct', userId: 'ana', directoryId: '2' }]);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(onOpened).toHaveBeenCalledExactlyOnceWith('direct:2');
    await expect.poll(() => document.activeElement).toBe(opener());
  });

  it('looks everywhere until a directory is chosen, where none need be', async () => {
    const usual = sampleState();
    const client = sampleClient({
      ...usual,
      capabilities: { ...usual.capabilities, directoryOptional: true },
    });
    const asked = () => client.calls.filter(({ name }) => name === 'searchUsers').at(-1)?.args[0];
    await openDialog(
      client,
      content(() => undefined),
    );
    const directory = page.getByLabelText('Find people in');
    await expect.element(directory).toHaveDisplayValue('Any');
    await expect.poll(asked).toEqual({ text: '' });
    await directory.selectOptions('Harbour Hotels');
    await expect.poll(asked).toEqual({ text: '', directoryId: '1' });
    await directory.selectOptions('Any');
    await page.getByRole('button', { name: /Ana Petrović/ }).click();
    expect(performed(client)).toEqual([{ kind: 'create-direct', userId: 'ana' }]);
  });

  it('opens the conversation one has already', async () => {
    const client = sampleClient();
    const onOpened = vi.fn<(id: ConversationId) => void>();
    await openDialog(client, content(onOpened));
    await page.getByRole('button', { name: /Emeka/ }).click();
    expect(onOpened).toHaveBeenCalledExactlyOnceWith('direct:5');
    expect(performed(client)).toEqual([]);
  });

  it('never offers oneself', async () => {
    await openDialog(
      sampleClient(),
      content(() => undefined),
    );
    await expect.element(page.getByRole('button', { name: /Ana Petrović/ })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Me', exact: true })).not.toBeInTheDocument();
  });

  it('stays open and says why it was refused', async () => {
    await openDialog(
      refusing(new ChatError('network', 'no link')),
      content(() => undefined),
    );
    await page.getByRole('button', { name: /Ana Petrović/ }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('You need to be online for this.');
    await expect.element(page.getByRole('dialog')).toBeVisible();
  });
});

describe('new group', () => {
  it('wants a name and somebody in it', async () => {
    const client = sampleClient();
    const onCreated = vi.fn<(id: ConversationId) => void>();
    await openDialog(client, (open, onOpenChange) => (
      <NewGroupDialog open={open} onOpenChange={onOpenChange} onCreated={onCreated} />
    ));
    const create = page.getByRole('button', { name: 'Create group' });
    await expect.element(page.getByLabelText('Group name')).toHaveFocus();
    await userEvent.keyboard('Night shift');
    await expect.element(create).toBeDisabled();
    await page.getByRole('checkbox', { name: /Ana/ }).click();
    await page.getByRole('checkbox', { name: /Bilal/ }).click();
    await page.getByRole('button', { name: 'Remove Ana Petrović' }).click();
    await create.click();
    expect(performed(client)).toEqual([
      { kind: 'create-group', name: 'Night shift', userIds: ['bilal'], directoryId: '1' },
    ]);
    expect(onCreated).toHaveBeenCalledExactlyOnceWith('group:1');
  });

  it('asks for people alone where groups have no names, and for enough of them', async () => {
    const usual = sampleState();
    const client = sampleClient({
      ...usual,
      limits: { ...usual.limits, groupNameLength: 0, groupOthers: 2 },
    });
    await openDialog(client, (open, onOpenChange) => (
      <NewGroupDialog open={open} onOpenChange={onOpenChange} onCreated={() => undefined} />
    ));
    const create = page.getByRole('button', { name: 'Create group' });
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    expect(page.getByLabelText('Group name').elements()).toHaveLength(0);
    await page.getByRole('checkbox', { name: /Ana/ }).click();
    await expect.element(create).toBeDisabled();
    await expect.element(create).toHaveAccessibleDescription('Choose at least 2 people.');
    await page.getByRole('checkbox', { name: /Bilal/ }).click();
    await create.click();
    expect(performed(client)).toEqual([
      { kind: 'create-group', name: '', userIds: ['ana', 'bilal'], directoryId: '1' },
    ]);
  });
});

it('keeps the focus on the button that was pressed while the backend is asked, and when it refuses', async () => {
  const sample = sampleClient();
  let refuse: (error: ChatError) => void = () => undefined;
  const asked = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  const client = sampleClient(sampleState(), {
    perform: (action) =>
      action.kind === 'create-group'
        ? asked
        : (sample.perform(action) as Promise<ActionResult<typeof action.kind>>),
  });
  await openDialog(client, (open, onOpenChange) => (
    <NewGroupDialog open={open} onOpenChange={onOpenChange} onCreated={() => undefined} />
  ));
  await expect.element(page.getByLabelText('Group name')).toHaveFocus();
  await userEvent.keyboard('Night shift');
  await page.getByRole('checkbox', { name: /Ana/ }).click();
  const create = page.getByRole('button', { name: /Create group|Loading/ });
  create.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(create).toHaveAttribute('aria-disabled', 'true');
  expect(document.activeElement).toBe(create.element());
  refuse(new ChatError('network', 'no link'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('You need to be online for this.');
  expect(document.activeElement).toBe(create.element());
});

describe('group settings', () => {
  const content: Content = (open, onOpenChange) => (
    <GroupSettingsDialog conversationId={group} open={open} onOpenChange={onOpenChange} />
  );

  it('lets names stand beside their faces where one reads from right to left', async () => {
    await openDialog(sampleClient(), content, { dir: 'rtl' });
    const name = page.getByText('Bilal Haddad', { exact: true }).element();
    const words = document.createRange();
    words.selectNodeContents(name);
    const gap = () => name.getBoundingClientRect().right - words.getBoundingClientRect().right;
    await expect.poll(() => Math.abs(gap())).toBeLessThan(1);
    expect(getComputedStyle(name).direction).toBe('ltr');
  });

  it('keeps the last admin, and says why', async () => {
    const usual = sampleState();
    const known = usual.conversations.get(group);
    const members = known?.members?.map(
      (member) => ({ ...member, role: member.userId === fixtureMe ? 'admin' : 'member' }) as const,
    );
    if (known === undefined || members === undefined) throw new Error('The sample lost its group.');
    const client = sampleClient({
      ...usual,
      conversations: new Map(usual.conversations).set(group, { ...known, members }),
    });
    await openDialog(client, content);
    const mine = page.getByLabelText('Role of You');
    const reason = 'A group needs an admin. Make somebody else admin first.';
    await expect.element(mine).toHaveAccessibleDescription(reason);
    expect([...(mine.element() as HTMLSelectElement).options].map(({ value }) => value)).toEqual(['admin']);
    const leave = page.getByRole('button', { name: 'Leave group' });
    await expect.element(leave).toHaveAccessibleDescription(reason);
    // As a pointer would, which asks nobody whether a button is of use.
    await leave.click({ force: true });
    await expect.element(page.getByText('You will no longer receive')).not.toBeInTheDocument();

    const both = members.map((member) =>
      member.userId === 'ana' ? ({ ...member, role: 'admin' } as const) : member,
    );
    client.setState({ conversations: new Map(usual.conversations).set(group, { ...known, members: both }) });
    await mine.selectOptions('Member');
    await expect
      .poll(() => performed(client))
      .toEqual([{ kind: 'change-role', conversationId: group, userId: fixtureMe, role: 'member' }]);
  });

  it('lets an admin rename, change roles and remove', async () => {
    const client = sampleClient();
    await openDialog(client, content);
    await page.getByLabelText('Group name').fill('Reception');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => performed(client).length).toBe(1);
    await page.getByLabelText('Role of Bilal Haddad').selectOptions('Admin');
    await expect.poll(() => performed(client).length).toBe(2);
    await page.getByRole('button', { name: 'Remove Dmitri Volkov' }).click();
    await expect
      .poll(() => performed(client))
      .toEqual([
        expect.objectContaining({ kind: 'update-group', name: 'Reception' }),
        { kind: 'change-role', conversationId: group, userId: 'bilal', role: 'admin' },
        { kind: 'remove-member', conversationId: group, userId: 'dmitri' },
      ]);
  });

  it('adds only people who are not in it', async () => {
    const client = sampleClient();
    client.setState({
      conversations: new Map(client.getState().conversations).set(group, {
        ...client.getState().conversations.get(group)!,
        participants: [fixtureMe, samplePeople[0].id],
        members: [{ userId: fixtureMe, role: 'admin', joinedAt: null }],
      }),
    });
    await openDialog(client, content);
    await page.getByRole('button', { name: 'Add members' }).click();
    await expect.element(page.getByRole('checkbox', { name: /Fatma/ })).toBeVisible();
    await expect.element(page.getByRole('checkbox', { name: /Ana/ })).not.toBeInTheDocument();
    await page.getByRole('checkbox', { name: /Fatma/ }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect
      .poll(() => performed(client))
      .toEqual([{ kind: 'add-members', conversationId: group, userIds: ['fatma'] }]);
  });

  it('shows a member nothing to change, but the way out', async () => {
    const client = sampleClient();
    client.setState({
      conversations: new Map(client.getState().conversations).set(group, {
        ...client.getState().conversations.get(group)!,
        myRole: 'member',
      }),
    });
    await openDialog(client, content);
    await expect.element(page.getByText('Everything that happens at the desk')).toBeVisible();
    await page.getByRole('button', { name: 'Add members' }).hover();
    await expect.element(page.getByRole('tooltip')).toHaveTextContent('You are not allowed to do this.');
    expect(document.querySelectorAll('select, input')).toHaveLength(0);
    await expect.element(page.getByRole('button', { name: 'Delete group' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Leave group' }).click();
    await page.getByRole('button', { name: 'Leave group' }).click();
    await expect
      .poll(() => performed(client))
      .toEqual([{ kind: 'leave-conversation', conversationId: group }]);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('calls a group without a name by its people, and says that it stays as it is', async () => {
    const usual = sampleState();
    const known = usual.conversations.get(group);
    if (known === undefined) throw new Error('The sample lost its group.');
    const unnamed = { ...known, title: null, myRole: 'member' } as const;
    const adding = { supported: false, reason: 'backend' } as const;
    const client = sampleClient({
      ...usual,
      conversations: new Map(usual.conversations).set(group, unnamed),
      capabilities: {
        ...usual.capabilities,
        actions: { ...usual.capabilities.actions, 'add-members': adding },
      },
    });
    await openDialog(client, content);
    await expect.element(page.getByText(/Ana Petrović, Bilal Haddad/)).toBeVisible();
    const add = page.getByRole('button', { name: 'Add members' });
    await expect.element(add).toHaveAccessibleDescription('Not offered by this service.');
  });

  it('lets everybody change a group of a backend without roles, as far as groups go there', async () => {
    const usual = sampleState();
    const known = usual.conversations.get(group);
    if (known === undefined) throw new Error('The sample lost its group.');
    const members = known.members?.map((member) => ({ ...member, role: 'member' }) as const) ?? null;
    const no = { supported: false, reason: 'backend' } as const;
    const { capabilities } = usual;
    const client = sampleClient({
      ...usual,
      conversations: new Map(usual.conversations).set(group, { ...known, members, myRole: 'member' }),
      capabilities: {
        ...capabilities,
        groups: { roles: false, description: false, picture: false },
        actions: { ...capabilities.actions, 'change-role': no, 'leave-conversation': no },
      },
    });
    await openDialog(client, content);
    await page.getByLabelText('Group name').fill('Reception');
    expect(page.getByLabelText('Description').elements()).toHaveLength(0);
    expect(page.getByRole('button', { name: 'Group picture' }).elements()).toHaveLength(0);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Remove Dmitri Volkov' }).click();
    await expect
      .poll(() => performed(client))
      .toEqual([
        { kind: 'update-group', conversationId: group, name: 'Reception' },
        { kind: 'remove-member', conversationId: group, userId: 'dmitri' },
      ]);
    expect(document.querySelectorAll('select')).toHaveLength(0);
    await expect.element(page.getByRole('button', { name: 'Add members' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Delete group' })).toBeVisible();
  });

  it('says why the last admin cannot leave', async () => {
    const fields = { detail: ['Cannot remove the last admin.'] };
    await openDialog(refusing(new ChatError('invalid', 'refused', { fields })), content);
    await page.getByRole('button', { name: 'Leave group' }).click();
    await page.getByRole('button', { name: 'Leave group' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Cannot remove the last admin.');
  });
});

it('unblocks', async () => {
  const client = sampleClient();
  await openDialog(client, (open, onOpenChange) => (
    <BlockedPeopleDialog open={open} onOpenChange={onOpenChange} />
  ));
  await page.getByRole('button', { name: 'Unblock Ana Petrović' }).click();
  await expect.element(page.getByText('Ana Petrović')).not.toBeInTheDocument();
  expect(performed(client)).toEqual([{ kind: 'unblock', blockId: '0' }]);
});

it('tells who has read a message', async () => {
  await openDialog(sampleClient(), (open, onOpenChange) => (
    <MessageInfoDialog
      open={open}
      message={sampleMessage({ readBy: [{ userId: samplePeople[0].id, at: null }] })}
      onOpenChange={onOpenChange}
    />
  ));
  await expect.element(page.getByText('Ana Petrović')).toBeVisible();
});

it('keeps a refused confirmation open', async () => {
  const failing = () => Promise.reject(new ChatError('server', 'down'));
  await openDialog(sampleClient(), (open, onOpenChange) => (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Sure?"
      text="Really."
      confirmLabel="Do it"
      onConfirm={failing}
    />
  ));
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The server had a problem.');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.activeElement).toBe(opener());
});

describe.each(['light', 'dark'] as const)('axe (%s)', (theme) => {
  const noop = () => undefined;
  it.each<[string, Content]>([
    [
      'new conversation',
      (open, change) => <NewConversationDialog open={open} onOpenChange={change} onOpened={noop} />,
    ],
    ['new group', (open, change) => <NewGroupDialog open={open} onOpenChange={change} onCreated={noop} />],
    [
      'group settings',
      (open, change) => <GroupSettingsDialog conversationId={group} open={open} onOpenChange={change} />,
    ],
    ['blocked people', (open, change) => <BlockedPeopleDialog open={open} onOpenChange={change} />],
  ])('finds nothing in %s', async (_name, content) => {
    await openDialog(sampleClient(), content, { theme });
    await expect.element(page.getByRole('dialog').getByText('Bilal Haddad')).toBeVisible();
    await expectAccessible(page.getByRole('dialog').element());
  });
});
