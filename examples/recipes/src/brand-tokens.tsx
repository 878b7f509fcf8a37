import type { ChatClient } from '@chat/core';
import { Chat, ChatProvider } from '@chat/react';
import './brand.css';

/** Everything else – hover, selection, own bubbles, both themes – is derived from these few. */
export function BrandedChat({ client }: { readonly client: ChatClient }) {
  return (
    <div className="acme" style={{ height: '100%' }}>
      <ChatProvider client={client}>
        <Chat />
      </ChatProvider>
    </div>
  );
}
