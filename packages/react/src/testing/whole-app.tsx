import type { ChatClient } from '@chat/core';
import { ChatProvider } from '../chat-provider';
import { Chat } from '../components/chat/chat';
import { useChatClientLifecycle } from '../hooks/use-chat-client-lifecycle';
import { createScene, type Scene } from './scene';

/** One conversation with one message, its client not started. */
export function wholeScene(): Scene {
  return createScene({ messages: [{ by: 'Amir Haddad', text: 'Room 412 asks for a late check-out' }] });
}

/** What a host writes: everything the kit has, in a box. */
export function WholeApp({ client }: { readonly client: ChatClient }) {
  useChatClientLifecycle(client);
  return (
    <ChatProvider client={client} locale="en" timeZone="UTC" theme="light">
      <div style={{ width: 900, height: 600 }}>
        <Chat />
      </div>
    </ChatProvider>
  );
}
