import { useState } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { ErrorWords } from '../dialogs/action-error';
import { FloatingNote } from '../dialogs/floating-note';
import { ConfirmOnDemand } from '../dialogs/on-demand';
import type { ConversationMenu } from './use-conversation-menu';

/** Asks before what a menu wants to do, and tells why something did not work. */
export function ConversationQuestion({
  menu: { question, ask, action },
}: {
  readonly menu: ConversationMenu;
}) {
  const client = useChatClient();
  const labels = useLabels().common;
  // Kept while the dialog goes, so that its words do not vanish before it.
  const [shown, setShown] = useState(question);
  if (question !== null && question !== shown) setShown(question);
  const error = action.state.name === 'failed' ? action.state.error : null;
  return (
    <>
      <ConfirmOnDemand
        open={question !== null}
        onOpenChange={(open) => {
          if (!open) ask(null);
        }}
        title={shown?.title ?? ''}
        text={shown?.text ?? ''}
        confirmLabel={shown?.confirmLabel ?? ''}
        onConfirm={() => (question === null ? undefined : client.perform(question.action))}
      />
      {error === null ? null : (
        <FloatingNote>
          <ErrorWords error={error} />
          <Button onClick={action.reset}>{labels.close}</Button>
        </FloatingNote>
      )}
    </>
  );
}
