import { ChatError, conversationId, type ChatClient, type ChatState, type MessageId } from '@chat/core';
import { Profiler } from 'react';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, sampleState } from '../../testing/sample-conversations';
import { ComposerProvider } from '../chat-view/composer-context';
import { MessageInput } from './message-input';

const id = conversationId('direct:2');
const field = () => page.getByRole('textbox', { name: 'Message' });
const text = () => (field().element() as HTMLTextAreaElement).value;

const show = (client: ChatClient, options?: MountOptions & { readonly enterSends?: boolean }) =>
  mount(
    client,
    <ComposerProvider>
      <MessageInput conversationId={id} enterSends={options?.enterSends} />
    </ComposerProvider>,
    options,
  );

const withState = (patch: Partial<ChatState>, overrides?: Partial<ChatClient>) =>
  sampleClient(sampleState(Date.now(), patch), overrides);

const sent = (client: ReturnType<typeof sampleClient>) =>
  client.calls.filter(({ name }) => name === 'sendMessage').map(({ args }) => args);

function transfer(files: readonly File[], plain?: string): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  if (plain !== undefined) data.setData('text/plain', plain);
  return data;
}

const paste = (files: readonly File[], plain?: string) =>
  field()
    .element()
    .dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: transfer(files, plain), bubbles: true, cancelable: true }),
    );

const png = (name: string, size = 4) => new File(['x'.repeat(size)], name, { type: 'image/png' });

describe('sending', () => {
  it('sends with Enter and breaks the line with Shift+Enter', async () => {
    const client = sampleClient();
    await show(client);
    await field().click();
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(sent(client)).toEqual([[id, { text: 'one\ntwo' }]]);
    expect(text()).toBe('');
  });

  it('leaves Enter to the line where the host wants so', async () => {
    const client = sampleClient();
    await show(client, { enterSends: false });
    await field().click();
    await userEvent.keyboard('one{Enter}two{Control>}{Enter}{/Control}');
    expect(sent(client)).toEqual([[id, { text: 'one\ntwo' }]]);
  });

  it.each([{ isComposing: true }, { keyCode: 229 }])(
    'does not send while an input method composes (%o)',
    async (key) => {
      const client = sampleClient();
      await show(client);
      await field().fill('にほん');
      field()
        .element()
        .dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...key }),
        );
      expect(sent(client)).toEqual([]);
      expect(text()).toBe('にほん');
    },
  );

  it('sends nothing that is only blanks', async () => {
    const client = sampleClient();
    await show(client);
    await field().click();
    await userEvent.keyboard('   {Enter}');
    expect(sent(client)).toEqual([]);
  });

  it('keeps the text and says why when the client refuses it', async () => {
    const client = sampleClient(sampleState(), {
      sendMessage() {
        throw new ChatError('too-large', 'refused');
      },
    });
    await show(client);
    await field().click();
    await userEvent.keyboard('precious words{Enter}');
    await expect.element(page.getByRole('alert')).toHaveTextContent('It is too large.');
    expect(text()).toBe('precious words');
  });

  it('counts code points near the limit and sends nothing beyond it', async () => {
    const client = sampleClient();
    client.setState({ limits: { ...client.getState().limits, textLength: 20 } });
    await show(client);
    await field().fill('👍'.repeat(19));
    await expect.element(page.getByText('1 characters left')).toBeVisible();
    await field().fill('👍'.repeat(21));
    await expect.element(page.getByText('1 characters too long')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(sent(client)).toEqual([]);
    await expect.element(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  });

  it('says what will happen when offline', async () => {
    await show(withState({ connection: { name: 'offline' } }));
    await field().fill('later');
    await expect.element(page.getByText('Sent when you are online again')).toBeVisible();
  });
});

