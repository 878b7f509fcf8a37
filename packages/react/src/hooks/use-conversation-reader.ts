import { selectConversationView, type ConversationId, type ConversationView } from '@chat/core';
import { useCallback } from 'react';
import { useChatClient } from './use-chat-client';

/** Reads conversations when something happens, without rendering on their changes. */
export function useConversationReader(): (id: ConversationId) => ConversationView | undefined {
  const client = useChatClient();
  return useCallback((id) => selectConversationView(client.getState(), id), [client]);
}
