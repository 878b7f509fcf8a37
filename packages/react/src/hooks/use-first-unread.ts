import {
  selectFirstUnread,
  selectTimeline,
  type ChatState,
  type ConversationId,
  type MessageKey,
} from '@chat/core';
import { useState } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface FirstUnread {
  readonly key: MessageKey | null;
  /** The newest page is there, so the key is right. */
  readonly fresh: boolean;
}

/**
 * The message above which the separator stands. It stays while the conversation is open, and moves only when new
 * messages come in while nobody is looking.
 */
export function useFirstUnread(
  conversationId: ConversationId,
  reading: (fresh: boolean) => boolean,
): FirstUnread {
  const client = useChatClient();
  const unread = useChatState((state) => state.conversations.get(conversationId)?.unreadCount ?? 0);
  const fresh = useChatState((state) => state.historyLoads.get(conversationId)?.newest.name === 'ready');
  const find = () => selectFirstUnread(client.getState(), conversationId);
  const [shown, setShown] = useState(() => ({
    unread,
    fresh,
    key: certainFirstUnread(client.getState(), conversationId),
  }));
  if (shown.unread === unread && shown.fresh === fresh) return shown;
  const becameFresh = fresh && !shown.fresh;
  const began = shown.unread === 0 && !reading(shown.fresh);
  const next = { unread, fresh: fresh || shown.fresh, key: becameFresh || began ? find() : shown.key };
  if (next.unread !== shown.unread || next.fresh !== shown.fresh) setShown(next);
  return next;
}

/** Where to open: at the first unread message if it is certain which one that is. Decided once. */
export function useOpeningKey(conversationId: ConversationId): MessageKey | null {
  const client = useChatClient();
  const [key] = useState(() => certainFirstUnread(client.getState(), conversationId));
  return key;
}

/** Certain once the newest page is told to be there, or all stands there from it to the newest message the list knows. */
function certainFirstUnread(state: ChatState, id: ConversationId): MessageKey | null {
  const key = selectFirstUnread(state, id);
  if (key === null || state.historyLoads.get(id)?.newest.name === 'ready') return key;
  const timeline = selectTimeline(state, id);
  const newest = state.conversations.get(id)?.lastMessage?.id ?? null;
  const first = timeline.indexOf(key);
  let index = newest === null ? -1 : timeline.indexOfMessage(newest);
  if (index < first) return null;
  for (; index > first; index -= 1) if (timeline.gapBefore(index) !== null) return null;
  return key;
}
