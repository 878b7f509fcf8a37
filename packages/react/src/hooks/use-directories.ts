import type { ChatError, Directory } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface Directories {
  /** Empty where the backend has none; null until known. */
  readonly directories: readonly Directory[] | null;
  readonly error: ChatError | null;
  retry(): void;
}

const none: readonly Directory[] = [];

/** The spaces in which one can start conversations. */
export function useDirectories(): Directories {
  const client = useChatClient();
  const supported = useChatState((state) => state.capabilities.actions['list-directories'].supported);
  const [loaded, setLoaded] = useState<readonly Directory[] | null>(null);
  const [error, setError] = useState<ChatError | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!supported) return undefined;
    let wanted = true;
    client.perform({ kind: 'list-directories' }).then(
      (directories) => {
        if (wanted) setLoaded(directories);
      },
      (thrown: unknown) => {
        if (wanted) setError(asChatError(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [client, supported, attempt]);

  return {
    directories: supported ? loaded : none,
    error,
    retry: useCallback(() => {
      setError(null);
      setAttempt((count) => count + 1);
    }, []),
  };
}
