import type { ConversationId } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { useConversationReader } from '../../hooks/use-conversation-reader';
import { useNewMessages } from '../../hooks/use-new-messages';
import { useNotifications } from '../../hooks/use-notifications';

export interface NotifierProps {
  /** What is being looked at needs no notification while the page has the attention. */
  readonly openId: ConversationId | null;
  /** A notification was pressed. */
  readonly onOpen: (conversationId: ConversationId) => void;
}

/** Shows nothing on the page: tells the person outside of it what came, where they want that. */
export function Notifier({ openId, onOpen }: NotifierProps) {
  const labels = useLabels().conversationList;
  const read = useConversationReader();
  const { state, sound } = useNotifications();
  useNewMessages(
    ({ id }) => {
      const view = read(id);
      if (view === undefined) return;
      const attentive = document.visibilityState === 'visible' && document.hasFocus();
      const telling = { openId, attentive, state, sound, labels, onOpen };
      // Offline there is nothing new to tell of, and nothing to fetch this from.
      void import('./tell-of-message').then(({ tellOfMessage }) => tellOfMessage(view, telling));
    },
    sound || state === 'on',
  );
  return null;
}
