import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { sampleClient } from '../../testing/sample-conversations';
import { UnavailableButton } from '../button/unavailable-button';
import { Icon } from '../icons/icon';
import { Menu, type MenuItem } from './menu';

interface StageProps {
  readonly items: readonly MenuItem[];
}

/** A menu that stands open, and a button that only says why it is of no use. */
function Stage({ items }: StageProps) {
  const [client] = useState(() => sampleClient());
  return (
    <ChatProvider client={client}>
      <div className="chat-surface" style={{ blockSize: 520, padding: 24 }}>
        <UnavailableButton
          label="Attach files"
          icon={<Icon name="attach" />}
          reason="Files cannot be sent here. Not set up here."
        />
        <Menu
          anchor={{ left: 120, right: 120, top: 24, bottom: 24 }}
          label="Message actions"
          items={items}
          onClose={() => undefined}
        />
      </div>
    </ChatProvider>
  );
}

const nothing = () => undefined;

const meta: Meta<typeof Stage> = {
  title: 'Parts/Menu',
  component: Stage,
  args: {
    items: [
      { id: 'reply', label: 'Reply', icon: 'reply', onSelect: nothing },
      { id: 'copy', label: 'Copy text', icon: 'copy', onSelect: nothing },
      {
        id: 'edit',
        label: 'Edit',
        icon: 'edit',
        unavailable: 'Only possible within 10 minutes after sending.',
        onSelect: nothing,
      },
      {
        id: 'react',
        label: 'React',
        icon: 'react',
        unavailable: 'Not offered by this service.',
        onSelect: nothing,
      },
      { id: 'delete', label: 'Delete', icon: 'trash', danger: true, onSelect: nothing },
    ],
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Reasons: Story = {};
