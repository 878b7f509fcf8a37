import type { MessageView } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { useUser } from '../../hooks/use-user';

/** The name shown for whoever wrote a message. */
export function useAuthorName(message: Pick<MessageView, 'authorId' | 'authorName' | 'own'>): string {
  const labels = useLabels().common;
  const user = useUser(message.authorId);
  if (message.own) return labels.you;
  return user?.name ?? message.authorName ?? labels.unknownPerson;
}
