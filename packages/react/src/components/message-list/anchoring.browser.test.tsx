import type { MessageId, MessageView } from '@chat/core';
import { useEffect, useState } from 'react';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { cleanup } from 'vitest-browser-react';
import { sampleTalk } from '../../testing/sample-messages';
import type { AttachmentSlotProps } from '../../slots';
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
  type OpenedScene,
} from './list-stage.test-support';

const measured: { readonly what: string; readonly moved: number; readonly frames: number }[] = [];

afterEach(() => cleanup());
afterAll(() => {
  const lines = measured.map(
    ({ what, moved, frames }) =>
      `${moved.toFixed(2).padStart(8)} px  ${String(frames).padStart(4)} frames  ${what}`,
  );
  // eslint-disable-next-line no-console -- the table is what this file is for
  console.info(
    ['The largest way the first visible row, or the end, was off in any painted frame:', ...lines].join('\n'),
  );
});

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Nothing of what is read may move while this happens. */
async function staysPut(what: string, key: string | null, happen: () => void | Promise<void>): Promise<void> {
  const { most, frames } = await watch(key, happen);
  measured.push({ what, moved: most, frames });
  expect(most, what).toBeLessThanOrEqual(1);
}

const middle = () => scrollTo(viewport().scrollHeight / 2);
const loaded = (scene: OpenedScene) =>
  scene.client.getState().timelines.get(scene.conversationId)!.messages.length;
const lastOf = (scene: OpenedScene) =>
  scene.client
    .getState()
    .timelines.get(scene.conversationId)!
    .messages.at(loaded(scene) - 1)!;
const allButtons = () => document.querySelector('.chat-to-end');

/** A picture whose size nobody knows before it is there. */
function UnknownPicture({ attachment }: AttachmentSlotProps) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const load = () => setShown(true);
    window.addEventListener('show-pictures', load);
    return () => window.removeEventListener('show-pictures', load);
  }, []);
  if (!shown || attachment.url === null) return <i style={{ display: 'block', width: 200 }}>…</i>;
  return <img src={attachment.url} alt="" style={{ display: 'block' }} />;
}

function picture(): MessageView['attachments'][number] {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="417"/>';
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const unknown = {
    thumbnailUrl: null,
    mimeType: 'image/jpeg',
    size: 1,
    width: null,
    height: null,
    blob: null,
  };
  return { id: 'picture', kind: 'image', name: 'picture.jpg', url, ...unknown };
}

