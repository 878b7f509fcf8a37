import type { Conversation, ConversationView } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { factText } from '../../lib/fact-text';

/** `status:` with what the backend calls it, for conversations with guests. */
export type ListFilter = 'all' | 'unread' | 'groups' | 'archived' | `status:${string}`;

/** How far a guest has come; null for everybody else. */
export function statusOf({ kind, context }: Conversation): string | null {
  return kind === 'guest' ? (context.find(({ type }) => type === 'status')?.label ?? null) : null;
}

/** Archived conversations stand in their own list only. */
export function isListed({ conversation, unreadCount }: ConversationView, filter: ListFilter): boolean {
  if (conversation.archived || filter === 'archived') return conversation.archived && filter === 'archived';
  if (filter === 'unread') return unreadCount > 0;
  if (filter === 'groups') return conversation.kind === 'group';
  return filter === 'all' || filter === `status:${statusOf(conversation) ?? ''}`;
}

export interface ListFiltersProps {
  readonly filters: readonly ListFilter[];
  readonly value: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

/** Which conversations are shown. */
export function ListFilters({ filters, value, onChange }: ListFiltersProps) {
  const { conversationList: labels, facts } = useLabels();
  const names: Readonly<Record<string, string>> = {
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
          {names[filter] ?? factText({ type: 'status', label: filter.slice('status:'.length) }, facts)}
        </button>
      ))}
    </div>
  );
}
