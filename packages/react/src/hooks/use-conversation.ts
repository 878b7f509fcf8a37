import { selectConversationView, type ConversationId, type ConversationView } from '@chat/core';
import { useChatState } from './use-chat-state';

/** One conversation as lists and headers show it; undefined while it is unknown. */
export function useConversation(conversationId: ConversationId): ConversationView | undefined {
  return useChatState((state) => selectConversationView(state, conversationId));
}
