import type { ChatClient } from '@chat/core';
import { useEffect } from 'react';

/**
 * Starts the client on mount and closes it after unmount. For hosts whose client lives as long as a component;
 * a client shared by several places is better started where it is made.
 */
export function useChatClientLifecycle(client: ChatClient): void {
  useEffect(() => {
    let wanted = true;
    // In StrictMode the first mount is undone at once: start and close only when the dust has settled.
    void Promise.resolve().then(() => (wanted ? client.start() : undefined));
    return () => {
      wanted = false;
      void client.close();
    };
  }, [client]);
}
