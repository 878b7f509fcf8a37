import type { MessageId, ReplyPreview as Preview } from '@chat/core';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { useUser } from '../../hooks/use-user';

export interface ReplyPreviewProps {
  readonly replyTo: Preview;
  /** Goes to the quoted message; without it the quote cannot be pressed. */
  readonly onJump?: ((id: MessageId) => void) | undefined;
}

/** What a reply quotes: author and the first lines; a press goes there. */
export function ReplyPreview({ replyTo, onJump }: ReplyPreviewProps) {
  const labels = useLabels();
  const user = useUser(replyTo.authorId);
  const own = useChatState(({ session }) => session.name === 'signed-in' && session.me === replyTo.authorId);
  const author = own ? labels.common.you : (user?.name ?? replyTo.authorName ?? labels.common.unknownPerson);
  const gone = replyTo.text === null;
  const text =
    replyTo.text === null
      ? labels.message.replyGone
      : replyTo.text === ''
        ? labels.message.attachments(replyTo.attachmentCount)
        : replyTo.text;
  const content = (
    <>
      {gone ? null : <bdi className="chat-quote-author">{author}</bdi>}
      <span className="chat-quote-text" dir="auto" data-gone={gone ? '' : undefined}>
        {text}
      </span>
    </>
  );
  if (gone || onJump === undefined) return <div className="chat-quote">{content}</div>;
  return (
    <button
      type="button"
      className="chat-quote"
      tabIndex={-1}
      title={labels.message.jumpToReply(author)}
      onClick={() => onJump(replyTo.messageId)}
    >
      {content}
    </button>
  );
}
