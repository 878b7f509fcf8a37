import { describe, expect, it } from 'vitest';
import { createFakeChat } from '../testing/fake-chat';
import { opened, post, second } from './history.test-support';

const told = (log: readonly string[]): number => log.filter((name) => name === 'execute mark-read').length;

describe('reading', () => {
  it('is told once for all that came while the last telling was under way', async () => {
    const chat = createFakeChat({ latencyMs: 200 });
    const { client } = await opened(chat);
    await chat.clock.advance(second);
    for (let count = 0; count < 40; count += 1) {
      post(chat, 1);
      await chat.clock.advance(10);
      client.markRead(chat.conversation);
    }
    await chat.clock.advance(5 * second);
    expect(told(chat.server.log)).toBeLessThanOrEqual(3);
    expect(chat.server.messages(chat.conversation).every(({ readBy }) => readBy.length === 1)).toBe(true);
    expect(client.getState().conversations.get(chat.conversation)?.unreadCount).toBe(0);
  });

  it('is told at once, and then no more than once a second to a server however fast', async () => {
    const chat = createFakeChat({ latencyMs: 0 });
    const { client } = await opened(chat);
    await chat.clock.advance(2 * second);
    const before = told(chat.server.log);
    for (let count = 0; count < 300; count += 1) {
      post(chat, 1);
      client.markRead(chat.conversation);
      if (count === 0) {
        await chat.clock.advance(5);
        expect(told(chat.server.log) - before).toBe(1);
      } else await chat.clock.advance(10);
    }
    await chat.clock.advance(2 * second);
    expect(told(chat.server.log) - before).toBeLessThanOrEqual(5);
    expect(chat.server.messages(chat.conversation).every(({ readBy }) => readBy.length === 1)).toBe(true);
  });

  it('is told once for all that was read without a network', async () => {
    const chat = createFakeChat({ broadcast: 'none' });
    const { client, platform } = await opened(chat);
    const other = chat.server.addConversation('other', [chat.amira, chat.bruno]);
    for (const id of [chat.conversation, other]) post(chat, 3, id);
    await client.refreshConversations();
    client.openConversation(other);
    client.openConversation(chat.conversation);
    await chat.clock.advance(60 * second);
    platform.setOnline(false);
    for (const id of [chat.conversation, other, chat.conversation, other]) client.markRead(id);
    await chat.clock.advance(second);
    expect(told(chat.server.log)).toBe(0);
    platform.setOnline(true);
    await chat.clock.advance(60 * second);
    expect(told(chat.server.log)).toBe(2);
    for (const id of [chat.conversation, other])
      expect(chat.server.messages(id).every(({ readBy }) => readBy.length === 1)).toBe(true);
  });

  it('says nothing of what stands behind a hole that nobody has seen', async () => {
    const told: (readonly string[])[] = [];
    const chat = createFakeChat();
    post(chat, 3);
    const { client } = await opened(chat, {
      adapt: (adapter) => ({
        ...adapter,
        execute(command, context) {
          if (command.kind === 'mark-read') told.push(command.messageIds);
          return adapter.execute(command, context);
        },
      }),
    });
    await chat.clock.advance(second);
    chat.server.setUp(false);
    post(chat, 300);
    chat.server.setUp(true);
    await chat.clock.advance(60 * second);
    client.markRead(chat.conversation);
    await chat.clock.advance(second);
    // The 100 newest were loaded; 200 stand between them and the first three.
    expect(told).toEqual([Array.from({ length: 100 }, (_, index) => String(204 + index))]);
  });
});
