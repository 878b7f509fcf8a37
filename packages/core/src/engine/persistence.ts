import { toChatError } from '../errors';
import type { ConversationId } from '../model/ids';
import type { StorageWrite } from '../storage/storage';
import type { ChatState } from '../store/state';
import type { StoreChange } from '../store/store';
import { findMessage, withLiveInterrupted } from '../store/timeline';
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
  /** By what they write, messages by their conversation: of several writes to one thing only the last counts. */
  const waiting = new Map<Group, Map<string, StorageWrite>>();
  let timer: { cancel(): void } | null = null;
  let writing: Promise<void> = Promise.resolve();

  const stopObserving = store.observe((change) => {
    if (change.origin !== 'here') return;
    // What waits is written as if at once: before a conversation goes, what was told of it until then.
    if (change.touched.removedConversations.size > 0) void flush();
    collect(change, (group, key, write) => {
      const known = waiting.get(group);
      if (known === undefined) waiting.set(group, new Map([[key, write]]));
      else known.set(key, write);
    });
    if (waiting.size === 0) return;
    timer ??= clock.after(delayMs, () => {
      timer = null;
      void flush();
    });
  });

  function flush(): Promise<void> {
    timer?.cancel();
    timer = null;
    const batch = [...waiting.values()].flatMap((writes) => [...writes.values()]);
    waiting.clear();
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
      if (discard) waiting.clear();
      await flush();
    },
  };
}

const [removals, users, conversations, allRanges, values] = [0, 1, 2, 3, 4];
/** Conversation ids are any text; a number is none of them. */
type Group = ConversationId | number;

function collect(
  { after, before, touched }: StoreChange,
  put: (group: Group, key: string, write: StorageWrite) => void,
): void {
  const putValue = (key: string, value: unknown): void => put(values, key, { type: 'put-value', key, value });
  for (const conversationId of touched.removedConversations) {
    put(removals, conversationId, { type: 'delete-conversation', conversationId });
  }
  for (const id of touched.users) {
    const user = after.users.get(id);
    if (user !== undefined) put(users, id, { type: 'put-user', user });
  }
  for (const id of touched.conversations) {
    const conversation = after.conversations.get(id);
    if (conversation !== undefined) put(conversations, id, { type: 'put-conversation', conversation });
  }
  for (const isGone of [false, true]) {
    for (const [conversationId, ids] of isGone ? touched.removedMessages : touched.messages) {
      const timeline = after.timelines.get(conversationId);
      for (const messageId of ids) {
        // A page of the same batch may have listed after all what was gone.
        const message = timeline === undefined ? undefined : findMessage(timeline, messageId);
        if (message !== undefined) put(conversationId, messageId, { type: 'put-message', message });
        else if (isGone)
          put(conversationId, messageId, { type: 'delete-message', conversationId, messageId });
      }
    }
  }
  for (const conversationId of [...touched.ranges, ...touched.messages.keys()]) {
    const timeline = after.timelines.get(conversationId);
    if (timeline === undefined) continue;
    // Live covers what follows as long as this page lives; what is stored ends with what was told.
    const ranges = withLiveInterrupted(timeline).stored;
    const isKnown = touched.ranges.has(conversationId) || ranges !== timeline.stored;
    if (isKnown) put(allRanges, conversationId, { type: 'put-ranges', conversationId, ranges });
  }
  for (const id of touched.drafts) putValue(draftKey(id), after.drafts.get(id));
  for (const id of touched.readPositions) putValue(readPositionKey(id), after.readUpTo.get(id));
  if (keysChanged(before.drafts, after.drafts) || keysChanged(before.readUpTo, after.readUpTo)) {
    putValue(indexKey, indexOf(after));
  }
}

function indexOf(state: ChatState): StoredIndex {
  return { drafts: [...state.drafts.keys()], readPositions: [...state.readUpTo.keys()] };
}

function keysChanged<Key>(before: ReadonlyMap<Key, unknown>, after: ReadonlyMap<Key, unknown>): boolean {
  if (before === after) return false;
  return before.size !== after.size || [...after.keys()].some((key) => !before.has(key));
}
