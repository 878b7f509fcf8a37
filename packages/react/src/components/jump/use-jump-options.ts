import type { ConversationId, ConversationView, Message, User } from '@chat/core';
import { useChatState } from '../../hooks/use-chat-state';
import { useConversationReader } from '../../hooks/use-conversation-reader';
import { usePeople } from '../../hooks/use-people';
import { useSearch, type Search } from '../../hooks/use-search';
import { useVisibleConversations } from '../../hooks/use-visible-conversations';
import { wordMatcher } from '../../lib/match-words';

/** Somewhere to go. */
export type JumpOption =
  | { readonly kind: 'conversation'; readonly key: string; readonly id: ConversationId }
  | { readonly kind: 'person'; readonly key: string; readonly user: User }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message };

export interface JumpOptions {
  /** Conversations, then people, then messages. */
  readonly options: readonly JumpOption[];
  readonly searching: boolean;
  readonly source: Search['source'];
}

const mostConversations = 6;
const mostPeople = 5;
const mostMessages = 8;
const any = (conversation: ConversationView) => !conversation.conversation.archived;

/** What fits a text; without one, the conversations with the latest activity. */
export function useJumpOptions(text: string): JumpOptions {
  const words = text.trim();
  const read = useConversationReader();
  const fitting = useVisibleConversations({ text: words, accepts: any });
  const isNamed = wordMatcher(words);
  // What is called so comes before what somebody called so is in.
  const named = fitting.filter((id) => isNamed(read(id)?.title ?? ''));
  const ids = [...new Set([...named, ...fitting])].slice(0, mostConversations);
  const mayStart = useChatState(
    ({ capabilities }) =>
      capabilities.search.users.supported && capabilities.actions['create-direct'].supported,
  );
  const asked = words !== '' && mayStart;
  const people = usePeople(asked ? words : '', asked ? undefined : null);
  const search = useSearch(words);
  const conversations = useChatState((state) => state.conversations);
  // Whoever's own conversation is listed already needs no second line.
  const listed = new Set(
    ids.flatMap((id) => {
      const conversation = conversations.get(id);
      return conversation?.kind === 'direct' ? conversation.participants : [];
    }),
  );
  const users = asked ? people.users.filter(({ id }) => !listed.has(id)) : [];
  return {
    options: [
      ...ids.map((id) => ({ kind: 'conversation' as const, key: `c ${id}`, id })),
      ...users.slice(0, mostPeople).map((user) => ({ kind: 'person' as const, key: `p ${user.id}`, user })),
      ...search.messages.slice(0, mostMessages).map((message) => ({
        kind: 'message' as const,
        key: `m ${message.conversationId} ${message.id}`,
        message,
      })),
    ],
    searching: search.state === 'searching' || (asked && people.state === 'loading'),
    source: search.source,
  };
}
