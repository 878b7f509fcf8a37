import { localId, userId, type AttachmentView, type MessageView } from '@chat/core';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatProvider } from '../../chat-provider';
import type { ChatComponents } from '../../slots';
import { createFakeClient, fixtureState, fixtureUser, type FakeClient } from '../../testing/fake-client';
import { fixtureMessage } from '../../testing/fixture-message';
import { MessageRow } from './message-row';

async function show(more: Partial<MessageView>, components: ChatComponents = {}): Promise<FakeClient> {
  const client = createFakeClient(fixtureState({ users: [fixtureUser('amir', 'Amir Haddad')] }));
  await render(
    <StrictMode>
      <ChatProvider client={client} components={components}>
        <div className="chat-surface">
          <MessageRow
            message={fixtureMessage(more)}
            first
            last
            conversationKind="group"
            showStatus
            highlighted={false}
          />
        </div>
      </ChatProvider>
    </StrictMode>,
  );
  return client;
}

const bubble = () => document.querySelector('.chat-bubble')!;
const links = () => [...document.querySelectorAll<HTMLAnchorElement>('.chat-bubble a')];

const file: AttachmentView = {
  id: 'f1',
  kind: 'file',
  name: 'rota.pdf',
  url: 'https://files.example/rota.pdf',
  thumbnailUrl: null,
  mimeType: 'application/pdf',
  size: 482_113,
  width: null,
  height: null,
  blob: null,
};

afterEach(() => cleanup());

describe('words', () => {
  it('shows markup as text and never runs it', async () => {
    const attack =
      '<img src=x onerror="window.attacked=true"><script>window.attacked=true</script><b>bold</b>';
    await show({ text: attack });
    expect(bubble().textContent).toContain(attack);
    expect(bubble().querySelector('img, script, b')).toBeNull();
    expect('attacked' in window).toBe(false);
  });

  it('does not link what could run', async () => {
    await show({
      text: 'javascript:alert(1) data:text/html,<b> vbscript:x file:///etc/passwd https://a.example',
    });
    // The harmless one shows that links are looked for.
    await expect.poll(() => links().map(({ href }) => href)).toEqual(['https://a.example/']);
  });

  it('links addresses so that the other page learns and controls nothing', async () => {
    await show({ text: 'see https://a.example/x and mail me@a.example' });
    await expect
      .poll(() => links().map((link) => link.getAttribute('href')))
      .toEqual(['https://a.example/x', 'mailto:me@a.example']);
    for (const link of links()) {
      expect(link.rel).toBe('noopener noreferrer');
      expect(link.target).toBe('_blank');
    }
  });

  it('enlarges emoji that stand alone', async () => {
    await show({ text: '🎉🎉' });
    expect(document.querySelector('.chat-text')).toHaveAttribute('data-emoji');
  });
});

describe('what a message can be', () => {
  it('shows a deleted message without its text, reactions or files', async () => {
    await show({
      text: 'secret',
      deleted: true,
      attachments: [file],
      reactions: [{ emoji: '👍', count: 1, userIds: [], mine: false }],
    });
    expect(bubble().textContent).toContain('Message deleted');
    expect(bubble().textContent).not.toContain('secret');
    expect(document.querySelector('.chat-file, .chat-reaction')).toBeNull();
  });

  it('says plainly that it cannot show an empty message of an unknown kind', async () => {
    await show({ kind: 'poll', text: '' });
    expect(bubble().textContent).toContain('cannot be shown');
  });

  it('hands a host its own kinds', async () => {
    await show(
      { kind: 'poll', text: 'Lunch?' },
      { messageKinds: { poll: ({ message }) => <em>Poll: {message.text}</em> } },
    );
    await expect.element(page.getByText('Poll: Lunch?')).toBeVisible();
    expect(document.querySelector('.chat-bubble')).toBeNull();
  });

  it('shows system lines without a bubble', async () => {
    await show({ kind: 'system', text: 'Amir left' });
    await expect.element(page.getByText('Amir left')).toBeVisible();
    expect(document.querySelector('.chat-bubble')).toBeNull();
  });

  it('marks edited and pinned messages', async () => {
    await show({ edited: true, pinned: true });
    expect(bubble().textContent).toContain('edited');
    await expect.element(page.getByRole('img', { name: 'Pinned' })).toBeInTheDocument();
  });
});

describe('whose it is', () => {
  const row = () => document.querySelector('.chat-message')!;
  const looks = () => ({
    side:
      getComputedStyle(bubble()).alignSelf +
      getComputedStyle(row().querySelector('.chat-message-body')!).alignItems,
    author: row().querySelector('.chat-message-author')?.textContent ?? null,
    hasAvatar: row().querySelector('.chat-message-avatar') !== null,
  });

  it('stands on my side where a colleague wrote it to our guest, and says who it was', async () => {
    await show({ own: true });
    const mine = looks();
    await cleanup();
    await show({ own: false, onMySide: true, authorId: userId('staff:Nadia'), authorName: 'Nadia Berg' });
    expect(looks()).toEqual({ ...mine, author: 'Nadia Berg' });
    await cleanup();
    await show({ own: false });
    expect(looks()).toMatchObject({ author: 'Amir Haddad', hasAvatar: true });
    expect(looks().side).not.toBe(mine.side);
    expect(mine).toMatchObject({ author: null, hasAvatar: false });
  });
});

