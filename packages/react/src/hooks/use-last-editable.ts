import { selectSupport, selectTimeline, type ConversationId, type MessageView } from '@chat/core';
import { useCallback } from 'react';
import { useChatClient } from './use-chat-client';

const farthest = 50;

/** Finds my newest message that may still be edited, when asked. */
export function useLastEditable(conversationId: ConversationId): () => MessageView | null {
  const client = useChatClient();
  return useCallback(() => {
    const state = client.getState();
    const rows = selectTimeline(state, conversationId);
    for (let index = rows.length - 1; index >= Math.max(0, rows.length - farthest); index -= 1) {
      const message = rows.at(index);
      if (message === undefined || !message.own || message.deleted || message.kind !== 'text') continue;
      return selectSupport(state, 'edit-message', message, Date.now()).supported ? message : null;
    }
    return null;
  }, [client, conversationId]);
}
