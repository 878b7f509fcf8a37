import {
  conversationId,
  type Action,
  type ActionResult,
  type ChatClient,
  type ChatState,
  type RelatedEntity,
} from '@chat/core';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount, type MountOptions } from '../../testing/mount';
import { sampleClient, sampleState } from '../../testing/sample-conversations';
import { ComposerProvider } from '../chat-view/composer-context';
import { MessageInput } from './message-input';

const id = conversationId('direct:2');
const field = () => page.getByRole('textbox', { name: 'Message' });
const subject = () => page.getByRole('textbox', { name: 'Subject' });
const relate = () => page.getByRole('button', { name: 'Relate to…' });

const entities: readonly RelatedEntity[] = [
  { type: 'deal', id: '7', label: 'Northwind renewal' },
  { type: 'deal', id: '8', label: 'Northgate lamps' },
  { type: 'lead', id: '3', label: 'Museum of Glass' },
];

/** A backend with subjects, whose host finds entities by the beginning of their name. */
function client(patch: Partial<ChatState['capabilities']> = {}, state: Partial<ChatState> = {}) {
  const usual = sampleState();
  const asked: Action[] = [];
  const capabilities = {
    ...usual.capabilities,
    subject: true,
    related: ['lead', 'deal', 'customer'],
    ...patch,
  };
  const made = sampleClient(
    { ...usual, capabilities, ...state },
    {
      perform(given) {
        const action: Action = given;
        asked.push(action);
        if (action.kind !== 'search-related') throw new Error(`Nobody expected ${action.kind}.`);
        const found = entities.filter(
          ({ type, label }) =>
            type === action.type && label?.toLowerCase().startsWith(action.text.toLowerCase()) === true,
        );
        return Promise.resolve(found as ActionResult<'search-related'> as never);
      },
    },
  );
  return Object.assign(made, { asked });
}

const show = (shown: ChatClient, options?: MountOptions) =>
  mount(
    shown,
    <ComposerProvider>
      <MessageInput conversationId={id} />
    </ComposerProvider>,
    options,
  );

const sent = (shown: ReturnType<typeof sampleClient>) =>
  shown.calls.filter(({ name }) => name === 'sendMessage').map(({ args }) => args[1]);

describe('what a message is about', () => {
  it('is asked for only where the backend has it', async () => {
    await show(client({ subject: false, related: [] }));
    await expect.element(field()).toBeVisible();
    await expect.element(subject()).not.toBeInTheDocument();
    await expect.element(relate()).not.toBeInTheDocument();
  });

  it('goes with the message, and is gone after it', async () => {
    const shown = client();
    await show(shown);
    await subject().fill('Quotation');
    await relate().click();
    await page.getByRole('button', { name: 'Deal' }).click();
    const search = page.getByRole('combobox', { name: 'Search: Deal' });
    await search.fill('north');
    await page.getByRole('option', { name: /Northwind renewal/ }).click();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('Here it is{Enter}');
    expect(sent(shown)).toEqual([{ text: 'Here it is', subject: 'Quotation', related: [entities[0]] }]);
    await expect.element(subject()).toHaveValue('');
    await expect.element(page.getByText('Deal · Northwind renewal')).not.toBeInTheDocument();
  });

  it('is chosen by keyboard, one of each kind, and can be taken back', async () => {
    const shown = client();
    await show(shown);
    await relate().click();
    await expect.element(page.getByRole('combobox', { name: 'Search: Lead' })).toHaveFocus();
    await expect.element(page.getByRole('option')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Lead · Museum of Glass')).toBeVisible();
    await relate().click();
    await expect.element(page.getByRole('button', { name: 'Lead', exact: true })).not.toBeInTheDocument();
    await expect.element(page.getByRole('option').nth(1)).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(page.getByText('Deal · Northgate lamps')).toBeVisible();
    await page.getByRole('button', { name: 'No longer about Lead · Museum of Glass' }).click();
    await expect.element(page.getByText('Lead · Museum of Glass')).not.toBeInTheDocument();
    await expect.element(page.getByText('Deal · Northgate lamps')).toBeVisible();
  });

  it('is named by its number where the host has told no way to search', async () => {
    const { actions } = sampleState().capabilities;
    const shown = client({
      related: ['deal'],
      actions: { ...actions, 'search-related': { supported: false, reason: 'configuration' } },
    });
    await show(shown);
    await relate().click();
    await expect.element(page.getByText('Type its number.')).toBeVisible();
    await userEvent.keyboard('abc');
    await expect.element(page.getByRole('option')).not.toBeInTheDocument();
    await page.getByRole('combobox', { name: 'Deal number' }).fill('42');
    await page.getByRole('option', { name: 'Deal · #42' }).click();
    await userEvent.keyboard('See there{Enter}');
    expect(sent(shown)).toEqual([{ text: 'See there', related: [{ type: 'deal', id: '42', label: null }] }]);
    expect(shown.asked).toEqual([]);
  });

  it('is kept with the draft, and comes back with it', async () => {
    const shown = client();
    const { unmount } = await show(shown);
    await subject().fill('Half a thought');
    await unmount();
    const stored = shown.calls.filter(({ name }) => name === 'setDraft').at(-1)?.args[1];
    expect(stored).toEqual({ text: '', replyTo: null, subject: 'Half a thought' });

    const back = client(
      {},
      {
        drafts: new Map([
          [id, { text: '', replyTo: null, subject: 'Offer', related: [...entities.slice(0, 1)] }],
        ]),
      },
    );
    await show(back);
    await expect.element(subject()).toHaveValue('Offer');
    await expect.element(page.getByText('Deal · Northwind renewal')).toBeVisible();
  });

  it('moves on to the text with Enter, and sends nothing alone', async () => {
    const shown = client();
    await show(shown);
    await subject().click();
    await userEvent.keyboard('Only a subject{Enter}');
    await expect.element(field()).toHaveFocus();
    expect(sent(shown)).toEqual([]);
  });

  it('counts a subject near its limit, and sends none beyond it', async () => {
    const shown = client();
    shown.setState({ limits: { ...shown.getState().limits, subjectLength: 10 } });
    await show(shown);
    await subject().fill('x'.repeat(11));
    await expect.element(page.getByText('Subject: 1 characters too long')).toBeVisible();
    await field().fill('words');
    await expect.element(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  });

  it('tells when nothing could be searched, and tries again', async () => {
    let broken = true;
    const usual = client();
    const shown = sampleClient(usual.getState(), {
      perform: (action) => (broken ? Promise.reject(new TypeError('no link')) : usual.perform(action)),
    });
    await show(shown);
    await relate().click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('option', { name: /Museum of Glass/ })).toBeVisible();
  });
});

it.each(['light', 'dark'] as const)('has nothing axe complains about (%s)', async (theme) => {
  const { container } = await show(client(), { theme });
  await relate().click();
  await expect.element(page.getByRole('option')).toBeVisible();
  await expectAccessible(container);
});
