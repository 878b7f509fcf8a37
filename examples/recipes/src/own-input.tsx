import type { ChatClient } from '@chat/core';
import {
  Chat,
  ChatProvider,
  useChatClient,
  useDraft,
  type ChatComponents,
  type MessageInputProps,
} from '@chat/react';

/** The draft is kept and the message is queued, as with the input of the kit. */
function OneLine({ conversationId }: MessageInputProps) {
  const client = useChatClient();
  const draft = useDraft(conversationId, null);
  return (
    <form
      style={{ display: 'flex', gap: 8, padding: 12 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.text.trim() === '') return;
        client.sendMessage(conversationId, { text: draft.text });
        draft.clear();
      }}
    >
      <input
        aria-label="Answer"
        value={draft.text}
        onChange={(event) => draft.setText(event.target.value)}
        style={{ flex: 1 }}
      />
      <button type="submit">Answer</button>
    </form>
  );
}

const components: ChatComponents = { MessageInput: OneLine };

export function ChatWithOneLine({ client }: { readonly client: ChatClient }) {
  return (
    <ChatProvider client={client} components={components}>
      <Chat />
    </ChatProvider>
  );
}
