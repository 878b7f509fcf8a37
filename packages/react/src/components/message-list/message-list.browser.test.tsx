import type { ChatClient, MessageView } from '@chat/core';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanup, render } from 'vitest-browser-react';
import '../../theme/styles.css';
import { ChatStage } from '../../testing/chat-stage';
import { sampleTalk } from '../../testing/sample-messages';
import { createScene, type Scene, type SceneOptions } from '../../testing/scene';
import { ChatView } from '../chat-view/chat-view';

const people = ['Nora', 'Amir'] as const;

async function open(options: SceneOptions): Promise<Scene> {
  const scene = createScene({ people, ...options });
  await render(
    <StrictMode>
      <ChatStage client={scene.client} width={480} height={600} theme="light">
        <ChatView conversationId={scene.conversationId} input={null} />
      </ChatStage>
    </StrictMode>,
  );
  await vi.waitFor(() => expect(rows().length).toBeGreaterThan(0));
  await settled();
  return scene;
}

const viewport = (): HTMLElement => document.querySelector<HTMLElement>('.chat-messages-viewport')!;
const rows = () => [...document.querySelectorAll<HTMLElement>('.chat-row')];
const row = (text: string) =>
  rows().find((element) => element.querySelector('.chat-text')?.textContent.startsWith(text));
const distance = () => viewport().scrollHeight - viewport().clientHeight - viewport().scrollTop;
const topOf = (element: HTMLElement) =>
  element.getBoundingClientRect().top - viewport().getBoundingClientRect().top;
