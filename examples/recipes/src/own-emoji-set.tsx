import type { ChatClient } from '@chat/core';
import { Chat, ChatProvider } from '@chat/react';

/** Offered to react and to write with, instead of every emoji; a backend's own set is narrower still. */
const emoji = ['✅', '👀', '🙏', '🎉'];

export function ChatWithFourEmoji({ client }: { readonly client: ChatClient }) {
  return (
    <ChatProvider client={client} emoji={emoji}>
      <Chat />
    </ChatProvider>
  );
}
