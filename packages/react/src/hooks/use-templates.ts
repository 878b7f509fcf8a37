import { selectConversationView, type ConversationId } from '@chat/core';
import { useContext, useMemo } from 'react';
import { SettingsContext } from '../chat-context';
import type { MessageTemplate } from '../lib/templates';
import { useChatState } from './use-chat-state';

const none: readonly MessageTemplate[] = [];

/** The templates the host offers in a conversation. */
export function useTemplates(conversationId: ConversationId): readonly MessageTemplate[] {
  const templates = useContext(SettingsContext)?.templates ?? none;
  const isMade = typeof templates === 'function';
  // A plain list does not follow the conversation.
  const conversation = useChatState((state) =>
    isMade ? selectConversationView(state, conversationId) : undefined,
  );
  return useMemo(() => {
    if (typeof templates !== 'function') return templates;
    return conversation === undefined ? none : templates(conversation);
  }, [templates, conversation]);
}
