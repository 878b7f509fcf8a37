import type { ConversationId } from '../../model/ids';
import type { Message, Ordered } from '../../model/message';
import { compareOrdered } from '../../model/ordered';
import type { StoredHistory } from '../storage';
import { keysBelow, keysUnder, type Database } from './schema';

/** One page: a key cursor finds where it begins, one read fetches it. */
export async function readHistory(
  database: Database,
  conversation: ConversationId,
  limit: number,
  before: Ordered | undefined,
): Promise<StoredHistory> {
  const transaction = database.transaction(['messages', 'ranges'], 'readonly');
  const index = transaction.objectStore('messages').index('by-order');

  const readPage = async (): Promise<Message[]> => {
    // The index breaks ties by text, the server by number: all of a tie is read and sorted here.
    const ties = before === undefined ? [] : await index.getAll(keysUnder(conversation, before.order));
    const page = ties.filter((message) => before !== undefined && compareOrdered(message, before) < 0);
    const missing = limit - page.length;
    if (missing > 0) {
      const below = keysBelow(conversation, before?.order ?? Infinity);
      const newest = await index.openKeyCursor(below, 'prev');
      const first = missing > 1 ? await newest?.advance(missing - 1) : newest;
      const window =
        first == null
          ? below
          : IDBKeyRange.bound([conversation, first.key[1]], below.upper, false, below.upperOpen);
      page.push(...(await index.getAll(window)));
    }
    return page.sort(compareOrdered).slice(Math.max(0, page.length - limit));
  };

  const [messages, record] = await Promise.all([
    limit === 0 ? [] : readPage(),
    transaction.objectStore('ranges').get(conversation),
    transaction.done,
  ]);
  return { messages, ranges: record?.ranges ?? [] };
}
