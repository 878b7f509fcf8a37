import {
  selectConversationView,
  type ChatState,
  type ConversationId,
  type ConversationView,
} from '@chat/core';
import { useDeferredValue, useMemo } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';
import { useConversations } from './use-conversations';

export interface VisibleOptions {
  readonly text: string;
  readonly accepts: (conversation: ConversationView) => boolean;
}

const selectAll = (state: ChatState) => state.conversations;
const selectUsers = (state: ChatState) => state.users;

/** Ids to show: pinned first, then by latest activity, of those that are accepted and match the text. */
export function useVisibleConversations({ text, accepts }: VisibleOptions): readonly ConversationId[] {
  const client = useChatClient();
  const { ids } = useConversations();
  const conversations = useChatState(selectAll);
  const users = useChatState(selectUsers);
  const words = useDeferredValue(text);
  return useMemo(() => {
    const state = { ...client.getState(), conversations, users };
    const matches = matcher(words);
    const shown = ids.filter((id) => {
      const view = selectConversationView(state, id);
      return view !== undefined && accepts(view) && matches(searchable(state, view));
    });
    const isPinned = (id: ConversationId) => conversations.get(id)?.pinned === true;
    if (!shown.some(isPinned)) return shown;
    return [...shown.filter(isPinned), ...shown.filter((id) => !isPinned(id))];
  }, [client, ids, conversations, users, words, accepts]);
}

function searchable(state: ChatState, view: ConversationView): string {
  const names = view.conversation.participants.map((id) => state.users.get(id)?.name ?? '');
  return [view.title, ...names, ...view.context.map((fact) => fact.label)].join(' ');
}

/** Every word must begin a word, whatever its case and accents. */
function matcher(text: string): (candidate: string) => boolean {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return (candidate) => {
    if (words.length === 0) return true;
    const folded = ` ${fold(candidate)}`;
    return words.every((word) => folded.includes(` ${word}`));
  };
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ');
}
