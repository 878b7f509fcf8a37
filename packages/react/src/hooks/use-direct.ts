import type { ChatState, ConversationId, User } from '@chat/core';
import { useAction, type ActionState } from './use-action';
import { useChatClient } from './use-chat-client';

export interface Direct {
  readonly state: ActionState;
  /** Opens the conversation with a person, starting it where there is none yet. */
  readonly open: (user: User) => void;
}

/** Direct conversations with people of one directory; undefined or null for any. */
export function useDirect(
  directoryId: string | undefined | null,
  onOpened: (conversationId: ConversationId) => void,
): Direct {
  const client = useChatClient();
  const action = useAction();
  return {
    state: action.state,
    open(user) {
      const known = findDirect(client.getState(), user, directoryId);
      if (known !== undefined) {
        onOpened(known);
        return;
      }
      const where = directoryId == null ? {} : { directoryId };
      action.run(
        () => client.perform({ kind: 'create-direct', userId: user.id, ...where }),
        (conversation) => onOpened(conversation.id),
      );
    },
  };
}

/** The direct conversation one already has with somebody, in the directory where there are several. */
function findDirect(
  state: ChatState,
  user: User,
  directoryId: string | undefined | null,
): ConversationId | undefined {
  for (const conversation of state.conversations.values()) {
    if (conversation.kind !== 'direct' || !conversation.participants.includes(user.id)) continue;
    const ids = conversation.context.flatMap((fact) => fact.id ?? []);
    if (directoryId == null || ids.length === 0 || ids.includes(directoryId)) return conversation.id;
  }
  return undefined;
}
