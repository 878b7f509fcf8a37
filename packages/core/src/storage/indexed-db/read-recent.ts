import type { Message } from '../../model/message';
import type { Database } from './schema';

/** A stretch of all conversations' messages by time: a key cursor finds where it begins, one read fetches it. */
export async function readRecent(
  database: Database,
  limit: number,
  before: number | undefined,
): Promise<readonly Message[]> {
  const transaction = database.transaction('messages', 'readonly');
  const index = transaction.store.index('by-time');
  const read = async (): Promise<Message[]> => {
    const below = before === undefined ? null : IDBKeyRange.upperBound(before, true);
    const newest = await index.openKeyCursor(below, 'prev');
    if (newest === null) return [];
    const first = limit > 1 ? await newest.advance(limit - 1) : newest;
    if (first === null) return index.getAll(below);
    return index.getAll(
      before === undefined
        ? IDBKeyRange.lowerBound(first.key)
        : IDBKeyRange.bound(first.key, before, false, true),
    );
  };
  const [messages] = await Promise.all([limit === 0 ? [] : read(), transaction.done]);
  return messages;
}
