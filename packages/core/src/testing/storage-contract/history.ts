import { conversationId, messageId } from '../../model/ids';
import type { Message } from '../../model/message';
import { compareOrdered } from '../../model/ordered';
import type { ChatStorage } from '../../storage/storage';
import { assertRefused, assertSame, ContractViolation, type ContractRunner } from './runner';
import { pair, sampleMessage, team } from './samples';

const idsOf = (messages: readonly Message[]): readonly string[] => messages.map((message) => message.id);

const put = (storage: ChatStorage, messages: readonly Message[]): Promise<void> =>
  storage.write(messages.map((message) => ({ type: 'put-message', message })));

/** All of a conversation, page by page from the newest. */
async function pagedThrough(storage: ChatStorage, limit: number): Promise<readonly Message[]> {
  let all: readonly Message[] = [];
  for (;;) {
    const oldest = all[0];
    const { messages } = await storage.loadHistory(
      team,
      oldest === undefined ? { limit } : { limit, before: oldest },
    );
    if (messages.length === 0) return all;
    const last = messages[messages.length - 1];
    if (oldest !== undefined && last !== undefined && compareOrdered(last, oldest) >= 0) {
      throw new ContractViolation('a page below a message', `only what is older than ${oldest.id}`, last.id);
    }
    all = [...messages, ...all];
  }
}

export function describeHistory({ it }: ContractRunner): void {
  it('loads the newest, oldest first, and what is below a message', async (open) => {
    const storage = await open();
    // The order decides, whatever the order of arrival, the id or the time say.
    await put(storage, [
      sampleMessage('30', 3, { createdAt: 1 }),
      sampleMessage('99', 1),
      sampleMessage('4', 4),
      sampleMessage('5', 2),
    ]);
    assertSame(idsOf((await storage.loadHistory(team, { limit: 2 })).messages), ['30', '4'], 'newest');
    const below = await storage.loadHistory(team, { limit: 2, before: { order: 3, id: messageId('30') } });
    assertSame(idsOf(below.messages), ['99', '5'], 'below');
    const between = await storage.loadHistory(team, { limit: 1, before: { order: 3.5, id: messageId('x') } });
    assertSame(idsOf(between.messages), ['30'], 'below what is not stored');
    const all = await storage.loadHistory(team, { limit: 100 });
    assertSame(idsOf(all.messages), ['99', '5', '30', '4'], 'all');
    const none = await storage.loadHistory(team, { limit: 2, before: { order: 1, id: messageId('99') } });
    assertSame(none.messages, [], 'below the oldest');
  });

  it('orders by any finite number', async (open) => {
    const storage = await open();
    const orders = [
      -Number.MAX_VALUE,
      -1.5,
      -Number.MIN_VALUE,
      0,
      0.1,
      1e21,
      Number.MAX_SAFE_INTEGER,
      Number.MAX_VALUE,
    ];
    const messages = orders.map((order, index) => sampleMessage(`m${index}`, order, { createdAt: 1 }));
    await put(storage, [...messages].reverse());
    const expected = idsOf([...messages].sort(compareOrdered));
    assertSame(idsOf((await storage.loadHistory(team, { limit: 100 })).messages), expected, 'at once');
    assertSame(idsOf(await pagedThrough(storage, 3)), expected, 'in pages');
  });

  it('breaks ties by id, numbers as numbers, and loses none where pages are cut', async (open) => {
    const storage = await open();
    const ids = ['2', '10', '9', '100', '1x', '11', 'a', 'B', '1', '20'];
    const messages = [
      ...ids.map((id) => sampleMessage(id, 5)),
      sampleMessage('7', 4),
      sampleMessage('8', 4),
      sampleMessage('12', 6),
    ];
    await put(storage, messages);
    const expected = idsOf([...messages].sort(compareOrdered));
    for (const limit of [1, 2, 3, 7, 50]) {
      assertSame(idsOf(await pagedThrough(storage, limit)), expected, `pages of ${limit}`);
    }
  });

  it('pages through messages that all have one order', async (open) => {
    const storage = await open();
    const messages = Array.from({ length: 40 }, (_, index) => sampleMessage(String(index), 0));
    await put(storage, messages);
    assertSame(idsOf(await pagedThrough(storage, 7)), idsOf(messages), 'ids');
  });

  it('moves a message whose order changed', async (open) => {
    const storage = await open();
    await put(storage, [sampleMessage('1', 1), sampleMessage('2', 2)]);
    await put(storage, [sampleMessage('1', 3, { text: 'moved' })]);
    const { messages } = await storage.loadHistory(team, { limit: 10 });
    assertSame(messages, [sampleMessage('2', 2), sampleMessage('1', 3, { text: 'moved' })], 'messages');
  });

  it('deletes one message, and takes it easy when there is none', async (open) => {
    const storage = await open();
    await put(storage, [sampleMessage('1', 1), sampleMessage('2', 2)]);
    await storage.write([
      { type: 'delete-message', conversationId: team, messageId: messageId('1') },
      { type: 'delete-message', conversationId: pair, messageId: messageId('2') },
      { type: 'delete-message', conversationId: team, messageId: messageId('unknown') },
    ]);
    assertSame(idsOf((await storage.loadHistory(team, { limit: 10 })).messages), ['2'], 'ids');
  });

  it('keeps conversations apart, also those whose ids begin alike', async (open) => {
    const storage = await open();
    const near = ['a', 'ab', 'a\u0000', 'a\uffff', 'a,1'].map(conversationId);
    await put(
      storage,
      near.map((id, index) => sampleMessage('1', index, { conversationId: id, text: id })),
    );
    for (const id of near) {
      const { messages } = await storage.loadHistory(id, { limit: 10 });
      assertSame(
        messages.map((message) => message.text),
        [id],
        'texts',
      );
    }
  });

  it('keeps ranges, infinite ends included, until they are put anew', async (open) => {
    const storage = await open();
    const ranges = [
      { from: -Infinity, to: -2.5 },
      { from: 3, to: 3 },
      { from: 10, to: Infinity },
    ];
    await storage.write([{ type: 'put-ranges', conversationId: team, ranges }]);
    assertSame((await storage.loadHistory(team, { limit: 10 })).ranges, ranges, 'ranges');
    assertSame((await storage.loadHistory(pair, { limit: 10 })).ranges, [], "the other's ranges");
    await storage.write([{ type: 'put-ranges', conversationId: team, ranges: [] }]);
    assertSame((await storage.loadHistory(team, { limit: 10 })).ranges, [], 'ranges put anew');
  });

  it('gives the ranges of the whole conversation with every page', async (open) => {
    const storage = await open();
    await put(storage, [sampleMessage('1', 1), sampleMessage('2', 2)]);
    await storage.write([{ type: 'put-ranges', conversationId: team, ranges: [{ from: 1, to: Infinity }] }]);
    const page = await storage.loadHistory(team, { limit: 1, before: { order: 2, id: messageId('2') } });
    assertSame(page, { messages: [sampleMessage('1', 1)], ranges: [{ from: 1, to: Infinity }] }, 'page');
  });

  it('gives no messages for a limit of 0 and refuses what is no count', async (open) => {
    const storage = await open();
    await put(storage, [sampleMessage('1', 1)]);
    assertSame((await storage.loadHistory(team, { limit: 0 })).messages, [], 'messages');
    for (const limit of [-1, 1.5, Number.NaN]) {
      await assertRefused(storage.loadHistory(team, { limit }), ['invalid'], `a limit of ${limit}`);
    }
  });
}
