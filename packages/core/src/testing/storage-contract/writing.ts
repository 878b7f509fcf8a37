import type { StorageWrite } from '../../storage/storage';
import { conversationId, messageId, userId } from '../../model/ids';
import { assertRefused, assertSame, type ContractRunner } from './runner';
import { oddTexts, pair, sampleConversation, sampleEntry, sampleMessage, sampleUser, team } from './samples';

const byId = <Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] =>
  [...items].sort((left, right) => (left.id < right.id ? -1 : 1));

export function describeWriting({ it }: ContractRunner): void {
  it('is empty at first', async (open) => {
    const storage = await open();
    assertSame(await storage.loadUsers(), [], 'users');
    assertSame(await storage.loadConversations(), [], 'conversations');
    assertSame(await storage.loadOutbox(), [], 'outbox');
    assertSame(await storage.loadHistory(team, { limit: 10 }), { messages: [], ranges: [] }, 'history');
    assertSame(await storage.loadValue('draft'), undefined, 'a value never written');
  });

  it('gives back what was put, the last put of an id winning', async (open) => {
    const storage = await open();
    const renamed = { ...sampleUser('1'), name: 'New name' };
    await storage.write([
      { type: 'put-user', user: sampleUser('1') },
      { type: 'put-user', user: sampleUser('2') },
      { type: 'put-conversation', conversation: sampleConversation(team) },
      { type: 'put-user', user: renamed },
    ]);
    await storage.write([{ type: 'put-conversation', conversation: sampleConversation(team) }]);
    assertSame(byId(await storage.loadUsers()), [renamed, sampleUser('2')], 'users');
    assertSame(await storage.loadConversations(), [sampleConversation(team)], 'conversations');
  });

  it('writes a whole batch or nothing of it', async (open) => {
    const storage = await open();
    const batch: readonly StorageWrite[] = [
      { type: 'put-user', user: sampleUser('1') },
      { type: 'put-message', message: sampleMessage('1', 1) },
      { type: 'put-outbox-entry', entry: sampleEntry('a', 1) },
      { type: 'put-value', key: 'odd', value: { cannotBeCopied: () => undefined } },
    ];
    await assertRefused(storage.write(batch), ['invalid', 'storage'], 'a function is no value');
    assertSame(await storage.loadUsers(), [], 'users');
    assertSame((await storage.loadHistory(team, { limit: 10 })).messages, [], 'messages');
    assertSame(await storage.loadOutbox(), [], 'outbox');
    await storage.write(batch.slice(0, 3));
    assertSame((await storage.loadOutbox()).length, 1, 'the storage works on');
  });

  it('refuses an order that is no finite number rather than hide the message', async (open) => {
    const storage = await open();
    for (const order of [Number.NaN, Infinity, -Infinity]) {
      const write = storage.write([{ type: 'put-message', message: sampleMessage('1', order) }]);
      await assertRefused(write, ['invalid'], `order ${order}`);
    }
  });

  it('carries out a batch in its order', async (open) => {
    const storage = await open();
    await storage.write([
      { type: 'put-ranges', conversationId: team, ranges: [{ from: 1, to: 2 }] },
      { type: 'put-message', message: sampleMessage('1', 1) },
      { type: 'put-value', key: 'draft', value: 'first' },
      { type: 'delete-conversation', conversationId: team },
      { type: 'put-value', key: 'draft', value: 'second' },
      { type: 'put-message', message: sampleMessage('2', 2) },
    ]);
    const { messages, ranges } = await storage.loadHistory(team, { limit: 10 });
    assertSame(messages, [sampleMessage('2', 2)], 'messages');
    assertSame(ranges, [], 'ranges');
    assertSame(await storage.loadValue('draft'), 'second', 'value');
  });

  it('finds an empty batch no reason to fail', async (open) => {
    const storage = await open();
    await storage.write([]);
  });

  it('lets writes run at the same time, none lost and the last winning', async (open) => {
    const storage = await open();
    const turns = Array.from({ length: 25 }, (_, turn) => turn);
    await Promise.all(
      turns.map((turn) =>
        storage.write([
          { type: 'put-message', message: sampleMessage(String(turn), turn) },
          { type: 'put-value', key: 'last', value: turn },
        ]),
      ),
    );
    assertSame((await storage.loadHistory(team, { limit: 100 })).messages.length, 25, 'messages');
    assertSame(await storage.loadValue('last'), 24, 'value');
  });

  it('keeps what it was given even if the giver changes it afterwards', async (open) => {
    const storage = await open();
    const draft = { text: 'as given' };
    const write = storage.write([{ type: 'put-value', key: 'draft', value: draft }]);
    await write;
    draft.text = 'changed';
    assertSame(await storage.loadValue('draft'), { text: 'as given' }, 'value');
  });

  it('keeps small values of any JSON shape; undefined removes', async (open) => {
    const storage = await open();
    const values: readonly unknown[] = [null, false, 0, '', [], { deep: [{ er: 1 }] }, 'text'];
    for (const value of values) {
      await storage.write([{ type: 'put-value', key: 'key', value }]);
      assertSame(await storage.loadValue('key'), value, 'value');
    }
    await storage.write([{ type: 'put-value', key: 'key', value: undefined }]);
    assertSame(await storage.loadValue('key'), undefined, 'a removed value');
  });

  it('takes any text as id, key and content', async (open) => {
    const storage = await open();
    await storage.write(
      oddTexts.flatMap((text, index): StorageWrite[] => [
        { type: 'put-user', user: { ...sampleUser('1'), id: userId(text), name: text } },
        { type: 'put-value', key: text, value: text },
        {
          type: 'put-message',
          message: sampleMessage('1', index, {
            id: messageId(text),
            conversationId: conversationId(text),
            text,
          }),
        },
      ]),
    );
    assertSame((await storage.loadUsers()).length, oddTexts.length, 'users');
    for (const text of oddTexts) {
      assertSame(await storage.loadValue(text), text, 'value');
      const { messages } = await storage.loadHistory(conversationId(text), { limit: 10 });
      assertSame(
        messages.map((message) => [message.id, message.text]),
        [[text, text]],
        'message',
      );
    }
  });

  it('takes 5,000 messages at once', async (open) => {
    const storage = await open();
    const messages = Array.from({ length: 5_000 }, (_, order) => sampleMessage(String(order), order));
    await storage.write(messages.map((message) => ({ type: 'put-message', message })));
    assertSame((await storage.health()).messages, 5_000, 'messages');
    const newest = await storage.loadHistory(team, { limit: 2 });
    assertSame(newest.messages, messages.slice(-2), 'newest');
  });

  it('deletes a conversation with its history, and nothing else', async (open) => {
    const storage = await open();
    const ofPair = sampleMessage('1', 1, { conversationId: pair });
    await storage.write([
      { type: 'put-conversation', conversation: sampleConversation(team) },
      { type: 'put-conversation', conversation: sampleConversation(pair) },
      { type: 'put-message', message: sampleMessage('1', 1) },
      { type: 'put-message', message: ofPair },
      { type: 'put-ranges', conversationId: team, ranges: [{ from: 1, to: 1 }] },
      { type: 'put-ranges', conversationId: pair, ranges: [{ from: 1, to: 1 }] },
      { type: 'put-outbox-entry', entry: sampleEntry('a', 1) },
    ]);
    await storage.write([{ type: 'delete-conversation', conversationId: team }]);
    assertSame(await storage.loadConversations(), [sampleConversation(pair)], 'conversations');
    assertSame(await storage.loadHistory(team, { limit: 10 }), { messages: [], ranges: [] }, 'its history');
    const kept = { messages: [ofPair], ranges: [{ from: 1, to: 1 }] };
    assertSame(await storage.loadHistory(pair, { limit: 10 }), kept, "the other's history");
    assertSame(await storage.loadOutbox(), [sampleEntry('a', 1)], 'outbox');
  });
}
