import type { Block, ChatError } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import { asChatError } from './use-action';
import { useChatClient } from './use-chat-client';

export interface Blocks {
  /** Null until loaded. */
  readonly blocks: readonly Block[] | null;
  readonly error: ChatError | null;
  readonly unblock: (blockId: string) => Promise<void>;
  readonly retry: () => void;
}

/** The people I have blocked. */
export function useBlocks(): Blocks {
  const client = useChatClient();
  const [blocks, setBlocks] = useState<readonly Block[] | null>(null);
  const [error, setError] = useState<ChatError | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let wanted = true;
    client.perform({ kind: 'list-blocks' }).then(
      (loaded) => {
        if (wanted) setBlocks(loaded);
      },
      (thrown: unknown) => {
        if (wanted) setError(asChatError(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [client, attempt]);

  return {
    blocks,
    error,
    unblock: useCallback(
      async (blockId) => {
        await client.perform({ kind: 'unblock', blockId });
        setBlocks((known) => known?.filter((block) => block.id !== blockId) ?? null);
      },
      [client],
    ),
    retry: useCallback(() => {
      setError(null);
      setAttempt((count) => count + 1);
    }, []),
  };
}
