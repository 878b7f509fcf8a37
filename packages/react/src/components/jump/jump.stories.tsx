import { ChatError, type ChatClient } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatStage } from '../../testing/chat-stage';
import { sampleClient } from '../../testing/sample-conversations';
import { Chat } from '../chat/chat';

interface StageProps {
  /** What is typed. */
  readonly words: string;
  readonly overrides: Partial<ChatClient>;
  readonly width: number | string;
  readonly height: number | string;
}

function Stage({ overrides, width, height }: StageProps) {
  const [client] = useState(() => sampleClient(undefined, overrides));
  return (
    <ChatStage client={client} width={width} height={height}>
      <Chat />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/Chat/Go to',
  component: Stage,
  args: { words: '', overrides: {}, width: '100%', height: '100vh' },
  async play({ canvasElement, args }) {
    await userEvent.keyboard('{Control>}k{/Control}');
    const field = await within(canvasElement).findByRole('combobox');
    if (args.words !== '') await userEvent.type(field, args.words);
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Recent: Story = {};

export const Found: Story = { args: { words: 'ch' } };

export const NothingFound: Story = { args: { words: 'zeppelin' } };

export const Widget: Story = { args: { width: 380, height: 560 } };

/** What is loaded is found all the same. */
export const Offline: Story = {
  args: {
    words: 'ch',
    overrides: {
      searchUsers: () => Promise.reject(new ChatError('network', 'offline')),
      searchMessages: () => Promise.reject(new ChatError('network', 'offline')),
    },
  },
};
