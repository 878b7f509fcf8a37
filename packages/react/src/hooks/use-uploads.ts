import type { ConversationId, LocalId, OutboxItem } from '@chat/core';
import { useMemo } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface Upload {
  readonly localId: LocalId;
  readonly names: readonly string[];
  /** Share of all its files that left this device, 0–1. */
  readonly progress: number;
  readonly cancel: () => void;
}

const noItems: readonly OutboxItem[] = [];

/** The sends of a conversation whose files are on their way. */
export function useUploads(conversationId: ConversationId): readonly Upload[] {
  const client = useChatClient();
  const items = useChatState((state) => state.outbox.byConversation.get(conversationId) ?? noItems);
  return useMemo(
    () =>
      items.flatMap(({ entry: { command, localId }, progress }) =>
        command.kind === 'send-message' && command.attachments.length > 0 && progress !== null
          ? [
              {
                localId,
                names: command.attachments.map(({ name }) => name),
                progress,
                cancel: () => client.discard(localId),
              },
            ]
          : [],
      ),
    [client, items],
  );
}
