import { selectTotalUnread } from '@chat/core';
import { useChatState } from './use-chat-state';

/** Unread messages over all conversations that are neither muted nor archived: for a launcher's badge or the title. */
export function useUnreadTotal(): number {
  return useChatState(selectTotalUnread);
}
