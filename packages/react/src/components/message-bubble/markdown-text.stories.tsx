import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { sampleClient, sampleMessage } from '../../testing/sample-conversations';
import { MessageBubble } from './message-bubble';

const text = [
  '**Late check-out** for room 214, see https://example.com/rooms/214_b',
  '1. tell *housekeeping*',
  '2. set `checkout=14:00`',
  '> can we stay until two?',
  '```',
  'room 214  14:00',
  '```',
].join('\n');

function Stage({ markdown, dir }: { readonly markdown: boolean; readonly dir: 'ltr' | 'rtl' }) {
  const [client] = useState(() => sampleClient());
  return (
    <ChatProvider client={client} markdown={markdown} dir={dir}>
      <div style={{ inlineSize: 380, containerType: 'inline-size' }}>
        <MessageBubble message={sampleMessage({ text, own: false })} />
        <MessageBubble message={sampleMessage({ text: 'Just **one** line of *words*' })} />
      </div>
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Parts/Markdown',
  component: Stage,
  args: { markdown: true, dir: 'ltr' },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const On: Story = {};
export const Off: Story = { args: { markdown: false } };
export const RightToLeft: Story = { args: { dir: 'rtl' } };
