import type { ChatState, ConnectionState, StorageState } from '@chat/core';
import { useCallback } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

const selectConnection = (state: ChatState) => state.connection;
const selectStorage = (state: ChatState) => state.storage;

export interface UseConnection {
  readonly connection: ConnectionState;
  readonly storage: StorageState;
  /** Tries the link and the queue now instead of at the next planned time. */
  readonly reconnect: () => void;
}

/** How the client is linked and whether what it keeps survives a reload. */
export function useConnection(): UseConnection {
  const client = useChatClient();
  const reconnect = useCallback(() => client.reconnect(), [client]);
  return { connection: useChatState(selectConnection), storage: useChatState(selectStorage), reconnect };
}