describe('drafts', () => {
  it('shows the stored one, and stores on leaving without waiting', async () => {
    const client = withState({ drafts: new Map([[id, { text: 'half a thought', replyTo: null }]]) });
    const screen = await show(client);
    await expect.element(field()).toHaveValue('half a thought');
    await field().fill('half a thought, and more');
    await screen.unmount();
    expect(client.calls.filter(({ name }) => name === 'setDraft').map(({ args }) => args)).toContainEqual([
      id,
      { text: 'half a thought, and more', replyTo: null },
    ]);
  });

  it('takes one that the cache brings later, unless something was typed', async () => {
    const client = withState({ drafts: new Map() });
    await show(client);
    client.setState({ drafts: new Map([[id, { text: 'from the cache', replyTo: null }]]) });
    await expect.element(field()).toHaveValue('from the cache');
    await field().fill('mine');
    client.setState({ drafts: new Map([[id, { text: 'from elsewhere', replyTo: null }]]) });
    await expect.element(field()).toHaveValue('mine');
  });

  it('is emptied when another tab has sent it, unless something was typed here', async () => {
    const client = withState({ drafts: new Map([[id, { text: 'sent elsewhere', replyTo: null }]]) });
    await show(client);
    await expect.element(field()).toHaveValue('sent elsewhere');
    client.setState({ drafts: new Map() });
    await expect.element(field()).toHaveValue('');
    await field().fill('mine');
    client.setState({ drafts: new Map([[id, { text: 'from elsewhere', replyTo: null }]]) });
    client.setState({ drafts: new Map() });
    await expect.element(field()).toHaveValue('mine');
  });

  it('is emptied at once by sending', async () => {
    const client = sampleClient();
    await show(client);
    await field().click();
    await userEvent.keyboard('done{Enter}');
    expect(client.calls.filter(({ name }) => name === 'setDraft').at(-1)?.args).toEqual([
      id,
      { text: '', replyTo: null as MessageId | null },
    ]);
  });
});

describe('files', () => {
  it('takes pasted and dropped ones, the same twice too, and sends them', async () => {
    const client = sampleClient();
    const { container } = await show(client);
    const picture = png('a.png');
    paste([picture]);
    container.querySelector('form')!.dispatchEvent(
      new DragEvent('drop', {
        dataTransfer: transfer([picture, png('b.png')]),
        bubbles: true,
        cancelable: true,
      }),
    );
    await expect.poll(() => document.querySelectorAll('.chat-input-file').length).toBe(3);
    await page.getByRole('button', { name: 'Remove b.png' }).click();
    await field().click();
    await userEvent.keyboard('{Enter}');
    const [draft] = sent(client).map(([, value]) => value as { text: string; files: readonly File[] });
    expect(draft?.files.map(({ name }) => name)).toEqual(['a.png', 'a.png']);
    await expect.poll(() => document.querySelectorAll('.chat-input-file').length).toBe(0);
  });

  it('keeps what was chosen while one looks at another conversation, and until it is sent', async () => {
    const client = sampleClient();
    const shown = (conversation: string) => (
      <ComposerProvider>
        <MessageInput conversationId={conversationId(conversation)} />
      </ComposerProvider>
    );
    const first = await mount(client, shown('direct:2'));
    paste([png('a.png')]);
    await expect.poll(() => document.querySelectorAll('.chat-input-file').length).toBe(1);
    await first.unmount();
    const other = await mount(client, shown('direct:3'));
    expect(document.querySelectorAll('.chat-input-file')).toHaveLength(0);
    await other.unmount();
    const again = await mount(client, shown('direct:2'));
    await expect.element(page.getByRole('button', { name: 'Remove a.png' })).toBeVisible();
    await field().click();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => document.querySelectorAll('.chat-input-file').length).toBe(0);
    await again.unmount();
    await mount(client, shown('direct:2'));
    expect(document.querySelectorAll('.chat-input-file')).toHaveLength(0);
  });

  it('says on hover, focus and touch why none can be sent', async () => {
    const usual = sampleState();
    const attachments = { supported: false, reason: 'configuration' } as const;
    await show(withState({ capabilities: { ...usual.capabilities, attachments } }));
    const attach = page.getByRole('button', { name: 'Attach files' });
    await expect.element(attach).toHaveAccessibleDescription('Files cannot be sent here. Not set up here.');
    await expect.element(attach).toHaveAttribute('aria-disabled', 'true');
    expect(document.querySelector('input[type=file]')).toBeNull();
    const tooltip = page.getByRole('tooltip');
    await expect.element(tooltip).not.toBeInTheDocument();
    await attach.hover();
    await expect.element(tooltip).toHaveTextContent('Not set up here.');
    await page.getByRole('button', { name: 'Emoji' }).hover();
    await expect.element(tooltip).not.toBeInTheDocument();
    await attach.click({ force: true });
    await expect.element(tooltip).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(tooltip).not.toBeInTheDocument();
  });

  it('lets text win when an office program pastes both', async () => {
    await show(sampleClient());
    expect(paste([png('cells.png')], 'a\tb')).toBe(true);
    expect(document.querySelectorAll('.chat-input-file')).toHaveLength(0);
  });

  it('gives the reason for each file it does not take', async () => {
    const client = sampleClient();
    client.setState({
      limits: {
        ...client.getState().limits,
        attachmentBytes: 10,
        attachmentCount: 1,
        attachmentExtensions: ['.png'],
      },
    });
    await show(client);
    paste([png('big.png', 11), png('empty.png', 0), new File(['x'], 'tool.exe'), png('a.png'), png('b.png')]);
    const alert = page.getByRole('alert');
    await expect.element(alert).toHaveTextContent('big.png is larger than 10 bytes.');
    await expect.element(alert).toHaveTextContent('empty.png is empty.');
    await expect.element(alert).toHaveTextContent('tool.exe cannot be sent. Accepted: .png.');
    await expect.element(alert).toHaveTextContent('At most 1 files in one message.');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(alert).not.toBeInTheDocument();
  });

  it('sends the names as text where the backend wants words with a file, and says so', async () => {
    const client = sampleClient();
    client.setState({ capabilities: { ...client.getState().capabilities, attachmentNeedsText: true } });
    await show(client);
    paste([png('a.png'), png('b.png')]);
    await expect.element(page.getByText('Files are sent with their name as text.')).toBeVisible();
    await page.getByRole('button', { name: 'Send' }).click();
    expect(sent(client)[0]?.[1]).toMatchObject({ text: 'a.png, b.png' });
  });

  it('takes back the addresses of previews', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const screen = await show(sampleClient());
    paste([png('a.png')]);
    await expect.element(page.getByAltText('a.png')).toBeVisible();
    await screen.unmount();
    expect(made.mock.results.map(({ value }) => value as string).toSorted()).toEqual(
      revoked.mock.calls.map(([url]) => url).toSorted(),
    );
  });
});

