import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { userEvent, within } from 'storybook/test';
import { ChatProvider } from '../../chat-provider';
import { sampleClient } from '../../testing/sample-conversations';
import { EmojiPicker } from './emoji-picker';

interface StageProps {
  /** Null: every emoji. */
  readonly set: readonly string[] | null;
  /** Typed into the search. */
  readonly words: string;
}

function Stage({ set }: StageProps) {
  const [client] = useState(() => sampleClient());
  const [chosen, setChosen] = useState('');
  return (
    <ChatProvider client={client}>
      <div className="chat-surface" style={{ inlineSize: 'fit-content', blockSize: 420 }}>
        <EmojiPicker set={set} onSelect={setChosen} />
        <p>{chosen}</p>
      </div>
    </ChatProvider>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Parts/EmojiPicker',
  component: Stage,
  args: { set: null, words: '' },
  async play({ canvasElement, args }) {
    if (args.set !== null) return;
    const field = await within(canvasElement).findByRole('searchbox', { name: 'Search emoji' });
    if (args.words !== '') await userEvent.type(field, args.words);
  },
};
export default meta;

type Story = StoryObj<typeof Stage>;

export const All: Story = {};

export const Found: Story = { args: { words: 'party' } };

export const NothingFound: Story = { args: { words: 'zzzz' } };

/** A backend that accepts only a few. */
export const FixedSet: Story = { args: { set: ['👍', '❤️', '😂', '😮', '😢', '🙏'] } };
