import type { ConversationId } from '@chat/core';
import { useEffect } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

/** Loads the conversation and keeps it live while the component is mounted and somebody is signed in. */
export function useOpenConversation(conversationId: ConversationId): void {
  const client = useChatClient();
  const me = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : null));
  useEffect(
    () => (me === null ? undefined : client.openConversation(conversationId)),
    [client, conversationId, me],
  );
}
