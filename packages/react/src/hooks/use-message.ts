import { selectMessage, type ConversationId, type MessageId, type MessageView } from '@chat/core';
import { useChatState } from './use-chat-state';

/** One message; undefined while it is not loaded. */
export function useMessage(conversationId: ConversationId, id: MessageId | null): MessageView | undefined {
  return useChatState((state) => (id === null ? undefined : selectMessage(state, conversationId, id)));
}
