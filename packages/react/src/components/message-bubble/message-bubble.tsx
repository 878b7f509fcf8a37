import type { MessageId, MessageView } from '@chat/core';
import { memo } from 'react';
import { useFormats, useComponents, useLabels } from '../../hooks/use-chat-settings';
import { isEmojiOnly } from '../../lib/emoji-only';
import { Attachments } from '../attachments/attachments';
import { Icon } from '../icons/icon';
import { MessageText } from './message-text';
import { RelatedList } from './related-list';
import { ReplyPreview } from './reply-preview';

export interface MessageBubbleProps {
  readonly message: MessageView;
  /** First and last of a group of the same author: decides corners and whether the time is shown. Default true. */
  readonly first?: boolean | undefined;
  readonly last?: boolean | undefined;
  readonly onJump?: ((id: MessageId) => void) | undefined;
}

/** What a message says, in its bubble: quote, attachments, words, time. No avatar, no actions. */
export const MessageBubble = memo(function MessageBubble({
  message,
  first = true,
  last = true,
  onJump,
}: MessageBubbleProps) {
  const { MessageText: Text = DefaultText } = useComponents();
  const hasText = message.text !== '';
  const bare =
    !message.deleted &&
    hasText &&
    message.replyTo === null &&
    message.attachments.length === 0 &&
    message.subject === null &&
    message.related.length === 0;
  return (
    <div
      className="chat-bubble"
      data-own={message.onMySide ? '' : undefined}
      data-first={first ? '' : undefined}
      data-last={last ? '' : undefined}
      data-bare={bare && isEmojiOnly(message.text) ? '' : undefined}
      data-media={!message.deleted && message.attachments.length > 0 ? '' : undefined}
      data-status={message.status}
    >
      {message.deleted ? (
        <Tombstone own={message.own} />
      ) : (
        <>
          {message.replyTo === null ? null : <ReplyPreview replyTo={message.replyTo} onJump={onJump} />}
          {message.subject === null ? null : (
            <div className="chat-subject" dir="auto">
              {message.subject}
            </div>
          )}
          {message.related.length === 0 ? null : <RelatedList related={message.related} />}
          {message.attachments.length === 0 ? null : <Attachments message={message} />}
          {hasText ? <Text message={message} /> : null}
        </>
      )}
      <Meta message={message} showTime={last} />
    </div>
  );
});

function DefaultText({ message }: { readonly message: MessageView }) {
  return <MessageText text={message.text} mentions={message.mentions} />;
}

function Tombstone({ own }: { readonly own: boolean }) {
  const labels = useLabels().message;
  return (
    <div className="chat-tombstone">
      <Icon name="block" size={16} />
      {own ? labels.deletedByYou : labels.deleted}
    </div>
  );
}

function Meta({ message, showTime }: { readonly message: MessageView; readonly showTime: boolean }) {
  const labels = useLabels().message;
  const formats = useFormats();
  const edited = message.edited && !message.deleted;
  const marks = [
    message.changing ? labels.changing : edited ? labels.edited : null,
    showTime ? formats.time(message.createdAt) : null,
  ].filter((mark) => mark !== null);
  if (marks.length === 0 && !message.pinned) return null;
  return (
    <span className="chat-meta">
      {message.pinned ? (
        <span className="chat-meta-pin" role="img" aria-label={labels.pinned}>
          <Icon name="pin" size={12} />
        </span>
      ) : null}
      {marks.join(' · ')}
    </span>
  );
}
