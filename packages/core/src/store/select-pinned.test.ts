import { describe, expect, it } from 'vitest';
import { createFakeChat } from '../testing/fake-chat';
import { selectPinned } from './select-pinned';

async function opened(count: number) {
  const chat = createFakeChat();
  const messages = Array.from({ length: count }, (_, index) => {
    const message = chat.server.post(chat.conversation, chat.bruno, `message ${index}`);
    return chat.server.internals.change(chat.conversation, message.id, (one) => ({
      ...one,
      createdAt: index,
    }));
  });
  const { client } = chat.client(chat.amira);
  void client.start();
  await chat.clock.advance(100);
  client.openConversation(chat.conversation);
  await chat.clock.advance(500);
  const texts = () => selectPinned(client.getState(), chat.conversation).map(({ text }) => text);
  const idOf = (index: number) => messages[index]!.id;
  return { chat, client, texts, idOf };
}

describe('pinned messages', () => {
  it('are those that are pinned, newest first, also while that is still on its way', async () => {
    const { chat, client, texts, idOf } = await opened(10);
    expect(texts()).toEqual([]);
    client.setPinned(chat.conversation, idOf(2), true);
    client.setPinned(chat.conversation, idOf(7), true);
    expect(texts()).toEqual(['message 7', 'message 2']);
    await chat.clock.advance(500);
    expect(texts()).toEqual(['message 7', 'message 2']);
    chat.server.setUp(false);
    client.setPinned(chat.conversation, idOf(7), false);
    expect(texts()).toEqual(['message 2']);
  });

  it('leave with a message that is deleted', async () => {
    const { chat, client, texts, idOf } = await opened(10);
    client.setPinned(chat.conversation, idOf(2), true);
    await chat.clock.advance(500);
    client.deleteMessage(chat.conversation, idOf(2));
    expect(texts()).toEqual([]);
  });

  it('are the same object while others write', async () => {
    const { chat, client, idOf } = await opened(20);
    client.setPinned(chat.conversation, idOf(2), true);
    await chat.clock.advance(500);
    const before = selectPinned(client.getState(), chat.conversation);
    chat.server.post(chat.conversation, chat.bruno, 'another');
    await chat.clock.advance(500);
    expect(selectPinned(client.getState(), chat.conversation)).toBe(before);
  });

  it('are none where nothing is loaded', () => {
    const chat = createFakeChat();
    const { client } = chat.client(chat.amira);
    expect(selectPinned(client.getState(), chat.conversation)).toEqual([]);
  });
});
