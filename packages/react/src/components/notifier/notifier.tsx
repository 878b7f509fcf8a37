import type { ConversationId } from '@chat/core';
import { useNotifications } from '../../hooks/use-notifications';
import { useOnDemand } from '../../hooks/use-on-demand';

export interface NotifierProps {
  /** What is being looked at needs no notification while the page has the attention. */
  readonly openId: ConversationId | null;
  /** A notification was pressed. */
  readonly onOpen: (conversationId: ConversationId) => void;
}

const loadActive = async () => (await import('./active-notifier')).ActiveNotifier;

/** Shows nothing on the page: tells the person outside of it what came, where they want that. */
export function Notifier(props: NotifierProps) {
  const { state, sound } = useNotifications();
  const wanted = sound || state === 'on';
  const { Part: ActiveNotifier } = useOnDemand(loadActive, wanted);
  return wanted && ActiveNotifier !== null ? <ActiveNotifier {...props} /> : null;
}
