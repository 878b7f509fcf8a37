import type { ChatClient, MessageView } from '@chat/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanup } from 'vitest-browser-react';
import { sampleTalk } from '../../testing/sample-messages';
import {
  distance,
  firstVisible,
  frame,
  keyOf,
  openList,
  people,
  row,
  rows,
  scrollTo,
  settled,
  topOf,
  viewport,
  watch,
} from './list-stage.test-support';

afterEach(() => cleanup());

describe('opening', () => {
  it('opens at the end when all is read', async () => {
    await openList({ messages: sampleTalk(120, people) });
    expect(distance()).toBeLessThanOrEqual(1);
    expect(row('120. ')).toBeDefined();
  });

  it('opens at the first unread message, with a separator above it', async () => {
    const messages = sampleTalk(120, ['Amir']);
    await openList({ messages, unread: 30 });
    const first = row('91. ')!;
    expect(first.querySelector('.chat-unread')?.textContent).toBe('New messages');
    expect(topOf(first)).toBeGreaterThanOrEqual(0);
    expect(topOf(first)).toBeLessThan(150);
    expect(document.querySelector('.chat-to-end')?.textContent).toContain('30 new messages');
  });

  it('stands short conversations at the bottom', async () => {
    await openList({ messages: sampleTalk(2, people) });
    const last = rows().at(-1)!;
    expect(viewport().getBoundingClientRect().bottom - last.getBoundingClientRect().bottom).toBeLessThan(30);
  });

  it('shows few elements however long the history is', async () => {
    await openList({ messages: sampleTalk(3_000, people), limits: { pageSize: 3_000 } });
    expect(distance()).toBeLessThanOrEqual(1);
    expect(rows().length).toBeLessThan(40);
  });
});

describe('older messages', () => {
  it('are reached to the very first one by scrolling up, whatever the pages', async () => {
    await openList({ messages: sampleTalk(260, people) });
    await vi.waitFor(
      async () => {
        await scrollTo(0);
        expect(row('1. ')).toBeDefined();
        expect(document.querySelector('.chat-history-note')?.textContent).toContain('beginning');
      },
      { timeout: 10_000 },
    );
  });

  it('keep their room while a picture of theirs is loaded', async () => {
    const scene = await openList({ messages: sampleTalk(120, people) });
    await scrollTo(viewport().scrollHeight / 2);
    const target = firstVisible();
    const above = rows()[rows().indexOf(target) - 1]!;
    const picture = URL.createObjectURL(
      new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"/>'], {
        type: 'image/svg+xml',
      }),
    );
    const { most } = await watch(keyOf(target), async () => {
      scene.change(keyOf(above), {
        attachments: [
          {
            id: 'picture',
            kind: 'image',
            name: 'picture.jpg',
            url: picture,
            thumbnailUrl: null,
            mimeType: 'image/jpeg',
            size: 1,
            width: null,
            height: null,
          },
        ],
      });
      await vi.waitFor(() =>
        expect(document.querySelector<HTMLImageElement>('.chat-picture-image')?.complete).toBe(true),
      );
    });
    expect(most).toBeLessThanOrEqual(1);
  });
});

describe('following', () => {
  it('stays at the end through a hundred messages', async () => {
    const scene = await openList({ messages: sampleTalk(60, people) });
    let farthest = 0;
    for (let count = 0; count < 100; count += 1) {
      scene.post({ by: 'Amir', text: `live ${count} ${'word '.repeat(count % 30)}` });
      if (count % 4 === 0) {
        await frame();
        farthest = Math.max(farthest, distance());
      }
    }
    await vi.waitFor(() => expect(row('live 99')).toBeDefined());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
    expect(farthest).toBeLessThanOrEqual(1);
  });

  it('shows a whole burst at once', async () => {
    const scene = await openList({ messages: sampleTalk(60, people) });
    for (let count = 0; count < 1_000; count += 1) scene.post({ by: 'Amir', text: `burst ${count}` });
    await vi.waitFor(() => expect(row('burst 999')).toBeDefined());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
    expect(rows().length).toBeLessThan(60);
  });

  it('keeps the end on screen when the last message gets a reaction', async () => {
    const scene = await openList({ messages: sampleTalk(60, people) });
    scene.change(keyOf(rows().at(-1)!), {
      reactions: [{ emoji: '👍', count: 1, userIds: [scene.me.id] }],
    });
    await vi.waitFor(() => expect(document.querySelector('.chat-reaction')).not.toBeNull());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('keeps the end on screen when the room shrinks, as under a keyboard', async () => {
    await openList({ messages: sampleTalk(60, people) });
    document.querySelector<HTMLElement>('.chat-view')!.style.blockSize = '320px';
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('goes to the end for an own message, wherever the reader was', async () => {
    const scene = await openList({ messages: sampleTalk(120, people) });
    await scrollTo(viewport().scrollHeight / 3);
    expect(distance()).toBeGreaterThan(500);
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('keeps the row of an own message across its acknowledgement', async () => {
    const scene = await openList({ messages: sampleTalk(20, people), latencyMs: 30 });
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    const before = row('mine');
    await vi.waitFor(() => expect(row('mine')?.textContent).toContain('Sent'));
    expect(row('mine')).toBe(before);
  });
});

describe('going somewhere', () => {
  it('goes back to the end by the button', async () => {
    await openList({ messages: sampleTalk(120, people) });
    await scrollTo(200);
    document.querySelector<HTMLElement>('.chat-to-end')!.click();
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
    expect(document.querySelector('.chat-to-end')).toBeNull();
  });

  it('goes to a quoted message and marks it, also when it has to be loaded', async () => {
    const messages = sampleTalk(300, people);
    const replyTo = {
      messageId: '30',
      authorId: null,
      authorName: 'Amir',
      text: messages[29]!.text,
      attachmentCount: 0,
    };
    await openList({
      messages: [
        ...messages,
        { by: 'Amir', text: 'as said', replyTo: replyTo as unknown as MessageView['replyTo'] },
      ],
    });
    expect(row('30. ')).toBeUndefined();
    document.querySelector<HTMLElement>('button.chat-quote')!.click();
    await vi.waitFor(() =>
      expect(document.querySelector('[data-highlighted]')?.textContent).toContain('30. '),
    );
    await settled();
    expect(topOf(row('30. ')!)).toBeGreaterThan(50);
    expect(topOf(row('30. ')!)).toBeLessThan(300);
  });
});

describe('reading', () => {
  let asked: ChatClient['markRead'] | null = null;
  beforeEach(() => {
    asked = null;
  });

  it('tells the backend that the end was seen, once somebody looks at it', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    const scene = await openList({ messages: sampleTalk(40, ['Amir']), unread: 30 });
    asked = vi.spyOn(scene.client, 'markRead');
    expect(asked).not.toHaveBeenCalled();
    await scrollTo(viewport().scrollHeight);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledWith(scene.conversationId));
    vi.restoreAllMocks();
  });
});
