import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatStage } from '../../testing/chat-stage';
import { expectAccessible } from '../../testing/expect-accessible';
import { sampleFile, samplePicture, sampleTalk } from '../../testing/sample-messages';
import { createScene, type Scene, type SceneMessage } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora', 'Amir'] as const;

/** Every tenth message carries a picture, every fifteenth a file. */
function talk(count: number): readonly SceneMessage[] {
  return sampleTalk(count, people).map((message, index) => {
    const number = index + 1;
    if (number % 10 === 0) {
      return { ...message, attachments: [samplePicture(`picture ${number}`, 400, 300, number)] };
    }
    if (number % 15 === 0) {
      return {
        ...message,
        attachments: [{ ...sampleFile(`plan ${number}.pdf`, 'application/pdf', 10), id: 'f' }],
      };
    }
    return message;
  });
}

async function open(messages: readonly SceneMessage[], width = 1_000): Promise<Scene> {
  const scene = createScene({ people, messages });
  await render(
    <StrictMode>
      <ChatStage client={scene.client} width={width} height={600} theme="light">
        <ChatView conversationId={scene.conversationId} />
      </ChatStage>
    </StrictMode>,
  );
  await vi.waitFor(() => expect(document.querySelector('.chat-row')).not.toBeNull());
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Photos, videos and files' }).click();
  await expect.element(page.getByRole('tab', { name: 'Photos' })).toBeVisible();
  return scene;
}

const pictures = () =>
  [...document.querySelectorAll('.chat-media .chat-picture')].map((one) => one.getAttribute('aria-label'));
const files = () =>
  [...document.querySelectorAll('.chat-media .chat-file-name')].map((one) => one.textContent);
const highlighted = () => document.querySelector('[data-highlighted]')?.textContent ?? '';

afterEach(() => cleanup());

describe('media of a conversation', () => {
  it('are shown newest first, by kind, and older ones when asked for', async () => {
    await open(talk(120));
    await vi.waitFor(() => expect(pictures()[0]).toBe('Open picture 120.jpg'));
    const before = pictures().length;
    expect(before).toBeLessThan(12);
    await vi.waitFor(async () => {
      await page.getByRole('button', { name: 'Look for older ones' }).click();
      expect(pictures()).toHaveLength(12);
    });
    await page.getByRole('tab', { name: 'Files' }).click();
    await vi.waitFor(() =>
      expect(files()).toEqual(['plan 105.pdf', 'plan 75.pdf', 'plan 45.pdf', 'plan 15.pdf']),
    );
    await expectAccessible(document.querySelector('.chat-view')!);
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByRole('tab', { name: 'Videos' })).toHaveFocus();
    await expect.element(page.getByText('No videos yet')).toBeVisible();
  });

  it('come with new messages while they are looked at', async () => {
    const scene = await open(talk(20));
    await vi.waitFor(() => expect(pictures()).toHaveLength(2));
    scene.post({ by: 'Amir', text: 'look', attachments: [samplePicture('fresh', 400, 300, 1)] });
    await vi.waitFor(() => expect(pictures()[0]).toBe('Open fresh.jpg'));
  });

  it('open large, one after the other, while others come in', async () => {
    const scene = await open(talk(40));
    await vi.waitFor(() => expect(pictures()).toHaveLength(4));
    await page.getByRole('button', { name: 'Open picture 30.jpg' }).click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog).toHaveTextContent('2 of 4');
    scene.post({ by: 'Amir', text: 'look', attachments: [samplePicture('fresh', 400, 300, 1)] });
    await expect.element(dialog).toHaveTextContent('3 of 5');
    await expect.element(dialog).toHaveTextContent('picture 30.jpg');
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(dialog).toHaveTextContent('picture 20.jpg');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('tab', { name: 'Photos' })).toBeVisible();
  });

  it('lead to the message they were sent with', async () => {
    await open(talk(120));
    await vi.waitFor(() => expect(pictures().length).toBeGreaterThan(3));
    const show = document.querySelectorAll<HTMLElement>('.chat-media-show')[2]!;
    show.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(highlighted()).toContain('100. '));
  });

  it('say so where there are none', async () => {
    await open(sampleTalk(3, people), 380);
    await expect.element(page.getByText('No photos yet')).toBeVisible();
    await expectAccessible(document.querySelector('.chat-view')!);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(page.getByRole('feed')).toBeVisible();
  });
});
