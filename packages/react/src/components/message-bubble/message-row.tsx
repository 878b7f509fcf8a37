import type { ConversationKind, MessageId, MessageView } from '@chat/core';
import { memo, useState, type ReactNode } from 'react';
import { useComponents, useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useUser } from '../../hooks/use-user';
import { Avatar } from '../avatar/avatar';
import { useAuthorName } from './author';
import { MessageBubble } from './message-bubble';
import { Failure, MessageStatus } from './message-status';
import { Reactions } from './reactions';
import { SystemLine } from './system-line';
import { useMessageSupport } from '../../hooks/use-message-support';

export interface MessageRowProps {
  readonly message: MessageView;
  readonly first: boolean;
  readonly last: boolean;
  readonly conversationKind: ConversationKind;
  readonly showStatus: boolean;
  readonly highlighted: boolean;
  /** Names the row for screen readers; the list points at it. */
  readonly labelId?: string | undefined;
  readonly onJump?: ((id: MessageId) => void) | undefined;
  /** Shown beside the bubble while the row has attention. */
  readonly actions?: ReactNode;
}

/** A whole message: avatar, author, bubble, reactions, status. Renders again only when its own props change. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, labelId } = props;
  const { messageKinds } = useComponents();
  const author = useAuthorName(message);
  const formats = useFormats();
  const Custom = messageKinds?.[message.kind];
  return (
    <>
      {labelId === undefined ? null : (
        <span className="chat-hidden" id={labelId}>
          {author}, {formats.time(message.createdAt)}
        </span>
      )}
      {Custom !== undefined ? (
        <Custom message={message} />
      ) : message.kind === 'system' ? (
        <SystemLine message={message} />
      ) : (
        <PersonRow {...props} author={author} />
      )}
    </>
  );
});

function PersonRow({
  message,
  first,
  last,
  conversationKind,
  showStatus,
  highlighted,
  onJump,
  actions,
  author,
}: MessageRowProps & { readonly author: string }) {
  const { MessageBubble: Bubble = MessageBubble } = useComponents();
  const shown = useShownMessage(message);
  const { own, onMySide, failedChange: change } = message;
  const labels = useLabels();
  const grouped = conversationKind !== 'direct' && !own;
  return (
    <div
      className="chat-message"
      data-own={onMySide ? '' : undefined}
      data-first={first ? '' : undefined}
      data-highlighted={highlighted ? '' : undefined}
    >
      {onMySide ? null : (
        <span className="chat-message-avatar">
          {last ? <AuthorAvatar message={message} name={author} /> : null}
        </span>
      )}
      <div className="chat-message-body">
        {first && grouped ? <bdi className="chat-message-author">{author}</bdi> : null}
        <Bubble message={shown} first={first} last={last} onJump={onJump} />
        {message.reactions.length > 0 && !message.deleted ? <ReactionsBar message={message} /> : null}
        {own && (showStatus || message.status === 'failed') ? <MessageStatus message={message} /> : null}
        {change === null ? null : <Failure what={labels.status.unchanged} {...change} />}
      </div>
      {actions}
    </div>
  );
}

function ReactionsBar({ message }: { readonly message: MessageView }) {
  const [now] = useState(() => Date.now());
  const support = useMessageSupport(message, now);
  return <Reactions message={message} canReact={support.react.supported} />;
}

function AuthorAvatar({ message, name }: { readonly message: MessageView; readonly name: string }) {
  const user = useUser(message.authorId);
  return <Avatar name={name} id={message.authorId} url={user?.avatarUrl ?? null} />;
}

/** Kinds nobody here knows show their text, or say that they cannot be shown. */
function useShownMessage(message: MessageView): MessageView {
  const labels = useLabels().message;
  const empty = message.text === '' && message.attachments.length === 0 && !message.deleted;
  return empty ? { ...message, text: labels.unknownKind } : message;
}
