import type { ChatState, ConversationId } from '@chat/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { useSession } from '../../hooks/use-session';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';
import { MessageListSkeleton } from '../message-list/list-states';

export interface DoormanProps {
  readonly conversationId: ConversationId | null;
  readonly empty?: ReactNode;
  readonly children: (conversationId: ConversationId) => ReactNode;
}

/** Lets in whoever is signed in and names a conversation that exists; tells the others why not. */
export function Doorman({ conversationId, empty, children }: DoormanProps) {
  const labels = useLabels().chatView;
  const session = useSession();
  if (session.name === 'signed-out') {
    return <Notice icon="person" title={labels.noSession} text={labels.noSessionHint} />;
  }
  if (conversationId === null) {
    return empty ?? <Notice icon="message" title={labels.noConversation} text={labels.noConversationHint} />;
  }
  return (
    <Known key={conversationId} conversationId={conversationId}>
      {children}
    </Known>
  );
}

/** A conversation that no list has told of is asked for by itself. */
function Known({ conversationId, children }: DoormanProps & { readonly conversationId: ConversationId }) {
  const client = useChatClient();
  const labels = useLabels().chatView;
  const known = useChatState((state) => state.conversations.has(conversationId));
  const ready = useChatState(isReady);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (known || !ready) return undefined;
    let shown = true;
    client.loadConversation(conversationId).catch(() => {
      if (shown) setMissing(true);
    });
    return () => {
      shown = false;
    };
  }, [client, conversationId, known, ready]);
  if (known) return children(conversationId);
  if (missing) return <Notice icon="block" title={labels.missing} text={labels.missingHint} />;
  return <MessageListSkeleton />;
}

const isReady = ({ session, conversationList }: ChatState) =>
  session.name === 'signed-in' && (conversationList.name === 'ready' || conversationList.name === 'failed');

function Notice({
  icon,
  title,
  text,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}) {
  return (
    <div className="chat-notice chat-view-notice">
      <Icon name={icon} size={32} />
      <div className="chat-notice-title">{title}</div>
      <div className="chat-part">{text}</div>
    </div>
  );
}
