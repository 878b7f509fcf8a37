import { ChatError, type ChatClient } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ReactNode } from 'react';
import { fireEvent, waitFor, within } from 'storybook/test';
import { ChatProvider } from '../../chat-provider';
import { ChatStage } from '../../testing/chat-stage';
import { createFakeClient, fixtureConversation } from '../../testing/fake-client';
import { fixtureTimeline } from '../../testing/fixture-timeline';
import { sampleTalk } from '../../testing/sample-messages';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import { GapRow } from '../message-list/gap-row';
import { HistoryHeader, MessageListSkeleton } from '../message-list/list-states';
import { SeekNote } from '../message-list/seek-note';
import { ToEndButton } from '../message-list/to-end-button';
import { ChatView } from './chat-view';

const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;

interface StageProps {
  readonly options: SceneOptions;
  /** What happens once the conversation is linked. */
  readonly live: (scene: Scene) => void;
  readonly width: number | string;
  readonly height: number | string;
}

function Stage({ options, live, width, height }: StageProps) {
  const [scene] = useState(() => {
    const made = createScene({ people, messages: sampleTalk(60, people), ...options });
    const stop = made.client.subscribe(() => {
      if (made.client.getState().connection.name !== 'open') return;
      stop();
      live(made);
    });
    return made;
  });
  return (
    <ChatStage client={scene.client} width={width} height={height}>
      <ChatView conversationId={scene.conversationId} />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/ChatView/Messages',
  component: Stage,
  args: { options: {}, live: () => undefined, width: '100%', height: '100vh' },
  argTypes: { options: { control: false }, live: { control: false } },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Typing: Story = {
  args: { live: (scene) => scene.type('Amir Haddad', true) },
  async play({ canvasElement }) {
    await within(canvasElement).findByText('Amir Haddad is typing…');
  },
};

export const SeveralTyping: Story = {
  args: {
    width: 320,
    height: 600,
    live(scene) {
      scene.type('Amir Haddad', true);
      scene.type('Chloé Martin', true);
    },
  },
  async play({ canvasElement }) {
    await within(canvasElement).findByText(/are typing…/);
  },
};

/** What comes while one reads further up is counted. */
export const NewBelow: Story = {
  args: {
    live(scene) {
      const words = scene.client.subscribe(() => {
        if (document.querySelector('.chat-to-end') === null) return;
        words();
        for (const text of ['The shuttle is here', 'Four guests', 'On my way'])
          scene.post({ by: 'Amir Haddad', text });
      });
    },
  },
  async play({ canvasElement }) {
    const feed = await waitFor(() => {
      const found = canvasElement.querySelector('.chat-messages-viewport');
      if (found === null || found.querySelector('.chat-row') === null)
        throw new Error('Nothing to scroll yet.');
      return found;
    });
    await waitFor(async () => {
      await fireEvent.wheel(feed);
      feed.scrollTop = 200;
      await within(canvasElement).findByRole('button', { name: /To the newest message/ });
    });
  },
};

export const FilesOverIt: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    const content = await waitFor(() => {
      const found = canvasElement.querySelector('.chat-row');
      if (found === null) throw new Error('No message is shown yet.');
      return found;
    });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'rota.pdf', { type: 'application/pdf' }));
    content.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }));
    await canvas.findByText('Drop files to attach them');
  },
};

const conversation = fixtureConversation('direct:1');
/** Parts of a list in states that are gone too soon to be looked at. */
function Part({
  overrides = {},
  children,
}: {
  readonly overrides?: Partial<ChatClient>;
  readonly children: ReactNode;
}) {
  const [client] = useState(() => createFakeClient(undefined, overrides));
  return (
    <ChatProvider client={client}>
      <div
        className="chat-surface"
        style={{ position: 'relative', inlineSize: 380, minBlockSize: 240, paddingBlock: 24 }}
      >
        {children}
      </div>
    </ChatProvider>
  );
}

const nothing = () => undefined;

const gap = fixtureTimeline([{}, {}], [1]).gapBefore(1);

function Gap() {
  return gap === null ? null : <GapRow conversationId={conversation.id} gap={gap} />;
}

export const GapLoading: Story = {
  render: () => (
    <Part overrides={{ fillGap: () => new Promise(nothing) }}>
      <Gap />
    </Part>
  ),
};

export const GapFailed: Story = {
  render: () => (
    <Part overrides={{ fillGap: () => Promise.reject(new ChatError('network', 'offline')) }}>
      <Gap />
    </Part>
  ),
  async play({ canvasElement }) {
    await within(canvasElement).findByRole('button', { name: 'Load them' });
  },
};

export const Skeleton: Story = {
  render: () => (
    <Part>
      <MessageListSkeleton />
    </Part>
  ),
};

export const OlderLoading: Story = {
  render: () => (
    <Part>
      <HistoryHeader older={{ name: 'loading' }} reachedStart={false} onRetry={nothing} />
    </Part>
  ),
};

export const OlderFailed: Story = {
  render: () => (
    <Part>
      <HistoryHeader
        older={{ name: 'failed', error: new ChatError('network', 'offline') }}
        reachedStart={false}
        onRetry={nothing}
      />
    </Part>
  ),
};

export const Seeking: Story = {
  render: () => (
    <Part>
      <SeekNote seek={{ name: 'seeking', from: 100 }} length={1_100} onStop={nothing} />
    </Part>
  ),
};

export const SeekFailed: Story = {
  render: () => (
    <Part>
      <SeekNote
        seek={{ name: 'failed', error: new ChatError('not-found', 'Gone.') }}
        length={100}
        onStop={nothing}
      />
    </Part>
  ),
};

export const WayBack: Story = {
  render: () => (
    <Part>
      <ToEndButton newCount={0} returns onPress={nothing} />
    </Part>
  ),
};
