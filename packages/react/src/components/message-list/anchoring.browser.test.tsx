import type { MessageId } from '@chat/core';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { cleanup } from 'vitest-browser-react';
import { sampleTalk } from '../../testing/sample-messages';
import {
  fakeKeyboard,
  resizeWindow,
  showPictures,
  stream,
  UnknownPicture,
  unknownPicture,
} from './list-events.test-support';
import {
  distance,
  firstVisible,
  frame,
  keyOf,
  loaded,
  MeasuredTable,
  openList,
  people,
  row,
  rows,
  scrollTo,
  settled,
  topOf,
  viewport,
  wordsOf,
  type OpenedScene,
} from './list-stage.test-support';

const table = new MeasuredTable();
const staysPut = table.staysPut.bind(table);

afterEach(() => cleanup());
afterAll(() => table.print());

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const middle = () => scrollTo(viewport().scrollHeight / 2);
const gap = () => document.querySelector<HTMLElement>('.chat-gap');

/** At the end, with messages missing between the newest ones and some far back. */
async function openBelowGap(latencyMs: number): Promise<OpenedScene> {
  const scene = await openList({ messages: sampleTalk(400, people), latencyMs });
  await scene.view.scrollToMessage('30' as MessageId);
  await settled();
  scene.view.scrollToEnd();
  await vi.waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
  return scene;
}

const allButtons = () => document.querySelector<HTMLElement>('.chat-to-end');

