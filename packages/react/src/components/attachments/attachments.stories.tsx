import type { Attachment, AttachmentView, MessageView } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatProvider } from '../../chat-provider';
import { sampleClient } from '../../testing/sample-conversations';
import { fixtureMessage } from '../../testing/fixture-message';
import { sampleFile, samplePicture } from '../../testing/sample-messages';
import { sampleSound } from '../../testing/sample-sound';
import { Attachments } from './attachments';

interface StageProps {
  readonly message: () => Partial<MessageView>;
  readonly width: number;
  /** Opens the picture with this name. */
  readonly opens: RegExp | null;
}

function Stage({ message, width }: StageProps) {
  const [client] = useState(() => sampleClient());
  const [shown] = useState(() => fixtureMessage(message()));
  return (
    <ChatProvider client={client}>
      <div className="chat-surface" style={{ inlineSize: width, minBlockSize: 480, padding: 16 }}>
        <Attachments message={shown} />
      </div>
    </ChatProvider>
  );
}

const view = (attachment: Attachment): AttachmentView => ({ ...attachment, blob: null });
const carrying =
  (...make: readonly (() => Attachment)[]) =>
  () => ({ attachments: make.map((one) => view(one())) });
const pictures = [20, 120, 200, 260, 320].map((hue) => () => samplePicture(`Room ${hue}`, 1200, 900, hue));

const meta: Meta<typeof Stage> = {
  title: 'Parts/Attachments',
  component: Stage,
  args: { width: 480, opens: null },
  argTypes: { message: { control: false } },
  async play({ canvasElement, args }) {
    if (args.opens === null) return;
    const canvas = within(canvasElement);
    const [first] = await canvas.findAllByRole('button', { name: args.opens });
    if (first === undefined) throw new Error('There is no picture to open.');
    await userEvent.click(first);
    await canvas.findByRole('dialog');
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const OnePicture: Story = {
  args: { message: carrying(() => samplePicture('Lobby', 1600, 1000, 200)) },
};

export const Grid: Story = { args: { message: carrying(...pictures) } };

export const GridNarrow: Story = { args: { message: carrying(...pictures), width: 320 } };

export const PictureNotThere: Story = {
  args: { message: carrying(() => ({ ...samplePicture('Gone', 800, 600, 0), url: null })) },
};

export const Files: Story = {
  args: {
    message: carrying(
      () => sampleFile('Rota week 48 with all the late shifts.pdf', 'application/pdf', 482_113),
      () => ({ ...sampleFile('Plan.dwg', 'application/acad', 9_482_113), url: null }),
    ),
    width: 320,
  },
};

export const Video: Story = {
  args: {
    message: carrying(() => ({
      ...samplePicture('Tour.mp4', 1280, 720, 40),
      kind: 'video',
      url: 'data:video/mp4;base64,',
      mimeType: 'video/mp4',
    })),
  },
};

export const Sound: Story = {
  args: {
    message: carrying(() => ({
      ...sampleFile('Voice message.wav', 'audio/wav', 40_000),
      kind: 'audio',
      url: URL.createObjectURL(sampleSound(2)),
    })),
  },
};

export const Uploading: Story = {
  args: {
    message: () => ({
      own: true,
      id: null,
      status: 'sending',
      progress: 0.42,
      attachments: [{ ...samplePicture('Lobby', 1200, 900, 260), blob: new Blob() }],
    }),
  },
};

export const LightboxOfOne: Story = {
  args: { message: carrying(() => samplePicture('Lobby', 1600, 1000, 200)), opens: /Open Lobby/ },
};

export const LightboxOfSeveral: Story = { args: { message: carrying(...pictures), opens: /Open Room/ } };
