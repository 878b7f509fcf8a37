import type { ChatError, User } from '@chat/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';

export interface UserSearch {
  readonly users: readonly User[];
  readonly state: 'loading' | 'ready' | 'failed';
  readonly error: ChatError | null;
  readonly hasMore: boolean;
  loadMore(): void;
  retry(): void;
}

interface Found {
  readonly query: string;
  readonly users: readonly User[];
  readonly next: string | null;
  readonly error: ChatError | null;
  readonly state: UserSearch['state'];
}

const pauseMs = 200;
const nothing: Found = { query: '', users: [], next: null, error: null, state: 'loading' };

/** People one can write to, as one types; only the newest question's answer is shown. */
export function useUserSearch(text: string, directoryId?: string): UserSearch {
  const client = useChatClient();
  const [found, setFound] = useState<Found>(nothing);
  const [page, setPage] = useState<{
    readonly query: string;
    readonly cursor: string | null;
    readonly attempt: number;
  }>({ query: '', cursor: null, attempt: 0 });
  const words = text.trim();
  const query = useMemo(() => JSON.stringify([words, directoryId ?? null]), [words, directoryId]);
  const cursor = page.query === query ? page.cursor : null;

  useEffect(() => {
    let wanted = true;
    const tell = (next: (before: Found) => Found) => {
      if (wanted) setFound(next);
    };
    const ask = () => {
      const where = directoryId === undefined ? {} : { directoryId };
      tell((before) => ({ ...before, state: 'loading', error: null }));
      client.searchUsers({ text: words, ...where, ...(cursor === null ? {} : { cursor }) }).then(
        (answer) =>
          tell((before) => ({
            query,
            users:
              cursor === null || before.query !== query ? answer.users : [...before.users, ...answer.users],
            next: answer.next,
            error: null,
            state: 'ready',
          })),
        (thrown: unknown) => tell((before) => ({ ...before, error: asChatError(thrown), state: 'failed' })),
      );
    };
    const timer = setTimeout(ask, words === '' || cursor !== null ? 0 : pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, query, words, directoryId, cursor, page.attempt]);

  return {
    users: found.users,
    state: found.state,
    error: found.error,
    hasMore: found.state === 'ready' && found.query === query && found.next !== null,
    loadMore: useCallback(
      () => setPage((before) => ({ ...before, query, cursor: found.next })),
      [query, found.next],
    ),
    retry: useCallback(() => setPage((before) => ({ ...before, attempt: before.attempt + 1 })), []),
  };
}
