import { ChatError, type ChatState } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ReactNode } from 'react';
import { waitFor } from 'storybook/test';
import { ChatStage, type ChatStageProps } from '../../testing/chat-stage';
import {
  createFakeClient,
  fixtureConversation,
  fixtureMe,
  fixtureState,
  fixtureUser,
} from '../../testing/fake-client';
import { sampleShowcase, sampleTalk } from '../../testing/sample-messages';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import { ChatView } from './chat-view';

const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;

interface StageProps {
  readonly scene: () => SceneOptions;
  /** What happens once it is there. */
  readonly then: (scene: Scene) => void;
  readonly width: number | string;
  readonly height: number | string;
  readonly density: NonNullable<ChatStageProps['density']>;
  readonly back: boolean;
}

/** A conversation on a fake server, seen by a real client. */
function Stage({ scene, then, back, ...box }: StageProps) {
  const [made] = useState(() => {
    const options = createScene({ people, ...scene() });
    then(options);
    return options;
  });
  return (
    <ChatStage client={made.client} {...box}>
      <ChatView conversationId={made.conversationId} onBack={back ? () => undefined : undefined} />
    </ChatStage>
  );
}

/** What is looked at and checked is the conversation, not its skeleton. */
async function untilShown({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  await waitFor(() => {
    if (canvasElement.querySelector('.chat-row') === null) throw new Error('No message is shown yet.');
  });
}

const showcase = () => ({ messages: sampleShowcase(...people) });

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/ChatView',
  component: Stage,
  args: {
    scene: showcase,
    then: () => undefined,
    width: '100%',
    height: '100vh',
    density: 'comfortable',
    back: false,
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Group: Story = { play: untilShown };

export const Dark: Story = { play: untilShown, globals: { theme: 'dark' } };

export const RightToLeft: Story = { play: untilShown, globals: { direction: 'rtl' } };

export const Compact: Story = { play: untilShown, args: { density: 'compact' } };

export const Widget: Story = { play: untilShown, args: { width: 380, height: 560, back: true } };

export const Narrow: Story = { play: untilShown, args: { width: 320, height: 600, back: true } };

export const FirstUnread: Story = {
  play: untilShown,
  args: { scene: () => ({ messages: sampleTalk(200, people.slice(1)), unread: 24 }) },
};

export const LongHistory: Story = {
  play: untilShown,
  args: { scene: () => ({ messages: sampleTalk(5_000, people), limits: { pageSize: 100 } }) },
};

export const Direct: Story = {
  play: untilShown,
  args: { scene: () => ({ people: people.slice(0, 2), messages: sampleTalk(12, people.slice(0, 2)) }) },
};

export const NoMessagesYet: Story = { args: { scene: () => ({ messages: [] }) } };

export const Loading: Story = { args: { scene: () => ({ ...showcase(), latencyMs: 600_000 }) } };

/** States that are rare, set by hand. */
function Rare({ state, children }: { readonly state: Partial<ChatState>; readonly children?: ReactNode }) {
  const amir = fixtureUser('amir', 'Amir Haddad');
  const conversation = fixtureConversation('direct:1', { participants: [fixtureMe, amir.id] });
  const [client] = useState(() =>
    createFakeClient({ ...fixtureState({ users: [amir], conversations: [conversation] }), ...state }),
  );
  return <ChatStage client={client}>{children ?? <ChatView conversationId={conversation.id} />}</ChatStage>;
}

const broken = new ChatError('network', 'The connection failed.');
const idle = { name: 'idle' } as const;

export const Offline: Story = { render: () => <Rare state={{ connection: { name: 'offline' } }} /> };

export const Reconnecting: Story = {
  render: () => (
    <Rare
      state={{ connection: { name: 'waiting', attempt: 3, retryAt: Date.now() + 12_000, error: broken } }}
    />
  ),
};

export const Polled: Story = {
  render: () => {
    const freshAt = Date.now() - 20_000;
    const id = fixtureConversation('direct:1').id;
    return <Rare state={{ connection: { name: 'polling', freshAt }, freshAt: new Map([[id, freshAt]]) }} />;
  },
};

export const NothingKept: Story = {
  render: () => <Rare state={{ storage: { name: 'memory', reason: 'Private window' } }} />,
};

export const LoadingFailed: Story = {
  render: () => {
    const failed = { newest: { name: 'failed', error: broken }, older: idle, newer: idle } as const;
    const id = fixtureConversation('direct:1').id;
    return <Rare state={{ historyLoads: new Map([[id, failed]]) }} />;
  },
};

export const ReadOnly: Story = {
  render: () => {
    const conversation = fixtureConversation('direct:1', {
      title: 'Harbour news',
      write: { name: 'closed', reason: 'not-allowed' },
    });
    return <Rare state={{ conversations: new Map([[conversation.id, conversation]]) }} />;
  },
};

export const NotTold: Story = {
  render: () => {
    const conversation = fixtureConversation('direct:1', {
      kind: 'guest',
      title: 'Noor Haddad',
      write: { name: 'closed', reason: 'ended' },
      lastMessage: {
        id: null,
        authorId: null,
        authorName: 'Noor Haddad',
        text: 'Never mind, I found the gym.',
        createdAt: Date.now() - 3_600_000,
        deleted: false,
        attachmentCount: 0,
      },
    });
    const load = { newest: { name: 'ready' }, older: idle, newer: idle } as const;
    const conversations = new Map([[conversation.id, conversation]]);
    return <Rare state={{ conversations, historyLoads: new Map([[conversation.id, load]]) }} />;
  },
};

export const ReconnectingNow: Story = {
  render: () => <Rare state={{ connection: { name: 'connecting', attempt: 4 } }} />,
};

export const BlockedWithoutInput: Story = {
  render: () => {
    const conversation = fixtureConversation('direct:1', {
      title: 'Amir Haddad',
      write: { name: 'closed', reason: 'blocked' },
    });
    return (
      <Rare state={{ conversations: new Map([[conversation.id, conversation]]) }}>
        <ChatView conversationId={conversation.id} input={null} />
      </Rare>
    );
  },
};

export const NoPermission: Story = {
  render: () => {
    const error = new ChatError('forbidden', 'Not yours to read.', { status: 403 });
    const load = { newest: { name: 'failed', error }, older: idle, newer: idle } as const;
    return <Rare state={{ historyLoads: new Map([[fixtureConversation('direct:1').id, load]]) }} />;
  },
};

export const SignedOut: Story = {
  render: () => <Rare state={{ session: { name: 'signed-out', reason: 'expired' } }} />,
};

export const NothingChosen: Story = {
  render: () => (
    <Rare state={{}}>
      <ChatView conversationId={null} />
    </Rare>
  ),
};
