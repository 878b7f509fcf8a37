import type { ChatClient, ConversationId } from '@chat/core';
import { ChatProvider, ChatView } from '@chat/react';

/** For a record's page in a CRM or a guest's page in a hotel dashboard: this conversation and no list. */
export function OneConversation({
  client,
  conversationId,
}: {
  readonly client: ChatClient;
  readonly conversationId: ConversationId;
}) {
  return (
    <ChatProvider client={client}>
      <div style={{ width: 380, height: 560 }}>
        <ChatView conversationId={conversationId} />
      </div>
    </ChatProvider>
  );
}
