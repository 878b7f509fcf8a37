import type { ConversationId } from '@chat/core';
import { useCallback } from 'react';
import { useChatClient } from './use-chat-client';

/** Finds the conversation above (-1) or below (1) another in the list; without one the first. */
export function useConversationStep(): (
  from: ConversationId | null,
  step: 1 | -1,
) => ConversationId | undefined {
  const client = useChatClient();
  return useCallback(
    (from, step) => {
      const { conversationOrder, conversations } = client.getState();
      const listed = conversationOrder.filter((id) => conversations.get(id)?.archived === false);
      const isPinned = (id: ConversationId) => conversations.get(id)?.pinned === true;
      const ids = [...listed.filter(isPinned), ...listed.filter((id) => !isPinned(id))];
      return from === null ? ids[0] : ids[ids.indexOf(from) + step];
    },
    [client],
  );
}
