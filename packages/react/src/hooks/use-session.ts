import type { ChatState, SessionState } from '@chat/core';
import { useChatState } from './use-chat-state';

const selectSession = (state: ChatState) => state.session;

/** Who is signed in, or why nobody is. */
export function useSession(): SessionState {
  return useChatState(selectSession);
}
