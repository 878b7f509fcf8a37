import type { UserId } from '@chat/core';
import { useChatState } from './use-chat-state';

/** Whether this is the person who is signed in. */
export function useIsMe(userId: UserId | null): boolean {
  return useChatState(({ session }) => session.name === 'signed-in' && session.me === userId);
}
