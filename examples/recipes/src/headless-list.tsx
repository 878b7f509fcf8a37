import type { ChatClient, ConversationId } from '@chat/core';
import { ChatProvider, useConversation, useConversations, useUnreadTotal } from '@chat/react';

/** No markup of ours: the hooks give data and verbs. Each line renders only when it changes. */
function Line({ id }: { readonly id: ConversationId }) {
  const conversation = useConversation(id);
  if (conversation === undefined) return null;
  return (
    <li>
      {conversation.title}
      {conversation.unreadCount > 0 ? ` (${conversation.unreadCount})` : ''}
    </li>
  );
}

function Lines() {
  const { ids, load, loadMore } = useConversations();
  const unread = useUnreadTotal();
  return (
    <section>
      <h2>Inbox: {unread} unread</h2>
      {load.name === 'failed' ? <p role="alert">{load.error.message}</p> : null}
      <ul>
        {ids.map((id) => (
          <Line key={id} id={id} />
        ))}
      </ul>
      <button onClick={() => void loadMore()}>More</button>
    </section>
  );
}

export function Inbox({ client }: { readonly client: ChatClient }) {
  return (
    <ChatProvider client={client}>
      <Lines />
    </ChatProvider>
  );
}
