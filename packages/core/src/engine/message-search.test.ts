import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../errors';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClientOptions } from '../testing/fake-chat';
import type { FoundMessages, MessageQuery } from './message-search';
import type { ChatClient } from '../client';

const no = { supported: false, reason: 'backend' } as const;
const noSearch = { search: { messages: no, users: no } } as const;

async function started(chat: FakeChat, options: FakeClientOptions = {}) {
  const made = chat.client(chat.amira, options);
  void made.client.start();
  await chat.clock.advance(100);
  return made;
}

/** Opens a conversation until its newest page is there. */
async function opened(chat: FakeChat, options: FakeClientOptions = {}) {
  const made = await started(chat, options);
  made.client.openConversation(chat.conversation);
  await chat.clock.advance(500);
  return made;
}

const textsOf = ({ messages }: FoundMessages) => messages.map(({ text }) => text);

async function everyPage(client: ChatClient, query: MessageQuery) {
  const pages: (readonly string[])[] = [];
  let cursor: string | undefined;
  for (;;) {
    const found = await client.searchMessages({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    pages.push(textsOf(found));
    if (found.next === null) return pages;
    cursor = found.next;
  }
}

describe('searching where the backend cannot', () => {
  it('finds what was loaded, newest first, in any case and without accents, and says where it looked', async () => {
    const chat = createFakeChat();
    for (const text of ['Le Café est ouvert', 'nothing', 'the CAFE is closed', 'café closed? ouvert!'])
      chat.server.post(chat.conversation, chat.bruno, text);
    const { client } = await opened(chat, { capabilities: noSearch });
    const found = await client.searchMessages({ text: 'cafe' });
    expect(found).toMatchObject({ source: 'device', next: null });
    expect(textsOf(found)).toEqual(['café closed? ouvert!', 'the CAFE is closed', 'Le Café est ouvert']);
    expect(textsOf(await client.searchMessages({ text: 'OUVERT café' }))).toEqual([
      'café closed? ouvert!',
      'Le Café est ouvert',
    ]);
    expect(chat.server.log).not.toContain('search-messages');
  });

  it('looks in one conversation or in all, and only at what is wanted', async () => {
    const chat = createFakeChat();
    const other = chat.server.addConversation('others', [chat.amira, chat.bruno]);
    const pinned = chat.server.post(chat.conversation, chat.bruno, 'room one');
    chat.server.internals.change(chat.conversation, pinned.id, (message) => ({ ...message, pinned: true }));
    const gone = chat.server.post(chat.conversation, chat.bruno, 'room gone');
    chat.server.internals.change(chat.conversation, gone.id, (message) => ({ ...message, deleted: true }));
    const plan = { id: 'f', kind: 'file', name: 'Room plan.pdf', url: null, thumbnailUrl: null } as const;
    const sent = chat.server.post(other, chat.bruno, '');
    chat.server.internals.change(other, sent.id, (message) => ({
      ...message,
      attachments: [{ ...plan, mimeType: null, size: 1, width: null, height: null }],
    }));
    const { client } = await opened(chat, { capabilities: noSearch });
    client.openConversation(other);
    await chat.clock.advance(500);
    const ids = async (query: MessageQuery) =>
      (await client.searchMessages(query)).messages.map(({ id }) => id);
    expect(await ids({ text: 'room' })).toEqual([sent.id, pinned.id]);
    expect(await ids({ text: 'room', conversationId: chat.conversation })).toEqual([pinned.id]);
    expect(await ids({ only: 'pinned' })).toEqual([pinned.id]);
    expect(await ids({ only: 'with-attachments' })).toEqual([sent.id]);
    expect(await ids({ only: 'with-attachments', text: 'one' })).toEqual([]);
    expect(await ids({ text: '  ' })).toEqual([]);
  });

  it.each(['in one conversation', 'in all'])(
    'goes through a long history page by page, %s',
    async (where) => {
      const chat = createFakeChat();
      const made = await opened(chat, { capabilities: noSearch });
      const all = Array.from({ length: 700 }, (_, index) => `${index % 2 === 0 ? 'even' : 'odd'} ${index}`);
      for (const [index, text] of all.entries()) {
        chat.server.post(chat.conversation, chat.bruno, text);
        if (index % 7 === 0) await chat.clock.advance(20);
      }
      await chat.clock.advance(500);
      const scope = where === 'in all' ? {} : { conversationId: chat.conversation };
      const pages = await everyPage(made.client, { text: 'even', ...scope });
      expect(pages.length).toBeGreaterThan(2);
      expect(pages.flat()).toEqual(all.filter((text) => text.startsWith('even')).reverse());
    },
  );

  it('finds it again after a reload', async () => {
    const chat = createFakeChat();
    chat.server.post(chat.conversation, chat.bruno, 'the key is under the mat');
    const first = await opened(chat, { capabilities: noSearch });
    void first.client.close();
    await chat.clock.advance(500);
    chat.server.setUp(false);
    const second = await started(chat, { capabilities: noSearch, storage: first.storage });
    expect(textsOf(await second.client.searchMessages({ text: 'key' }))).toEqual([
      'the key is under the mat',
    ]);
  });
});

describe('searching where the backend can', () => {
  it('asks it, also for what was never loaded, page by page', async () => {
    const chat = createFakeChat();
    for (let index = 0; index < 45; index += 1)
      chat.server.post(chat.conversation, chat.bruno, `room ${index}`);
    const { client } = await started(chat);
    const first = await client.searchMessages({ text: ' room ' });
    expect(first).toMatchObject({ source: 'server' });
    expect((await everyPage(client, { text: 'room' })).map((page) => page.length)).toEqual([20, 20, 5]);
    expect(chat.server.log).toContain('search-messages');
  });

  it('looks on the device when the network is away, and for what no server is asked', async () => {
    const chat = createFakeChat();
    chat.server.post(chat.conversation, chat.bruno, 'room one');
    const { client, platform } = await opened(chat);
    expect((await client.searchMessages({ only: 'pinned' })).source).toBe('device');
    chat.server.setUp(false);
    expect(await client.searchMessages({ text: 'room' })).toMatchObject({ source: 'device' });
    chat.server.setUp(true);
    platform.setOnline(false);
    const found = await client.searchMessages({ text: 'room' });
    expect([found.source, ...textsOf(found)]).toEqual(['device', 'room one']);
  });

  it('tells what else went wrong', async () => {
    const chat = createFakeChat();
    const { client } = await opened(chat);
    const refused = vi.spyOn(chat.server.internals, 'request');
    refused.mockRejectedValue(new ChatError('rate-limited', 'Slow down.', { status: 429 }));
    await expect(client.searchMessages({ text: 'room' })).rejects.toMatchObject({ code: 'rate-limited' });
  });
});

it('is not possible while nobody is signed in', async () => {
  const chat = createFakeChat();
  const { client } = chat.client(chat.amira);
  await expect(client.searchMessages({ text: 'room' })).rejects.toMatchObject({ code: 'unauthorized' });
});
