import type { ConversationId } from '@chat/core';
import { useFoundMessages, type FoundMessagesState } from './use-found-messages';

export type Search = FoundMessagesState;

export interface SearchOptions {
  /** Default: all conversations. */
  readonly conversationId?: ConversationId | undefined;
}

const pauseMs = 250;

/** Messages in which all words of a text occur, as one types: on the server where it can, else those kept here. */
export function useSearch(text: string, { conversationId }: SearchOptions = {}): Search {
  const words = text.trim();
  return useFoundMessages(
    words === '' ? null : { text: words, ...(conversationId === undefined ? {} : { conversationId }) },
    pauseMs,
  );
}
