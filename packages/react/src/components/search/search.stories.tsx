import { ChatError, type ChatClient } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, waitFor, within } from 'storybook/test';
import { ChatStage } from '../../testing/chat-stage';
import { sampleTalk } from '../../testing/sample-messages';
import { createScene, type SceneOptions } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;
const no = { supported: false, reason: 'backend' } as const;

interface StageProps {
  readonly scene: SceneOptions;
  readonly width: number | string;
  readonly height: number | string;
  /** Other conversations can be opened from here. */
  readonly everywhere: boolean;
  readonly overrides: Partial<ChatClient>;
  /** What is typed into the search. */
  readonly words: string;
}

function Stage({ scene, overrides, width, height, everywhere }: StageProps) {
  const [made] = useState(() => createScene({ people, messages: sampleTalk(160, people), ...scene }));
  const [client] = useState(() => ({ ...made.client, ...overrides }));
  return (
    <ChatStage client={client} width={width} height={height}>
      <ChatView
        conversationId={made.conversationId}
        onOpenMessage={everywhere ? () => undefined : undefined}
      />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/ChatView/Search',
  component: Stage,
  args: {
    scene: { capabilities: { search: { messages: no, users: no } } },
    overrides: {},
    width: '100%',
    height: '100vh',
    everywhere: true,
    words: 'breakfast late',
  },
  async play({ canvasElement, args }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Search messages' }));
    const field = await canvas.findByRole('combobox');
    if (args.words === '') return;
    await userEvent.type(field, args.words);
    await waitFor(() => {
      if (canvas.queryByText(/Searching…|Type a word/) !== null) throw new Error('It is still searching.');
    });
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const OnThisDevice: Story = {};

export const OnTheServer: Story = { args: { scene: {} } };

export const ThisConversationOnly: Story = { args: { everywhere: false } };

export const NothingTyped: Story = { args: { words: '' } };

export const NothingFound: Story = { args: { words: 'zeppelin' } };

export const Widget: Story = { args: { width: 380, height: 560 } };

export const Narrow: Story = { args: { width: 320, height: 600 } };

export const Failed: Story = {
  args: { overrides: { searchMessages: () => Promise.reject(new ChatError('network', 'offline')) } },
};

export const Searching: Story = {
  args: { overrides: { searchMessages: () => new Promise(() => undefined) } },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Search messages' }));
    await userEvent.type(await canvas.findByRole('combobox'), 'late');
    await canvas.findByText('Searching…');
  },
};
