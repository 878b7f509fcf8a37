import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, sampleMessage, samplePeople } from '../../testing/sample-conversations';
import { MessageBubble } from './message-bubble';

const [ana] = samplePeople;
const written = [
  `**Hello @${ana.name}**, see *https://a.example/x_y_z*`,
  '- `npm i`',
  '- مرحبا بك',
  '> quoted',
  '```',
  '<b>raw</b>',
  '```',
].join('\n');

const show = (text: string, options: MountOptions = {}) =>
  mount(sampleClient(), <MessageBubble message={sampleMessage({ text, mentions: [ana.id] })} />, options);

it('shows what is marked, with its links and mentions', async () => {
  const screen = await show(written, { markdown: true });
  await expect.element(page.getByRole('strong')).toHaveTextContent(`Hello @${ana.name}`);
  expect(document.querySelector('.chat-markdown-bold .chat-mention')?.textContent).toBe(`@${ana.name}`);
  await expect
    .element(page.getByRole('emphasis').getByRole('link'))
    .toHaveAttribute('href', 'https://a.example/x_y_z');
  expect(
    page
      .getByRole('listitem')
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(['npm i', 'مرحبا بك']);
  expect(
    page
      .getByRole('listitem')
      .elements()
      .map((item) => getComputedStyle(item).direction),
  ).toEqual(['ltr', 'rtl']);
  await expect.element(page.getByRole('blockquote')).toHaveTextContent('quoted');
  expect(document.querySelector('.chat-markdown-block')?.textContent).toBe('<b>raw</b>');
  await expectAccessible(screen.container);
});

it('shows every mark as it was written unless the host wants it', async () => {
  await show(written);
  expect(document.querySelector('.chat-text')?.textContent).toBe(written);
});

it.each(['👍 🎉', '**', '<img src=x onerror=alert(1)>'])('leaves %s as it is', async (text) => {
  await show(text, { markdown: true });
  await expect.poll(() => document.querySelector('.chat-text')?.textContent).toBe(text);
  expect(document.querySelector('.chat-text img')).toBeNull();
});

it.each([
  { theme: 'dark', dir: 'ltr' },
  { theme: 'light', dir: 'rtl' },
] as const)('is accessible $theme $dir', async (look) => {
  const screen = await show(written, { ...look, markdown: true });
  await expect.element(page.getByRole('blockquote')).toBeVisible();
  await expectAccessible(screen.container);
});
