import { conversationId, localId, type OutboxItem } from '@chat/core';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeClient, fixtureState } from '../testing/fake-client';
import { mount } from '../testing/mount';
import { useOutbox } from './use-outbox';

function Queue() {
  const { count, failedCount, items, retry, discard } = useOutbox();
  return (
    <section aria-label="Queue">
      <p>{`${count} waiting, ${failedCount} failed`}</p>
      {items.map(({ localId: id, status, attempts }) => (
        <p key={id}>
          {`${status} after ${attempts}`}
          <button type="button" onClick={() => retry(id)}>{`Retry ${id}`}</button>
          <button type="button" onClick={() => discard(id)}>{`Discard ${id}`}</button>
        </p>
      ))}
    </section>
  );
}

function item(id: string, sequence: number, phase: OutboxItem['entry']['phase']): OutboxItem {
  const command = {
    kind: 'send-message',
    localId: localId(id),
    conversationId: conversationId('one'),
    createdAt: 0,
    text: id,
    replyTo: null,
    attachments: [],
  } as const;
  const common = { baseline: null, dependsOn: null, givenAt: 0, attempts: 1 };
  return {
    entry: { ...common, localId: localId(id), command, phase, sequence },
    saved: true,
    progress: null,
  };
}

it('tells what waits, in the order given, and passes on what is to be done about it', async () => {
  const client = createFakeClient(fixtureState());
  await mount(client, <Queue />);
  await expect.element(page.getByText('0 waiting, 0 failed')).toBeVisible();
  const failure = { code: 'expired', message: '' } as const;
  const items = [item('b', 2, { name: 'queued', retryAt: null }), item('a', 1, { name: 'failed', failure })];
  client.setState({
    outbox: { entries: new Map(items.map((one) => [one.entry.localId, one])), byConversation: new Map() },
  });
  await expect.element(page.getByText('2 waiting, 1 failed')).toBeVisible();
  expect(
    page
      .getByRole('paragraph')
      .elements()
      .map((element) => element.textContent),
  ).toEqual(['2 waiting, 1 failed', 'failed after 1Retry aDiscard a', 'queued after 1Retry bDiscard b']);
  await page.getByRole('button', { name: 'Retry a' }).click();
  await page.getByRole('button', { name: 'Discard b' }).click();
  expect(client.calls).toEqual([
    { name: 'retry', args: ['a'] },
    { name: 'discard', args: ['b'] },
  ]);
});
