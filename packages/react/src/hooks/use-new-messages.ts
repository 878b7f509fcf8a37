import type { ChatState, Conversation, ConversationId, MessageId } from '@chat/core';
import { useEffect, useRef } from 'react';
import { useChatClient } from './use-chat-client';

/** News comes to the top of the list; what is further down did not just happen. */
const watchedRows = 12;

/**
 * Calls back once for every conversation in which somebody else's message just became the last, unread one, live or
 * polled; not for muted or archived ones, nor for what was there when watching began.
 */
export function useNewMessages(onNew: (conversation: Conversation) => void, enabled = true): void {
  const client = useChatClient();
  const newest = useRef(onNew);
  useEffect(() => {
    newest.current = onNew;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    let known: Map<ConversationId, MessageId | null> | null = null;
    let me = '';
    const look = (): void => {
      const state = client.getState();
      if (state.session.name !== 'signed-in' || state.session.me !== me) {
        known = null;
        me = state.session.name === 'signed-in' ? state.session.me : '';
      }
      if (me === '' || (known === null && state.conversationList.name !== 'ready')) return;
      if (known === null) {
        known = new Map(
          [...state.conversations.values()].map(({ id, lastMessage }) => [id, idOf(lastMessage)]),
        );
        return;
      }
      for (const conversation of topOf(state)) {
        const last = conversation.lastMessage;
        const before = known.get(conversation.id);
        known.set(conversation.id, idOf(last));
        const isNew = last !== null && last.id !== null && last.id !== before && last.authorId !== me;
        const isQuiet = conversation.muted || conversation.archived || last?.deleted === true;
        if (isNew && !isQuiet && conversation.unreadCount > 0) newest.current(conversation);
      }
    };
    look();
    return client.subscribe(look);
  }, [client, enabled]);
}

function topOf(state: ChatState): readonly Conversation[] {
  return state.conversationOrder.slice(0, watchedRows).flatMap((id) => state.conversations.get(id) ?? []);
}

function idOf(message: Conversation['lastMessage']): MessageId | null {
  return message?.id ?? null;
}
