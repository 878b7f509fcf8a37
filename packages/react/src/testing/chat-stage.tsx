import type { ChatClient } from '@chat/core';
import type { ReactNode } from 'react';
import { ChatProvider, type ChatProviderProps } from '../chat-provider';
import { useChatClientLifecycle } from '../hooks/use-chat-client-lifecycle';

export interface ChatStageProps extends Omit<ChatProviderProps, 'client'> {
  readonly client: ChatClient;
  readonly width?: number | string;
  readonly height?: number | string;
  readonly children: ReactNode;
}

/** A box of a given size with a started client in it, for stories and tests. */
export function ChatStage({
  client,
  width = '100%',
  height = '100vh',
  children,
  ...provider
}: ChatStageProps) {
  useChatClientLifecycle(client);
  return (
    <ChatProvider client={client} {...provider}>
      <div style={{ width, height, overflow: 'hidden' }}>{children}</div>
    </ChatProvider>
  );
}
