import { ChatError, conversationId, type ChatClient, type ChatState, type Conversation } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ReactNode } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatProvider } from '../../chat-provider';
import { fixtureMe } from '../../testing/fake-client';
import { sampleClient, sampleMessage, samplePeople, sampleState } from '../../testing/sample-conversations';
import { Button } from '../button/button';
import { BlockedPeopleDialog } from './blocked-people-dialog';
import { ConfirmDialog } from './confirm-dialog';
import { ForwardDialog } from './forward-dialog';
import { GroupSettingsDialog } from './group-settings-dialog';
import { MessageInfoDialog } from './message-info-dialog';
import { NewConversationDialog } from './new-conversation-dialog';
import { NewGroupDialog } from './new-group-dialog';

interface StageProps {
  readonly state: (usual: ChatState) => Partial<ChatState>;
  readonly dialog: (open: boolean, onOpenChange: (open: boolean) => void) => ReactNode;
  readonly overrides: Partial<ChatClient>;
}

function Stage({ state, dialog, overrides }: StageProps) {
  const [client] = useState(() => {
    const usual = sampleState();
    return sampleClient({ ...usual, ...state(usual) }, overrides);
  });
  const [open, setOpen] = useState(true);
  return (
    <ChatProvider client={client}>
      <div className="chat-surface" style={{ blockSize: 700, padding: 24 }}>
        <Button onClick={() => setOpen(true)}>Open</Button>
      </div>
      {dialog(open, setOpen)}
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Parts/Dialogs',
  component: Stage,
  args: { state: () => ({}), overrides: {} },
  argTypes: { state: { control: false }, dialog: { control: false }, overrides: { control: false } },
};
export default meta;

type Story = StoryObj<typeof Stage>;

const nothing = () => undefined;
const group = conversationId('group:1');

export const NewConversation: Story = {
  args: {
    dialog: (open, change) => <NewConversationDialog open={open} onOpenChange={change} onOpened={nothing} />,
  },
};

export const NewConversationOffline: Story = {
  args: {
    ...NewConversation.args,
    overrides: {
      searchUsers: () => Promise.reject(new ChatError('network', 'offline')),
      perform: () => Promise.reject(new ChatError('network', 'offline')),
    },
  },
};

export const NobodyFound: Story = {
  args: {
    ...NewConversation.args,
    overrides: { searchUsers: () => Promise.resolve({ users: [], next: null }) },
  },
};

export const NewGroup: Story = {
  args: {
    dialog: (open, change) => <NewGroupDialog open={open} onOpenChange={change} onCreated={nothing} />,
  },
};

export const GroupSettings: Story = {
  args: {
    dialog: (open, change) => (
      <GroupSettingsDialog conversationId={group} open={open} onOpenChange={change} />
    ),
  },
};

const lastAdmin = ({ conversations }: ChatState): Partial<ChatState> => {
  const known = conversations.get(group);
  if (known === undefined) throw new Error('The sample lost its group.');
  const members =
    known.members?.map((member, index) => ({ ...member, role: index === 0 ? 'admin' : 'member' }) as const) ??
    null;
  return { conversations: new Map(conversations).set(group, { ...known, members }) };
};

export const LastAdmin: Story = { args: { ...GroupSettings.args, state: lastAdmin } };

const forwarded = sampleMessage({
  text: 'The new lobby is done, have a look. Details are on the intranet, and the keys are at the desk.',
});

export const Forward: Story = {
  args: { dialog: (open, change) => <ForwardDialog open={open} message={forwarded} onOpenChange={change} /> },
};

export const NoGroups: Story = {
  args: {
    ...NewConversation.args,
    state: ({ capabilities }) => ({
      capabilities: {
        ...capabilities,
        actions: { ...capabilities.actions, 'create-group': { supported: false, reason: 'backend' } },
      },
    }),
  },
};

export const BlockedPeople: Story = {
  args: { dialog: (open, change) => <BlockedPeopleDialog open={open} onOpenChange={change} /> },
};

export const MessageInfo: Story = {
  args: {
    dialog: (open, change) => (
      <MessageInfoDialog
        open={open}
        message={sampleMessage({
          readBy: samplePeople.map(({ id }, at) => ({ userId: id, at: at === 0 ? null : Date.now() })),
        })}
        onOpenChange={change}
      />
    ),
  },
};

export const Confirmation: Story = {
  args: {
    dialog: (open, change) => (
      <ConfirmDialog
        open={open}
        onOpenChange={change}
        title="Delete this conversation?"
        text="It disappears for everyone in it. This cannot be undone."
        confirmLabel="Delete"
        onConfirm={() => Promise.reject(new ChatError('forbidden', 'refused'))}
      />
    ),
  },
};

const press = (name: string): NonNullable<Story['play']> =>
  async function play({ canvasElement }) {
    await userEvent.click(await within(canvasElement).findByRole('button', { name }));
  };

export const AddMembers: Story = { ...GroupSettings, play: press('Add members') };

export const LeaveQuestion: Story = { ...GroupSettings, play: press('Leave group') };

export const DeleteQuestion: Story = { ...GroupSettings, play: press('Delete group') };

const groupWith =
  (more: Partial<Conversation>) =>
  ({ conversations }: ChatState): Partial<ChatState> => {
    const known = conversations.get(group);
    if (known === undefined) throw new Error('The sample lost its group.');
    return { conversations: new Map(conversations).set(group, { ...known, ...more }) };
  };

/** Nothing to change for somebody who is no admin. */
export const GroupOfOthers: Story = {
  args: { ...GroupSettings.args, state: groupWith({ myRole: 'member' }) },
};

export const GroupLoading: Story = {
  args: {
    ...GroupSettings.args,
    state: groupWith({ members: null }),
    overrides: { loadConversation: () => new Promise(nothing) },
  },
};

const offline = new ChatError('network', 'offline');

export const GroupFailed: Story = {
  args: {
    ...GroupSettings.args,
    state: groupWith({ members: null }),
    overrides: { loadConversation: () => Promise.reject(offline) },
  },
};

/** The backend refuses what was asked; what was chosen stays. */
export const AddMembersRefused: Story = {
  args: {
    ...GroupSettings.args,
    state: groupWith({
      participants: [fixtureMe],
      members: [{ userId: fixtureMe, role: 'admin', joinedAt: null }],
    }),
    overrides: { perform: () => Promise.reject(offline) },
  },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Add members' }));
    await userEvent.click(await canvas.findByRole('checkbox', { name: /Fatma/ }));
    await userEvent.click(await canvas.findByRole('button', { name: 'Add' }));
    await canvas.findByRole('alert');
  },
};

export const BlockedNobody: Story = {
  args: { ...BlockedPeople.args, overrides: { perform: () => Promise.resolve([] as never) } },
};

export const BlockedLoading: Story = {
  args: { ...BlockedPeople.args, overrides: { perform: () => new Promise(nothing) } },
};

export const BlockedFailed: Story = {
  args: { ...BlockedPeople.args, overrides: { perform: () => Promise.reject(offline) } },
};

export const ReadByNobody: Story = {
  args: {
    dialog: (open, change) => (
      <MessageInfoDialog open={open} message={sampleMessage({ status: 'sent' })} onOpenChange={change} />
    ),
  },
};

export const ForwardRefused: Story = {
  args: { ...Forward.args, overrides: { perform: () => Promise.reject(offline) } },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('checkbox', { name: /Bilal/ }));
    await userEvent.click(await canvas.findByRole('button', { name: /^Forward/ }));
    await canvas.findByRole('alert');
  },
};
