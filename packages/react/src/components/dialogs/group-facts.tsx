import type { Conversation } from '@chat/core';
import { useConversation } from '../../hooks/use-conversation';
import { Avatar } from '../avatar/avatar';

/** What a group is called, by its people where it has no name, and what it is for. */
export function GroupFacts({
  conversation: { id, avatarUrl, description },
}: {
  readonly conversation: Conversation;
}) {
  const title = useConversation(id)?.title ?? '';
  return (
    <div className="chat-group-fields">
      <Avatar name={title} id={id} url={avatarUrl} size={56} />
      <div className="chat-group-texts">
        <bdi className="chat-group-name">{title}</bdi>
        {description === null ? null : <bdi className="chat-group-description">{description}</bdi>}
      </div>
    </div>
  );
}
