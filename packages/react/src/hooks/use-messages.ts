import {
  selectTimeline,
  type ChatState,
  type ConversationId,
  type Gap,
  type HistoryLoad,
  type MessageId,
  type TimelineView,
} from '@chat/core';
import { useMemo } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface UseMessages {
  readonly timeline: TimelineView;
  /** How the loads of the newest, older and newer pages stand; undefined before the first. */
  readonly load: HistoryLoad | undefined;
  /** The rows of this moment, for handlers that must not change with every message. */
  readonly readTimeline: () => TimelineView;
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
  readonly loadAround: (messageId: MessageId) => Promise<void>;
  readonly fillGap: (gap: Gap) => Promise<void>;
}

/** A conversation's rows and how to get more of them. The same objects while nothing changed. */
export function useMessages(conversationId: ConversationId): UseMessages {
  const client = useChatClient();
  const timeline = useChatState((state: ChatState) => selectTimeline(state, conversationId));
  const load = useChatState((state: ChatState) => state.historyLoads.get(conversationId));
  const actions = useMemo(
    () => ({
      readTimeline: () => selectTimeline(client.getState(), conversationId),
      loadOlder: () => client.loadOlder(conversationId),
      loadNewer: () => client.loadNewer(conversationId),
      loadAround: (messageId: MessageId) => client.loadAround(conversationId, messageId),
      fillGap: (gap: Gap) => client.fillGap(conversationId, gap),
    }),
    [client, conversationId],
  );
  return { timeline, load, ...actions };
}
