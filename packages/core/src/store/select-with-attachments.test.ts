import { expect, it } from 'vitest';
import { createFakeChat } from '../testing/fake-chat';
import { selectWithAttachments } from './select-with-attachments';

const file = {
  id: 'f',
  kind: 'file',
  name: 'rota.pdf',
  url: null,
  thumbnailUrl: null,
  mimeType: null,
  size: 1,
  width: null,
  height: null,
} as const;

it('gives the messages that carry files, newest first, the same list while nothing came', async () => {
  const chat = createFakeChat();
  const posted = ['a', 'b', 'c', 'd'].map((text) => chat.server.post(chat.conversation, chat.bruno, text));
  const change = chat.server.internals.change.bind(null, chat.conversation);
  for (const { id } of posted.slice(1)) change(id, (message) => ({ ...message, attachments: [file] }));
  change(posted[2]!.id, (message) => ({ ...message, deleted: true }));
  const { client } = chat.client(chat.amira);
  void client.start();
  await chat.clock.advance(100);
  expect(selectWithAttachments(client.getState(), chat.conversation)).toEqual([]);
  client.openConversation(chat.conversation);
  await chat.clock.advance(500);
  const texts = () => selectWithAttachments(client.getState(), chat.conversation).map(({ text }) => text);
  expect(texts()).toEqual(['d', 'b']);
  const before = selectWithAttachments(client.getState(), chat.conversation);
  client.setTyping(chat.conversation, true);
  client.setDraft(chat.conversation, { text: 'x', replyTo: null });
  await chat.clock.advance(500);
  expect(selectWithAttachments(client.getState(), chat.conversation)).toBe(before);
  change(posted[0]!.id, (message) => ({ ...message, attachments: [file] }));
  await chat.clock.advance(500);
  expect(texts()).toEqual(['d', 'b', 'a']);
});
