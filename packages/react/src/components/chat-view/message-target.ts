import type { ConversationId, MessageId } from '@chat/core';

/** A message of a conversation, to go to. */
export interface MessageTarget {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}
