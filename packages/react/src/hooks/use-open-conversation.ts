import type { ConversationId } from '@chat/core';
import { useEffect } from 'react';
import { useChatClient } from './use-chat-client';

/** Loads the conversation and keeps it live while the component is mounted. */
export function useOpenConversation(conversationId: ConversationId): void {
  const client = useChatClient();
  useEffect(() => client.openConversation(conversationId), [client, conversationId]);
}
