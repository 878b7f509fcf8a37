import type { LocalId, OutboxView } from '@chat/core';
import { selectOutbox } from '@chat/core';
import { useMemo } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface UseOutbox extends OutboxView {
  /** Sends a failed command again. */
  readonly retry: (localId: LocalId) => void;
  /** Takes back what was not carried out; stops its upload. */
  readonly discard: (localId: LocalId) => void;
}

/** What waits to be sent or failed, over all conversations and all tabs of this person. */
export function useOutbox(): UseOutbox {
  const client = useChatClient();
  const outbox = useChatState(selectOutbox);
  return useMemo(
    () => ({
      ...outbox,
      retry: (localId) => client.retry(localId),
      discard: (localId) => client.discard(localId),
    }),
    [client, outbox],
  );
}
