import type { ConversationId } from '@chat/core';
import { useEffect } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';
import { usePageAttention } from './use-page-attention';

/** Marks the conversation read while its end is on screen and the page has the user's attention. */
export function useReadMarker(conversationId: ConversationId, atEnd: boolean): void {
  const client = useChatClient();
  const attentive = usePageAttention();
  const unread = useChatState((state) => state.conversations.get(conversationId)?.unreadCount ?? 0);
  useEffect(() => {
    if (atEnd && attentive && unread > 0) client.markRead(conversationId);
  }, [client, conversationId, atEnd, attentive, unread]);
}
