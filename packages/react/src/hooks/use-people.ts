import type { ChatError, User } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';

export interface People {
  readonly users: readonly User[];
  readonly state: 'loading' | 'ready' | 'failed';
  readonly error: ChatError | null;
  readonly hasMore: boolean;
  loadMore(): void;
  retry(): void;
}

interface Found {
  readonly question: string;
  readonly users: readonly User[];
  readonly next: string | null;
  readonly error: ChatError | null;
}

const pauseMs = 250;

/** People one can write to, as one types, page by page. `directoryId` undefined asks everywhere, null nowhere yet. */
export function usePeople(text: string, directoryId: string | undefined | null): People {
  const client = useChatClient();
  const [found, setFound] = useState<Found | null>(null);
  const [page, setPage] = useState<{ readonly question: string; readonly cursor: string } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const words = text.trim();
  const question = JSON.stringify([words, directoryId ?? '']);
  const cursor = page?.question === question ? page.cursor : undefined;

  useEffect(() => {
    if (directoryId === null) return undefined;
    let wanted = true;
    const tell = (next: (known: readonly User[]) => Omit<Found, 'question'>) => {
      if (!wanted) return;
      setFound((known) => ({
        question,
        ...next(cursor !== undefined && known?.question === question ? known.users : []),
      }));
    };
    const ask = () => {
      const where = directoryId === undefined ? {} : { directoryId };
      client.searchUsers({ text: words, ...where, ...(cursor === undefined ? {} : { cursor }) }).then(
        ({ users, next }) => tell((known) => ({ users: joinUsers(known, users), next, error: null })),
        (thrown: unknown) =>
          tell((known) => ({ users: known, next: cursor ?? null, error: asChatError(thrown) })),
      );
    };
    // The first look and further pages come at once; only typing waits.
    const timer = setTimeout(ask, words === '' || cursor !== undefined ? 0 : pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, words, directoryId, cursor, question, attempt]);

  const answer = found?.question === question ? found : null;
  const next = answer?.next ?? null;
  // Until the page asked for has come, the answer still points at it.
  const waiting = answer === null || (answer.error === null && cursor !== undefined && next === cursor);
  return {
    users: found?.users ?? [],
    state: answer?.error != null ? 'failed' : waiting ? 'loading' : 'ready',
    error: answer?.error ?? null,
    hasMore: next !== null,
    loadMore: useCallback(() => {
      if (next !== null) setPage({ question, cursor: next });
    }, [next, question]),
    retry: useCallback(() => {
      setFound((known) => (known === null ? null : { ...known, error: null, next: cursor ?? null }));
      setAttempt((count) => count + 1);
    }, [cursor]),
  };
}

function joinUsers(known: readonly User[], more: readonly User[]): readonly User[] {
  const ids = new Set(known.map((user) => user.id));
  return [...known, ...more.filter((user) => !ids.has(user.id))];
}
