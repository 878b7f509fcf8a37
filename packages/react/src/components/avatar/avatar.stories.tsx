import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { sampleClient } from '../../testing/sample-conversations';
import { samplePicture } from '../../testing/sample-messages';
import { Avatar, type AvatarProps } from './avatar';

interface StageProps {
  readonly avatars: () => readonly AvatarProps[];
}

function Stage({ avatars }: StageProps) {
  const [client] = useState(() => sampleClient());
  const [shown] = useState(avatars);
  return (
    <ChatProvider client={client}>
      <div className="chat-surface" style={{ display: 'flex', flexWrap: 'wrap', gap: 12, padding: 24 }}>
        {shown.map((avatar, index) => (
          <Avatar key={index} size={44} {...avatar} />
        ))}
      </div>
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = { title: 'Parts/Avatar', component: Stage };
export default meta;

type Story = StoryObj<typeof Stage>;

export const Initials: Story = {
  args: {
    avatars: () =>
      [
        'Ana Petrović',
        'Bilal Haddad',
        'Chloé Martin',
        'Dmitri Volkov',
        'Emeka Okafor',
        'Fatma Yıldız',
        '李 小龙',
        'أمير حداد',
        'Front desk',
        '🎉',
      ].map((name) => ({ name })),
  },
};

export const Picture: Story = {
  args: {
    avatars: () =>
      [30, 140, 260].map((hue) => ({
        name: 'Ana Petrović',
        url: samplePicture('face', 200, 200, hue).url,
      })),
  },
};

/** A picture that does not come leaves the initials. */
export const BrokenPicture: Story = {
  args: { avatars: () => [{ name: 'Ana Petrović', url: 'data:image/png;base64,broken' }] },
};

export const Presence: Story = {
  args: {
    avatars: () =>
      (['online', 'away', 'offline', null] as const).map((presence) => ({ name: 'Bilal Haddad', presence })),
  },
};

export const Sizes: Story = {
  args: { avatars: () => [28, 32, 36, 44, 56].map((size) => ({ name: 'Chloé Martin', size })) },
};
