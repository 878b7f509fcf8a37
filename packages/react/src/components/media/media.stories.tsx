import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, waitFor, within } from 'storybook/test';
import { ChatStage } from '../../testing/chat-stage';
import { sampleFile, samplePicture, sampleTalk } from '../../testing/sample-messages';
import { createScene, type SceneMessage } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;
const day = 86_400_000;

/** Half a year of talk with pictures, a video and files in it. */
function talk(): readonly SceneMessage[] {
  return sampleTalk(90, people).map((message, index) => {
    const createdAt = Date.now() - (90 - index) * 2 * day;
    if (index % 5 === 0) {
      const picture = samplePicture(`picture-${index}`, 900 + (index % 4) * 200, 900, index * 17);
      return { ...message, createdAt, attachments: [picture] };
    }
    if (index % 9 === 0) {
      const file = sampleFile(`Rota week ${index}.pdf`, 'application/pdf', 40_000 * index);
      return { ...message, createdAt, attachments: [{ ...file, id: `file-${index}` }] };
    }
    return { ...message, createdAt };
  });
}

interface StageProps {
  readonly messages: () => readonly SceneMessage[];
  readonly tab: 'Photos' | 'Videos' | 'Files';
  readonly width: number | string;
  readonly height: number | string;
}

function Stage({ messages, width, height }: StageProps) {
  const [scene] = useState(() => createScene({ people, messages: messages() }));
  return (
    <ChatStage client={scene.client} width={width} height={height}>
      <ChatView conversationId={scene.conversationId} />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/ChatView/Media',
  component: Stage,
  args: { messages: talk, tab: 'Photos', width: '100%', height: '100vh' },
  async play({ canvasElement, args }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: /^Actions for/ }));
    await userEvent.click(await canvas.findByRole('menuitem', { name: 'Photos, videos and files' }));
    await userEvent.click(await canvas.findByRole('tab', { name: args.tab }));
    await waitFor(() => {
      if (canvas.queryByText('Loading…') !== null) throw new Error('It is still loading.');
    });
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Photos: Story = {};

export const Files: Story = { args: { tab: 'Files' } };

export const NoVideos: Story = { args: { tab: 'Videos' } };

export const Nothing: Story = { args: { messages: () => sampleTalk(3, people) } };

export const Widget: Story = { args: { width: 380, height: 560 } };
