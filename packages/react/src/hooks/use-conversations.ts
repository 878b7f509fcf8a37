import { selectConversationIds, type ChatState, type ConversationId, type LoadState } from '@chat/core';
import { useCallback } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

const selectList = (state: ChatState) => state.conversationList;

export interface UseConversations {
  /** Latest activity first. */
  readonly ids: readonly ConversationId[];
  readonly load: LoadState;
  readonly loadMore: () => Promise<void>;
  readonly refresh: () => Promise<void>;
}

/** The list of conversations; each line reads its own view with `useConversation`. */
export function useConversations(): UseConversations {
  const client = useChatClient();
  return {
    ids: useChatState(selectConversationIds),
    load: useChatState(selectList),
    loadMore: useCallback(() => client.loadMoreConversations(), [client]),
    refresh: useCallback(() => client.refreshConversations(), [client]),
  };
}
