import { selectUser, type User, type UserId } from '@chat/core';
import { useChatState } from './use-chat-state';

/** A person; undefined while not loaded. */
export function useUser(userId: UserId | null): User | undefined {
  return useChatState((state) => (userId === null ? undefined : selectUser(state, userId)));
}
