import { ChatError, conversationId, type ChatState, type ConversationId } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatProvider } from '../../chat-provider';
import { fixtureState } from '../../testing/fake-client';
import { sampleClient, sampleDirect, sampleState } from '../../testing/sample-conversations';
import { ConversationList, type ConversationListProps } from './conversation-list';

interface StageProps extends Omit<ConversationListProps, 'selectedId' | 'onSelect'> {
  readonly state: () => ChatState;
  readonly width: number;
}

function Stage({ state, width, ...list }: StageProps) {
  const [client] = useState(() => sampleClient(state()));
  const [selected, setSelected] = useState<ConversationId | null>(conversationId('direct:2'));
  return (
    <ChatProvider client={client}>
      <div style={{ inlineSize: width, blockSize: 640 }}>
        <ConversationList {...list} selectedId={selected} onSelect={setSelected} />
      </div>
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/ConversationList',
  component: Stage,
  args: { state: () => sampleState(), width: 340 },
  argTypes: { state: { control: false } },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Rows: Story = {};

export const Narrow: Story = { args: { width: 280 } };

export const Thousands: Story = {
  args: {
    state: () =>
      fixtureState({
        conversations: Array.from({ length: 5_000 }, (_, index) =>
          sampleDirect(`direct:${index}`, 'ana', null, {
            title: `Guest ${index + 1}`,
            lastActivityAt: Date.now() - index * 600_000,
            unreadCount: index % 7 === 0 ? 2 : 0,
          }),
        ),
      }),
  },
};

export const Loading: Story = {
  args: { state: () => fixtureState({ conversationList: { name: 'loading' } }) },
};

export const Empty: Story = { args: { state: () => fixtureState() } };

export const OwnEmptyState: Story = {
  args: { state: () => fixtureState(), emptyState: <p style={{ padding: 16 }}>Invite your team first.</p> },
};

const down = { name: 'failed', error: new ChatError('server', 'down') } as const;

export const Failed: Story = { args: { state: () => fixtureState({ conversationList: down }) } };

export const NotRefreshed: Story = {
  args: { state: () => sampleState(Date.now(), { conversationList: down }) },
};

export const Offline: Story = {
  args: {
    state: () => fixtureState({ conversationList: { name: 'loading' }, connection: { name: 'offline' } }),
  },
};

/** A backend that can only list: nothing to start, nothing in the menus. */
export const ReadOnlyBackend: Story = {
  args: {
    state: () => {
      const state = sampleState();
      const no = { supported: false, reason: 'backend' } as const;
      const actions = Object.fromEntries(Object.keys(state.capabilities.actions).map((kind) => [kind, no]));
      return {
        ...state,
        capabilities: {
          ...state.capabilities,
          actions: { ...state.capabilities.actions, ...actions },
        },
      };
    },
  },
};

export const Phone: Story = { args: { width: 320 } };

const press = (name: string): NonNullable<Story['play']> =>
  async function play({ canvasElement }) {
    await userEvent.click(await within(canvasElement).findByRole('button', { name }));
  };

export const Archived: Story = {
  args: {
    state() {
      const state = sampleState();
      const id = conversationId('direct:3');
      const known = state.conversations.get(id);
      if (known === undefined) throw new Error('The sample lost its conversation.');
      return { ...state, conversations: new Map(state.conversations).set(id, { ...known, archived: true }) };
    },
  },
  play: press('Archived'),
};

export const NothingHere: Story = { play: press('Archived') };

export const NothingFound: Story = {
  async play({ canvasElement }) {
    await userEvent.type(await within(canvasElement).findByRole('searchbox'), 'zeppelin');
    await within(canvasElement).findByText('Nothing found');
  },
};

const guests = ['Lena Ortiz', 'Quinn Abbott', 'Mats Lindqvist', 'Ana Sousa', 'Guest', 'Ben Okafor'];

/** A hotel: guests with room, department and how far they have come. */
export const Guests: Story = {
  args: {
    state: () =>
      fixtureState({
        conversations: ['relay', 'active', 'checkin', 'ended', 'demo', 'relay'].map((status, index) =>
          sampleDirect(`guest:${index}`, 'ana', null, {
            kind: 'guest',
            title: guests[index] ?? null,
            lastActivityAt: Date.now() - index * 900_000,
            unreadCount: index % 3,
            write: status === 'relay' ? { name: 'open' } : { name: 'closed', reason: 'ended' },
            context: [
              { type: 'room', label: `10${index}` },
              { type: 'department', label: 'Front Desk' },
              { type: 'status', label: status },
            ],
          }),
        ),
      }),
  },
};

export const RowMenu: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    const list = await canvas.findByRole('listbox');
    list.focus();
    await userEvent.keyboard('{ArrowDown}{Delete}');
    await canvas.findByRole('menu');
  },
};

export const ListMenu: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'More' }));
    await canvas.findByRole('menuitem', { name: /notifications/ });
  },
};
