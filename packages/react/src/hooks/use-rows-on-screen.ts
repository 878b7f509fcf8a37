import type { ConversationId, MessageKey } from '@chat/core';
import { useState } from 'react';
import { useChatClient } from './use-chat-client';

/** Tells the client which rows are on screen, when that changed: they stay in memory and are kept up to date. */
export function useRowsOnScreen(
  conversationId: ConversationId,
): (first: MessageKey | undefined, last: MessageKey | undefined) => void {
  const client = useChatClient();
  const [tell] = useState(() => {
    let told: readonly [MessageKey, MessageKey] | null = null;
    return (first: MessageKey | undefined, last: MessageKey | undefined) => {
      if (first === undefined || last === undefined) return;
      if (told?.[0] === first && told[1] === last) return;
      told = [first, last];
      client.setOnScreen(conversationId, first, last);
    };
  });
  return tell;
}
