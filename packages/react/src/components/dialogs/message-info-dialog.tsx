import type { MessageView, ReadMark } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useUser } from '../../hooks/use-user';
import { Avatar } from '../avatar/avatar';
import { Dialog } from './dialog';

export interface MessageInfoDialogProps {
  readonly open: boolean;
  readonly message: MessageView;
  readonly onOpenChange: (open: boolean) => void;
}

/** When a message was sent and who has read it. */
export function MessageInfoDialog({ open, message, onOpenChange }: MessageInfoDialogProps) {
  const labels = useLabels().dialogs;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={labels.messageInfo}>
      <MessageInfo message={message} />
    </Dialog>
  );
}

function MessageInfo({ message }: { readonly message: MessageView }) {
  const labels = useLabels();
  const formats = useFormats();
  const tellsReaders = useChatState((state) => state.capabilities.receipts.read === 'per-user');
  return (
    <>
      <dl className="chat-facts">
        <dt className="chat-part">{labels.dialogs.sentAt}</dt>
        <dd className="chat-part">{formats.dateTime(message.createdAt)}</dd>
        <dt className="chat-part">{labels.dialogs.status}</dt>
        <dd className="chat-part">{labels.status[message.status]}</dd>
      </dl>
      {tellsReaders ? <Readers message={message} /> : null}
    </>
  );
}

function Readers({ message }: { readonly message: MessageView }) {
  const labels = useLabels().dialogs;
  const conversation = useChatState((state) => state.conversations.get(message.conversationId));
  const marks = message.readBy.filter(({ userId }) => userId !== message.authorId);
  const readers = new Set(marks.map(({ userId }) => userId));
  const people = conversation?.members?.map(({ userId }) => userId) ?? conversation?.participants ?? [];
  const others =
    conversation?.kind === 'group'
      ? people.filter((userId) => userId !== message.authorId && !readers.has(userId))
      : [];
  return (
    <>
      <h3 className="chat-dialog-section-title">{labels.readBy}</h3>
      {marks.length === 0 ? (
        <p className="chat-dialog-note">{labels.readByNobody}</p>
      ) : (
        <ul className="chat-member-list">
          {marks.map(({ userId, at }) => (
            <Reader key={userId} userId={userId} at={at} />
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <>
          <h3 className="chat-dialog-section-title">{labels.notReadBy}</h3>
          <ul className="chat-member-list">
            {others.map((userId) => (
              <Reader key={userId} userId={userId} at={null} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Reader({ userId, at }: ReadMark) {
  const labels = useLabels().common;
  const formats = useFormats();
  const user = useUser(userId);
  const name = user?.name ?? labels.unknownPerson;
  return (
    <li className="chat-person">
      <Avatar name={name} id={userId} url={user?.avatarUrl} size={36} />
      <span className="chat-person-text">
        <bdi className="chat-person-name">{name}</bdi>
        {at === null ? null : <span className="chat-person-handle">{formats.dateTime(at)}</span>}
      </span>
    </li>
  );
}
