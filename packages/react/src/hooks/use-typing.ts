import type { ConversationId, TypingPerson } from '@chat/core';
import { useCallback } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

const nobody: readonly TypingPerson[] = [];

export interface UseTyping {
  readonly people: readonly TypingPerson[];
  /** Tells the others; throttled by the client. */
  readonly setTyping: (typing: boolean) => void;
}

/** Who is typing in a conversation. */
export function useTyping(conversationId: ConversationId): UseTyping {
  const client = useChatClient();
  const setTyping = useCallback(
    (typing: boolean) => client.setTyping(conversationId, typing),
    [client, conversationId],
  );
  return { people: useChatState((state) => state.typing.get(conversationId)) ?? nobody, setTyping };
}
