import type { ChatState, CommandFailure, LocalId, MessageStatus as Status, MessageView } from '@chat/core';
import { useChatClient } from '../../hooks/use-chat-client';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
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
};

const mostReaders = 4;

/** How far an own message got, in words; a failed one can be sent again or thrown away. */
export function MessageStatus({ message }: { readonly message: MessageView }) {
  const labels = useLabels();
  const readers = useReaders(message);
  const { status, failure, localId } = message;
  const icon = icons[status];
  if (status === 'failed' && failure !== null && localId !== null)
    return <Failure what={labels.status.failed} failure={failure} localId={localId} />;
  return (
    <div className="chat-status" data-status={status}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      <span className="chat-part">
        {status === 'read' && readers !== null ? labels.message.readBy(readers) : labels.status[status]}
      </span>
    </div>
  );
}

interface FailureProps {
  readonly what: string;
  readonly failure: CommandFailure;
  readonly localId: LocalId;
  /** What would have been said. */
  readonly text?: string | null;
}

/** What did not work and why, also in the backend's words, and the two ways on. */
export function Failure({ what, failure: { code, said }, localId, text = null }: FailureProps) {
  const labels = useLabels();
  const client = useChatClient();
  return (
    <div className="chat-status" data-status="failed">
      <Icon name="warning" size={14} />
      <span className="chat-part">
        {`${what}: ${labels.error[code]}`}
        {said === undefined ? null : <bdi className="chat-status-said">{said}</bdi>}
        {text === null ? null : <bdi className="chat-status-said">{`“${text}”`}</bdi>}
      </span>
      <button type="button" className="chat-status-action" onClick={() => client.retry(localId)}>
        {labels.message.retry}
      </button>
      <button type="button" className="chat-status-action" onClick={() => client.discard(localId)}>
        {labels.message.discard}
      </button>
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
