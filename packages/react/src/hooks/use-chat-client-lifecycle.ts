import type { ChatClient } from '@chat/core';
import { useEffect } from 'react';

/**
 * Starts the client on mount and closes it after unmount. For hosts whose client lives as long as a component;
 * a client shared by several places is better started where it is made. What goes wrong shows in the state.
 */
export function useChatClientLifecycle(client: ChatClient): void {
  useEffect(() => {
    client.start().catch(() => undefined);
    return () => {
      client.close().catch(() => undefined);
    };
  }, [client]);
}
