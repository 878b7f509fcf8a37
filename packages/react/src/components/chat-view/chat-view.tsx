import type { ConversationId } from '@chat/core';
import type { ReactNode } from 'react';
import { useAnnouncements } from '../../hooks/use-announcements';
import { useOpenConversation } from '../../hooks/use-open-conversation';
import { classNames } from '../../lib/class-names';
import { ConnectionBanner } from '../connection-banner/connection-banner';
import { MessageInput } from '../message-input/message-input';
import { MessageList } from '../message-list/message-list';
import { ChatHeader } from './chat-header';
import { ComposerProvider } from './composer-context';
import { Doorman } from './doorman';
import { DropZone } from './drop-zone';
import { TypingRow } from './typing-row';

export interface ChatViewProps {
  /** Null: nothing is chosen yet. */
  readonly conversationId: ConversationId | null;
  /** Shows a way back, for layouts with one pane. */
  readonly onBack?: (() => void) | undefined;
  /** Instead of the header; null for none. */
  readonly header?: ReactNode;
  /** Instead of the input; null for none. */
  readonly input?: ReactNode;
  /** While nothing is chosen. */
  readonly empty?: ReactNode;
  readonly className?: string | undefined;
}

/** A whole conversation: header, messages, who is typing, input. Files can be dropped anywhere on it. */
export function ChatView({ conversationId, className, ...rest }: ChatViewProps) {
  return (
    <section
      className={classNames('chat-view chat-surface', className)}
      data-open={conversationId === null ? undefined : ''}
    >
      <Doorman conversationId={conversationId} empty={rest.empty}>
        {(id) => (
          <ComposerProvider key={id}>
            <OpenChat {...rest} conversationId={id} />
          </ComposerProvider>
        )}
      </Doorman>
    </section>
  );
}

function OpenChat({
  conversationId,
  onBack,
  header = <ChatHeader conversationId={conversationId} onBack={onBack} />,
  input = <MessageInput conversationId={conversationId} />,
}: Omit<ChatViewProps, 'conversationId' | 'empty'> & { readonly conversationId: ConversationId }) {
  useOpenConversation(conversationId);
  useAnnouncements(conversationId);
  return (
    <DropZone conversationId={conversationId}>
      {header}
      <ConnectionBanner />
      <MessageList conversationId={conversationId} />
      <TypingRow conversationId={conversationId} />
      {input}
    </DropZone>
  );
}
