import { conversationId, type AttachmentView } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { fakeMicrophone, type FakeMicrophone } from '../../testing/fake-microphone';
import { sampleClient, sampleMessage, sampleState } from '../../testing/sample-conversations';
import { sampleSound } from '../../testing/sample-sound';
import { ComposerProvider, useComposerActions } from '../chat-view/composer-context';
import { MessageBubble } from '../message-bubble/message-bubble';
import { MessageInput } from '../message-input/message-input';

const voice: AttachmentView = {
  id: 'voice-1',
  kind: 'audio',
  name: 'Voice message.wav',
  url: null,
  thumbnailUrl: null,
  mimeType: 'audio/wav',
  size: 40_000,
  width: null,
  height: null,
  blob: sampleSound(12),
};

interface StageProps {
  readonly extensions: readonly string[] | null;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark';
  /** Recorded already, and not sent. */
  readonly files: readonly File[];
}

function Stage({ extensions, dir, theme, files }: StageProps) {
  const [client] = useState(() => {
    const usual = sampleState();
    return sampleClient({ ...usual, limits: { ...usual.limits, attachmentExtensions: extensions } });
  });
  return (
    <ChatProvider client={client} dir={dir} theme={theme}>
      <div
        style={{
          display: 'flex',
          flexDirection: 'column',
          gap: 8,
          inlineSize: 420,
          padding: 12,
          containerType: 'inline-size',
          background: theme === 'dark' ? '#16181d' : '#ffffff',
        }}
      >
        <MessageBubble message={sampleMessage({ text: '', attachments: [voice] })} />
        <MessageBubble
          message={sampleMessage({
            own: false,
            text: 'Listen to this',
            attachments: [{ ...voice, id: 'voice-2' }],
          })}
        />
        <ComposerProvider>
          <MessageInput conversationId={conversationId('direct:2')} />
          <Recorded files={files} />
        </ComposerProvider>
      </div>
    </ChatProvider>
  );
}

function Recorded({ files }: Pick<StageProps, 'files'>) {
  const { addFiles } = useComposerActions();
  useEffect(() => addFiles(files), [addFiles, files]);
  return null;
}

/** Every state with a microphone of its own. */
const withMicrophone =
  (prepare: (microphone: FakeMicrophone) => void = () => undefined) =>
  () => {
    const microphone = fakeMicrophone();
    prepare(microphone);
    return () => microphone.restore();
  };

const meta: Meta<typeof Stage> = {
  title: 'Parts/Voice messages',
  component: Stage,
  args: { extensions: null, dir: 'ltr', theme: 'light', files: [] },
};
export default meta;

type Story = StoryObj<typeof Stage>;
type Play = NonNullable<Story['play']>;

const record: Play = async ({ canvas, userEvent }) => {
  await userEvent.click(await canvas.findByRole('button', { name: 'Record a voice message' }));
};

export const Ready: Story = {};

export const Asking: Story = {
  beforeEach: withMicrophone((microphone) => {
    microphone.hesitate();
  }),
  async play(context) {
    await record(context);
    await context.canvas.findByText('Allow the microphone to record.');
  },
};

export const Recording: Story = {
  beforeEach: withMicrophone(),
  async play(context) {
    await record(context);
    await context.canvas.findByRole('button', { name: 'Stop recording' });
  },
};

export const Refused: Story = {
  beforeEach: withMicrophone((microphone) => microphone.refuse('NotAllowedError')),
  async play(context) {
    await record(context);
    await context.canvas.findByRole('alert');
  },
};

export const Preview: Story = {
  args: { files: [new File([sampleSound(12)], 'Voice message 14.02.wav', { type: 'audio/wav' })] },
};

export const NotHere: Story = { args: { extensions: ['.png', '.pdf'] } };

export const DarkRightToLeft: Story = {
  beforeEach: withMicrophone(),
  args: { dir: 'rtl', theme: 'dark' },
  async play(context) {
    await record(context);
    await context.canvas.findByRole('button', { name: 'Stop recording' });
  },
};
