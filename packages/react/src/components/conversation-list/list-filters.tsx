import type { ConversationView } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';

export type ListFilter = 'all' | 'unread' | 'groups' | 'archived';

/** Archived conversations stand in their own list only. */
export const filterRules: Readonly<Record<ListFilter, (view: ConversationView) => boolean>> = {
  all: ({ conversation }) => !conversation.archived,
  unread: ({ conversation, unreadCount }) => !conversation.archived && unreadCount > 0,
  groups: ({ conversation }) => !conversation.archived && conversation.kind === 'group',
  archived: ({ conversation }) => conversation.archived,
};

export interface ListFiltersProps {
  readonly filters: readonly ListFilter[];
  readonly value: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

/** Which conversations are shown. */
export function ListFilters({ filters, value, onChange }: ListFiltersProps) {
  const labels = useLabels().conversationList;
  const names: Readonly<Record<ListFilter, string>> = {
    all: labels.filterAll,
    unread: labels.filterUnread,
    groups: labels.filterGroups,
    archived: labels.filterArchived,
  };
  return (
    <div className="chat-list-filters" role="group" aria-label={labels.filters}>
      {filters.map((filter) => (
        <button
          key={filter}
          type="button"
          className="chat-list-filter"
          aria-pressed={filter === value}
          onClick={() => onChange(filter)}
        >
          {names[filter]}
        </button>
      ))}
    </div>
  );
}
