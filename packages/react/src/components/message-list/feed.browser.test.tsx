import { ChatError, selectTimeline, type MessageId } from '@chat/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup } from 'vitest-browser-react';
import { sampleTalk } from '../../testing/sample-messages';
import { headerSize } from './row-stage';
import {
  distance,
  firstVisible,
  frame,
  keyOf,
  loaded,
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
const day = 86_400_000;
const focused = () => document.activeElement?.closest<HTMLElement>('.chat-row')?.dataset['key'];
const inList = () => document.activeElement?.closest('.chat-messages') != null;
const tabStops = () => rows().filter((one) => one.tabIndex === 0);

afterEach(async () => {
  vi.restoreAllMocks();
  await cleanup();
});

describe('reading on', () => {
  it('finds older messages there before the edge is reached', async () => {
    const scene = await openList({ messages: sampleTalk(300, people), latencyMs: 20 });
    const reachedStart = () => selectTimeline(scene.client.getState(), scene.conversationId).reachedStart;
    let nearest = Infinity;
    while (!reachedStart()) {
      nearest = Math.min(nearest, viewport().scrollTop);
      viewport().scrollTop -= 80;
      await frame();
    }
    expect(loaded(scene)).toBe(300);
    expect(nearest).toBeGreaterThan(headerSize);
  });

  it('says where messages are missing and could not be loaded, and loads them when asked to', async () => {
    const scene = await openList({ messages: sampleTalk(300, people) });
    await scene.view.scrollToMessage(id(10));
    await settled();
    scene.view.scrollToEnd();
    await settled();
    const before = loaded(scene);
    const refused = vi
      .spyOn(scene.client, 'fillGap')
      .mockRejectedValue(new ChatError('server', 'Not now.', { retryable: true }));
    const gap = () => document.querySelector<HTMLElement>('.chat-gap');
    while (gap() === null) {
      viewport().scrollTop -= 200;
      await frame();
    }
    await expect.element(page.getByText('Some messages are missing here')).toBeInTheDocument();
    expect(loaded(scene)).toBe(before);
    refused.mockRestore();
    gap()!.querySelector('button')!.click();
    await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThan(before));
  });

  it('skips nothing on the way down through a gap, also when what follows it is on screen', async () => {
    const messages = sampleTalk(120, people);
    const scene = await openList({ messages, limits: { pageSize: 40 }, latencyMs: 800 });
    await scene.view.scrollToMessage(id(10));
    await settled();
    const gap = () => document.querySelector<HTMLElement>('.chat-gap');
    const seen = new Set<number>();
    let waited = 0;
    while (distance() > 1) {
      for (const one of rows()) {
        if (topOf(one) + one.offsetHeight > 0 && topOf(one) < viewport().clientHeight)
          seen.add(Number(keyOf(one)));
      }
      const place = gap() === null ? Infinity : topOf(gap()!);
      const above = gap()?.closest('.chat-row')?.previousElementSibling;
      if (place < 60 && above instanceof HTMLElement) {
        const before = topOf(above);
        const count = loaded(scene);
        await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThan(count), { timeout: 5_000 });
        await settled();
        expect(topOf(above)).toBeCloseTo(before, 0);
        waited += 1;
      }
      viewport().scrollTop += place < viewport().clientHeight ? 30 : 120;
      await frame();
    }
    expect(waited).toBeGreaterThan(0);
    const missed = messages.map((_, index) => index + 1).filter((one) => one >= 10 && !seen.has(one));
    expect(missed).toEqual([]);
  });

  it('is told the day: between days, and while scrolling that of the uppermost message', async () => {
    const now = Date.now();
    const messages = sampleTalk(120, people).map((message, index) => ({
      ...message,
      createdAt: now - (2 - Math.floor(index / 40)) * day,
    }));
    await openList({ messages, limits: { pageSize: 120 }, virtualize: false });
    const separators = rows().flatMap((one) => {
      const words = one.querySelector('.chat-day')?.textContent;
      return words === undefined ? [] : [`${keyOf(one)} ${words}`];
    });
    expect(separators).toEqual([expect.stringMatching(/^1 \w+day$/), '41 Yesterday', '81 Today']);
    const floating = () => document.querySelector('.chat-floating-day')!;
    await scrollTo(viewport().scrollTop + topOf(row('60. ')!) - 10);
    expect(keyOf(firstVisible())).toBe('60');
    await vi.waitFor(() => expect(floating().textContent).toBe('Yesterday'));
    expect(floating().hasAttribute('data-shown')).toBe(true);
    expect(floating().getAttribute('aria-hidden')).toBe('true');
    await vi.waitFor(() => expect(floating().hasAttribute('data-shown')).toBe(false), { timeout: 4_000 });
  });
});

