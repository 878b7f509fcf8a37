import type { ChatState } from '@chat/core';
import { useCallback, useSyncExternalStore } from 'react';
import { useChatClient } from './use-chat-client';

/**
 * A part of the state, again on every change of it. The selector must give the same value while nothing it reads
 * changed, as those of `@chat/core` do.
 */
export function useChatState<Selected>(select: (state: ChatState) => Selected): Selected {
  const client = useChatClient();
  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client]);
  const read = () => select(client.getState());
  return useSyncExternalStore(subscribe, read, read);
}
