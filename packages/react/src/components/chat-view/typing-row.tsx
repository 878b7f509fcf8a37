import type { ConversationId } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';

const mostNames = 2;

/** Who is typing, in room that is always kept, so that nothing jumps when somebody starts. */
export function TypingRow({ conversationId }: { readonly conversationId: ConversationId }) {
  const labels = useLabels().chatView;
  const formats = useFormats();
  const people = useConversation(conversationId)?.typing ?? [];
  const names = people.map(({ name }) => name).filter((name) => name !== '');
  const text =
    people.length === 0
      ? null
      : people.length > mostNames
        ? labels.typingMany(people.length)
        : names.length === 0
          ? labels.typingUnnamed
          : labels.typing(formats.list(names), names.length);
  return (
    <div className="chat-typing">
      {text === null ? null : (
        <>
          <span className="chat-typing-dots" aria-hidden="true">
            <span className="chat-typing-dot" />
            <span className="chat-typing-dot" />
            <span className="chat-typing-dot" />
          </span>
          <span className="chat-typing-text">{text}</span>
        </>
      )}
    </div>
  );
}
