import type { ConversationId } from '@chat/core';
import { useCallback, useEffect, useRef } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface TypingSignal {
  /** On every input. */
  readonly typed: (empty: boolean) => void;
  /** On sending, leaving and emptying. */
  readonly stopped: () => void;
}

const againMs = 2_000;
const idleMs = 5_000;

/** Tells the others that one is typing: at most every two seconds, and that it is over when it is. */
export function useTypingSignal(conversationId: ConversationId): TypingSignal {
  const client = useChatClient();
  const supported = useChatState((state) => {
    const kind = state.conversations.get(conversationId)?.kind;
    return kind !== undefined && state.capabilities.typing[kind];
  });
  const toldAt = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const stopped = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (toldAt.current === null) return;
    toldAt.current = null;
    client.setTyping(conversationId, false);
  }, [client, conversationId]);

  const typed = useCallback(
    (empty: boolean) => {
      if (!supported) return;
      if (empty) {
        stopped();
        return;
      }
      const now = performance.now();
      if (toldAt.current === null || now - toldAt.current >= againMs) {
        toldAt.current = now;
        client.setTyping(conversationId, true);
      }
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(stopped, idleMs);
    },
    [client, conversationId, stopped, supported],
  );

  useEffect(() => stopped, [stopped]);
  return { typed, stopped };
}
