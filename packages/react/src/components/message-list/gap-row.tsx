import type { ConversationId, Gap } from '@chat/core';
import { useEffect, useState } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { useLabels } from '../../hooks/use-chat-settings';

export interface GapRowProps {
  readonly conversationId: ConversationId;
  readonly gap: Gap;
}

/** History that is missing between two rows; loads itself when it comes near the screen. */
export function GapRow({ conversationId, gap: { before, after } }: GapRowProps) {
  const client = useChatClient();
  const labels = useLabels();
  const [attempt, setAttempt] = useState(0);
  const [failedAttempt, setFailedAttempt] = useState<number | null>(null);
  useEffect(() => {
    let shown = true;
    client.fillGap(conversationId, { before, after }).catch(() => {
      if (shown) setFailedAttempt(attempt);
    });
    return () => {
      shown = false;
    };
  }, [client, conversationId, before, after, attempt]);
  const failed = failedAttempt === attempt;
  return (
    <div className="chat-gap" role={failed ? 'alert' : 'status'}>
      <span className="chat-part">{failed ? labels.messageList.gap : labels.common.loading}</span>
      {failed ? (
        <button type="button" className="chat-status-action" onClick={() => setAttempt(attempt + 1)}>
          {labels.messageList.loadGap}
        </button>
      ) : null}
    </div>
  );
}
