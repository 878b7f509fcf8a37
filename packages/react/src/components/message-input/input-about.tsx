import type { MessageView } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useNow } from '../../hooks/use-now';
import { useUser } from '../../hooks/use-user';
import { IconButton } from '../button/button';
import type { ComposerMode } from '../chat-view/composer-context';
import { Icon } from '../icons/icon';

/** Above the text: which message is answered or edited, and the way out. */
export function InputAbout({ mode, onLeave }: { readonly mode: ComposerMode; readonly onLeave: () => void }) {
  const labels = useLabels().messageInput;
  if (mode.name === 'new') return null;
  const leave = mode.name === 'reply' ? labels.cancelReply : labels.cancelEdit;
  return (
    <div className="chat-input-about">
      <span className="chat-input-about-icon">
        <Icon name={mode.name === 'reply' ? 'reply' : 'edit'} size={18} />
      </span>
      <span className="chat-input-about-words">
        <span className="chat-input-about-title">
          {mode.name === 'reply' ? (
            <ReplyTitle message={mode.message} />
          ) : (
            <EditTitle message={mode.message} />
          )}
        </span>
        <Quoted message={mode.message} />
      </span>
      <IconButton size="small" label={leave} icon={<Icon name="close" size={18} />} onClick={onLeave} />
    </div>
  );
}

/** Where editing ends at some time, how long there is left. */
function EditTitle({ message }: { readonly message: MessageView }) {
  const labels = useLabels().messageInput;
  const formats = useFormats();
  const windowMs = useChatState((state) => state.limits.editWindowMs);
  const ends = windowMs === null || message.id === null ? null : message.createdAt + windowMs;
  const now = useNow(ends === null ? null : 1_000);
  if (ends === null || now >= ends) return labels.editing;
  return labels.editingLeft(formats.duration((ends - now) / 1_000));
}

function ReplyTitle({ message }: { readonly message: MessageView }) {
  const labels = useLabels();
  const author = useUser(message.authorId);
  const name = message.own
    ? labels.common.you
    : (author?.name ?? message.authorName ?? labels.common.unknownPerson);
  return labels.messageInput.replyingTo(name);
}

function Quoted({ message }: { readonly message: MessageView }) {
  const labels = useLabels().message;
  const text =
    message.text.trim() === '' ? labels.attachments(Math.max(1, message.attachments.length)) : message.text;
  return <bdi className="chat-input-about-text">{text}</bdi>;
}