describe('what is being read stays where it is', () => {
  it('when opened at the first unread message', async () => {
    await openList({ messages: sampleTalk(120, ['Amir']), unread: 30, latencyMs: 20 });
    const first = row('91. ')!;
    expect(first.querySelector('.chat-unread')).not.toBeNull();
    expect(topOf(first)).toBe(72);
    await staysPut('opened at the first unread message', keyOf(first), () => undefined);
  });

  it('when 50 older messages come in above', async () => {
    const scene = await openList({ messages: sampleTalk(200, people) });
    const before = loaded(scene);
    await scrollTo(400);
    await pause(200);
    await staysPut('50 older messages above, at rest', keyOf(firstVisible()), async () => {
      await scene.client.loadOlder(scene.conversationId);
      await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50));
    });
  });

  it('when older messages come in at the very top', async () => {
    const scene = await openList({ messages: sampleTalk(300, people), latencyMs: 150 });
    const before = loaded(scene);
    viewport().scrollTop = 0;
    await frame();
    await staysPut('older messages above, at the very top', keyOf(firstVisible()), () =>
      vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50)),
    );
  });

  it('when a picture of unknown size above is loaded', async () => {
    const messages = sampleTalk(120, people).map((message, index) =>
      index % 5 === 0 ? { ...message, attachments: [picture()] } : message,
    );
    await openList({ messages, components: { Attachment: UnknownPicture } });
    await middle();
    const target = firstVisible();
    expect(
      rows()
        .slice(0, rows().indexOf(target))
        .some((one) => one.querySelector('i') !== null),
    ).toBe(true);
    await staysPut('pictures of unknown size above', keyOf(target), async () => {
      window.dispatchEvent(new Event('show-pictures'));
      await vi.waitFor(() => {
        const pictures = [...document.querySelectorAll<HTMLImageElement>('.chat-row img')];
        expect(pictures.length).toBeGreaterThan(0);
        expect(pictures.every((one) => one.complete && one.naturalHeight > 0)).toBe(true);
      });
    });
  });

  it('when a picture is loaded higher up in the very message that is read', async () => {
    const long = 'a line of a very long story\n'.repeat(60);
    const messages = [
      ...sampleTalk(30, people),
      { by: 'Amir', text: long, attachments: [picture()] },
      ...sampleTalk(30, people),
    ];
    const scene = await openList({ messages, components: { Attachment: UnknownPicture } });
    await scene.view.scrollToMessage('31' as MessageId);
    await settled();
    const story = rows().find((one) => one.textContent.includes('very long story'))!;
    await scrollTo(viewport().scrollTop + topOf(story) + 300);
    expect(topOf(story)).toBeCloseTo(-300, 0);
    const words = () => story.querySelector('.chat-text')!.getBoundingClientRect().top;
    const before = words();
    window.dispatchEvent(new Event('show-pictures'));
    await vi.waitFor(() => expect(story.querySelector('img')?.naturalHeight).toBeGreaterThan(0));
    await settled();
    expect(topOf(story)).toBeLessThan(-600);
    measured.push({
      what: 'a picture above, in the message that is read',
      moved: Math.abs(words() - before),
      frames: 1,
    });
    expect(Math.abs(words() - before)).toBeLessThanOrEqual(1);
  });

  it('when the last message gets a reaction', async () => {
    const scene = await openList({ messages: sampleTalk(80, people) });
    const last = keyOf(rows().at(-1)!);
    const react = (emoji: string) => async () => {
      scene.change(last, { reactions: [{ emoji, count: 1, userIds: [scene.me.id] }] });
      await vi.waitFor(() => expect(lastOf(scene).reactions[0]?.emoji).toBe(emoji));
    };
    await staysPut('a reaction on the last message, at the end', null, react('👍'));
    expect(document.querySelector('.chat-reaction')).not.toBeNull();
    await middle();
    await staysPut('a reaction on the last message, reading', keyOf(firstVisible()), react('🎉'));
  });

  it('when an acknowledgement gives a message its id', async () => {
    const scene = await openList({ messages: sampleTalk(80, people), latencyMs: 400 });
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    await settled();
    await staysPut('an acknowledgement, at the end', keyOf(row('mine')!), () =>
      vi.waitFor(() => expect(row('mine')?.textContent).toContain('Sent')),
    );
    scene.client.sendMessage(scene.conversationId, { text: 'another' });
    await vi.waitFor(() => expect(row('another')).toBeDefined());
    const sent = () => scene.server.messages(scene.conversationId).some(({ text }) => text === 'another');
    await scrollTo(viewport().scrollTop - 900);
    await staysPut('an acknowledgement, reading', keyOf(firstVisible()), () =>
      vi.waitFor(() => expect(sent()).toBe(true)),
    );
  });

  it.each(['reading', 'at the end'])(
    'through 500 messages at 100 a second, %s',
    { timeout: 30_000 },
    async (where) => {
      const scene = await openList({ messages: sampleTalk(200, people) });
      if (where === 'reading') await middle();
      const key = where === 'reading' ? keyOf(firstVisible()) : null;
      await staysPut(`500 messages at 100 a second, ${where}`, key, async () => {
        const start = performance.now();
        for (let count = 0; count < 500;) {
          const due = Math.min(500, (performance.now() - start) / 10);
          for (; count < due; count += 1)
            scene.post({ by: 'Amir', text: `live ${count} ${'word '.repeat(count % 30)}` });
          await frame();
        }
        await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(550));
      });
      if (where === 'reading') expect(allButtons()?.textContent).toContain('99 new messages');
      else expect(distance()).toBeLessThanOrEqual(1);
    },
  );

  it('when a gap above is filled', { timeout: 20_000 }, async () => {
    const scene = await openList({ messages: sampleTalk(400, people), latencyMs: 60 });
    await scene.view.scrollToMessage('30' as MessageId);
    await settled();
    scene.view.scrollToEnd();
    await vi.waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
    const gap = () => document.querySelector<HTMLElement>('.chat-gap');
    const before = loaded(scene);
    await vi.waitFor(async () => {
      viewport().scrollTop -= 300;
      await frame();
      expect(gap()).not.toBeNull();
    });
    await staysPut('a gap above that is filled', keyOf(firstVisible()), () =>
      vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50)),
    );
  });

  it('when the row that held its place is deleted', async () => {
    const scene = await openList({ messages: sampleTalk(120, people) });
    await middle();
    const [first, second] = rows().slice(rows().indexOf(firstVisible()));
    // The reader's eye goes to the next row, which moves up into the place of the deleted one or stays.
    await staysPut('the anchor row itself deleted', keyOf(second!), async () => {
      scene.server.internals.tell(scene.conversationId, {
        type: 'message-removed',
        conversationId: scene.conversationId,
        messageId: keyOf(first!),
      });
      await vi.waitFor(() => expect(first!.isConnected).toBe(false));
    });
  });

  it('when rows above change their height or go', async () => {
    const scene = await openList({ messages: sampleTalk(120, people) });
    await middle();
    const target = firstVisible();
    const at = rows().indexOf(target);
    const [grown, gone] = [rows()[at - 2]!, rows()[at - 1]!];
    await staysPut('an edit and a deletion above', keyOf(target), async () => {
      scene.change(keyOf(grown), { text: 'much longer\n'.repeat(12) });
      scene.server.internals.tell(scene.conversationId, {
        type: 'message-removed',
        conversationId: scene.conversationId,
        messageId: keyOf(gone),
      });
      await vi.waitFor(() => expect(gone.isConnected).toBe(false));
    });
  });

  it('when new messages come in below', async () => {
    const scene = await openList({ messages: sampleTalk(120, people) });
    await middle();
    await staysPut('five new messages below', keyOf(firstVisible()), async () => {
      for (let count = 0; count < 5; count += 1) scene.post({ by: 'Amir', text: `fresh ${count}` });
      await vi.waitFor(() => expect(allButtons()?.textContent).toContain('5 new messages'));
    });
  });

  it('over a way of 5,000 messages and back', { timeout: 30_000 }, async () => {
    const scene = await openList({ messages: sampleTalk(5_200, people) });
    await middle();
    const before = firstVisible();
    const [key, top] = [keyOf(before), topOf(before)];
    await scene.view.scrollToMessage('150' as MessageId);
    await vi.waitFor(() => expect(row('150. ')).toBeDefined());
    const far = await watch(keyOf(row('150. ')!), () => settled());
    await vi.waitFor(() =>
      expect(document.querySelector('.chat-to-end')?.getAttribute('aria-label')).toContain('Back'),
    );
    document.querySelector<HTMLElement>('.chat-to-end')!.click();
    await vi.waitFor(() => expect(rows().some((one) => keyOf(one) === key)).toBe(true));
    await settled();
    const moved = Math.abs(topOf(firstVisible()) - top);
    measured.push({ what: 'at a message 5,000 rows away', moved: far.most, frames: far.frames });
    measured.push({ what: 'back from 5,000 rows away', moved, frames: 1 });
    expect(keyOf(firstVisible())).toBe(key);
    expect(moved).toBeLessThanOrEqual(1);
    expect(far.most).toBeLessThanOrEqual(1);
  });

  it('when a banner comes and goes above', async () => {
    const scene = await openList({ messages: sampleTalk(120, people) });
    await middle();
    const target = firstVisible();
    const place = () => target.getBoundingClientRect().top;
    const before = place();
    scene.server.setUp(false);
    await vi.waitFor(() => expect(document.querySelector('.chat-banner')).not.toBeNull());
    await settled();
    const during = place();
    scene.server.setUp(true);
    scene.client.reconnect();
    await vi.waitFor(() => expect(document.querySelector('.chat-banner')).toBeNull());
    await settled();
    const moved = Math.max(Math.abs(during - before), Math.abs(place() - before));
    measured.push({ what: 'a banner above, come and gone', moved, frames: 2 });
    expect(moved).toBeLessThanOrEqual(1);
  });

  it.each(['reading', 'at the end'])('when the window is resized, %s', async (where) => {
    await openList({ messages: sampleTalk(120, people) });
    if (where === 'reading') await middle();
    const key = where === 'reading' ? keyOf(firstVisible()) : null;
    const box = document.querySelector<HTMLElement>('.chat-view')!.parentElement!;
    await staysPut(`the window resized, ${where}`, key, async () => {
      for (const [width, height] of [
        [340, 600],
        [700, 420],
        [420, 720],
        [480, 600],
      ]) {
        box.style.width = `${width}px`;
        box.style.height = `${height}px`;
        await settled();
      }
    });
  });

  it.each(['reading', 'at the end'])('when the keyboard opens, %s', async (where) => {
    const visual = Object.assign(new EventTarget(), { height: window.innerHeight, offsetTop: 0, scale: 1 });
    vi.spyOn(window, 'visualViewport', 'get').mockReturnValue(visual as unknown as VisualViewport);
    await openList({ messages: sampleTalk(120, people), input: true, height: window.innerHeight });
    if (where === 'reading') await middle();
    const room = viewport().clientHeight;
    const key = where === 'reading' ? keyOf(firstVisible()) : null;
    await staysPut(`the keyboard opened and closed, ${where}`, key, async () => {
      document.querySelector<HTMLElement>('textarea')!.focus({ preventScroll: true });
      visual.height = window.innerHeight - 260;
      visual.dispatchEvent(new Event('resize'));
      await settled();
      expect(viewport().clientHeight).toBe(room - 260);
      visual.height = window.innerHeight;
      visual.dispatchEvent(new Event('resize'));
      await settled();
      expect(viewport().clientHeight).toBe(room);
    });
    vi.restoreAllMocks();
  });
});

describe('scrolling', () => {
  it('goes as far as the wheel was turned through rows of unknown heights, and no row is out of step', async () => {
    await openList({ messages: sampleTalk(400, people), limits: { pageSize: 400 } });
    const start = rows().find((one) => topOf(one) > 100)!;
    const [key, top] = [keyOf(start), topOf(start)];
    await userEvent.wheel(viewport(), { delta: { y: -400 } });
    await vi.waitFor(() => expect(topOf(start)).toBeGreaterThan(top + 390));
    await settled();
    const after = rows().find((one) => keyOf(one) === key)!;
    measured.push({
      what: 'a wheel turned by 400 px, off the way',
      moved: Math.abs(topOf(after) - top - 400),
      frames: 1,
    });
    expect(Math.abs(topOf(after) - top - 400)).toBeLessThanOrEqual(1);
  });
});
