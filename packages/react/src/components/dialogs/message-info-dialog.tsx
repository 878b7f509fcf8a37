import type { MessageView, ReadMark } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
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
  return (
    <>
      <dl className="chat-facts">
        <dt className="chat-part">{labels.dialogs.sentAt}</dt>
        <dd className="chat-part">{formats.dateTime(message.createdAt)}</dd>
        <dt className="chat-part">{labels.dialogs.status}</dt>
        <dd className="chat-part">{labels.status[message.status]}</dd>
      </dl>
      <h3 className="chat-dialog-section-title">{labels.dialogs.readBy}</h3>
      {message.readBy.length === 0 ? (
        <p className="chat-dialog-note">{labels.dialogs.readByNobody}</p>
      ) : (
        <ul className="chat-member-list">
          {message.readBy.map((mark) => (
            <Reader key={mark.userId} mark={mark} />
          ))}
        </ul>
      )}
    </>
  );
}

function Reader({ mark }: { readonly mark: ReadMark }) {
  const labels = useLabels().common;
  const formats = useFormats();
  const user = useUser(mark.userId);
  const name = user?.name ?? labels.unknownPerson;
  return (
    <li className="chat-person">
      <Avatar name={name} id={mark.userId} url={user?.avatarUrl} size={36} />
      <span className="chat-person-text">
        <bdi className="chat-person-name">{name}</bdi>
        {mark.at === null ? null : <span className="chat-person-handle">{formats.dateTime(mark.at)}</span>}
      </span>
    </li>
  );
}
