import type { ChatState, ConversationId, User } from '@chat/core';
import { useMemo } from 'react';
import { useChatState } from './use-chat-state';

const nobody: readonly User[] = [];

/** The others in a conversation, as far as they are known; nobody unless `wanted`. */
export function useConversationPeople(conversationId: ConversationId, wanted = true): readonly User[] {
  const select = useMemo(
    () => (wanted ? selectPeople(conversationId) : () => nobody),
    [conversationId, wanted],
  );
  return useChatState(select);
}

/** Gives the same list while neither the conversation nor anybody in it changed. */
function selectPeople(conversationId: ConversationId): (state: ChatState) => readonly User[] {
  let known: readonly User[] = nobody;
  return ({ conversations, users, session }) => {
    const conversation = conversations.get(conversationId);
    if (conversation === undefined) return nobody;
    const me = session.name === 'signed-in' ? session.me : null;
    const ids = conversation.members?.map(({ userId }) => userId) ?? conversation.participants;
    const people = ids.flatMap((id) => (id === me ? [] : (users.get(id) ?? [])));
    const same = people.length === known.length && people.every((user, index) => user === known[index]);
    if (!same) known = people;
    return known;
  };
}
