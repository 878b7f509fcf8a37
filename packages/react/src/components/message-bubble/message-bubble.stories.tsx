import { localId, messageId, userId, type AttachmentView, type MessageView } from '@chat/core';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { ChatProvider } from '../../chat-provider';
import { createFakeClient, fixtureState, fixtureUser } from '../../testing/fake-client';
import { fixtureMessage } from '../../testing/fixture-message';
import { sampleFile, samplePicture } from '../../testing/sample-messages';
import { MessageRow } from './message-row';

type Example = readonly [name: string, message: Partial<MessageView>];

interface StageProps {
  readonly examples: () => readonly Example[];
  readonly width: number;
}

const people = [fixtureUser('amir', 'Amir Haddad'), fixtureUser('chloe', 'Chloé Martin')];

/** Messages below each other, as a list shows them. */
function Stage({ examples, width }: StageProps) {
  const [client] = useState(() => createFakeClient(fixtureState({ users: people })));
  const [shown] = useState(examples);
  return (
    <ChatProvider client={client}>
      <div
        className="chat-surface chat-messages"
        style={{ inlineSize: width, paddingBlock: 16, paddingInline: 16 }}
      >
        {shown.map(([name, message]) => (
          <MessageRow
            key={name}
            message={fixtureMessage(message)}
            first
            last
            conversationKind="group"
            showStatus
            highlighted={name === 'highlighted'}
          />
        ))}
      </div>
    </ChatProvider>
  );
}

const both = (name: string, message: Partial<MessageView>): readonly Example[] => [
  [`${name}, theirs`, message],
  [`${name}, mine`, { ...message, own: true }],
];

const view = (attachment: Omit<AttachmentView, 'blob'>): AttachmentView => ({ ...attachment, blob: null });

const meta: Meta<typeof Stage> = {
  title: 'Parts/MessageBubble',
  component: Stage,
  args: { width: 640 },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const Words: Story = {
  args: {
    examples: () => [
      ...both('short', { text: 'Ok' }),
      ...both('long', {
        text: 'Could you check whether 415 and 417 are connected? The Okafor family arrives at nine with two children and asked for a door between the rooms.\n\nIf not, 420 would do as well.',
      }),
      ...both('links', { text: 'See https://intranet.example/lobby?tour=1 or write to desk@hotel.example' }),
      ...both('one word', { text: 'a'.repeat(120) }),
      ['other script', { text: 'الغرفة ٤١٢ جاهزة، شكرًا لكم' }],
      ...both('emoji', { text: '🎉👏🏽' }),
      ['markup', { text: '<img src=x onerror=alert(1)> javascript:alert(1)' }],
    ],
  },
};

export const Sides: Story = {
  args: {
    examples: () => [
      ['a guest', { text: 'Could I get two extra pillows?' }],
      ['a colleague', { text: 'They are on their way.', authorId: userId('chloe'), onMySide: true }],
      ['me', { text: 'Anything else we can do for you?', own: true }],
    ],
  },
};

export const Status: Story = {
  args: {
    examples: () =>
      (['saving', 'queued', 'sending', 'checking', 'sent', 'delivered', 'read', 'failed'] as const).map(
        (status) => [
          status,
          {
            own: true,
            text: `This one is ${status}`,
            status,
            ...(status === 'failed'
              ? {
                  id: null,
                  localId: 'local-1' as MessageView['localId'] & string,
                  failure: { code: 'too-large', message: '' } as const,
                }
              : {}),
          },
        ],
      ),
  },
};

/** The backend's reason stands beside ours, and an edit's words are not lost. */
export const FailedChange: Story = {
  args: {
    examples: () =>
      both('edit refused', {
        text: 'Room 214 is ready',
        failedChange: {
          localId: localId('edit-1'),
          kind: 'edit-message',
          text: 'Room 215 is ready',
          failure: { code: 'forbidden', message: '', said: 'You can only edit your own messages.' },
        },
      }),
  },
};

export const Quotes: Story = {
  args: {
    examples: () => {
      const quote = {
        messageId: messageId('m0'),
        authorId: userId('chloe'),
        authorName: null,
        text: 'The rota for next week is ready. Please have a look at the late shifts before Friday, there are two open.',
        attachmentCount: 0,
      };
      return [
        ...both('quote', { text: 'I can take Tuesday', replyTo: quote }),
        ['quoted file', { text: 'Thanks', replyTo: { ...quote, text: '', attachmentCount: 2 } }],
        ['gone', { text: 'What did it say?', replyTo: { ...quote, text: null } }],
      ];
    },
  },
};

export const Attachments: Story = {
  args: {
    examples: () => [
      ...both('picture', { text: '', attachments: [view(samplePicture('lobby', 1600, 1000, 200))] }),
      [
        'picture and words',
        { text: 'The new lobby', attachments: [view(samplePicture('bar', 900, 1200, 20))] },
      ],
      [
        'several',
        {
          text: '',
          attachments: [10, 60, 120, 200, 300].map((hue) => view(samplePicture(`p${hue}`, 800, 800, hue))),
        },
      ],
      ['not there', { text: '', attachments: [view({ ...samplePicture('gone', 800, 600, 0), url: null })] }],
      ...both('file', {
        text: '',
        attachments: [
          view(sampleFile('Rota week 48 with all the late shifts.pdf', 'application/pdf', 482_113)),
        ],
      }),
      [
        'uploading',
        {
          own: true,
          id: null,
          text: '',
          status: 'sending',
          progress: 0.42,
          attachments: [{ ...samplePicture('up', 1200, 900, 260), blob: new Blob() }],
        },
      ],
    ],
  },
};

export const Marks: Story = {
  args: {
    examples: () => [
      ...both('edited', { edited: true }),
      ['pinned', { pinned: true }],
      ...both('deleted', { deleted: true }),
      [
        'reactions',
        {
          reactions: [
            { emoji: '👍', count: 2, userIds: [userId('me'), userId('amir')], mine: true },
            { emoji: '🎉', count: 12, userIds: [userId('chloe')], mine: false },
            { emoji: '❤️', count: 1, userIds: [userId('amir')], mine: false },
          ],
        },
      ],
      ['highlighted', { text: 'This is the one you were looking for' }],
      ['system', { kind: 'system', text: 'Chloé Martin added you to the group' }],
      ['unknown', { kind: 'poll', text: '' }],
    ],
  },
};

export const Topics: Story = {
  args: {
    examples: () => [
      ...both('about', {
        text: 'The quotation for the eleven fittings is attached.',
        subject: 'Quotation, glass hall',
        related: [
          { type: 'deal', id: '7', label: 'Northwind renewal' },
          { type: 'lead', id: '31', label: null },
        ],
      }),
      [
        'long',
        {
          text: 'See there',
          related: [
            { type: 'customer', id: '2', label: 'Theatre at the Bridge and its three foyers, north wing' },
          ],
        },
      ],
    ],
  },
};

export const Mentions: Story = {
  args: {
    examples: () => [
      ...both('somebody', { text: '@Amir, the roof garden is open', mentions: [userId('amir')] }),
      ['me', { text: '@Me and @Chloé Martin: who has the key?', mentions: [userId('me'), userId('chloe')] }],
      ['nobody', { text: '@Amir Haddad was not told of this' }],
    ],
  },
};

export const Dark: Story = { ...Marks, globals: { theme: 'dark' } };

export const RightToLeft: Story = { ...Words, globals: { direction: 'rtl' } };

export const Narrow: Story = { ...Attachments, args: { ...Attachments.args, width: 320 } };
