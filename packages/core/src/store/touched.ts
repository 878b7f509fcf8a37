import type { ConversationId, MessageId, UserId } from '../model/ids';

/** What a batch of events changed, so that storage writes just that. */
export interface Touched {
  readonly users: Set<UserId>;
  readonly conversations: Set<ConversationId>;
  readonly removedConversations: Set<ConversationId>;
  readonly messages: Map<ConversationId, Set<MessageId>>;
  readonly removedMessages: Map<ConversationId, Set<MessageId>>;
  readonly ranges: Set<ConversationId>;
  readonly drafts: Set<ConversationId>;
  readonly readPositions: Set<ConversationId>;
}

export function nothingTouched(): Touched {
  return {
    users: new Set(),
    conversations: new Set(),
    removedConversations: new Set(),
    messages: new Map(),
    removedMessages: new Map(),
    ranges: new Set(),
    drafts: new Set(),
    readPositions: new Set(),
  };
}

export function touch<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
