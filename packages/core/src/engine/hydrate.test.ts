import { describe, expect, it } from 'vitest';
import { messageId } from '../model/ids';
import type { Message } from '../model/message';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat } from '../testing/fake-chat';
import { opened, post, second } from './history.test-support';

/** What some live frames tell of a message: its words, and nothing of its files and reactions. */
function tellInPart(chat: FakeChat, id: string, text: string): void {
  const { internals } = chat.server;
  const whole = internals.history(chat.conversation).find((message) => message.id === id);
  if (whole === undefined) throw new Error(`There is no message ${id}.`);
  const part: Message = { ...whole, text, reactions: [], readBy: [], complete: false };
  internals.tell(chat.conversation, { type: 'message-received', message: part });
}

const liked = (message: Message): Message => ({
  ...message,
  text: 'with all of it',
  reactions: [{ emoji: '👍', count: 1, userIds: [] }],
});

describe('a message that live told only in part', () => {
  it('is fetched at once where it is the newest', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    const page = await opened(chat);
    post(chat, 1);
    chat.server.internals.change(chat.conversation, messageId('1'), liked);
    tellInPart(chat, '1', 'in part');
    expect(page.rows(chat.conversation).map(({ text }) => text)).toEqual(['in part']);
    await chat.clock.advance(second);
    expect(page.rows(chat.conversation)[0]).toMatchObject({
      text: 'with all of it',
      reactions: [{ emoji: '👍' }],
    });
    await page.client.close();
  });

  it.each([true, false])('is fetched where it stands far back (loadAround: %s)', async (loadAround) => {
    const chat = createFakeChat({ broadcast: 'none' });
    post(chat, 100);
    const page = await opened(chat, { capabilities: { loadAround } });
    chat.server.internals.change(chat.conversation, messageId('10'), liked);
    // Nothing near it is loaded.
    expect(page.rows(chat.conversation)[0]?.id).toBe('81');
    tellInPart(chat, '10', 'in part');
    await chat.clock.advance(5 * second);
    const row = page.rows(chat.conversation).find(({ id }) => id === '10');
    expect(row).toMatchObject({ text: 'with all of it', reactions: [{ emoji: '👍' }] });
    await page.client.close();
  });

  it('does not take the place of what is known whole', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    post(chat, 1);
    chat.server.internals.change(chat.conversation, messageId('1'), liked);
    const page = await opened(chat);
    chat.server.setUp(false);
    await chat.clock.advance(100);
    tellInPart(chat, '1', 'in part');
    expect(page.rows(chat.conversation)[0]).toMatchObject({ reactions: [{ emoji: '👍' }] });
    await page.client.close();
  });

  it('is not asked for again and again where the backend never tells the rest', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    post(chat, 100);
    const page = await opened(chat);
    chat.server.internals.change(chat.conversation, messageId('10'), (message) => ({
      ...message,
      complete: false,
    }));
    tellInPart(chat, '10', 'in part');
    await chat.clock.advance(60 * second);
    expect(chat.server.log.filter((name) => name === 'load-messages around')).toHaveLength(1);
    await page.client.close();
  });
});