describe('the others', () => {
  const typing = (client: ReturnType<typeof sampleClient>) =>
    client.calls.filter(({ name }) => name === 'setTyping').map(({ args }) => args[1]);

  it('are told once that one types, and that it is over on emptying', async () => {
    const client = sampleClient();
    await show(client);
    await field().click();
    await userEvent.keyboard('abc');
    expect(typing(client)).toEqual([true]);
    await userEvent.clear(field());
    expect(typing(client)).toEqual([true, false]);
  });

  it('are told on sending, and nothing where the backend knows no typing', async () => {
    const client = sampleClient();
    const screen = await show(client);
    await field().click();
    await userEvent.keyboard('abc{Enter}');
    expect(typing(client)).toEqual([true, false]);
    await screen.unmount();

    const silent = sampleClient();
    silent.setState({
      capabilities: {
        ...silent.getState().capabilities,
        typing: { direct: false, group: false, guest: false },
      },
    });
    await show(silent);
    await field().click();
    await userEvent.keyboard('abc{Enter}');
    expect(typing(silent)).toEqual([]);
  });
});

it('puts an emoji at the caret and goes on typing behind it', async () => {
  await show(sampleClient());
  await field().fill('ab');
  const element = field().element() as HTMLTextAreaElement;
  element.setSelectionRange(1, 1);
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('gridcell', { name: 'Grinning face', exact: true }).click();
  await expect.element(field()).toHaveValue('a😀b');
  await userEvent.keyboard('!');
  await expect.element(field()).toHaveValue('a😀!b');
});

it('renders only itself for a keystroke', async () => {
  const around = vi.fn<() => void>();
  const client = sampleClient();
  function Around() {
    around();
    return null;
  }
  const inside = vi.fn<() => void>();
  await mount(
    client,
    <ComposerProvider>
      <Around />
      <Profiler id="input" onRender={inside}>
        <MessageInput conversationId={id} />
      </Profiler>
    </ComposerProvider>,
  );
  await field().click();
  around.mockClear();
  inside.mockClear();
  await userEvent.keyboard('abcde');
  expect(around).not.toHaveBeenCalled();
  expect(inside).toHaveBeenCalledTimes(5);
});

it('shows the reason instead of an input where one may not write', async () => {
  const client = sampleClient();
  const { conversations } = client.getState();
  client.setState({
    conversations: new Map(conversations).set(id, {
      ...conversations.get(id)!,
      write: { name: 'closed', reason: 'blocked' },
    }),
  });
  await show(client);
  await expect.element(page.getByText('You cannot write here because of a block.')).toBeVisible();
  expect(document.querySelector('textarea')).toBeNull();
});

it.each(['light', 'dark'] as const)('has nothing axe complains about (%s)', async (theme) => {
  const client = withState({ connection: { name: 'offline' } });
  client.setState({
    limits: { ...client.getState().limits, textLength: 10, attachmentExtensions: ['.png'] },
  });
  const { container } = await show(client, { theme });
  paste([png('a.png'), new File(['x'], 'b.exe')]);
  await field().fill('0123456789a');
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expectAccessible(container);
});
