import { messageId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { ChatStorage } from '../../storage/storage';
import { assertRefused, assertSame, type ContractRunner } from './runner';
import { pair, sampleMessage, team } from './samples';

const at = (id: string, createdAt: number, conversationId = team): Message =>
  sampleMessage(id, Number(id), { createdAt, conversationId });

const put = (storage: ChatStorage, messages: readonly Message[]): Promise<void> =>
  storage.write(messages.map((message) => ({ type: 'put-message', message })));

const idsOf = (messages: readonly Message[]): readonly string[] => messages.map((message) => message.id);

export function describeRecent({ it }: ContractRunner): void {
  it('gives the newest messages of all conversations by time, oldest first', async (open) => {
    const storage = await open();
    await put(storage, [at('9', 10), at('2', 40), at('3', 20, pair), at('4', 30)]);
    assertSame(idsOf(await storage.loadRecent({ limit: 2 })), ['4', '2'], 'the newest two');
    assertSame(idsOf(await storage.loadRecent({ limit: 2, before: 30 })), ['9', '3'], 'those before');
    assertSame(idsOf(await storage.loadRecent({ limit: 9, before: 20 })), ['9'], 'the rest');
    assertSame(await storage.loadRecent({ limit: 9, before: 10 }), [], 'none before the oldest');
  });

  it('never parts messages of one time, so that paging by time loses none', async (open) => {
    const storage = await open();
    const ids = ['1', '2', '3', '4', '5', '6', '7'];
    await put(
      storage,
      ids.map((id, index) => at(id, Math.floor(index / 3), index % 2 === 0 ? team : pair)),
    );
    const seen: string[] = [];
    let before: number | undefined;
    for (;;) {
      const page = await storage.loadRecent(before === undefined ? { limit: 1 } : { limit: 1, before });
      const oldest = page[0];
      if (oldest === undefined) break;
      seen.push(...idsOf(page));
      before = oldest.createdAt;
    }
    assertSame([...seen].sort(), ids, 'ids');
    assertSame(seen.length, ids.length, 'how many');
  });

  it('follows what is written and deleted', async (open) => {
    const storage = await open();
    await put(storage, [at('1', 10), at('2', 20)]);
    await put(storage, [at('1', 30)]);
    assertSame(idsOf(await storage.loadRecent({ limit: 1 })), ['1'], 'the newest');
    await storage.write([{ type: 'delete-message', conversationId: team, messageId: messageId('1') }]);
    assertSame(idsOf(await storage.loadRecent({ limit: 9 })), ['2'], 'what is left');
  });

  it('gives nothing for a limit of 0 and refuses what is no count', async (open) => {
    const storage = await open();
    await put(storage, [at('1', 10)]);
    assertSame(await storage.loadRecent({ limit: 0 }), [], 'messages');
    await assertRefused(storage.loadRecent({ limit: -1 }), ['invalid'], 'a limit of -1');
  });
}
