import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
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
  keyOf,
  loaded,
  MeasuredTable,
  openList,
  people,
  row,
  rows,
  topOf,
  viewport,
  type OpenedScene,
} from './list-stage.test-support';

const table = new MeasuredTable();
const staysPut = table.staysPut.bind(table);

afterEach(() => cleanup());
afterAll(() => table.print());

describe('opening', () => {
  it('shows the first unread message in its place from the first frame on', async () => {
    const messages = sampleTalk(120, ['Amir']);
    await staysPut(
      'opened at the first unread message, from the first frame on',
      '91',
      async () => void (await openList({ messages, unread: 30, latencyMs: 20 })),
      { appears: 'with the rows' },
    );
    const first = row('91. ')!;
    expect(first.querySelector('.chat-unread')).not.toBeNull();
    expect(topOf(first)).toBe(72);
  });

  it('shows the end from the first frame on', async () => {
    const messages = sampleTalk(120, people);
    await staysPut(
      'opened at the end, from the first frame on',
      null,
      async () => void (await openList({ messages, latencyMs: 20 })),
      { appears: 'with the rows' },
    );
    expect(distance()).toBeLessThanOrEqual(1);
  });
});

describe('whoever is at the end stays there, in every frame', () => {
  /** The end stays where it is while this happens to a list that is at its end, and is followed after it too. */
  async function staysAtEnd(
    what: string,
    scene: OpenedScene,
    happen: () => void | Promise<void>,
  ): Promise<void> {
    expect(distance()).toBeLessThanOrEqual(1);
    await staysPut(`${what}, at the end`, null, happen);
    expect(distance()).toBeLessThanOrEqual(1);
    scene.post({ by: 'Amir', text: 'and one more' });
    await vi.waitFor(() => expect(row('and one more')).toBeDefined());
    expect(distance()).toBeLessThanOrEqual(1);
  }

  it(
    'through 500 messages at 100 a second, and what has come is there in the next frame',
    { timeout: 30_000 },
    async () => {
      const scene = await openList({ messages: sampleTalk(200, people) });
      const newest = () => {
        const { messages } = scene.client.getState().timelines.get(scene.conversationId)!;
        return messages.at(messages.length - 1)!.id;
      };
      let told = newest();
      let late = 0;
      let frames = 0;
      expect(distance()).toBeLessThanOrEqual(1);
      await staysPut('500 messages at 100 a second, at the end', null, () => stream(scene, 500), {
        onFrame() {
          // What the client knew when the frame before was painted.
          late = Math.max(late, Number(told) - Number(keyOf(rows().at(-1)!)));
          told = newest();
          frames += 1;
        },
      });
      expect(distance()).toBeLessThanOrEqual(1);
      expect(row('live 499')).toBeDefined();
      table.note(`${late} messages not shown in the frame after they came, of ${frames} frames`);
      expect(late).toBeLessThanOrEqual(0);
    },
  );

  it.each([
    ['', undefined],
    [', focused without scrolling', { preventScroll: true }],
  ])('while the message that has the focus leaves the screen%s', async (how, focusOptions) => {
    const scene = await openList({ messages: sampleTalk(200, people) });
    const focused = rows().at(-2)!;
    focused.focus(focusOptions);
    expect(document.activeElement).toBe(focused);
    await staysAtEnd(`100 messages with the focus in the list${how}`, scene, () => stream(scene, 100));
    expect(focused.isConnected).toBe(false);
    expect(viewport().contains(document.activeElement)).toBe(true);
    expect(row('live 99')).toBeDefined();
  });

  it('while more messages come at once than are laid out, with the focus in the list', async () => {
    const scene = await openList({ messages: sampleTalk(200, people) });
    rows().at(-2)!.focus();
    await staysAtEnd('100 messages at once with the focus in the list', scene, async () => {
      for (let count = 0; count < 100; count += 1) scene.post({ by: 'Amir', text: `at once ${count}` });
      await vi.waitFor(() => expect(row('at once 99')).toBeDefined());
    });
  });

  it('when older messages come in', async () => {
    const scene = await openList({ messages: sampleTalk(200, people) });
    const before = loaded(scene);
    await staysAtEnd('50 older messages above', scene, async () => {
      await scene.client.loadOlder(scene.conversationId);
      await vi.waitFor(() => expect(loaded(scene)).toBeGreaterThanOrEqual(before + 50));
    });
  });

  it('when pictures of unknown size are loaded', async () => {
    const messages = sampleTalk(60, people).map((message, index) =>
      index % 5 === 0 ? { ...message, attachments: [unknownPicture()] } : message,
    );
    const scene = await openList({ messages, components: { Attachment: UnknownPicture } });
    await staysAtEnd('pictures of unknown size', scene, showPictures);
  });

  it('when the last message gets a reaction', async () => {
    const scene = await openList({ messages: sampleTalk(80, people) });
    const last = rows().at(-1)!;
    await staysAtEnd('a reaction on the last message', scene, async () => {
      scene.change(keyOf(last), { reactions: [{ emoji: '👍', count: 1, userIds: [scene.me.id] }] });
      await vi.waitFor(() => expect(last.querySelector('.chat-reaction')).not.toBeNull());
    });
  });

  it('when an acknowledgement gives a message its id', async () => {
    const scene = await openList({ messages: sampleTalk(80, people), latencyMs: 400 });
    scene.client.sendMessage(scene.conversationId, { text: 'mine' });
    await vi.waitFor(() => expect(row('mine')).toBeDefined());
    await staysAtEnd('an acknowledgement', scene, () =>
      vi.waitFor(() => expect(row('mine')?.textContent).toContain('Sent')),
    );
  });

  it('when the last messages are edited and deleted', async () => {
    const scene = await openList({ messages: sampleTalk(80, people) });
    const [grown, gone] = rows().slice(-2);
    await staysAtEnd('an edit and a deletion', scene, async () => {
      scene.change(keyOf(grown!), { text: 'much longer\n'.repeat(12) });
      scene.server.internals.tell(scene.conversationId, {
        type: 'message-removed',
        conversationId: scene.conversationId,
        messageId: keyOf(gone!),
      });
      await vi.waitFor(() => expect(gone!.isConnected).toBe(false));
    });
  });

  it('when somebody begins and stops to type', async () => {
    const scene = await openList({ messages: sampleTalk(80, people) });
    const words = () => document.querySelector('.chat-typing')?.textContent ?? '';
    await staysAtEnd('somebody typing', scene, async () => {
      scene.type('Amir', true);
      await vi.waitFor(() => expect(words()).toContain('typing'));
      scene.type('Amir', false);
      await vi.waitFor(() => expect(words()).not.toContain('typing'));
    });
  });

  it('when the window is resized', async () => {
    const messages = sampleTalk(120, people);
    const scene = await openList({ messages, width: '100%', height: '100vh' });
    await staysAtEnd('the window resized', scene, resizeWindow);
  });

  it('when the keyboard opens', async () => {
    const keyboard = fakeKeyboard();
    const messages = sampleTalk(120, people);
    const scene = await openList({ messages, input: true, height: window.innerHeight });
    expect(viewport().clientHeight).toBeGreaterThan(300);
    await staysAtEnd('the keyboard opened and closed', scene, keyboard.openAndClose);
  });
});
