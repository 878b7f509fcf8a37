import type { ChatState } from '@chat/core';
import { useMemo } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { statusOf, type ListFilter } from './list-filters';

const selectConversations = (state: ChatState) => state.conversations;
const selectActions = (state: ChatState) => state.capabilities.actions;

/** What staff look for first stands first; statuses nobody here knows come last. */
const order = ['relay', 'active', 'checkin', 'demo', 'ended', 'closed'];
const rank = (status: string) => (order.includes(status) ? order.indexOf(status) : order.length);

/** What there is to choose from: groups where there can be some, guests by their status where they differ. */
export function useListFilters(): readonly ListFilter[] {
  const conversations = useChatState(selectConversations);
  const actions = useChatState(selectActions);
  return useMemo(() => {
    const making = actions['create-group'];
    // Groups one cannot make may be there all the same, for instance made by an admin.
    let groups = making.supported || making.reason !== 'backend';
    const statuses = new Set<string>();
    for (const conversation of conversations.values()) {
      groups ||= conversation.kind === 'group';
      const status = statusOf(conversation);
      if (status !== null && !conversation.archived) statuses.add(status);
    }
    const told = statuses.size > 1 ? [...statuses].sort((left, right) => rank(left) - rank(right)) : [];
    return [
      'all',
      'unread',
      ...(groups ? (['groups'] as const) : []),
      ...told.map((status) => `status:${status}` as const),
      ...(actions.archive.supported ? (['archived'] as const) : []),
    ];
  }, [conversations, actions]);
}
