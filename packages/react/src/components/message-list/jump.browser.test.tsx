import type { ChatError, MessageId } from '@chat/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup } from 'vitest-browser-react';
import { expectAccessible } from '../../testing/expect-accessible';
import { sampleTalk } from '../../testing/sample-messages';
import {
  distance,
  openList,
  people,
  row,
  rows,
  scrollTo,
  settled,
  topOf,
  viewport,
} from './list-stage.test-support';

const id = (number: number) => String(number) as MessageId;
const highlighted = () => document.querySelector('[data-highlighted]')?.closest('.chat-row');
const codeOf = (going: Promise<void>) =>
  going.then(
    () => 'there',
    (error: unknown) => (error as ChatError).code,
  );

afterEach(() => cleanup());

describe('going to a message', () => {
  it('shows and marks it for a moment, wherever it is, and answers when it is there', async () => {
    const scene = await openList({ messages: sampleTalk(300, people) });
    await scene.view.scrollToMessage(id(290));
    await vi.waitFor(() => expect(highlighted()).toBe(row('290. ')));
    await scene.view.scrollToMessage(id(10));
    await vi.waitFor(() => expect(highlighted()).toBe(row('10. ')));
    await settled();
    expect(topOf(row('10. ')!)).toBeCloseTo(140, 0);
    await vi.waitFor(() => expect(highlighted()).toBeUndefined(), { timeout: 4_000 });
    scene.view.scrollToEnd();
    await vi.waitFor(() => expect(row('300. ')).toBeDefined());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('pages back where the backend cannot load around it, and says how far it has come', async () => {
    const scene = await openList({
      messages: sampleTalk(400, people),
      capabilities: { loadAround: false },
      latencyMs: 40,
    });
    const going = scene.view.scrollToMessage(id(100));
    await expect.element(page.getByText(/Looking for the message… \d+ loaded/)).toBeVisible();
    await expectAccessible(document.querySelector('.chat-messages')!);
    await going;
    await vi.waitFor(() => expect(highlighted()).toBe(row('100. ')));
    await expect.element(page.getByText(/Looking for/)).not.toBeInTheDocument();
  });

  it('can be given up while it takes long, and then nothing moves', async () => {
    const scene = await openList({
      messages: sampleTalk(400, people),
      capabilities: { loadAround: false },
      latencyMs: 40,
    });
    const going = scene.view.scrollToMessage(id(100));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText(/Looking for/)).not.toBeInTheDocument();
    await going;
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('says that it is gone, and lets the older ones be read all the same', async () => {
    const scene = await openList({ messages: sampleTalk(200, people) });
    expect(await codeOf(scene.view.scrollToMessage(id(9_999)))).toBe('not-found');
    await expect.element(page.getByRole('alert')).toHaveTextContent('no longer here');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await vi.waitFor(
      async () => {
        await scrollTo(0);
        expect(row('1. ')).toBeDefined();
      },
      { timeout: 10_000 },
    );
  });

  it('says that it is too far back to be searched for', async () => {
    const scene = await openList({
      messages: sampleTalk(300, people),
      capabilities: { loadAround: false },
      limits: { pageSize: 5 },
    });
    expect(await codeOf(scene.view.scrollToMessage(id(1)))).toBe('not-found');
    await expect.element(page.getByRole('alert')).toHaveTextContent('too far back');
  });

  it('takes only the last of several wishes', async () => {
    const scene = await openList({ messages: sampleTalk(400, people), latencyMs: 60 });
    const first = scene.view.scrollToMessage(id(30));
    await scene.view.scrollToMessage(id(200));
    await first;
    await vi.waitFor(() => expect(highlighted()).toBe(row('200. ')));
    await settled();
    expect(row('30. ')).toBeUndefined();
  });
});

describe('coming back', () => {
  const button = () => document.querySelector<HTMLElement>('.chat-to-end');

  it('leads to where one was reading, then to the end', async () => {
    const scene = await openList({ messages: sampleTalk(300, people) });
    await scrollTo(viewport().scrollHeight - 1_500);
    const before = rows().find((one) => topOf(one) >= 0)!.dataset['key'];
    await scene.view.scrollToMessage(id(20));
    await vi.waitFor(() => expect(button()?.getAttribute('aria-label')).toBe('Back to where you were'));
    button()!.click();
    await vi.waitFor(() => expect(rows().find((one) => topOf(one) >= -1)?.dataset['key']).toBe(before));
    await vi.waitFor(() => expect(button()?.getAttribute('aria-label')).toBe('To the newest message'));
    button()!.click();
    await vi.waitFor(() => expect(button()).toBeNull());
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('leads to the end at once when one came from there', async () => {
    const scene = await openList({ messages: sampleTalk(300, people) });
    await scene.view.scrollToMessage(id(20));
    await vi.waitFor(() => expect(button()?.getAttribute('aria-label')).toBe('To the newest message'));
    button()!.click();
    await vi.waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
  });
});

describe('laying out all messages', () => {
  it('does so for all that are loaded where the host wants it, so that the browser finds them', async () => {
    await openList({ messages: sampleTalk(200, people), virtualize: false, limits: { pageSize: 200 } });
    expect(rows()).toHaveLength(200);
    expect(distance()).toBeLessThanOrEqual(1);
    // What the browser's own search does; no type tells of it.
    const { find } = window as unknown as { find: (text: string) => boolean };
    expect(find.call(window, '1. ')).toBe(true);
  });

  it('does so for short conversations on its own, and stops when they grow long', async () => {
    const scene = await openList({
      messages: sampleTalk(98, people),
      virtualize: 'auto',
      limits: { pageSize: 200 },
    });
    expect(rows()).toHaveLength(98);
    for (let count = 0; count < 5; count += 1) scene.post({ by: 'Amir', text: `fresh ${count}` });
    await vi.waitFor(() => expect(row('fresh 4')).toBeDefined());
    await vi.waitFor(() => expect(rows().length).toBeLessThan(60));
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('keeps the place of what is read in both ways', async () => {
    const scene = await openList({ messages: sampleTalk(150, people), virtualize: false });
    await scrollTo(1_000);
    const first = rows().find((one) => topOf(one) >= 0)!;
    const before = topOf(first);
    await scene.client.loadOlder(scene.conversationId);
    await vi.waitFor(() => expect(rows().length).toBeGreaterThan(90));
    await settled();
    expect(topOf(first)).toBeCloseTo(before, 0);
  });
});
