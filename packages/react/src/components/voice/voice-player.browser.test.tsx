import type { AttachmentView } from '@chat/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, sampleMessage } from '../../testing/sample-conversations';
import { sampleSound } from '../../testing/sample-sound';
import { MessageBubble } from '../message-bubble/message-bubble';

const served = 'https://files.example/voice.wav';
const slider = () => page.getByRole('slider', { name: 'Position' });
const play = () => page.getByRole('button', { name: 'Play', exact: true });
const bars = () => [...document.querySelectorAll<HTMLElement>('.chat-voice-bar')];
const plain = () => document.querySelector<HTMLAudioElement>('audio.chat-audio');

const voice = (more: Partial<AttachmentView> = {}): AttachmentView => ({
  id: 'voice-1',
  kind: 'audio',
  name: 'Voice message.wav',
  url: served,
  thumbnailUrl: null,
  mimeType: 'audio/wav',
  size: 40_000,
  width: null,
  height: null,
  blob: null,
  ...more,
});

const show = (attachments: readonly AttachmentView[], options?: MountOptions) =>
  mount(sampleClient(), <MessageBubble message={sampleMessage({ text: '', attachments })} />, options);

const serve = (answer: () => Promise<Response>) => vi.spyOn(window, 'fetch').mockImplementation(answer);

afterEach(() => vi.restoreAllMocks());

describe('a sound in a message', () => {
  it('is fetched only when it is played, and then shows its waveform', async () => {
    const fetching = serve(() => Promise.resolve(new Response(sampleSound(20))));
    const screen = await show([voice()]);
    await expect.element(play()).toBeVisible();
    await expect.element(slider()).toBeDisabled();
    await expectAccessible(screen.container);
    expect(fetching).not.toHaveBeenCalled();

    await play().click();
    await expect.element(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    expect(fetching.mock.calls.map(([url]) => url)).toEqual([served]);
    expect(new Set(bars().map(({ style }) => style.blockSize)).size).toBeGreaterThan(5);
    await expect.element(page.getByRole('timer')).toHaveTextContent('0:01');
    await expectAccessible(screen.container);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.element(play()).toHaveFocus();
  });

  it.each(['ltr', 'rtl'] as const)('is sought by keys (%s)', async (dir) => {
    await show([voice({ url: null, blob: sampleSound(20) })], { dir });
    await expect.element(slider()).toBeEnabled();
    await expect.element(page.getByRole('timer')).toHaveTextContent('0:20');
    (slider().element() as HTMLInputElement).focus();
    const reached: (string | null)[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'PageUp', 'End', 'PageDown', 'Home']) {
      await userEvent.keyboard(`{${key}}`);
      reached.push(slider().element().getAttribute('aria-valuetext'));
    }
    expect(reached).toEqual(
      ['0:01', '0:02', '0:01', '0:03', '0:20', '0:18', '0:00'].map((at) => `${at} of 0:20`),
    );
    await userEvent.keyboard('{End}{PageDown}');
    expect(bars().filter((bar) => bar.dataset['played'] !== undefined).length).toBeGreaterThan(40);
    expect(document.querySelector<HTMLAudioElement>('.chat-voice-sound')?.currentTime).toBeCloseTo(18, 1);
  });

  it('stops the one before', async () => {
    await show([
      voice({ url: null, blob: sampleSound(20) }),
      voice({ id: 'voice-2', url: null, blob: sampleSound(20), name: 'Other.wav' }),
    ]);
    const group = (name: string) => page.getByRole('group', { name });
    const first = group('Voice message.wav');
    const second = group('Other.wav');
    await expect.element(first.getByRole('slider')).toBeEnabled();
    await expect.element(second.getByRole('slider')).toBeEnabled();
    await first.getByRole('button', { name: 'Play' }).click();
    await expect.element(first.getByRole('button', { name: 'Pause' })).toBeVisible();
    await second.getByRole('button', { name: 'Play' }).click();
    await expect.element(second.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect.element(first.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  it.each([
    ['the server does not let it be read', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['it is gone', () => Promise.resolve(new Response('gone', { status: 404 }))],
    ['it is no sound', () => Promise.resolve(new Response('no sound'))],
  ])('falls back to the browser’s own player where %s, and keeps the focus', async (_, answer) => {
    serve(answer);
    await show([voice()]);
    await play().click();
    await expect.poll(() => plain()?.controls).toBe(true);
    expect(plain()?.src).toBe(served);
    await expect.poll(() => document.activeElement).toBe(plain());
  });

  it('is left to the browser’s own player where it is long', async () => {
    await show([voice({ size: 200_000_000 })]);
    expect(plain()?.controls).toBe(true);
    expect(play().elements()).toHaveLength(0);
  });
});

it.each([
  { theme: 'dark', dir: 'ltr' },
  { theme: 'light', dir: 'rtl' },
] as const)('is accessible $theme $dir', async (look) => {
  const screen = await show([voice({ url: null, blob: sampleSound(3) })], look);
  await expect.element(slider()).toBeEnabled();
  await expectAccessible(screen.container);
});
