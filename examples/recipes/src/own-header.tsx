import type { ChatClient } from '@chat/core';
import { Chat, ChatProvider, useConversation, type ChatComponents, type ChatHeaderProps } from '@chat/react';

function TicketHeader({ conversationId, onBack }: ChatHeaderProps) {
  const conversation = useConversation(conversationId);
  return (
    <header style={{ display: 'flex', gap: 12, padding: 12 }}>
      {onBack === undefined ? null : <button onClick={onBack}>All tickets</button>}
      <h2 style={{ margin: 0 }}>Ticket with {conversation?.title}</h2>
    </header>
  );
}

const components: ChatComponents = { ChatHeader: TicketHeader };

export function ChatWithTickets({ client }: { readonly client: ChatClient }) {
  return (
    <ChatProvider client={client} components={components}>
      <Chat />
    </ChatProvider>
  );
}
