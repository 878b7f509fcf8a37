import type { ConversationId } from '@chat/core';
import { forwardRef, useEffect, useImperativeHandle, useRef, type ReactNode } from 'react';
import { nowhere, type MessageNavigation } from '../../hooks/message-navigation';
import { useAnnouncements } from '../../hooks/use-announcements';
import { useComponents } from '../../hooks/use-chat-settings';
import { useOpenConversation } from '../../hooks/use-open-conversation';
import { classNames } from '../../lib/class-names';
import { ConnectionBanner } from '../connection-banner/connection-banner';
import { MessageInput } from '../message-input/message-input';
import { MessageList, type MessageListProps } from '../message-list/message-list';
import { PinnedBar } from '../pinned-bar/pinned-bar';
import { ChatHeader } from './chat-header';
import { ComposerProvider, useComposerActions } from './composer-context';
import { Doorman } from './doorman';
import { DropZone } from './drop-zone';
import type { MessageTarget } from './message-target';
import { NavigationProvider, useMessageNavigation } from './navigation-context';
import { PanelProvider, useViewPanel } from './panel-context';
import { TypingRow } from './typing-row';
import { useKeyboardInset } from './use-keyboard-inset';
import { ViewPanels } from './view-panels';

export interface ChatViewProps extends Pick<MessageListProps, 'virtualize'> {
  /** Null: nothing is chosen yet. */
  readonly conversationId: ConversationId | null;
  /** Goes to this message once its conversation is shown; every new object is a new wish. */
  readonly target?: MessageTarget | null | undefined;
  /** Opens a message of another conversation; with it, all conversations can be searched from here. */
  readonly onOpenMessage?: ((target: MessageTarget) => void) | undefined;
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
  { conversationId, target = null, onOpenMessage, className, ...rest },
  ref,
) {
  const root = useRef<HTMLElement>(null);
  const current = useRef<ChatViewHandle>(null);
  useKeyboardInset(root);
  useImperativeHandle(ref, () => ({
    scrollToMessage: (id) => shownHandle(current).scrollToMessage(id),
    scrollToEnd: () => shownHandle(current).scrollToEnd(),
    focusMessages: () => shownHandle(current).focusMessages(),
    focusInput: () => shownHandle(current).focusInput(),
  }));
  const show = (wanted: MessageTarget) => {
    // What goes wrong is shown over the messages.
    if (wanted.conversationId === conversationId)
      shownHandle(current)
        .scrollToMessage(wanted.messageId)
        .catch(() => undefined);
    else onOpenMessage?.(wanted);
  };
  return (
    <section
      ref={root}
      className={classNames('chat-view chat-surface', className)}
      data-open={conversationId === null ? undefined : ''}
    >
      <PanelProvider>
        <Columns>
          <ComposerProvider key={conversationId}>
            <NavigationProvider>
              <Handle ref={current} conversationId={conversationId} target={target} />
              <Doorman conversationId={conversationId} empty={rest.empty}>
                {(id) => <OpenChat {...rest} conversationId={id} />}
              </Doorman>
            </NavigationProvider>
          </ComposerProvider>
          {conversationId === null ? null : (
            <ViewPanels
              conversationId={conversationId}
              everywhere={onOpenMessage !== undefined}
              onShow={show}
            />
          )}
        </Columns>
      </PanelProvider>
    </section>
  );
});

/** The messages and, beside them or in their place, the panel that is open. */
function Columns({ children: [main, panel] }: { readonly children: readonly [ReactNode, ReactNode] }) {
  const { name } = useViewPanel();
  return (
    <div className="chat-view-columns" data-panel={name ?? undefined}>
      <div className="chat-view-main">{main}</div>
      {panel}
    </div>
  );
}

/** There from the first commit on, whatever is shown. */
function shownHandle(handle: { readonly current: ChatViewHandle | null }): ChatViewHandle {
  return handle.current ?? { ...nowhere, focusInput: () => undefined };
}

/** Answers for what is shown now. */
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
}: Omit<ChatViewProps, 'conversationId' | 'empty' | 'target' | 'onOpenMessage'> & {
  readonly conversationId: ConversationId;
}) {
  const { ChatHeader: Header = ChatHeader, MessageInput: Input = MessageInput } = useComponents();
  useOpenConversation(conversationId);
  useAnnouncements(conversationId);
  return (
    <DropZone conversationId={conversationId}>
      {header === undefined ? <Header conversationId={conversationId} onBack={onBack} /> : header}
      <ConnectionBanner conversationId={conversationId} tellsClosed={input === null} />
      <PinnedBar conversationId={conversationId} />
      <MessageList conversationId={conversationId} virtualize={virtualize} />
      <TypingRow conversationId={conversationId} />
      {input === undefined ? <Input conversationId={conversationId} /> : input}
    </DropZone>
  );
}
