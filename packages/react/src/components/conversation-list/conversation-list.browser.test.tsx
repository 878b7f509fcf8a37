import { conversationId, userId, type ConversationId } from '@chat/core';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { createFakeClient, fixtureState } from '../../testing/fake-client';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount } from '../../testing/mount';
import { sampleClient, sampleDirect, sampleState } from '../../testing/sample-conversations';
import { ConversationList } from './conversation-list';

const list = () => page.getByRole('listbox', { name: 'Conversations' });
const option = (name: RegExp | string) => page.getByRole('option', { name });
const activeText = () => {
  const id = list().element().getAttribute('aria-activedescendant');
  return id === null ? null : (document.getElementById(id)?.textContent ?? null);
};

/** Many conversations, newest first, named by number. */
function manyClient(count: number) {
  const conversations = Array.from({ length: count }, (_, index) =>
    sampleDirect(`direct:${index}`, 'ana', null, { title: `Person ${index}`, lastActivityAt: count - index }),
  );
  return createFakeClient(fixtureState({ conversations }));
}

describe('what a row shows', () => {
  it('tells people, drafts, deletions, unread counts and typing apart', async () => {
    await mount(sampleClient(), <ConversationList onSelect={() => undefined} />);
    await expect.element(option(/Front desk/)).toHaveTextContent('Ana Petrović: Room 214');
    await expect.element(option(/Front desk/)).toHaveTextContent('3 unread messages');
    await expect.element(option(/Bilal/)).toHaveTextContent('You: Thank you');
    await expect.element(option(/Chloé/)).toHaveTextContent('Typing…');
    await expect.element(option(/Dmitri/)).toHaveTextContent('Draft: I will look at it after');
    await expect.element(option(/Emeka/)).toHaveTextContent('Message deleted');
  });

  it('renders no other row when one conversation changes', async () => {
    const rendered: string[] = [];
    const client = sampleClient();
    await mount(client, <ConversationList onSelect={() => undefined} />, {
      components: {
        ConversationContext: ({ conversation }) => {
          rendered.push(conversation.id);
          return null;
        },
      },
    });
    await expect.element(option(/Bilal/)).toBeVisible();
    rendered.length = 0;
    const { conversations } = client.getState();
    const id = conversationId('direct:2');
    const before = conversations.get(id)!;
    client.setState({ conversations: new Map(conversations).set(id, { ...before, unreadCount: 7 }) });
    await expect.element(option(/Bilal/)).toHaveTextContent('7 unread messages');
    client.setState({
      typing: new Map([[id, [{ userId: userId('bilal'), name: 'Bilal' }]]]),
    });
    await expect.element(option(/Bilal/)).toHaveTextContent('Typing…');
    // The second change also ends somebody else's typing; those two rows and no other.
    expect(new Set(rendered)).toEqual(new Set(['direct:2', 'direct:3']));
  });
});

