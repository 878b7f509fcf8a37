import type { ChatError, RelatedEntity } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface RelatedSearch {
  /** False where things can only be named by their number. */
  readonly offered: boolean;
  readonly entities: readonly RelatedEntity[];
  readonly state: 'loading' | 'ready' | 'failed';
  readonly error: ChatError | null;
  retry(): void;
}

interface Found {
  readonly question: string;
  readonly entities: readonly RelatedEntity[];
  readonly error: ChatError | null;
}

const pauseMs = 200;

/** What a message may be about, as one types; only the newest question's answer is shown. */
export function useRelatedSearch(type: string, text: string): RelatedSearch {
  const client = useChatClient();
  const offered = useChatState((state) => state.capabilities.actions['search-related'].supported);
  const [found, setFound] = useState<Found | null>(null);
  const [attempt, setAttempt] = useState(0);
  const words = text.trim();
  const question = JSON.stringify([type, words]);

  useEffect(() => {
    if (!offered) return undefined;
    let wanted = true;
    const tell = (answer: Omit<Found, 'question'>) => {
      if (wanted) setFound({ question, ...answer });
    };
    const ask = () => {
      client.perform({ kind: 'search-related', type, text: words }).then(
        (entities) => tell({ entities, error: null }),
        (thrown: unknown) => tell({ entities: [], error: asChatError(thrown) }),
      );
    };
    const timer = setTimeout(ask, words === '' ? 0 : pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, offered, type, words, question, attempt]);

  const answer = found?.question === question ? found : null;
  return {
    offered,
    // While one types on, what was found stays, as long as it is of the same kind.
    entities: (found?.entities ?? []).filter((entity) => entity.type === type),
    state: !offered ? 'ready' : answer === null ? 'loading' : answer.error === null ? 'ready' : 'failed',
    error: answer?.error ?? null,
    retry: useCallback(() => {
      setFound(null);
      setAttempt((count) => count + 1);
    }, []),
  };
}
