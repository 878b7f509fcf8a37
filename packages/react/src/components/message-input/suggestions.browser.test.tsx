import { conversationId, type ChatClient } from '@chat/core';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, sampleState } from '../../testing/sample-conversations';
import type { MessageTemplate } from '../../lib/templates';
import { ComposerProvider } from '../chat-view/composer-context';
import { MessageInput } from './message-input';

const group = conversationId('group:1');
const field = () => page.getByRole('textbox', { name: 'Message' });
const text = () => (field().element() as HTMLTextAreaElement).value;
const options = () => page.getByRole('option');
const list = (name = 'People to mention') => page.getByRole('listbox', { name });

function client(mentions = true) {
  const usual = sampleState();
  const users = new Map(usual.users);
  for (const [id, user] of users) {
    if (user.name.startsWith('Bilal')) users.set(id, { ...user, mention: '@Bilal Haddad' });
    if (user.name.startsWith('Chloé')) users.set(id, { ...user, mention: null });
  }
  return sampleClient({ ...usual, users, capabilities: { ...usual.capabilities, mentions } });
}

const show = (shown: ChatClient, more: MountOptions = {}) =>
  mount(
    shown,
    <ComposerProvider>
      <div style={{ blockSize: 400 }} />
      <MessageInput conversationId={group} />
    </ComposerProvider>,
    more,
  );

const sent = (shown: ReturnType<typeof sampleClient>) =>
  shown.calls.filter(({ name }) => name === 'sendMessage').map(({ args }) => args[1]);

const active = () => {
  const id = field().element().getAttribute('aria-activedescendant');
  return id === null ? null : (document.getElementById(id)?.textContent ?? null);
};

describe('mentioning', () => {
  it('offers the members, writes what reaches them, and says whom to the client', async () => {
    const shown = client();
    await show(shown);
    await field().click();
    await userEvent.keyboard('See @bil');
    await expect.element(options()).toHaveTextContent('Bilal Haddad');
    await userEvent.keyboard('{Enter}');
    expect(text()).toBe('See @Bilal Haddad ');
    await expect.element(list()).not.toBeInTheDocument();
    await userEvent.keyboard('please{Enter}');
    expect(sent(shown)).toEqual([{ text: 'See @Bilal Haddad please', mentions: ['bilal'] }]);
  });

  it('moves by arrows around the list, takes with Tab, and names the active one to screen readers', async () => {
    await show(client());
    await field().click();
    await userEvent.keyboard('@');
    await expect.element(list()).toBeVisible();
    // Whom nothing reaches is not offered.
    expect(
      options()
        .elements()
        .map((one) => one.textContent),
    ).toEqual(['APAna Petrović@ana', 'BHBilal Haddad@bilal', 'DVDmitri Volkov@dmitri']);
    expect(active()).toContain('Ana Petrović');
    expect(field().element().getAttribute('aria-controls')).toBe(list().element().id);
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(active).toContain('Dmitri Volkov');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(active).toContain('Bilal Haddad');
    await userEvent.keyboard('{Tab}');
    expect(text()).toBe('@Bilal Haddad ');
    await expect.element(field()).toHaveFocus();
  });

  it('goes away with Escape and sends with the next Enter', async () => {
    const shown = client();
    await show(shown);
    await field().click();
    await userEvent.keyboard('mail @a');
    await expect.element(list()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(list()).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(sent(shown)).toEqual([{ text: 'mail @a' }]);
  });

  it('takes the one that is pressed, in the middle of a text', async () => {
    await show(client());
    await field().fill('Ask  about it');
    const element = field().element() as HTMLTextAreaElement;
    element.focus();
    element.setSelectionRange(4, 4);
    await userEvent.keyboard('@dmi');
    await options().click();
    expect(text()).toBe('Ask @Dmitri Volkov  about it');
    expect(element.selectionStart).toBe('Ask @Dmitri Volkov '.length);
  });

  it.each([{ isComposing: true }, { keyCode: 229 }])(
    'leaves the keys of an input method alone (%o)',
    async (key) => {
      const shown = client();
      await show(shown);
      await field().click();
      await userEvent.keyboard('@a');
      await expect.element(list()).toBeVisible();
      field()
        .element()
        .dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...key }),
        );
      expect([text(), sent(shown)]).toEqual(['@a', []]);
    },
  );

  it('is not offered where the backend would not notice', async () => {
    const shown = client(false);
    await show(shown);
    await field().click();
    await userEvent.keyboard('@ana{Enter}');
    expect(sent(shown)).toEqual([{ text: '@ana' }]);
  });
});

const templates: readonly MessageTemplate[] = [
  { id: '1', title: 'Late check-out', text: 'You are welcome to stay until 14:00.' },
  { id: '2', title: 'Shuttle', text: 'The shuttle leaves every full hour.', subject: 'Airport' },
];

describe('templates', () => {
  it('come by a slash at the beginning, filtered as one types, and are not sent by themselves', async () => {
    const shown = client();
    await show(shown, { templates });
    await field().click();
    await userEvent.keyboard('/shu');
    await expect.element(list('Templates')).toBeVisible();
    expect(options().elements()).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    expect(text()).toBe('The shuttle leaves every full hour.');
    expect(sent(shown)).toEqual([]);
    await userEvent.keyboard(' Enjoy!{Enter}');
    expect(sent(shown)).toEqual([{ text: 'The shuttle leaves every full hour. Enjoy!' }]);
  });

  it('come by the button, with a search, at the caret', async () => {
    await show(client(), { templates });
    await field().fill('Dear guest, ');
    await page.getByRole('button', { name: 'Templates' }).click();
    await page.getByRole('combobox', { name: 'Search templates' }).fill('check');
    await expect.poll(() => options().elements().length).toBe(1);
    await userEvent.keyboard('{Enter}');
    expect(text()).toBe('Dear guest, You are welcome to stay until 14:00.');
    await expect.element(field()).toHaveFocus();
  });

  it('bring their subject where there are subjects and none is written', async () => {
    const usual = sampleState();
    const shown = sampleClient({ ...usual, capabilities: { ...usual.capabilities, subject: true } });
    await show(shown, { templates });
    await page.getByRole('button', { name: 'Templates' }).click();
    await page.getByRole('option', { name: /Shuttle/ }).click();
    await expect.element(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Airport');
  });

  it('are made for the conversation where the host wants so, and are no button where there are none', async () => {
    const made = (conversation: { readonly title: string }) =>
      conversation.title === 'Front desk' ? [] : templates;
    await show(client(), { templates: made });
    await expect.element(field()).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Templates' })).not.toBeInTheDocument();
  });
});

it.each([
  ['mentions', '@', 'light'],
  ['templates', '/', 'dark'],
] as const)('has nothing axe complains about (%s)', async (_what, typed, theme) => {
  const { container } = await show(client(), { templates, theme });
  await field().click();
  await userEvent.keyboard(typed);
  await expect.element(page.getByRole('listbox')).toBeVisible();
  await expectAccessible(container);
});
