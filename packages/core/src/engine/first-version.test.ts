import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { indexedDbStorage } from '../storage/indexed-db';
import { restoreDatabases } from '../storage/indexed-db/stored-database.test-support';
import { selectTimeline } from '../store/select-timeline';
import { createFakeChat } from '../testing/fake-chat';
import type { FakeChat, FakeClient } from '../testing/fake-chat';

/** What a client of the first version left on a disk: no code of today has touched it. */
const left = new URL('../../test-data/first-version-database.json', import.meta.url);
const second = 1_000;
const day = 24 * 3_600 * second;

/** The server that client knew, and its disk, opened by the client of today. */
async function reopened(chat: FakeChat): Promise<FakeClient> {
  const { server, conversation, amira, bruno, clock } = chat;
  for (let count = 1; count <= 12; count += 1) server.post(conversation, bruno, `message ${String(count)}`);
  server.post(conversation, amira, 'sent by the first version');
  const indexedDB = new IDBFactory();
  const { at } = await restoreDatabases(indexedDB, await readFile(left, 'utf8'));
  await clock.advance(at - clock.now());
  const page = chat.client(amira, { storage: indexedDbStorage({ indexedDB }) });
  page.platform.setOnline(false);
  await whileTimePasses(chat, page.client.start());
  page.client.openConversation(conversation);
  await vi.waitFor(async () => {
    await clock.advance(100);
    expect(page.rows(conversation)).toHaveLength(16);
  });
  return page;
}

/** The database answers in its own time, not the clock's. */
async function whileTimePasses(chat: FakeChat, work: Promise<void>): Promise<void> {
  let over = false;
  const watched = work.finally(() => (over = true));
  while (!over) await chat.clock.advance(100);
  return watched;
}

const stored = (chat: FakeChat) =>
  chat.server
    .messages(chat.conversation)
    .slice(12)
    .map(({ text, attachments, reactions }) => [
      text,
      attachments.map(({ name }) => name),
      reactions.map(({ emoji }) => emoji),
    ]);

it('shows all that a client of the first version left, without a network', async () => {
  const chat = createFakeChat();
  const page = await reopened(chat);
  const { client } = page;
  expect(
    page
      .rows(chat.conversation)
      .slice(12)
      .map(({ text, status }) => [text, status]),
  ).toEqual([
    ['sent by the first version, edited offline', 'sent'],
    ['refused', 'failed'],
    ['queued with a file', 'queued'],
    ['queued', 'queued'],
  ]);
  expect(selectTimeline(client.getState(), chat.conversation)).toMatchObject({ reachedStart: true });
  expect(client.getState().drafts.get(chat.conversation)).toMatchObject({ text: 'half a sent' });
  expect(client.getState().conversations.get(chat.conversation)?.unreadCount).toBe(0);
  await whileTimePasses(chat, client.close());
});

it('sends what waited, files, edits, reactions and reading too, once and in order, and leaves an empty queue', async () => {
  const chat = createFakeChat();
  const page = await reopened(chat);
  page.platform.setOnline(true);
  await vi.waitFor(async () => {
    await chat.clock.advance(second);
    expect(page.client.getOutbox().count).toBe(1);
  });
  expect(stored(chat)).toEqual([
    ['sent by the first version, edited offline', [], []],
    ['queued with a file', ['notes.txt'], []],
    ['queued', [], ['🎉']],
  ]);
  expect(chat.server.messages(chat.conversation)[0]?.readBy).toHaveLength(1);
  expect(page.client.getOutbox().items).toMatchObject([{ status: 'failed', error: { code: 'invalid' } }]);
  await whileTimePasses(chat, page.client.close());
});

it('lets what waited for too long fail, by the time it was written', async () => {
  const chat = createFakeChat();
  const page = await reopened(chat);
  await chat.clock.advance(8 * day);
  page.platform.setOnline(true);
  await vi.waitFor(async () => {
    await chat.clock.advance(second);
    expect(
      page
        .rows(chat.conversation)
        .slice(-3)
        .map(({ text, status }) => [text, status]),
    ).toEqual([
      ['refused', 'failed'],
      ['queued with a file', 'failed'],
      ['queued', 'failed'],
    ]);
  });
  expect(stored(chat)).toEqual([['sent by the first version', [], []]]);
  await whileTimePasses(chat, page.client.close());
});
