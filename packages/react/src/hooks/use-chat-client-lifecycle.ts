import type { ChatClient } from '@chat/core';
import { useEffect } from 'react';

/**
 * Starts the client on mount and closes it after unmount. For hosts whose client lives as long as a component;
 * a client shared by several places is better started where it is made. What goes wrong is told by the client's
 * `warning` event.
 */
export function useChatClientLifecycle(client: ChatClient): void {
  useEffect(() => {
    // The client tells by itself what fails here.
    client.start().catch(() => undefined);
    return () => {
      client.close().catch(() => undefined);
    };
  }, [client]);
}
