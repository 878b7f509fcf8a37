import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatStage } from '../../testing/chat-stage';
import { sampleTalk } from '../../testing/sample-messages';
import { createScene } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;
const no = { supported: false, reason: 'role' } as const;

interface StageProps {
  /** How many messages are pinned. */
  readonly pins: number;
  readonly mayUnpin: boolean;
  readonly width: number | string;
  readonly height: number | string;
}

function Stage({ pins, mayUnpin, width, height }: StageProps) {
  const [scene] = useState(() => {
    const messages = sampleTalk(60, people).map((message, index) => ({
      ...message,
      pinned: index >= 60 - pins * 3 && index % 3 === 0,
    }));
    const made = createScene({ people, messages });
    if (mayUnpin) return made;
    const { capabilities } = createScene({ people }).client.getState();
    const commands = { ...capabilities.commands, pin: no, unpin: no };
    return createScene({ people, messages, capabilities: { commands } });
  });
  return (
    <ChatStage client={scene.client} width={width} height={height}>
      <ChatView conversationId={scene.conversationId} />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/ChatView/Pinned bar',
  component: Stage,
  args: { pins: 4, mayUnpin: true, width: '100%', height: '100vh' },
  async play({ canvasElement }) {
    await within(canvasElement).findByRole('region', { name: 'Pinned messages' });
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Several: Story = {};

export const One: Story = { args: { pins: 1 } };

export const Expanded: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Show all pinned messages' }));
  },
};

export const NotAllowedToUnpin: Story = { args: { pins: 1, mayUnpin: false } };

export const Widget: Story = { args: { width: 380, height: 560 } };