describe('files', () => {
  it('offers a download from the web only', async () => {
    await show({
      text: '',
      attachments: [file, { ...file, id: 'f2', name: 'bad.html', url: 'javascript:alert(1)' }],
    });
    expect(links().map((link) => link.getAttribute('href'))).toEqual(['https://files.example/rota.pdf']);
    await expect.element(page.getByText('PDF · 482 kB')).toBeVisible();
    await expect.element(page.getByText(/Not available/)).toBeVisible();
  });

  it('reserves the room of a picture before it is there', async () => {
    const picture = {
      ...file,
      kind: 'image',
      url: 'https://files.invalid/none.jpg',
      width: 1_200,
      height: 600,
    } as const;
    await show({ text: '', attachments: [picture] });
    const box = document.querySelector('.chat-picture')!.getBoundingClientRect();
    expect(Math.round(box.width / box.height)).toBe(2);
    expect(box.height).toBeGreaterThan(90);
  });

  it('shows how far an upload got and cancels it', async () => {
    const blob = new Blob(['x']);
    const client = await show({
      own: true,
      id: null,
      localId: localId('local-1'),
      status: 'sending',
      progress: 0.4,
      attachments: [{ ...file, kind: 'image', url: null, blob }],
    });
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
    await page.getByRole('button', { name: 'Cancel upload' }).click();
    expect(client.calls.at(-1)).toEqual({ name: 'discard', args: ['local-1'] });
  });
});

describe('what happened to it', () => {
  it('says why a message was not sent, and sends it again', async () => {
    const client = await show({
      own: true,
      id: null,
      localId: localId('local-1'),
      status: 'failed',
      failure: { code: 'too-large', message: 'x' },
    });
    await expect.element(page.getByText('Not sent: It is too large.')).toBeVisible();
    await page.getByRole('button', { name: 'Retry' }).click();
    expect(client.calls.at(-1)).toEqual({ name: 'retry', args: ['local-1'] });
  });

  it('says in the backend’s words why a message was not sent', async () => {
    const said = 'You have been blocked by this user';
    await show({
      own: true,
      id: null,
      localId: localId('local-1'),
      status: 'failed',
      failure: { code: 'forbidden', message: said, said },
    });
    const words = page.getByText('Not sent: You are not allowed to do that.');
    await expect.element(words).toHaveTextContent(said);
  });

  it.each([true, false])('says why a change was not made and keeps its words (own: %s)', async (own) => {
    const client = await show({
      own,
      failedChange: {
        localId: localId('edit-1'),
        kind: 'edit-message',
        text: 'Room 215 is ready.',
        failure: { code: 'invalid', message: 'x' },
      },
    });
    const words = page.getByText('Change not saved: The server did not accept it.');
    await expect.element(words).toHaveTextContent('“Room 215 is ready.”');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(client.calls.slice(-2)).toEqual([
      { name: 'retry', args: ['edit-1'] },
      { name: 'discard', args: ['edit-1'] },
    ]);
  });

  it('toggles a reaction and says who reacted', async () => {
    const client = await show({
      reactions: [{ emoji: '👍', count: 2, userIds: ['amir', 'me'] as never, mine: true }],
    });
    const chip = page.getByRole('button', { name: /Amir Haddad and You/ });
    await expect.element(chip).toHaveAttribute('aria-pressed', 'true');
    await chip.click();
    expect(client.calls.at(-1)).toMatchObject({ name: 'removeReaction', args: ['c1', 'm1', '👍'] });
  });
});

describe('what it is about', () => {
  const related = [
    { type: 'deal', id: '7', label: 'Northwind renewal' },
    { type: 'invoice', id: '4', label: null },
  ];

  it('stands above the words, by name or by number', async () => {
    await show({ subject: 'Quotation', related });
    expect(bubble().querySelector('.chat-subject')?.textContent).toBe('Quotation');
    const shown = page.getByRole('list', { name: 'About' }).getByRole('listitem');
    expect(shown.elements().map((one) => one.textContent)).toEqual([
      'Deal · Northwind renewal',
      'invoice · #4',
    ]);
  });

  it('is shown as the host wants it', async () => {
    await show(
      { related },
      { Related: ({ entity }) => <a href={`/deals/${entity.id}`}>open {entity.id}</a> },
    );
    await expect.element(page.getByRole('link', { name: 'open 7' })).toBeVisible();
  });
});

describe('mentions', () => {
  const mentioned = () =>
    [...document.querySelectorAll<HTMLElement>('.chat-mention')].map((one) => [
      one.textContent,
      one.dataset['me'] !== undefined,
    ]);

  it('stand out, oneself most, and only whom the backend named', async () => {
    const amir = fixtureUser('amir', 'Amir Haddad').id;
    const me = fixtureUser('me', 'Me').id;
    await show({ text: '@Amir and @me: see https://a.example/@Amir, not @Chloé', mentions: [amir, me] });
    expect(mentioned()).toEqual([
      ['@Amir', false],
      ['@me', true],
    ]);
    await expect.poll(() => links().map(({ href }) => href)).toEqual(['https://a.example/@Amir']);
  });

  it('are plain words in everything else', async () => {
    await show({ text: '@Amir Haddad' });
    expect([mentioned(), bubble().textContent]).toEqual([[], expect.stringContaining('@Amir Haddad')]);
  });
});
