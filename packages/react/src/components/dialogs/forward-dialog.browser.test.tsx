import {
  ChatError,
  conversationId,
  messageId,
  userId,
  type ActionResult,
  type ForwardedCopy,
} from '@chat/core';
import { useState } from 'react';
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { fixtureUser } from '../../testing/fake-client';
import { mount } from '../../testing/mount';
import { sampleClient, sampleMessage, sampleState } from '../../testing/sample-conversations';
import { ForwardDialog } from './forward-dialog';

const message = sampleMessage({ id: messageId('m9'), text: 'The rota is ready' });

type Answer = (action: {
  readonly conversationIds: readonly string[];
  readonly userIds: readonly string[];
}) => readonly ForwardedCopy[] | ChatError;

const everywhere: Answer = ({ conversationIds, userIds }) => [
  ...conversationIds.map((id) => copy({ conversationId: conversationId(id) })),
  ...userIds.map((id) => copy({ userId: userId(id) })),
];

const copy = (more: Partial<ForwardedCopy>): ForwardedCopy => ({
  conversationId: null,
  userId: null,
  messageId: messageId('copy'),
  error: null,
  ...more,
});

function Opener() {
  const [open, setOpen] = useState(true);
  return <ForwardDialog open={open} message={message} onOpenChange={setOpen} />;
}

async function show(answers: readonly Answer[] = [everywhere]) {
  const usual = sampleState();
  const stranger = fixtureUser('gabriel', 'Gabriel Stone');
  const asked: unknown[] = [];
  const left = [...answers];
  const client = sampleClient(
    { ...usual, users: new Map(usual.users).set(stranger.id, stranger) },
    {
      perform(action) {
        asked.push(action);
        const answer = left.shift()?.(action as never) ?? new ChatError('server', 'Nobody expected this.');
        return answer instanceof ChatError
          ? Promise.reject(answer)
          : Promise.resolve(answer as ActionResult<'forward'> as never);
      },
    },
  );
  const screen = await mount(client, <Opener />);
  await expect.element(page.getByRole('dialog', { name: 'Forward message' })).toBeVisible();
  return { ...screen, asked };
}

const target = (name: RegExp) => page.getByRole('checkbox', { name });
const send = () => page.getByRole('button', { name: /^Forward/ });

describe('forwarding', () => {
  it('goes to several conversations at once, and to somebody new who is searched', async () => {
    const { asked } = await show();
    await expect.element(send()).toBeDisabled();
    await target(/Bilal/).click();
    await page.getByRole('searchbox').fill('gabr');
    await target(/Gabriel Stone/).click();
    await page.getByRole('searchbox').fill('');
    await target(/Chloé/).click();
    await target(/Bilal/).click();
    await page.getByRole('button', { name: 'Forward to 2' }).click();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(asked).toEqual([
      { kind: 'forward', messageId: 'm9', conversationIds: ['direct:3'], userIds: ['gabriel'] },
    ]);
    await expect.element(page.getByText(/Forwarded to Gabriel Stone and Chloé Martin/)).toBeInTheDocument();
  });

  it('tells where it did not arrive, and asks only those again', async () => {
    const { asked } = await show([
      () => [
        copy({ conversationId: conversationId('direct:2') }),
        copy({
          conversationId: conversationId('direct:3'),
          messageId: null,
          error: 'Conversation not found',
        }),
      ],
      everywhere,
    ]);
    await target(/Bilal/).click();
    await target(/Chloé/).click();
    await send().click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Chloé Martin: Conversation not found');
    await expect.element(target(/Bilal/)).not.toBeChecked();
    await expect.element(target(/Chloé/)).toBeChecked();
    await page.getByRole('button', { name: 'Forward to 1' }).click();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ conversationIds: ['direct:3'] });
  });

  it('keeps the choice when nothing went out at all', async () => {
    await show([() => new ChatError('network', 'no link')]);
    await target(/Bilal/).click();
    await send().click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('You need to be online for this.');
    await expect.element(target(/Bilal/)).toBeChecked();
  });

  it('works by keyboard', async () => {
    const { asked } = await show();
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    await userEvent.keyboard('emeka');
    await expect.element(target(/Emeka/)).toBeVisible();
    await vi.waitFor(() => expect(target(/Bilal/).elements()).toHaveLength(0));
    await userEvent.keyboard('{Tab} ');
    await expect.element(target(/Emeka/)).toBeChecked();
    // The group she is in stands between.
    await userEvent.keyboard('{Tab}{Tab}{Enter}');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });

  it('has nothing axe complains about', async () => {
    const { container } = await show();
    await target(/Bilal/).click();
    await expectAccessible(container);
  });
});
