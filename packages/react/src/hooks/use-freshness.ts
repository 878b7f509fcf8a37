import { selectFreshness, type ChatState, type ConversationId } from '@chat/core';
import { useChatState } from './use-chat-state';

/**
 * How old what is shown may be: `live`, or when it was last asked (epoch milliseconds), null before the first time.
 * Where new messages do come live while the link is up, the few things that never do make nothing old.
 */
export function useFreshness(conversationId: ConversationId | null): 'live' | number | null {
  return useChatState((state) =>
    state.connection.name === 'open' && hearsMessages(state, conversationId)
      ? 'live'
      : selectFreshness(state, conversationId),
  );
}

function hearsMessages(
  { capabilities: { live }, conversations }: ChatState,
  id: ConversationId | null,
): boolean {
  const kind = id === null ? undefined : conversations.get(id)?.kind;
  return live[kind ?? 'direct'].messages !== 'never';
}
