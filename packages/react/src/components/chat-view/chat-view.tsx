import type { ConversationId, MessageId } from '@chat/core';
import { forwardRef, useEffect, useImperativeHandle, useRef, type ReactNode } from 'react';
import type { MessageNavigation } from '../../hooks/message-navigation';
import { useAnnouncements } from '../../hooks/use-announcements';
import { useComponents } from '../../hooks/use-chat-settings';
import { useOpenConversation } from '../../hooks/use-open-conversation';
import { classNames } from '../../lib/class-names';
import { ConnectionBanner } from '../connection-banner/connection-banner';
import { MessageInput } from '../message-input/message-input';
import { MessageList, type MessageListProps } from '../message-list/message-list';
import { ChatHeader } from './chat-header';
import { ComposerProvider, useComposerActions } from './composer-context';
import { Doorman } from './doorman';
import { DropZone } from './drop-zone';
import { NavigationProvider, useMessageNavigation } from './navigation-context';
import { TypingRow } from './typing-row';
import { useKeyboardInset } from './use-keyboard-inset';

/** A message of a conversation, to go to. */
export interface MessageTarget {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

export interface ChatViewProps extends Pick<MessageListProps, 'virtualize'> {
  /** Null: nothing is chosen yet. */
  readonly conversationId: ConversationId | null;
  /** Goes to this message once its conversation is shown; every new object is a new wish. */
  readonly target?: MessageTarget | null | undefined;
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

/** What a host can ask of a view. */
export interface ChatViewHandle extends MessageNavigation {
  focusInput(): void;
}

/** A whole conversation: header, messages, who is typing, input. Files can be dropped anywhere on it. */
export const ChatView = forwardRef<ChatViewHandle, ChatViewProps>(function ChatView(
  { conversationId, target = null, className, ...rest },
  ref,
) {
  const root = useRef<HTMLElement>(null);
  useKeyboardInset(root);
  return (
    <section
      ref={root}
      className={classNames('chat-view chat-surface', className)}
      data-open={conversationId === null ? undefined : ''}
    >
      <ComposerProvider key={conversationId}>
        <NavigationProvider>
          <Handle ref={ref} conversationId={conversationId} target={target} />
          <Doorman conversationId={conversationId} empty={rest.empty}>
            {(id) => <OpenChat {...rest} conversationId={id} />}
          </Doorman>
        </NavigationProvider>
      </ComposerProvider>
    </section>
  );
});

/** Answers the host, whatever is shown. */
const Handle = forwardRef<ChatViewHandle, Required<Pick<ChatViewProps, 'conversationId' | 'target'>>>(
  function Handle({ conversationId, target }, ref) {
    const navigation = useMessageNavigation();
    const { focusInput } = useComposerActions();
    useImperativeHandle(
      ref,
      () => ({
        scrollToMessage: (id) => navigation.scrollToMessage(id),
        scrollToEnd: () => navigation.scrollToEnd(),
        focusMessages: () => navigation.focusMessages(),
        focusInput,
      }),
      [navigation, focusInput],
    );
    useEffect(() => {
      if (target?.conversationId !== conversationId) return;
      // What goes wrong is shown over the messages.
      if (target != null) navigation.scrollToMessage(target.messageId).catch(() => undefined);
    }, [navigation, target, conversationId]);
    return null;
  },
);

function OpenChat({
  conversationId,
  onBack,
  virtualize,
  header,
  input,
}: Omit<ChatViewProps, 'conversationId' | 'empty' | 'target'> & {
  readonly conversationId: ConversationId;
}) {
  const { ChatHeader: Header = ChatHeader, MessageInput: Input = MessageInput } = useComponents();
  useOpenConversation(conversationId);
  useAnnouncements(conversationId);
  return (
    <DropZone conversationId={conversationId}>
      {header === undefined ? <Header conversationId={conversationId} onBack={onBack} /> : header}
      <ConnectionBanner />
      <MessageList conversationId={conversationId} virtualize={virtualize} />
      <TypingRow conversationId={conversationId} />
      {input === undefined ? <Input conversationId={conversationId} /> : input}
    </DropZone>
  );
}
