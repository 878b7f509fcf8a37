import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ReactNode } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatProvider } from '../../chat-provider';
import { sampleClient } from '../../testing/sample-conversations';
import { Icon } from '../icons/icon';
import { Button, IconButton } from './button';
import { UnavailableButton } from './unavailable-button';

interface StageProps {
  readonly children: ReactNode;
}

function Stage({ children }: StageProps) {
  const [client] = useState(() => sampleClient());
  return (
    <ChatProvider client={client}>
      <div
        className="chat-surface"
        style={{ display: 'flex', flexWrap: 'wrap', gap: 12, minBlockSize: 160, padding: 24 }}
      >
        {children}
      </div>
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = { title: 'Parts/Button', component: Stage };
export default meta;

type Story = StoryObj<typeof Stage>;

const variants = ['primary', 'secondary', 'plain', 'danger'] as const;

export const Words: Story = {
  args: {
    children: variants.map((variant) => (
      <Button key={variant} variant={variant}>
        {variant === 'danger' ? 'Delete group' : 'Add members'}
      </Button>
    )),
  },
};

export const NotNow: Story = {
  args: {
    children: variants.map((variant) => (
      <Button key={variant} variant={variant} disabled>
        Create group
      </Button>
    )),
  },
};

/** While the backend is asked, and where a reason stands beside it: reachable, of no use. */
export const Waiting: Story = {
  args: {
    children: variants.map((variant) => (
      <Button key={variant} variant={variant} aria-disabled>
        Leave group
      </Button>
    )),
  },
};

export const Icons: Story = {
  args: {
    children: (
      <>
        <IconButton label="Search messages" icon={<Icon name="search" />} />
        <IconButton label="Send" icon={<Icon name="send" />} variant="primary" />
        <IconButton label="Delete" icon={<Icon name="trash" />} variant="danger" />
        <IconButton label="Close" icon={<Icon name="close" size={18} />} size="small" />
        <IconButton label="Emoji" icon={<Icon name="emoji" />} disabled />
      </>
    ),
  },
};

export const WithReason: Story = {
  args: {
    children: (
      <UnavailableButton
        label="Attach files"
        icon={<Icon name="attach" />}
        reason="Files cannot be sent here. Not set up here."
      />
    ),
  },
  async play({ canvasElement }) {
    await userEvent.hover(within(canvasElement).getByRole('button', { name: 'Attach files' }));
    await within(canvasElement).findByRole('tooltip');
  },
};
