import type { ConversationId } from '../model/ids';
import type { ChatStorage } from '../storage/storage';
import type { StoreEvent } from '../store/store-event';
import { draftKey, indexKey, readPositionKey } from './persistence';
import type { StoredIndex } from './persistence';
import { readStoredDraft } from './stored-draft';

/** What a first paint needs from the disk; histories are read when they are opened. */
export async function readCache(storage: ChatStorage): Promise<StoreEvent> {
  const [users, conversations, index] = await Promise.all([
    storage.loadUsers(),
    storage.loadConversations(),
    storage.loadValue(indexKey),
  ]);
  const known = asIndex(index);
  const drafts = await valuesOf(storage, known.drafts, draftKey);
  const readPositions = await valuesOf(storage, known.readPositions, readPositionKey);
  return {
    type: 'cache-loaded',
    users,
    conversations,
    drafts: drafts.flatMap(([id, value]) => {
      const draft = readStoredDraft(value);
      return draft === null ? [] : [[id, draft] as const];
    }),
    readUpTo: readPositions.flatMap(([id, order]) =>
      typeof order === 'number' ? [[id, order] as const] : [],
    ),
  };
}

function valuesOf(
  storage: ChatStorage,
  ids: readonly ConversationId[],
  keyOf: (id: ConversationId) => string,
): Promise<readonly (readonly [ConversationId, unknown])[]> {
  return Promise.all(ids.map(async (id) => [id, await storage.loadValue(keyOf(id))] as const));
}

function asIndex(value: unknown): StoredIndex {
  if (typeof value !== 'object' || value === null) return { drafts: [], readPositions: [] };
  const { drafts, readPositions } = value as Partial<StoredIndex>;
  return {
    drafts: Array.isArray(drafts) ? drafts : [],
    readPositions: Array.isArray(readPositions) ? readPositions : [],
  };
}
