import type { Presence, UserId } from '@chat/core';
import { useChatState } from './use-chat-state';

/** A hint whether a person is there; null where nothing is known. */
export function usePresence(userId: UserId | null): Presence | null {
  return useChatState((state) => (userId === null ? null : (state.presence.get(userId) ?? null)));
}