const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/** Until nothing has moved for some frames. */
async function settled(): Promise<void> {
  let quiet = 0;
  let before = '';
  while (quiet < 5) {
    await frame();
    const now = `${viewport().scrollTop} ${viewport().scrollHeight} ${rows().length}`;
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

async function scrollTo(top: number): Promise<void> {
  viewport().scrollTop = top;
  await settled();
}

/** The largest distance a row was off its place in any frame while something happened. */
async function largestShift(
  element: () => HTMLElement | undefined,
  happen: () => void | Promise<void>,
): Promise<number> {
  const first = element();
  if (first === undefined) throw new Error('There is no such row.');
  const before = topOf(first);
  let most = 0;
  let watching = true;
  const watch = () => {
    const now = element();
    most = Math.max(most, now === undefined ? Infinity : Math.abs(topOf(now) - before));
    if (watching) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  await happen();
  await settled();
  watching = false;
  return most;
}

const firstVisible = () => rows().find((element) => topOf(element) >= 0)!;
const follow = (element: HTMLElement) => {
  const key = element.dataset['key'];
  return () => rows().find((one) => one.dataset['key'] === key);
};

afterEach(() => cleanup());

describe('opening', () => {
  it('opens at the end when all is read', async () => {
    await open({ messages: sampleTalk(120, people) });
    expect(distance()).toBeLessThanOrEqual(1);
    expect(row('120. ')).toBeDefined();
  });

  it('opens at the first unread message, with a separator above it', async () => {
    const messages = sampleTalk(120, ['Amir']);
    await open({ messages, unread: 30 });
    const first = row('91. ')!;
    expect(first.querySelector('.chat-unread')?.textContent).toBe('New messages');
    expect(topOf(first)).toBeGreaterThanOrEqual(0);
    expect(topOf(first)).toBeLessThan(150);
    expect(document.querySelector('.chat-to-end')?.textContent).toContain('30 new messages');
  });

  it('stands short conversations at the bottom', async () => {
    await open({ messages: sampleTalk(2, people) });
    const last = rows().at(-1)!;
    expect(viewport().getBoundingClientRect().bottom - last.getBoundingClientRect().bottom).toBeLessThan(30);
  });

  it('shows few elements however long the history is', async () => {
    await open({ messages: sampleTalk(3_000, people), limits: { pageSize: 3_000 } });
    expect(distance()).toBeLessThanOrEqual(1);
    expect(rows().length).toBeLessThan(40);
  });
});

describe('what is being read stays where it is', () => {
  it('keeps the first visible row within a pixel when 50 older messages come in above', async () => {
    const scene = await open({ messages: sampleTalk(200, people) });
    const loaded = () => scene.client.getState().timelines.get(scene.conversationId)!.messages.length;
    const before = loaded();
    await scrollTo(400);
    const shift = await largestShift(follow(firstVisible()), async () => {
      await scene.client.loadOlder(scene.conversationId);
      await vi.waitFor(() => expect(loaded()).toBeGreaterThanOrEqual(before + 50));
    });
    expect(shift).toBeLessThanOrEqual(1);
  });

  it('reaches the very first message by scrolling up, whatever the pages', async () => {
    await open({ messages: sampleTalk(260, people) });
    await vi.waitFor(
      async () => {
        await scrollTo(0);
        expect(row('1. ')).toBeDefined();
        expect(document.querySelector('.chat-history-note')?.textContent).toContain('beginning');
      },
      { timeout: 10_000 },
    );
  });

  it('does not move when a message above changes its height', async () => {
    const scene = await open({ messages: sampleTalk(200, people) });
    await scrollTo(viewport().scrollHeight / 2);
    const target = firstVisible();
    const above = rows().indexOf(target) - 2;
    const shift = await largestShift(follow(target), async () => {
      scene.change(rows()[above]!.dataset['key'] as MessageView['id'] & string, {
        text: 'much longer\n'.repeat(12),
      });
      await vi.waitFor(() =>
        expect(rows().some((one) => one.textContent.includes('much longer'))).toBe(true),
      );
    });
    expect(shift).toBeLessThanOrEqual(1);
  });

  it('does not move when a picture above is loaded', async () => {
    const scene = await open({ messages: sampleTalk(120, people) });
    await scrollTo(viewport().scrollHeight / 2);
    const target = firstVisible();
    const above = rows()[rows().indexOf(target) - 1]!;
    const picture = URL.createObjectURL(
      new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"/>'], {
        type: 'image/svg+xml',
      }),
    );
    const shift = await largestShift(follow(target), async () => {
      scene.change(above.dataset['key'] as MessageView['id'] & string, {
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
    expect(shift).toBeLessThanOrEqual(1);
  });

  it('does not move when new messages come in below', async () => {
    const scene = await open({ messages: sampleTalk(120, people) });
    await scrollTo(viewport().scrollHeight / 2);
    const shift = await largestShift(follow(firstVisible()), () => {
      for (let count = 0; count < 5; count += 1) scene.post({ by: 'Amir', text: `fresh ${count}` });
    });
    expect(shift).toBeLessThanOrEqual(1);
    await vi.waitFor(() =>
      expect(document.querySelector('.chat-to-end')?.textContent).toContain('5 new messages'),
    );
  });

  it('does not move when rows above are deleted without a trace', async () => {
    const scene = await open({ messages: sampleTalk(120, people) });
    await scrollTo(viewport().scrollHeight / 2);
    const target = firstVisible();
    const above = rows()[rows().indexOf(target) - 2]!;
    const shift = await largestShift(follow(target), async () => {
      scene.server.internals.tell(scene.conversationId, {
        type: 'message-removed',
        conversationId: scene.conversationId,
        messageId: above.dataset['key'] as MessageView['id'] & string,
      });
      await vi.waitFor(() => expect(above.isConnected).toBe(false));
    });
    expect(shift).toBeLessThanOrEqual(1);
  });
});

describe('following', () => {
  it('stays at the end through a hundred messages', async () => {
    const scene = await open({ messages: sampleTalk(60, people) });
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
    const scene = await open({ messages: sampleTalk(60, people) });
    for (let count = 0; count < 1_000; count += 1) scene.post({ by: 'Amir', text: `burst ${count}` });
    await vi.waitFor(() => expect(row('burst 999')).toBeDefined());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
    expect(rows().length).toBeLessThan(60);
  });

  it('keeps the end on screen when the last message gets a reaction', async () => {
    const scene = await open({ messages: sampleTalk(60, people) });
    scene.change(rows().at(-1)!.dataset['key'] as MessageView['id'] & string, {
      reactions: [{ emoji: '👍', count: 1, userIds: [scene.me.id] }],
    });
    await vi.waitFor(() => expect(document.querySelector('.chat-reaction')).not.toBeNull());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('keeps the end on screen when the room shrinks, as under a keyboard', async () => {
    await open({ messages: sampleTalk(60, people) });
    document.querySelector<HTMLElement>('.chat-view')!.style.blockSize = '320px';
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('goes to the end for an own message, wherever the reader was', async () => {
    const scene = await open({ messages: sampleTalk(120, people) });
    await scrollTo(viewport().scrollHeight / 3);
    expect(distance()).toBeGreaterThan(500);
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('keeps the row of an own message across its acknowledgement', async () => {
    const scene = await open({ messages: sampleTalk(20, people), latencyMs: 30 });
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    const before = row('mine');
    await vi.waitFor(() => expect(row('mine')?.textContent).toContain('Sent'));
    expect(row('mine')).toBe(before);
  });
});

describe('going somewhere', () => {
  it('goes back to the end by the button', async () => {
    await open({ messages: sampleTalk(120, people) });
    await scrollTo(200);
    document.querySelector<HTMLElement>('.chat-to-end')!.click();
    await settled();
    expect(distance()).toBeLessThanOrEqual(1);
    expect(document.querySelector('.chat-to-end')).toBeNull();
  });

  it('goes to a quoted message and marks it, also when it has to be loaded', async () => {
    const messages = sampleTalk(300, people);
    const quoted = messages[29]!;
    const scene = createSceneWithReply(messages, quoted.text ?? '');
    await render(
      <StrictMode>
        <ChatStage client={scene.client} width={480} height={600} theme="light">
          <ChatView conversationId={scene.conversationId} input={null} />
        </ChatStage>
      </StrictMode>,
    );
    await vi.waitFor(() => expect(document.querySelector('button.chat-quote')).not.toBeNull());
    await settled();
    expect(row('30. ')).toBeUndefined();
    document.querySelector<HTMLElement>('button.chat-quote')!.click();
    await vi.waitFor(() =>
      expect(document.querySelector('[data-highlighted]')?.textContent).toContain('30. '),
    );
    await settled();
    const target = row('30. ')!;
    expect(topOf(target)).toBeGreaterThan(50);
    expect(topOf(target)).toBeLessThan(300);
  });
});

function createSceneWithReply(messages: ReturnType<typeof sampleTalk>, text: string): Scene {
  const replyTo = { messageId: '30', authorId: null, authorName: 'Amir', text, attachmentCount: 0 };
  return createScene({
    people,
    messages: [
      ...messages,
      { by: 'Amir', text: 'as said', replyTo: replyTo as unknown as MessageView['replyTo'] },
    ],
  });
}

describe('reading', () => {
  let asked: ChatClient['markRead'] | null = null;
  beforeEach(() => {
    asked = null;
  });

  it('tells the backend that the end was seen, once somebody looks at it', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    const scene = await open({ messages: sampleTalk(40, ['Amir']), unread: 30 });
    asked = vi.spyOn(scene.client, 'markRead');
    expect(asked).not.toHaveBeenCalled();
    await scrollTo(viewport().scrollHeight);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledWith(scene.conversationId));
    vi.restoreAllMocks();
  });
});
