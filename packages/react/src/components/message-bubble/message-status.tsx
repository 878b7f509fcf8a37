import type { ChatState, MessageStatus as Status, MessageView } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useMessageActions } from '../../hooks/use-message-actions';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';

const icons: Partial<Record<Status, IconName>> = {
  saving: 'clock',
  queued: 'clock',
  sending: 'clock',
  checking: 'clock',
  sent: 'check',
  delivered: 'checkDouble',
  read: 'checkDouble',
  failed: 'warning',
};

const mostReaders = 4;

/** How far an own message got, in words; a failed one can be sent again or thrown away. */
export function MessageStatus({ message }: { readonly message: MessageView }) {
  const labels = useLabels();
  const actions = useMessageActions();
  const readers = useReaders(message);
  const icon = icons[message.status];
  const failed = message.status === 'failed';
  const reason = failed && message.failure !== null ? labels.error[message.failure.code] : null;
  return (
    <div className="chat-status" data-status={message.status}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      <span className="chat-part">
        {message.status === 'read' && readers !== null
          ? labels.message.readBy(readers)
          : labels.status[message.status]}
        {reason === null ? null : `: ${reason}`}
      </span>
      {failed && message.localId !== null ? (
        <>
          <button type="button" className="chat-status-action" onClick={() => actions.retry(message)}>
            {labels.message.retry}
          </button>
          <button type="button" className="chat-status-action" onClick={() => actions.discard(message)}>
            {labels.message.discard}
          </button>
        </>
      ) : null}
    </div>
  );
}

/** Names of those who read it, in groups only: with one other person it is clear. */
function useReaders(message: MessageView): string | null {
  const formats = useFormats();
  const labels = useLabels();
  return useChatState((state: ChatState) => {
    if (message.readBy.length === 0 || state.conversations.get(message.conversationId)?.kind !== 'group')
      return null;
    const names = message.readBy
      .filter(({ userId }) => userId !== message.authorId)
      .map(({ userId }) => state.users.get(userId)?.name ?? labels.common.unknownPerson);
    if (names.length === 0) return null;
    return labels.message.othersReacted(
      formats.list(names.slice(0, mostReaders)),
      Math.max(0, names.length - mostReaders),
    );
  });
}
