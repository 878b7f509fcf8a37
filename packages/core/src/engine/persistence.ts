import { toChatError } from '../errors';
import type { ConversationId } from '../model/ids';
import type { StorageWrite } from '../storage/storage';
import type { ChatState } from '../store/state';
import type { StoreChange } from '../store/store';
import { findMessage } from '../store/timeline';
import type { PersonScope } from './scope';

export const draftKey = (id: ConversationId): string => `draft ${id}`;
export const readPositionKey = (id: ConversationId): string => `read ${id}`;
/** All conversations with a draft or a read position, so that they can be found again. */
export const indexKey = 'index';

export interface StoredIndex {
  readonly drafts: readonly ConversationId[];
  readonly readPositions: readonly ConversationId[];
}

/** Writes what every batch of events changed, behind the store and in batches of its own. */
export interface Persistence {
  /** Resolves once everything that was applied so far is written. */
  flush(): Promise<void>;
  /** `discard`: what waits is not written any more. */
  stop(discard: boolean): Promise<void>;
}

export function startPersistence(scope: PersonScope, delayMs = 100): Persistence {
  const { store, storage, clock } = scope;
  let waiting: StorageWrite[] = [];
  let timer: { cancel(): void } | null = null;
  let writing: Promise<void> = Promise.resolve();

  const stopObserving = store.observe((change) => {
    const writes = change.origin === 'here' ? writesFor(change) : [];
    if (writes.length === 0) return;
    waiting.push(...writes);
    timer ??= clock.after(delayMs, () => {
      timer = null;
      void flush();
    });
  });

  function flush(): Promise<void> {
    timer?.cancel();
    timer = null;
    const batch = compact(waiting);
    waiting = [];
    if (batch.length > 0) {
      // The cache can be loaded again; what must not be lost goes through the outbox, which does not pass here.
      writing = writing
        .then(() => storage.write(batch))
        .catch((error: unknown) => scope.report(toChatError(error, 'storage')));
    }
    return writing;
  }

  return {
    flush,
    async stop(discard) {
      store.getState();
      stopObserving();
      if (discard) waiting = [];
      await flush();
    },
  };
}

function writesFor({ after, before, touched }: StoreChange): StorageWrite[] {
  const writes: StorageWrite[] = [];
  for (const id of touched.removedConversations)
    writes.push({ type: 'delete-conversation', conversationId: id });
  for (const id of touched.users) {
    const user = after.users.get(id);
    if (user !== undefined) writes.push({ type: 'put-user', user });
  }
  for (const id of touched.conversations) {
    const conversation = after.conversations.get(id);
    if (conversation !== undefined) writes.push({ type: 'put-conversation', conversation });
  }
  for (const [conversationId, ids] of touched.messages) {
    const timeline = after.timelines.get(conversationId);
    for (const id of ids) {
      const message = timeline === undefined ? undefined : findMessage(timeline, id);
      if (message !== undefined) writes.push({ type: 'put-message', message });
    }
  }
  for (const [conversationId, ids] of touched.removedMessages) {
    const timeline = after.timelines.get(conversationId);
    for (const messageId of ids) {
      // A page of the same batch may have listed it after all.
      const isBack = timeline !== undefined && findMessage(timeline, messageId) !== undefined;
      if (!isBack) writes.push({ type: 'delete-message', conversationId, messageId });
    }
  }
  for (const conversationId of touched.ranges) {
    const ranges = after.timelines.get(conversationId)?.stored;
    if (ranges !== undefined) writes.push({ type: 'put-ranges', conversationId, ranges });
  }
  for (const id of touched.drafts) {
    writes.push({ type: 'put-value', key: draftKey(id), value: after.drafts.get(id) });
  }
  for (const id of touched.readPositions) {
    writes.push({ type: 'put-value', key: readPositionKey(id), value: after.readUpTo.get(id) });
  }
  if (keysChanged(before.drafts, after.drafts) || keysChanged(before.readUpTo, after.readUpTo)) {
    writes.push({ type: 'put-value', key: indexKey, value: indexOf(after) });
  }
  return writes;
}

function indexOf(state: ChatState): StoredIndex {
  return { drafts: [...state.drafts.keys()], readPositions: [...state.readUpTo.keys()] };
}

function keysChanged<Key>(before: ReadonlyMap<Key, unknown>, after: ReadonlyMap<Key, unknown>): boolean {
  if (before === after) return false;
  return before.size !== after.size || [...after.keys()].some((key) => !before.has(key));
}

/** Of several writes to the same thing only the last one counts. */
function compact(writes: readonly StorageWrite[]): readonly StorageWrite[] {
  const last = new Map<string, StorageWrite>();
  for (const write of writes) {
    const key = keyOf(write);
    last.delete(key);
    last.set(key, write);
  }
  return [...last.values()];
}

function keyOf(write: StorageWrite): string {
  switch (write.type) {
    case 'put-user':
      return `user ${write.user.id}`;
    case 'put-conversation':
      return `conversation ${write.conversation.id}`;
    case 'delete-conversation':
      return `conversation ${write.conversationId}`;
    case 'put-message':
      return `message ${write.message.conversationId} ${write.message.id}`;
    case 'delete-message':
      return `message ${write.conversationId} ${write.messageId}`;
    case 'put-ranges':
      return `ranges ${write.conversationId}`;
    case 'put-outbox-entry':
      return `outbox ${write.entry.localId}`;
    case 'delete-outbox-entry':
      return `outbox ${write.localId}`;
    case 'put-value':
      return `value ${write.key}`;
  }
}
