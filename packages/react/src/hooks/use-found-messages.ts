import type { ChatError, FoundMessages, Message, MessageQuery } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';

export interface FoundMessagesState {
  /** Newest first. While the next answer is on its way these are the last one's. */
  readonly messages: readonly Message[];
  readonly state: 'idle' | 'searching' | 'ready' | 'failed';
  readonly error: ChatError | null;
  /** `device`: only what this browser keeps was looked through. Null before the first answer. */
  readonly source: FoundMessages['source'] | null;
  readonly hasMore: boolean;
  loadMore(): void;
  retry(): void;
}

interface Answer {
  readonly question: string;
  readonly messages: readonly Message[];
  readonly next: string | null;
  readonly source: FoundMessages['source'] | null;
  readonly error: ChatError | null;
}

/** Messages that fit a query, page by page; null asks nothing. Another query is asked after `pauseMs`. */
export function useFoundMessages(
  query: Omit<MessageQuery, 'cursor'> | null,
  pauseMs: number,
): FoundMessagesState {
  const client = useChatClient();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [page, setPage] = useState<{ readonly question: string; readonly cursor: string } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const question = query === null ? null : JSON.stringify([query.text, query.conversationId, query.only]);
  const cursor = page?.question === question ? page.cursor : undefined;

  useEffect(() => {
    if (question === null) return undefined;
    const [text, conversationId, only] = JSON.parse(question) as [
      string | null,
      MessageQuery['conversationId'] | null,
      MessageQuery['only'] | null,
    ];
    const asked: MessageQuery = {
      ...(text === null ? {} : { text }),
      ...(conversationId == null ? {} : { conversationId }),
      ...(only == null ? {} : { only }),
    };
    let wanted = true;
    const tell = (next: (known: readonly Message[]) => Omit<Answer, 'question'>) => {
      if (!wanted) return;
      setAnswer((before) => ({
        question,
        ...next(cursor !== undefined && before?.question === question ? before.messages : []),
      }));
    };
    const ask = async () => {
      let at = cursor;
      for (;;) {
        const found = await client.searchMessages(at === undefined ? asked : { ...asked, cursor: at });
        // A page may end because much was looked through, not because something was found.
        if (found.messages.length === 0 && found.next !== null && wanted) {
          at = found.next;
          continue;
        }
        tell((known) => ({
          messages: joined(known, found.messages),
          next: found.next,
          source: found.source,
          error: null,
        }));
        return;
      }
    };
    const timer = setTimeout(
      () => {
        ask().catch((thrown: unknown) =>
          tell((known) => ({
            messages: known,
            next: cursor ?? null,
            source: null,
            error: asChatError(thrown),
          })),
        );
      },
      cursor === undefined ? pauseMs : 0,
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, question, cursor, attempt, pauseMs]);

  const current = answer?.question === question ? answer : null;
  const next = current?.next ?? null;
  // Until the page asked for has come, the answer still points at it.
  const waiting = current === null || (current.error === null && cursor !== undefined && next === cursor);
  return {
    messages: question === null ? [] : (answer?.messages ?? []),
    state: question === null ? 'idle' : current?.error != null ? 'failed' : waiting ? 'searching' : 'ready',
    error: current?.error ?? null,
    source: question === null ? null : (current?.source ?? answer?.source ?? null),
    hasMore: next !== null,
    loadMore: useCallback(() => {
      if (next !== null && question !== null) setPage({ question, cursor: next });
    }, [next, question]),
    retry: useCallback(() => {
      setAnswer((known) => (known === null ? null : { ...known, error: null, next: cursor ?? null }));
      setAttempt((count) => count + 1);
    }, [cursor]),
  };
}

function joined(known: readonly Message[], more: readonly Message[]): readonly Message[] {
  const ids = new Set(known.map(({ id, conversationId }) => `${conversationId} ${id}`));
  return [...known, ...more.filter(({ id, conversationId }) => !ids.has(`${conversationId} ${id}`))];
}
