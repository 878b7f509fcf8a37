import type { ChatState, ConversationView } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';

export type ListFilter = 'all' | 'unread' | 'groups' | 'archived';

/** Archived conversations stand in their own list only. */
export const filterRules: Readonly<Record<ListFilter, (view: ConversationView) => boolean>> = {
  all: ({ conversation }) => !conversation.archived,
  unread: ({ conversation, unreadCount }) => !conversation.archived && unreadCount > 0,
  groups: ({ conversation }) => !conversation.archived && conversation.kind === 'group',
  archived: ({ conversation }) => conversation.archived,
};

const selectHasArchive = ({ capabilities }: ChatState) => capabilities.actions.archive.supported;

/** Groups one cannot make may be there all the same, for instance made by an admin. */
function selectHasGroups({ capabilities, conversations }: ChatState): boolean {
  const making = capabilities.actions['create-group'];
  if (making.supported || making.reason !== 'backend') return true;
  for (const { kind } of conversations.values()) if (kind === 'group') return true;
  return false;
}

/** The host's choice, or each that can show something on this backend. */
export function useOfferedFilters(given: readonly ListFilter[] | undefined): readonly ListFilter[] {
  const hasGroups = useChatState(selectHasGroups);
  const hasArchive = useChatState(selectHasArchive);
  if (given !== undefined) return given;
  return [
    'all',
    'unread',
    ...(hasGroups ? (['groups'] as const) : []),
    ...(hasArchive ? (['archived'] as const) : []),
  ];
}

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