describe('the feed under virtualisation', () => {
  const short = Array.from({ length: 1_000 }, (_, index) => ({
    by: people[index % 2]!,
    text: `${index + 1}. short`,
  }));
  const long = () => openList({ messages: short, limits: { pageSize: 1_000 }, input: true });

  it('is walked row by row far beyond what was laid out, each knowing its place of how many', async () => {
    await long();
    rows().at(-1)!.focus();
    for (let number = 999; number >= 940; number -= 1) {
      await userEvent.keyboard('{ArrowUp}');
      await vi.waitFor(() => expect(focused()).toBe(String(number)));
    }
    const active = document.activeElement as HTMLElement;
    expect([active.role, active.ariaPosInSet, active.ariaSetSize]).toEqual(['article', '940', '1000']);
    expect(topOf(active)).toBeGreaterThanOrEqual(0);
    await userEvent.keyboard('{Home}');
    await vi.waitFor(() => expect(focused()).toBe('1'));
    await userEvent.keyboard('{End}');
    await vi.waitFor(() => expect(focused()).toBe('1000'));
    await userEvent.keyboard('{PageUp}');
    await vi.waitFor(() => expect(Number(focused())).toBeLessThan(995));
  });

  it('has one tab stop wherever one has scrolled to', async () => {
    await long();
    expect(tabStops().map(keyOf)).toEqual(['1000']);
    for (const share of [0.5, 0.1, 0.8, 1]) {
      await scrollTo(viewport().scrollHeight * share);
      expect(tabStops(), `at ${share}`).toHaveLength(1);
    }
    expect(tabStops().map(keyOf)).toEqual(['1000']);
    await scrollTo(viewport().scrollHeight / 2);
    const [stop] = tabStops();
    document.querySelector<HTMLElement>('.chat-to-end')!.focus();
    await userEvent.tab({ shift: true });
    expect(document.activeElement).toBe(stop);
    expect(topOf(stop!)).toBeLessThan(viewport().clientHeight);
  });

  it('keeps the focus while its row is not laid out, and gives it back', async () => {
    await long();
    const before = rows().at(-3)!;
    const key = keyOf(before);
    before.focus();
    for (let step = 0; before.isConnected; step += 1) {
      viewport().scrollTop -= 300;
      await frame();
      expect(inList(), `step ${step}`).toBe(true);
    }
    await settled();
    expect(inList()).toBe(true);
    await scrollTo(viewport().scrollHeight);
    expect(focused()).toBe(key);
    await scrollTo(viewport().scrollHeight / 3);
    expect(inList()).toBe(true);
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(focused()).toBe(String(Number(key) - 1)));
  });

  it('leaves the focus to the neighbour of a row that is removed', async () => {
    const scene = await long();
    const gone = rows().at(-3)!;
    const key = keyOf(gone);
    gone.focus();
    scene.server.internals.tell(scene.conversationId, {
      type: 'message-removed',
      conversationId: scene.conversationId,
      messageId: key,
    });
    await vi.waitFor(() => expect(gone.isConnected).toBe(false));
    expect([String(Number(key) - 1), String(Number(key) + 1)]).toContain(focused());
  });
});
