import {
  selectConversationView,
  type ChatState,
  type ConversationId,
  type ConversationView,
} from '@chat/core';
import { useDeferredValue, useMemo } from 'react';
import type { Labels } from '../labels';
import { factText } from '../lib/fact-text';
import { wordMatcher } from '../lib/match-words';
import { useChatClient } from './use-chat-client';
import { useLabels } from './use-chat-settings';
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
  const { facts } = useLabels();
  const { ids } = useConversations();
  const conversations = useChatState(selectAll);
  const users = useChatState(selectUsers);
  const words = useDeferredValue(text);
  return useMemo(() => {
    const state = { ...client.getState(), conversations, users };
    const matches = wordMatcher(words);
    const shown = ids.filter((id) => {
      const view = selectConversationView(state, id);
      return view !== undefined && accepts(view) && matches(searchable(state, view, facts));
    });
    const isPinned = (id: ConversationId) => conversations.get(id)?.pinned === true;
    if (!shown.some(isPinned)) return shown;
    return [...shown.filter(isPinned), ...shown.filter((id) => !isPinned(id))];
  }, [client, facts, ids, conversations, users, words, accepts]);
}

function searchable(state: ChatState, view: ConversationView, labels: Labels['facts']): string {
  const names = view.conversation.participants.map((id) => state.users.get(id)?.name ?? '');
  const about = view.preview?.related.map(({ label }) => label ?? '') ?? [];
  const facts = view.context.map((fact) => factText(fact, labels));
  return [view.title, ...names, ...facts, ...about].join(' ');
}
