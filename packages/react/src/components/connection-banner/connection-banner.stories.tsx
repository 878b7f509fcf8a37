import { ChatError, type ChatState, type WriteState } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { createFakeClient, fixtureConversation, fixtureState } from '../../testing/fake-client';
import { ConnectionBanner } from './connection-banner';

const conversation = fixtureConversation('direct:1', { title: 'Amir Haddad' });

interface StageProps {
  readonly state: () => Partial<ChatState>;
  readonly write: WriteState;
  readonly width: number;
}

/** Above a conversation, whose view would take the rest of the room. */
function Stage({ state, write, width }: StageProps) {
  const [client] = useState(() =>
    createFakeClient({ ...fixtureState({ conversations: [{ ...conversation, write }] }), ...state() }),
  );
  return (
    <ChatProvider client={client}>
      <div className="chat-surface" style={{ inlineSize: width, blockSize: 160 }}>
        <ConnectionBanner conversationId={conversation.id} tellsClosed />
      </div>
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Parts/ConnectionBanner',
  component: Stage,
  args: { state: () => ({}), write: { name: 'open' }, width: 640 },
  argTypes: { state: { control: false } },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Offline: Story = { args: { state: () => ({ connection: { name: 'offline' } }) } };

export const Waiting: Story = {
  args: {
    state: () => ({
      connection: {
        name: 'waiting',
        attempt: 3,
        retryAt: Date.now() + 600_000,
        error: new ChatError('network', 'The connection failed.'),
      },
    }),
  },
};

export const WaitingNarrow: Story = { args: { ...Waiting.args, width: 320 } };

export const Reconnecting: Story = {
  args: { state: () => ({ connection: { name: 'connecting', attempt: 4 } }) },
};

export const Polled: Story = {
  args: {
    state() {
      const freshAt = Date.now() - 90_000;
      return { connection: { name: 'polling', freshAt }, freshAt: new Map([[conversation.id, freshAt]]) };
    },
  },
};

export const NothingKept: Story = {
  args: { state: () => ({ storage: { name: 'memory', reason: 'Private window' } }), width: 320 },
};

export const Blocked: Story = { args: { write: { name: 'closed', reason: 'blocked' } } };

export const Ended: Story = { args: { write: { name: 'closed', reason: 'ended' } } };

export const NotMember: Story = { args: { write: { name: 'closed', reason: 'not-member' } } };

export const ReadOnly: Story = { args: { write: { name: 'closed', reason: 'not-allowed' } } };

export const Archived: Story = { args: { write: { name: 'closed', reason: 'archived' } } };

/** All is well: nothing is told. */
export const Connected: Story = {};
