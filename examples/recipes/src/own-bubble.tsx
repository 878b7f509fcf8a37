import type { ChatClient } from '@chat/core';
import { Chat, ChatProvider, MessageText, type ChatComponents, type MessageBubbleProps } from '@chat/react';

/** Flat notes instead of bubbles; `MessageText` keeps links safe. */
function Note({ message }: MessageBubbleProps) {
  return (
    <div style={{ padding: 8, borderInlineStart: `3px solid ${message.own ? 'teal' : 'gray'}` }}>
      <MessageText text={message.deleted ? '(removed)' : message.text} />
    </div>
  );
}

// Outside the component: a new object on every render would render everything again.
const components: ChatComponents = { MessageBubble: Note };

export function ChatWithNotes({ client }: { readonly client: ChatClient }) {
  return (
    <ChatProvider client={client} components={components}>
      <Chat />
    </ChatProvider>
  );
}
