import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { ChatStage } from '../../testing/chat-stage';
import { sampleShowcase } from '../../testing/sample-messages';
import { createScene, type SceneOptions } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora Lindqvist', 'Amir Haddad', 'Chloé Martin'] as const;

interface StageProps {
  readonly options: SceneOptions;
  readonly width: number | string;
  readonly height: number | string;
}

function Stage({ options, width, height }: StageProps) {
  const [scene] = useState(() => createScene({ people, messages: sampleShowcase(...people), ...options }));
  return (
    <ChatStage client={scene.client} width={width} height={height}>
      <ChatView conversationId={scene.conversationId} />
    </ChatStage>
  );
}

const meta: Meta<typeof Stage> = {
  title: 'Parts/Message actions',
  component: Stage,
  args: { options: {}, width: '100%', height: '100vh' },
  argTypes: { options: { control: false } },
};
export default meta;

type Story = StoryObj<typeof Stage>;
type Place = { readonly canvasElement: HTMLElement };

/** The row with these words, with the focus on it. */
async function rowOf({ canvasElement }: Place, words: RegExp): Promise<HTMLElement> {
  return waitFor(() => {
    const found = within(canvasElement)
      .getAllByRole('article')
      .find((one) => words.test(one.textContent));
    if (found === undefined) throw new Error('The message is not shown yet.');
    found.focus();
    return found;
  });
}

const mine = /And here is the rota/;
const theirs = /Could you check with housekeeping/;

async function openMenu(place: Place, words: RegExp): Promise<void> {
  await fireEvent.contextMenu(await rowOf(place, words), { clientX: 120, clientY: 120 });
  await within(place.canvasElement).findByRole('menu');
}

export const Bar: Story = {
  async play(place) {
    await within(await rowOf(place, theirs)).findByRole('toolbar');
  },
};

export const BarNarrow: Story = { ...Bar, args: { width: 320, height: 600 } };

export const MenuOfMine: Story = { play: (place) => openMenu(place, mine) };

export const MenuOfTheirs: Story = { play: (place) => openMenu(place, theirs) };

/** After the time for it. */
export const TooLateToEdit: Story = {
  args: { options: { limits: { editWindowMs: 1 } } },
  play: (place) => openMenu(place, mine),
};

export const QuickReactions: Story = {
  async play(place) {
    await rowOf(place, theirs);
    await userEvent.keyboard('+');
    await within(place.canvasElement).findByRole('dialog', { name: 'React' });
  },
};

export const EveryEmoji: Story = {
  async play(place) {
    await QuickReactions.play?.(place as never);
    const canvas = within(place.canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'More reactions' }));
    await canvas.findByRole('searchbox', { name: 'Search emoji' });
  },
};

export const DeleteQuestion: Story = {
  async play(place) {
    await openMenu(place, mine);
    const canvas = within(place.canvasElement);
    const [remove] = await canvas.findAllByRole('menuitem', { name: /^Delete/ });
    if (remove === undefined) throw new Error('It cannot be deleted.');
    await userEvent.click(remove);
    await canvas.findByRole('dialog', { name: 'Delete this message?' });
  },
};
