import { createChatClient, memoryStorage, type ChatState } from '@chat/core';
import { connectify } from '@chat/core/adapters/connectify';
import { createBrowserBackend } from '@chat/mock-server/msw';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { ChatStage } from '../../testing/chat-stage';
import { createFakeClient, fixtureState } from '../../testing/fake-client';
import { sampleState } from '../../testing/sample-conversations';
import { Chat } from './chat';

const url = 'https://chat.example.test';

interface StageProps {
  readonly login: string;
  readonly width: number | string;
  readonly height: number | string;
}

/** The whole product over the reference backend, which runs inside the page. */
function Stage({ login, width, height }: StageProps) {
  const [client] = useState(() =>
    createChatClient({
      adapter: connectify({ baseUrl: url }),
      session: { type: 'password', remember: false },
      storage: memoryStorage(),
    }),
  );
  useEffect(() => {
    // Rejects when the story is left before it is answered.
    client.signIn({ login, password: 'demo' }).catch(() => undefined);
  }, [client, login]);
  return (
    <ChatStage client={client} width={width} height={height}>
      <Chat />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/Chat',
  component: Stage,
  args: { login: 'amira', width: '100%', height: '100vh' },
  parameters: {
    handlers: async () => (await createBrowserBackend({ url, seed: 'demo' })).handlers,
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const FullScreen: Story = {};

export const Dark: Story = { globals: { theme: 'dark' } };

export const Compact: Story = { globals: { density: 'compact' } };

export const Widget: Story = { args: { width: 380, height: 560 } };

export const Phone: Story = { args: { width: 320, height: 600 } };

/** States that are rare, set by hand. */
function Rare({ state }: { readonly state: ChatState }) {
  const [client] = useState(() => createFakeClient(state));
  return (
    <ChatStage client={client}>
      <Chat />
    </ChatStage>
  );
}

export const NoConversations: Story = { render: () => <Rare state={fixtureState()} /> };

export const Loading: Story = {
  render: () => <Rare state={fixtureState({ conversationList: { name: 'loading' } })} />,
};

export const Offline: Story = {
  render: () => <Rare state={sampleState(Date.now(), { connection: { name: 'offline' } })} />,
};

export const OfflineAtFirst: Story = {
  render: () => (
    <Rare state={fixtureState({ conversationList: { name: 'loading' }, connection: { name: 'offline' } })} />
  ),
};

export const SignedOut: Story = {
  render: () => <Rare state={fixtureState({ session: { name: 'signed-out', reason: 'expired' } })} />,
};
