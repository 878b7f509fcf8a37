import { page, userEvent } from 'vitest/browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount } from '../../testing/mount';
import { sampleClient } from '../../testing/sample-conversations';
import { EmojiPicker } from './emoji-picker';

beforeEach(() => localStorage.clear());

const search = () => page.getByRole('searchbox', { name: 'Search emoji' });

it('finds by word and chooses with the keyboard, without asking the network', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  const onSelect = vi.fn<(emoji: string) => void>();
  await mount(sampleClient(), <EmojiPicker onSelect={onSelect} />);
  await expect.element(search()).toHaveFocus();
  await userEvent.keyboard('coffee');
  await expect.element(page.getByRole('gridcell', { name: 'Hot beverage' })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{Enter}');
  expect(onSelect).toHaveBeenCalledOnce();
  expect(asked).not.toHaveBeenCalled();
});

it('offers what was used lately, to this person only', async () => {
  const first = await mount(sampleClient(), <EmojiPicker onSelect={() => undefined} />);
  await page.getByRole('gridcell', { name: 'Grinning face', exact: true }).click();
  await first.unmount();
  await mount(sampleClient(), <EmojiPicker onSelect={() => undefined} />);
  await expect.element(page.getByRole('group', { name: 'Used lately' })).toHaveTextContent('😀');
  expect(Object.keys(localStorage)).toEqual(['chat-recent-emoji/me']);
});

it('shows a fixed set as a grid with one tab stop', async () => {
  const onSelect = vi.fn<(emoji: string) => void>();
  await mount(sampleClient(), <EmojiPicker set={['👍', '❤️', '😂']} onSelect={onSelect} />);
  await expect.element(page.getByRole('button', { name: '👍' })).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}{Enter}');
  expect(onSelect).toHaveBeenCalledExactlyOnceWith('❤️');
  expect(document.querySelectorAll('.chat-emoji[tabindex="0"]')).toHaveLength(1);
});

it.each(['light', 'dark'] as const)('has nothing axe complains about (%s)', async (theme) => {
  localStorage.setItem('chat-recent-emoji/me', '["👍"]');
  const { container } = await mount(sampleClient(), <EmojiPicker onSelect={() => undefined} />, { theme });
  await expect.element(page.getByRole('gridcell').first()).toBeVisible();
  await expectAccessible(container);
});
