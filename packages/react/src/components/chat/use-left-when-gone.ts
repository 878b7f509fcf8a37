import type { ChatState, ConversationId } from '@chat/core';
import { useEffect, useRef } from 'react';
import { useChatState } from '../../hooks/use-chat-state';

/** A conversation that goes while one looks at it (deleted, left, removed from) leaves nothing to look at. */
export function useLeftWhenGone(selected: ConversationId | null, onGone: () => void): void {
  const known = useChatState(({ conversations }) => selected !== null && conversations.has(selected));
  // Also empties when the session ends or the page's storage is opened anew; then it will be back.
  const settled = useChatState(isSettled);
  const seen = useRef<ConversationId | null>(null);
  useEffect(() => {
    if (known) seen.current = selected;
    else if (settled && selected !== null && seen.current === selected) {
      seen.current = null;
      onGone();
    }
  }, [known, settled, selected, onGone]);
}

const isSettled = ({ session, conversationList }: ChatState) =>
  session.name === 'signed-in' && conversationList.name === 'ready';
