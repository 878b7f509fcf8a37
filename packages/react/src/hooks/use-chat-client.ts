import type { ChatClient } from '@chat/core';
import { useContext } from 'react';
import { ClientContext } from '../chat-context';

/** The client of the nearest `ChatProvider`. */
export function useChatClient(): ChatClient {
  const client = useContext(ClientContext);
  if (client === null)
    throw new Error('Chat components and hooks need a <ChatProvider client={…}> above them.');
  return client;
}
