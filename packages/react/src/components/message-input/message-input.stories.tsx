import { ChatError, conversationId, type ChatClient, type ChatState } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { sampleClient, sampleMessage, sampleState } from '../../testing/sample-conversations';
import type { MessageTemplate } from '../../lib/templates';
import { ComposerProvider, useComposerActions } from '../chat-view/composer-context';
import { MessageInput } from './message-input';

const id = conversationId('direct:2');
const group = conversationId('group:1');

interface StageProps {
  readonly state: (usual: ChatState) => Partial<ChatState>;
  readonly overrides: Partial<ChatClient>;
  readonly files: readonly File[];
  readonly mode: 'new' | 'reply' | 'edit';
  readonly width: number;
  readonly enterSends: boolean;
  readonly templates: readonly MessageTemplate[];
  /** Typed once the input is there, to show what it offers. */
  readonly typed: string;
}

function Stage({ state, overrides, files, mode, width, enterSends, templates, typed }: StageProps) {
  const [client] = useState(() => {
    const usual = sampleState();
    return sampleClient({ ...usual, ...state(usual) }, overrides);
  });
  return (
    <ChatProvider client={client} templates={templates}>
      <div
        style={{
          display: 'flex',
          flexDirection: 'column',
          justifyContent: 'end',
          inlineSize: width,
          blockSize: 520,
        }}
      >
        <ComposerProvider>
          <MessageInput conversationId={typed === '' ? id : group} enterSends={enterSends} />
          <Prepared files={files} mode={mode} typed={typed} />
        </ComposerProvider>
      </div>
    </ChatProvider>
  );
}

/** Does what a bubble or a drop would have done. */
function Prepared({ files, mode, typed }: Pick<StageProps, 'files' | 'mode' | 'typed'>) {
  const composer = useComposerActions();
  useEffect(() => {
    composer.addFiles(files);
    if (typed !== '') typeInto(window.document.querySelector('textarea'), typed);
    const message = sampleMessage({ text: 'The rota for next week is ready, have a look when you can.' });
    if (mode === 'reply') composer.setReply({ ...message, own: false, authorName: 'Chloé Martin' });
    if (mode === 'edit') composer.setEdit(message);
  }, [composer, files, mode, typed]);
  return null;
}

function typeInto(field: HTMLTextAreaElement | null, text: string) {
  field?.focus();
  field?.setRangeText(text, 0, field.value.length, 'end');
  field?.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}

const picture = (name: string, colour: string) =>
  new File(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="${colour}"/></svg>`,
    ],
    name,
    {
      type: 'image/svg+xml',
    },
  );
const document = new File(['x'.repeat(48_213)], 'Rota week 48.pdf', { type: 'application/pdf' });

const meta: Meta<typeof Stage> = {
  title: 'Drop-ins/MessageInput',
  component: Stage,
  args: {
    state: () => ({}),
    overrides: {},
    files: [],
    mode: 'new',
    width: 480,
    enterSends: true,
    templates: [],
    typed: '',
  },
  argTypes: { state: { control: false }, overrides: { control: false }, files: { control: false } },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Empty: Story = {};

export const Narrow: Story = { args: { width: 320 } };

export const Draft: Story = {
  args: {
    state: () => ({ drafts: new Map([[id, { text: 'Half a thought,\nover two lines', replyTo: null }]]) }),
  },
};

export const Reply: Story = { args: { mode: 'reply' } };

export const Edit: Story = { args: { mode: 'edit' } };

export const Files: Story = { args: { files: [document, picture('Lobby.svg', '#88a')] } };

export const FilesRefused: Story = {
  args: {
    files: [document, new File(['x'], 'tool.exe'), new File([], 'empty.pdf')],
    state: ({ limits }) => ({
      limits: { ...limits, attachmentExtensions: ['.pdf', '.png'], attachmentBytes: 20_000 },
    }),
  },
};

export const FilesNeedText: Story = {
  args: {
    files: [document],
    state: ({ capabilities }) => ({ capabilities: { ...capabilities, attachmentNeedsText: true } }),
  },
};

export const NearTheLimit: Story = {
  args: {
    state: ({ limits }) => ({
      limits: { ...limits, textLength: 40 },
      drafts: new Map([[id, { text: 'This is about as long as it may be here', replyTo: null }]]),
    }),
  },
};

export const Offline: Story = {
  args: {
    state: () => ({
      connection: { name: 'offline' },
      drafts: new Map([[id, { text: 'For when I am back', replyTo: null }]]),
    }),
  },
};

export const SendingRefused: Story = {
  args: {
    state: () => ({ drafts: new Map([[id, { text: 'Press Enter: the text stays', replyTo: null }]]) }),
    overrides: {
      sendMessage() {
        throw new ChatError('invalid', 'refused');
      },
    },
  },
};

const closed = (reason: 'ended' | 'blocked' | 'not-allowed') => (usual: ChatState) => {
  const conversation = usual.conversations.get(id);
  if (conversation === undefined) throw new Error('The sample lost its conversation.');
  return {
    conversations: new Map(usual.conversations).set(id, {
      ...conversation,
      write: { name: 'closed' as const, reason },
    }),
  };
};

export const Blocked: Story = { args: { state: closed('blocked') } };

export const ReadOnly: Story = { args: { state: closed('not-allowed') } };

const able =
  (more: Partial<ChatState['capabilities']>) =>
  ({ capabilities }: ChatState) => ({ capabilities: { ...capabilities, ...more } });

const topic = able({ subject: true, related: ['lead', 'deal', 'customer'] });

export const Topic: Story = { args: { state: topic } };

export const TopicWritten: Story = {
  args: {
    state: (usual) => ({
      ...topic(usual),
      drafts: new Map([
        [
          id,
          {
            text: 'The quotation is attached.',
            replyTo: null,
            subject: 'Quotation, glass hall',
            related: [
              { type: 'deal', id: '7', label: 'Northwind renewal' },
              { type: 'lead', id: '31', label: null },
            ],
          },
        ],
      ]),
    }),
  },
};

export const TopicNarrow: Story = { args: { ...TopicWritten.args, width: 320 } };

export const FilesUnavailable: Story = {
  args: { state: able({ attachments: { supported: false, reason: 'configuration' } }) },
};

const templates: readonly MessageTemplate[] = [
  { id: '1', title: 'Late check-out', text: 'You are welcome to stay until 14:00 today.' },
  { id: '2', title: 'Airport shuttle', text: 'The shuttle leaves every full hour from the main entrance.' },
  { id: '3', title: 'Breakfast', text: 'Breakfast is served from 6:30 to 10:30 on the ground floor.' },
];

export const Templates: Story = { args: { templates } };

export const TemplatesBySlash: Story = { args: { templates, typed: '/' } };

export const Mentions: Story = { args: { state: able({ mentions: true }), typed: 'The rota is ready, @' } };
