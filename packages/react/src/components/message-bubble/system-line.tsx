import type { MessageView } from '@chat/core';
import { useFormats } from '../../hooks/use-chat-settings';

/** Something that happened in the conversation, told by the backend. */
export function SystemLine({ message }: { readonly message: MessageView }) {
  const formats = useFormats();
  return (
    <div className="chat-system" title={formats.dateTime(message.createdAt)}>
      <span className="chat-part" dir="auto">
        {message.text}
      </span>
    </div>
  );
}
