import type { ActionKind, ChatError, Conversation, ConversationId, UserId } from '@chat/core';
import { useEffect, useState } from 'react';
import { managesGroup } from '../lib/manages-group';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface Group {
  readonly conversation: Conversation | undefined;
  readonly me: UserId | null;
  /** Whether I may change it as far as roles go. */
  readonly manages: boolean;
  /** I am an admin and nobody else is. */
  readonly isLastAdmin: boolean;
  /** Why its members could not be loaded. */
  readonly error: ChatError | null;
  /** Whether the backend has the action; roles are the caller's matter. */
  can(action: ActionKind): boolean;
}

/** A group with its members, asked anew when it is shown. */
export function useGroup(conversationId: ConversationId): Group {
  const client = useChatClient();
  const conversation = useChatState((state) => state.conversations.get(conversationId));
  const capabilities = useChatState((state) => state.capabilities);
  const me = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : null));
  const [error, setError] = useState<ChatError | null>(null);

  useEffect(() => {
    let wanted = true;
    client.loadConversation(conversationId).then(
      () => {
        if (wanted) setError(null);
      },
      (thrown: unknown) => {
        if (wanted) setError(asChatError(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [client, conversationId]);

  return {
    conversation,
    me,
    manages: conversation !== undefined && managesGroup(conversation, capabilities),
    isLastAdmin:
      conversation?.myRole === 'admin' &&
      conversation.members?.filter(({ role }) => role === 'admin').length === 1,
    error,
    can: (action) => capabilities.actions[action].supported,
  };
}
