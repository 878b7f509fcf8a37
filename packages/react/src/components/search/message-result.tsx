import type { Message } from '@chat/core';
import { memo } from 'react';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { useToday } from '../../hooks/use-today';
import { useAuthorName } from '../message-bubble/author';
import { useIsMe } from '../../hooks/use-is-me';
import { FoundText } from './found-text';

export interface MessageResultProps {
  readonly id: string;
  readonly message: Message;
  readonly question: string;
  readonly active: boolean;
  /** Results of several conversations stand together. */
  readonly showConversation: boolean;
  readonly onPick: (message: Message) => void;
}

/** A found message: who, when, and the words around what was found. */
export const MessageResult = memo(function MessageResult(props: MessageResultProps) {
  const { id, message, question, active, showConversation, onPick } = props;
  const labels = useLabels();
  const formats = useFormats();
  const today = useToday();
  const own = useIsMe(message.authorId);
  const author = useAuthorName({ ...message, authorName: message.authorName ?? null, own });
  const conversation = useConversation(message.conversationId);
  const names = message.attachments.map(({ name }) => name).filter((name) => name !== '');
  const text = [message.subject ?? '', message.text, ...names].filter((part) => part !== '').join(' · ');
  return (
    <div className="chat-result" id={id} role="option" aria-selected={active} onClick={() => onPick(message)}>
      <span className="chat-result-line">
        <bdi className="chat-result-author">
          {showConversation && conversation !== undefined
            ? labels.search.inConversation(author, conversation.title)
            : author}
        </bdi>
        <time
          className="chat-result-time"
          dateTime={new Date(message.createdAt).toISOString()}
          title={formats.dateTime(message.createdAt)}
        >
          {formats.moment(message.createdAt, today)}
        </time>
      </span>
      <FoundText text={text} question={question} />
    </div>
  );
});
