import type { ChatClient } from '@chat/core';
import { Chat, ChatProvider, type ChatComponents, type MessageSlotProps } from '@chat/react';

/** For messages your adapter decodes as `kind: 'order'`. */
function OrderCard({ message }: MessageSlotProps) {
  return (
    <article aria-label="Order" style={{ margin: 8, padding: 12, border: '1px solid', borderRadius: 8 }}>
      <strong>Order</strong> {message.text}
    </article>
  );
}

const components: ChatComponents = { messageKinds: { order: OrderCard } };

export function ChatWithOrders({ client }: { readonly client: ChatClient }) {
  return (
    <ChatProvider client={client} components={components}>
      <Chat />
    </ChatProvider>
  );
}