describe('keyboard', () => {
  it('moves with arrows, Home, End and letters, and opens with Enter', async () => {
    const onSelect = vi.fn<(id: ConversationId) => void>();
    await mount(sampleClient(), <ConversationList onSelect={onSelect} />);
    await expect.element(list()).toBeVisible();
    list().element().focus();
    await expect.poll(activeText).toContain('Front desk');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(activeText).toContain('Chloé');
    await userEvent.keyboard('{End}');
    await expect.poll(activeText).toContain('Fatma');
    await userEvent.keyboard('{Home}');
    await expect.poll(activeText).toContain('Front desk');
    await userEvent.keyboard('em');
    await expect.poll(activeText).toContain('Emeka');
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledExactlyOnceWith('direct:5');
  });

  it('keeps the active row among the rendered ones however far the list is scrolled', async () => {
    await mount(manyClient(2_000), <ConversationList onSelect={() => undefined} />);
    await expect.element(list()).toBeVisible();
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(activeText).toContain('Person 2');
    expect(document.querySelectorAll('[role=option]').length).toBeLessThan(40);
    list().element().scrollTop = 60_000;
    await expect.element(option(/Person 8\d\d/).first()).toBeInTheDocument();
    expect(activeText()).toContain('Person 2');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(activeText).toContain('Person 3');
    await expect.poll(() => list().element().scrollTop).toBeLessThan(1_000);
  });

  it.each([null, 'direct:1'])(
    'opens the row that is clicked in a scrolled list, %s being chosen',
    async (chosen) => {
      const onSelect = vi.fn();
      const selectedId = chosen === null ? null : conversationId(chosen);
      await mount(manyClient(200), <ConversationList selectedId={selectedId} onSelect={onSelect} />);
      await expect.element(list()).toBeVisible();
      list().element().scrollTop = 3_000;
      await expect.element(option('Person 45')).toBeInTheDocument();
      const { scrollTop } = list().element();
      await option('Person 45').click();
      expect(onSelect.mock.calls).toEqual([['direct:45']]);
      expect(list().element().scrollTop).toBe(scrollTop);
      await userEvent.keyboard('{ArrowDown}');
      await expect.poll(activeText).toContain('Person 46');
    },
  );

  it('opens the row menu and gives the focus back', async () => {
    const client = sampleClient();
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await expect.element(list()).toBeVisible();
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{Delete}');
    await expect.element(page.getByRole('menuitem', { name: 'Block' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement).toBe(list().element());
  });
});

describe('menu', () => {
  it('asks before it blocks, does it in the right organisation and returns the focus', async () => {
    const client = sampleClient();
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await expect.element(list()).toBeVisible();
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{Delete}');
    await page.getByRole('menuitem', { name: 'Block' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Block Bilal Haddad?' })).toBeVisible();
    await page.getByRole('button', { name: 'Block' }).click();
    await expect.poll(() => document.activeElement).toBe(list().element());
    expect(client.calls.filter(({ name }) => name === 'perform').map(({ args }) => args[0])).toEqual([
      { kind: 'block', userId: 'bilal', directoryId: '1' },
    ]);
  });
});

describe('search and filters', () => {
  it('finds by title and participants, whatever the accents, and says what it searches', async () => {
    await mount(sampleClient(), <ConversationList onSelect={() => undefined} />);
    await page.getByRole('searchbox').fill('chloe');
    await expect.poll(() => document.querySelectorAll('[role=option]').length).toBe(2);
    await expect.element(option(/Front desk/)).toBeVisible();
    await page.getByRole('searchbox').fill('nobody here');
    await expect
      .element(page.getByText('Only conversations that are loaded already are searched.'))
      .toBeVisible();
  });

  it('narrows to unread and groups', async () => {
    await mount(sampleClient(), <ConversationList onSelect={() => undefined} />);
    await page.getByRole('button', { name: 'Unread' }).click();
    await expect.poll(() => document.querySelectorAll('[role=option]').length).toBe(2);
    await page.getByRole('button', { name: 'Groups' }).click();
    await expect.poll(() => document.querySelectorAll('[role=option]').length).toBe(1);
  });
});

describe('guests', () => {
  const guest = (id: string, name: string, status: string) =>
    sampleDirect(id, name, null, {
      kind: 'guest',
      title: name,
      lastMessage: {
        id: null,
        authorId: userId(name),
        authorName: name,
        text: 'Which side is that?',
        createdAt: 1,
        deleted: false,
        attachmentCount: 0,
      },
      context: [{ type: 'status', label: status }],
    });
  const hotel = () => {
    const usual = sampleState();
    const no = { supported: false, reason: 'backend' } as const;
    return createFakeClient(
      fixtureState({
        conversations: [
          guest('1', 'Lena Ortiz', 'ended'),
          guest('2', 'Mats Lindqvist', 'relay'),
          guest('3', 'Ana Sousa', 'relay'),
        ],
        capabilities: {
          ...usual.capabilities,
          actions: { ...usual.capabilities.actions, 'create-group': no, archive: no },
        },
      }),
    );
  };
  const filters = () => page.getByRole('group', { name: 'Show' }).getByRole('button');
  const rows = () => page.getByRole('option').elements();

  it('are narrowed by how far they have come, those with staff first; groups are not offered', async () => {
    const client = hotel();
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await expect
      .poll(() =>
        filters()
          .elements()
          .map((one) => one.textContent),
      )
      .toEqual(['All', 'Unread', 'With staff', 'Ended']);
    await page.getByRole('button', { name: 'Ended' }).click();
    await expect.poll(() => rows().length).toBe(1);
    await page.getByRole('button', { name: 'With staff' }).click();
    await expect.poll(() => rows().length).toBe(2);

    // The last one with another status is gone: nothing to choose any more, and all are shown.
    const ended = ['1', '2', '3'].map((id) => guest(id, `Guest ${id}`, 'ended'));
    client.setState({ conversations: new Map(ended.map((one) => [one.id, one])) });
    await expect.poll(() => rows().length).toBe(3);
    await expect.element(page.getByRole('button', { name: 'All' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('are not named twice in a row', async () => {
    await mount(hotel(), <ConversationList onSelect={() => undefined} />);
    await expect.element(option(/Lena/)).toHaveTextContent('Which side is that?');
    expect(option(/Lena/).element().textContent).not.toContain('Lena Ortiz:');
  });
});

it('says what was sent when it was not words', async () => {
  const usual = sampleState();
  const id = conversationId('direct:4');
  const known = usual.conversations.get(id);
  if (known?.lastMessage == null) throw new Error('The sample lost its conversation.');
  const lastMessage = { ...known.lastMessage, attachmentKind: 'image' as const };
  const conversations = new Map(usual.conversations).set(id, { ...known, lastMessage });
  await mount(
    sampleClient({ ...usual, conversations, drafts: new Map() }),
    <ConversationList onSelect={() => undefined} />,
  );
  await expect.element(option(/Dmitri/)).toHaveTextContent('Photo');
});

describe('states', () => {
  it.each([
    ['nothing yet', fixtureState(), 'No conversations yet'],
    [
      'offline',
      fixtureState({ conversationList: { name: 'loading' }, connection: { name: 'offline' } }),
      'Offline',
    ],
  ])('shows %s', async (_name, state, text) => {
    await mount(createFakeClient(state), <ConversationList onSelect={() => undefined} />);
    await expect.element(page.getByText(text, { exact: true })).toBeVisible();
  });

  it('loads more near the end', async () => {
    const client = manyClient(20);
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await expect.element(list()).toBeVisible();
    list().element().scrollTop = 10_000;
    await expect.poll(() => client.calls.some(({ name }) => name === 'loadMoreConversations')).toBe(true);
  });
});

it.each(['light', 'dark'] as const)('has nothing axe complains about (%s)', async (theme) => {
  const id = conversationId('direct:2');
  const { container } = await mount(
    sampleClient(sampleState()),
    <ConversationList selectedId={id} onSelect={() => undefined} />,
    { theme },
  );
  await expect.element(option(/Bilal/)).toBeVisible();
  await expectAccessible(container);
});

describe('what the backend does not offer', () => {
  const no = (reason: 'backend' | 'role') => ({ supported: false, reason }) as const;
  const without = () => {
    const usual = sampleState();
    const actions = {
      ...usual.capabilities.actions,
      mute: no('backend'),
      archive: no('backend'),
      block: no('role'),
      'delete-conversation': no('backend'),
      'create-direct': no('backend'),
      'create-group': no('backend'),
    };
    return sampleClient({ ...usual, capabilities: { ...usual.capabilities, actions } });
  };

  it('is told in the menu where people look for it, and left out where they do not', async () => {
    await mount(without(), <ConversationList onSelect={() => undefined} />);
    await page.getByRole('option', { name: /Bilal/ }).click({ button: 'right' });
    const items = page.getByRole('menuitem');
    await expect
      .poll(() => items.elements().map((one) => one.textContent))
      .toEqual([
        'MuteNot offered by this service.',
        'ArchiveNot offered by this service.',
        'BlockYou are not allowed to do this.',
      ]);
    await expect
      .element(page.getByRole('menuitem', { name: 'Mute', exact: true }))
      .toHaveAttribute('aria-disabled', 'true');
  });

  it.each([
    ['admins alone', true, 0],
    ['every member where nobody can be admin', false, 1],
  ])('but deleting a group is for %s', async (_who, roles, offered) => {
    const usual = sampleState();
    const id = conversationId('group:1');
    const group = usual.conversations.get(id);
    if (group === undefined) throw new Error('The sample lost its group.');
    const groups = { ...usual.capabilities.groups, roles };
    const client = sampleClient({
      ...usual,
      capabilities: { ...usual.capabilities, groups },
      conversations: new Map(usual.conversations).set(id, { ...group, title: 'The desk', myRole: 'member' }),
    });
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await page.getByRole('option', { name: /The desk/ }).click({ button: 'right' });
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(page.getByRole('menuitem', { name: 'Delete conversation' }).elements()).toHaveLength(offered);
  });

  it('is told by the button for new conversations', async () => {
    await mount(without(), <ConversationList onSelect={() => undefined} />);
    const add = page.getByRole('button', { name: 'New conversation' });
    await expect.element(add).toHaveAccessibleDescription('Not offered by this service.');
    await add.click({ force: true });
    await expect.element(page.getByRole('tooltip')).toHaveTextContent('Not offered by this service.');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('is told in the dialog for new conversations, where groups would be', async () => {
    const client = without();
    const { capabilities } = client.getState();
    const actions = { ...capabilities.actions, 'create-direct': { supported: true } as const };
    client.setState({ capabilities: { ...capabilities, actions } });
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await page.getByRole('button', { name: 'New conversation' }).click();
    const group = page.getByRole('button', { name: 'New group' });
    await expect.element(group).toHaveAccessibleDescription('Not offered by this service.');
    await group.click({ force: true });
    await expect.element(page.getByRole('dialog', { name: 'New conversation' })).toBeVisible();
  });

  it('has no filter of its own: groups, where there are and can be none', async () => {
    const client = without();
    const { capabilities, conversations } = client.getState();
    const shown = () =>
      page
        .getByRole('group', { name: 'Show' })
        .getByRole('button')
        .elements()
        .map((one) => one.textContent);
    await mount(client, <ConversationList onSelect={() => undefined} />);
    await expect.poll(shown).toEqual(['All', 'Unread', 'Groups']);
    await page.getByRole('button', { name: 'Groups' }).click();
    const direct = new Map([...conversations].filter(([, { kind }]) => kind === 'direct'));
    client.setState({ conversations: direct });
    await expect.poll(shown).toEqual(['All', 'Unread']);
    // What was filtered by is gone: everything shows.
    await expect.element(page.getByRole('option', { name: /Bilal/ })).toBeVisible();
    const actions = { ...capabilities.actions, 'create-group': no('role') };
    client.setState({ capabilities: { ...capabilities, actions } });
    await expect.poll(shown).toEqual(['All', 'Unread', 'Groups']);
  });
});

it('shows what the last message is about, and finds the conversation by it', async () => {
  const usual = sampleState();
  const [id, known] = [...usual.conversations].find(([, { kind }]) => kind === 'direct') ?? [];
  if (id === undefined || known?.lastMessage == null) throw new Error('The sample lost its conversation.');
  const lastMessage = {
    ...known.lastMessage,
    subject: 'Quotation',
    related: [{ type: 'deal', id: '7', label: 'Northwind renewal' }],
  };
  const conversations = new Map(usual.conversations).set(id, { ...known, lastMessage });
  await mount(sampleClient({ ...usual, conversations }), <ConversationList onSelect={() => undefined} />);
  await expect.element(page.getByText(/Quotation — /)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('northwind');
  await expect.poll(() => page.getByRole('option').elements().length).toBe(1);
  await expect.element(page.getByText('Harbour Hotels · Deal · Northwind renewal')).toBeVisible();
});
