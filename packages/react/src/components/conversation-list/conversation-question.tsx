import { useState } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { ConfirmDialog } from '../dialogs/confirm-dialog';
import { Dialog } from '../dialogs/dialog';
import { ActionError } from '../dialogs/action-error';
import { useLabels } from '../../hooks/use-chat-settings';
import type { ConversationMenu } from './use-conversation-menu';

/** Asks before what a menu wants to do, and tells why something did not work. */
export function ConversationQuestion({
  menu: { question, ask, action },
}: {
  readonly menu: ConversationMenu;
}) {
  const client = useChatClient();
  const labels = useLabels().conversationList;
  // Kept while the dialog goes, so that its words do not vanish before it.
  const [shown, setShown] = useState(question);
  if (question !== null && question !== shown) setShown(question);
  const error = action.state.name === 'failed' ? action.state.error : null;
  return (
    <>
      <ConfirmDialog
        open={question !== null}
        onOpenChange={(open) => {
          if (!open) ask(null);
        }}
        title={shown?.title ?? ''}
        text={shown?.text ?? ''}
        confirmLabel={shown?.confirmLabel ?? ''}
        onConfirm={() => (question === null ? undefined : client.perform(question.action))}
      />
      <Dialog open={error !== null} onOpenChange={action.reset} title={labels.refused}>
        <ActionError error={error} />
      </Dialog>
    </>
  );
}
