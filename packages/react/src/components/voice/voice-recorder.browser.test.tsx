import { conversationId, type ChatState, type SendDraft } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../../testing/expect-accessible';
import { fakeMicrophone, type FakeMicrophone } from '../../testing/fake-microphone';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, sampleState } from '../../testing/sample-conversations';
import { ComposerProvider } from '../chat-view/composer-context';
import { MessageInput } from '../message-input/message-input';

const id = conversationId('direct:2');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const record = () => button('Record a voice message');
const files = () => page.getByRole('list', { name: 'Files to send' });

const test = it.extend<{ microphone: FakeMicrophone }>({
  microphone: [
    // eslint-disable-next-line no-empty-pattern -- vitest reads from it what the fixture needs
    async ({}, use) => {
      const microphone = fakeMicrophone();
      await use(microphone);
      await microphone.restore();
    },
    { auto: true },
  ],
});

const allTracksEnded = (microphone: FakeMicrophone) =>
  expect
    .poll(() =>
      microphone.streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState),
    )
    .toSatisfy((states: readonly string[]) => states.every((state) => state === 'ended'));

async function show(patch: (usual: ChatState) => Partial<ChatState> = () => ({}), options?: MountOptions) {
  const usual = sampleState();
  const client = sampleClient({ ...usual, ...patch(usual) });
  const screen = await mount(
    client,
    <ComposerProvider>
      <MessageInput conversationId={id} />
    </ComposerProvider>,
    options,
  );
  return { client, screen };
}

/** Until a part of a second was heard, and it shows. */
async function recordSomething() {
  await record().click();
  await expect.element(button('Stop recording')).toHaveFocus();
  await expect.element(page.getByRole('timer')).toHaveTextContent('0:01');
}

describe('recording', () => {
  test('becomes a file that can be heard and sent', async ({ microphone }) => {
    const { client, screen } = await show();
    await recordSomething();
    await expectAccessible(screen.container);
    await userEvent.keyboard('{Enter}');
    await expect.element(files().getByRole('group', { name: /^Voice message/ })).toBeVisible();
    await expect.element(button('Send')).toHaveFocus();
    await allTracksEnded(microphone);
    await expect.element(files().getByRole('slider')).toBeEnabled();
    await expectAccessible(screen.container);

    await userEvent.keyboard('{Enter}');
    const draft = client.calls.find(({ name }) => name === 'sendMessage')?.args[1] as SendDraft;
    expect(draft.text).toBe('');
    expect(draft.files).toHaveLength(1);
    const file = draft.files?.[0] as File;
    expect(file.type).toMatch(/^audio\//);
    expect(file.name).toMatch(/^Voice message .*\.(m4a|webm|ogg)$/);
    expect(file.size).toBeGreaterThan(100);
    await expect.poll(() => files().elements()).toHaveLength(0);
  });

  test('shows how loud it is', async () => {
    await show();
    await recordSomething();
    const heights = () =>
      [...document.querySelectorAll<HTMLElement>('.chat-voice-level')].map(({ style }) =>
        Number.parseFloat(style.blockSize),
      );
    await expect.poll(() => Math.max(...heights())).toBeGreaterThan(50);
  });

  test('keeps the words that were there, and says that a name is sent where words are needed', async () => {
    await show((usual) => ({ capabilities: { ...usual.capabilities, attachmentNeedsText: true } }));
    await recordSomething();
    await button('Stop recording').click();
    await expect.element(page.getByText('Files are sent with their name as text.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Message' }).fill('listen to this');
    await expect.element(page.getByText('Files are sent with their name as text.')).not.toBeInTheDocument();
  });

  test('stops by itself before the file is too large', async ({ microphone }) => {
    await show((usual) => ({ limits: { ...usual.limits, attachmentBytes: 24_000 } }));
    await record().click();
    await expect.element(files().getByRole('group', { name: /^Voice message/ })).toBeVisible();
    await allTracksEnded(microphone);
  });

  test('does not cost what was said when Escape is pressed', async () => {
    await show();
    await recordSomething();
    await userEvent.keyboard('{Escape}');
    await expect.element(files().getByRole('group', { name: /^Voice message/ })).toBeVisible();
  });

  test('can be discarded, before and after it was stopped', async ({ microphone }) => {
    await show();
    await recordSomething();
    await button('Discard the recording').click();
    await allTracksEnded(microphone);
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    expect(files().elements()).toHaveLength(0);

    await recordSomething();
    await button('Stop recording').click();
    await files()
      .getByRole('button', { name: /^Remove Voice message/ })
      .click();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    expect(files().elements()).toHaveLength(0);
  });

  test('lets the microphone go when its conversation does', async ({ microphone }) => {
    const { screen } = await show();
    await recordSomething();
    await screen.unmount();
    await allTracksEnded(microphone);
  });

  test('lets it go also when it is given after it is no longer wanted', async ({ microphone }) => {
    const person = microphone.hesitate();
    await show();
    await record().click();
    await expect.element(page.getByText('Allow the microphone to record.')).toBeVisible();
    await button('Cancel').click();
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    person.answer();
    await expect.poll(() => microphone.streams.length).toBe(microphone.asked());
    await allTracksEnded(microphone);
  });
});

describe('what stands in the way', () => {
  test.for([
    ['NotAllowedError', /not allowed/],
    ['NotFoundError', /No microphone/],
    ['NotReadableError', /in use/],
  ] as const)('says why after %s, and tries again', async ([name, words], { microphone }) => {
    microphone.refuse(name);
    const { screen } = await show();
    await record().click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(words);
    await expect.element(button('Try again')).toHaveFocus();
    await expectAccessible(screen.container);
    microphone.refuse(null);
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Stop recording')).toHaveFocus();
  });

  test('says so where no sound can be sent, and asks for nothing', async ({ microphone }) => {
    await show((usual) => ({ limits: { ...usual.limits, attachmentExtensions: ['.png'] } }));
    await expect.element(record()).toHaveAttribute('aria-disabled', 'true');
    await expect.element(record()).toHaveAccessibleDescription('Sound files cannot be sent here.');
    await record().click({ force: true });
    expect(microphone.asked()).toBe(0);
  });

  test('is not there where no file can be sent at all', async () => {
    await show((usual) => ({
      capabilities: { ...usual.capabilities, attachments: { supported: false, reason: 'backend' } },
    }));
    await expect.element(button('Attach files')).toBeVisible();
    expect(record().elements()).toHaveLength(0);
  });
});

test.for([
  { theme: 'light', dir: 'rtl' },
  { theme: 'dark', dir: 'ltr' },
] as const)('fits $theme $dir in a narrow place', async (look) => {
  const { screen } = await show(undefined, { ...look, width: 320 });
  await recordSomething();
  await expectAccessible(screen.container);
  const bar = document.querySelector('.chat-voice-recorder');
  expect(bar?.scrollWidth).toBeLessThanOrEqual(bar?.clientWidth ?? 0);
});
