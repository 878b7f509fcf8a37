import { localId, messageId } from '../../model/ids';
import type { ChatStorage, StorageWrite } from '../../storage/storage';
import { assertRefused, assertSame, type ContractRunner } from './runner';
import { sampleConversation, sampleEntry, sampleMessage, sampleUser, team } from './samples';

const everything: readonly StorageWrite[] = [
  { type: 'put-user', user: sampleUser('1') },
  { type: 'put-conversation', conversation: sampleConversation(team) },
  { type: 'put-message', message: sampleMessage('1', 1) },
  { type: 'put-ranges', conversationId: team, ranges: [{ from: 1, to: Infinity }] },
  { type: 'put-outbox-entry', entry: sampleEntry('a', 1) },
  { type: 'put-value', key: 'draft', value: 'text' },
];

const nothing = [[], [], { messages: [], ranges: [] }, [], undefined];

function loadAll(storage: ChatStorage): Promise<readonly unknown[]> {
  return Promise.all([
    storage.loadUsers(),
    storage.loadConversations(),
    storage.loadHistory(team, { limit: 10 }),
    storage.loadOutbox(),
    storage.loadValue('draft'),
  ]);
}

export function describeLasting({ it }: ContractRunner): void {
  it('finds everything again when opened again', async (open) => {
    const storage = await open();
    await storage.write(everything);
    const before = await loadAll(storage);
    await storage.close();
    assertSame(await loadAll(await open()), before, 'what was stored');
  });

  it('shows two holders of one name the same data', async (open) => {
    const [one, other] = [await open(), await open()];
    await one.write(everything);
    assertSame(await loadAll(other), await loadAll(one), 'what was stored');
    await one.close();
    await other.write([{ type: 'put-value', key: 'draft', value: 'from the other' }]);
    assertSame(await other.loadValue('draft'), 'from the other', 'after one closed');
  });

  it('keeps two names apart; wiping one leaves the other', async (open) => {
    const mine = await open('mine');
    const theirs = await open('theirs');
    await mine.write(everything);
    assertSame(await loadAll(theirs), nothing, "another person's storage");
    await theirs.write([{ type: 'put-value', key: 'draft', value: 'theirs' }]);
    await mine.wipe();
    assertSame(await loadAll(mine), nothing, 'what was wiped');
    assertSame(await theirs.loadValue('draft'), 'theirs', 'what was not');
  });

  it('wipes for good, and can be used afterwards', async (open) => {
    const storage = await open();
    await storage.write(everything);
    await storage.wipe();
    await storage.close();
    const again = await open();
    assertSame(await loadAll(again), nothing, 'what was wiped');
    await again.wipe();
    await again.write([{ type: 'put-value', key: 'draft', value: 'new' }]);
    assertSame(await again.loadValue('draft'), 'new', 'what was written afterwards');
  });

  it('wipes under the eyes of another holder', async (open) => {
    const [one, other] = [await open(), await open()];
    await one.write(everything);
    await other.loadUsers();
    await one.wipe();
    assertSame(await loadAll(other), nothing, 'what the other sees');
  });

  it('refuses to work once closed, and to mind being closed twice', async (open) => {
    const storage = await open();
    await storage.close();
    await storage.close();
    await assertRefused(storage.write(everything), ['storage'], 'writing');
    await assertRefused(storage.loadOutbox(), ['storage'], 'reading');
    await assertRefused(storage.health(), ['storage'], 'health');
  });

  it('finishes what was begun before it closes', async (open) => {
    const storage = await open();
    const write = storage.write(everything);
    await storage.close();
    await write;
    assertSame(await (await open()).loadValue('draft'), 'text', 'value');
  });

  it('tells how much it keeps', async (open) => {
    const storage = await open();
    const empty = await storage.health();
    assertSame([empty.messages, empty.outboxEntries, empty.oldestMessageAt], [0, 0, null], 'of an empty one');
    await storage.write([
      { type: 'put-message', message: sampleMessage('1', 1, { createdAt: 3_000 }) },
      { type: 'put-message', message: sampleMessage('2', 2, { createdAt: 2_000 }) },
      { type: 'put-outbox-entry', entry: sampleEntry('a', 1) },
      { type: 'put-outbox-entry', entry: sampleEntry('b', 2) },
    ]);
    await storage.write([
      { type: 'put-message', message: sampleMessage('3', 3) },
      { type: 'delete-message', conversationId: team, messageId: messageId('3') },
      { type: 'delete-outbox-entry', localId: localId('b') },
    ]);
    const full = await storage.health();
    assertSame([full.messages, full.outboxEntries, full.oldestMessageAt], [2, 1, 2_000], 'of a full one');
    assertSame(full.evictedMessages, 0, 'evicted');
    const { usageBytes } = full;
    assertSame(usageBytes === null || usageBytes >= 0, true, 'usage is bytes or null');
  });
}
