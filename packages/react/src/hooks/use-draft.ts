import type { ConversationId, MessageId } from '@chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

export interface UseDraft {
  readonly text: string;
  /** The message the stored draft answers. */
  readonly storedReply: MessageId | null;
  readonly setText: (text: string) => void;
  /** Empties it in the store at once. */
  readonly clear: () => void;
}

const pauseMs = 400;

/** Text that is kept per conversation until it is sent; stored after a pause, on leaving and when the page goes. */
export function useDraft(conversationId: ConversationId, replyTo: MessageId | null): UseDraft {
  const client = useChatClient();
  const stored = useChatState((state) => state.drafts.get(conversationId));
  const [text, setShown] = useState(stored?.text ?? '');
  const [touched, setTouched] = useState(false);
  const typed = useRef<string | null>(null);
  const unsaved = useRef<string | null>(null);
  const answered = useRef(replyTo);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  // The cache may open after the input did.
  if (!touched && stored !== undefined && stored.text !== text) setShown(stored.text);

  const save = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (unsaved.current === null) return;
    client.setDraft(conversationId, { text: unsaved.current, replyTo: answered.current });
    unsaved.current = null;
  }, [client, conversationId]);

  const saveLater = useCallback(
    (next: string) => {
      unsaved.current = next;
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(save, pauseMs);
    },
    [save],
  );

  useEffect(() => {
    const before = answered.current;
    answered.current = replyTo;
    if (before !== replyTo && typed.current !== null) saveLater(typed.current);
  }, [replyTo, saveLater]);

  useEffect(() => {
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);

  return {
    text,
    storedReply: stored?.replyTo ?? null,
    setText: useCallback(
      (next) => {
        setTouched(true);
        setShown(next);
        typed.current = next;
        saveLater(next);
      },
      [saveLater],
    ),
    clear: useCallback(() => {
      setTouched(true);
      setShown('');
      typed.current = null;
      unsaved.current = '';
      answered.current = null;
      save();
    }, [save]),
  };
}