describe('what is being read stays where it is', () => {
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

  it('while the reader scrolls and older messages come in above', async () => {
    const scene = await openList({ messages: sampleTalk(400, people), latencyMs: 100 });
    const before = loaded(scene);
    await scrollTo(viewport().scrollTop - 300);
    const target = firstVisible();
    const moves = [{ time: 0, scrolled: 0 }];
    await staysPut(
      'older messages above, while scrolling up',
      keyOf(target),
      async () => {
        // Where the row stands does not matter as long as it is laid out: 24 px a frame, up and down again.
        for (let step = 0; loaded(scene) < before + 50 || step % 40 !== 0; step += 1) {
          const by = step % 40 < 20 ? -24 : 24;
          viewport().scrollTop += by;
          moves.push({ time: performance.now(), scrolled: (moves.at(-1)?.scrolled ?? 0) - by });
          await frame();
          if (step === 0) void scene.client.loadOlder(scene.conversationId);
        }
      },
      { scrolled: (time) => moves.findLast((move) => move.time <= time)?.scrolled ?? 0 },
    );
    expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50);
  });

  it('when a picture of unknown size above is loaded', async () => {
    const messages = sampleTalk(120, people).map((message, index) =>
      index % 5 === 0 ? { ...message, attachments: [unknownPicture()] } : message,
    );
    await openList({ messages, components: { Attachment: UnknownPicture } });
    await middle();
    const target = firstVisible();
    expect(
      rows()
        .slice(0, rows().indexOf(target))
        .some((one) => one.querySelector('i') !== null),
    ).toBe(true);
    await staysPut('pictures of unknown size above', keyOf(target), showPictures);
  });

  it('when a picture is loaded higher up in the very message that is read', async () => {
    const long = 'a line of a very long story\n'.repeat(60);
    const messages = [
      ...sampleTalk(30, people),
      { by: 'Amir', text: long, attachments: [unknownPicture()] },
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
    await showPictures();
    await settled();
    expect(topOf(story)).toBeLessThan(-600);
    table.add('a picture above, in the message that is read', Math.abs(words() - before), 1);
  });

  it('when the last message gets a reaction', async () => {
    const scene = await openList({ messages: sampleTalk(80, people) });
    const last = rows().at(-1)!;
    // So near the end that the reaction shows on screen.
    await scrollTo(viewport().scrollTop - 120);
    await staysPut('a reaction on the last message', keyOf(firstVisible()), async () => {
      scene.change(keyOf(last), { reactions: [{ emoji: '🎉', count: 1, userIds: [scene.me.id] }] });
      await vi.waitFor(() => expect(last.querySelector('.chat-reaction')).not.toBeNull());
    });
  });

  it('when an acknowledgement gives a message its id', async () => {
    const scene = await openList({ messages: sampleTalk(80, people), latencyMs: 400 });
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    const mine = row('mine')!;
    // So near the end that it shows on screen.
    await scrollTo(viewport().scrollTop - 120);
    expect(mine.textContent).not.toContain('Sent');
    await staysPut('an acknowledgement', keyOf(firstVisible()), () =>
      vi.waitFor(() => expect(mine.textContent).toContain('Sent')),
    );
    expect(row('mine')).toBe(mine);
  });

  it('through 500 messages at 100 a second', { timeout: 30_000 }, async () => {
    const scene = await openList({ messages: sampleTalk(200, people) });
    await middle();
    await staysPut('500 messages at 100 a second', keyOf(firstVisible()), () => stream(scene, 500));
    expect(allButtons()?.textContent).toContain('99 new messages');
  });

  it('when a gap above is filled', { timeout: 20_000 }, async () => {
    const scene = await openBelowGap(300);
    const before = loaded(scene);
    await vi.waitFor(async () => {
      viewport().scrollTop -= 300;
      await frame();
      expect(gap()).not.toBeNull();
    });
    // The row below the gap carries it; what is read of that row is its message.
    const below = gap()!.closest<HTMLElement>('.chat-row')!;
    await staysPut('a gap above that is filled', keyOf(below), async () => {
      await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50));
      await vi.waitFor(() => expect(below.querySelector('.chat-gap')).toBeNull());
    });
  });

  it('when a gap on screen is filled, on the way up', { timeout: 20_000 }, async () => {
    const scene = await openBelowGap(800);
    const before = loaded(scene);
    await vi.waitFor(
      async () => {
        viewport().scrollTop -= gap() === null ? 300 : 30;
        await frame();
        expect(topOf(gap()!)).toBeGreaterThan(200);
      },
      { interval: 1 },
    );
    const below = gap()!.closest<HTMLElement>('.chat-row')!;
    expect(topOf(below.previousElementSibling as HTMLElement)).toBeGreaterThan(0);
    await staysPut('a gap on screen that is filled, on the way up', keyOf(below), () =>
      vi.waitFor(() => expect(below.querySelector('.chat-gap')).toBeNull(), { timeout: 5_000 }),
    );
    expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50);
  });

  it('when the last row grows in the very frame in which somebody scrolls away from the end', async () => {
    await openList({ messages: sampleTalk(120, people) });
    // Something else was read before.
    await scrollTo(viewport().scrollTop - 700);
    await scrollTo(viewport().scrollHeight);
    viewport().scrollTop -= 400;
    const target = firstVisible();
    const before = topOf(target);
    (rows().at(-1)!.lastElementChild as HTMLElement).style.paddingBlockEnd = '60px';
    await settled();
    table.add('scrolled away from the end as the last row grew', Math.abs(topOf(target) - before), 1);
    expect(allButtons()).not.toBeNull();
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
    const [key, top] = [keyOf(firstVisible()), topOf(wordsOf(keyOf(firstVisible()))!)];
    await staysPut(
      'at a message 5,000 rows away, from its first frame on',
      '150',
      async () => {
        await scene.view.scrollToMessage('150' as MessageId);
        await vi.waitFor(() => expect(row('150. ')).toBeDefined());
      },
      { appears: 'later' },
    );
    expect(topOf(row('150. ')!)).toBeCloseTo(140, 0);
    await vi.waitFor(() => expect(allButtons()?.getAttribute('aria-label')).toContain('Back'));
    await staysPut(
      'back from 5,000 rows away, from its first frame on',
      key,
      async () => {
        allButtons()!.click();
        await vi.waitFor(() => expect(wordsOf(key)).toBeDefined());
      },
      { appears: 'later', at: top },
    );
    expect(keyOf(firstVisible())).toBe(key);
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
    table.add('a banner above, come and gone', moved, 2);
  });

  it('when the window is resized', async () => {
    await openList({ messages: sampleTalk(120, people), width: '100%', height: '100vh' });
    await middle();
    await staysPut('the window resized', keyOf(firstVisible()), resizeWindow);
  });

  it('when the keyboard opens', async () => {
    const keyboard = fakeKeyboard();
    await openList({ messages: sampleTalk(120, people), input: true, height: window.innerHeight });
    await middle();
    await staysPut('the keyboard opened and closed', keyOf(firstVisible()), keyboard.openAndClose);
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
    table.add('a wheel turned by 400 px, off the way', Math.abs(topOf(after) - top - 400), 1);
  });
});
