import type { ChatError, MessageId, MessageKey } from '@chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asChatError } from '../../hooks/use-action';
import type { UseMessages } from '../../hooks/use-messages';
import type { ScrollRequest } from './scroll-keeper';
import { seekMessage } from '../../hooks/seek-message';
import type { ListWindow } from './use-list-window';

/** How going to a message that is not loaded stands. */
export type SeekState =
  | { readonly name: 'idle' }
  /** `loaded` counts the messages paged through so far; null while the backend is asked for the place itself. */
  | { readonly name: 'seeking'; readonly loaded: number | null }
  | { readonly name: 'failed'; readonly error: ChatError };

export interface Jump {
  /** The row to stand out for a moment. */
  readonly highlighted: MessageKey | null;
  readonly seek: SeekState;
  /** Goes to a message, loading around it when it is not there yet. Rejects with a `ChatError` when it cannot. */
  readonly to: (id: MessageId) => Promise<void>;
  /** Ends a search, or the notice that it failed. */
  readonly stop: () => void;
  /** Back to where one was before going somewhere; null when one is there. */
  readonly back: (() => void) | null;
}

const highlightMs = 1_800;
const jumpTop = 140;
const idle: SeekState = { name: 'idle' };

/** Going to quoted, pinned and found messages, and back. */
export function useJump(
  messages: Pick<UseMessages, 'readTimeline' | 'loadAround' | 'loadOlder'>,
  { show, toEnd, keeper, pinned }: Pick<ListWindow, 'show' | 'toEnd' | 'keeper' | 'pinned'>,
): Jump {
  const { readTimeline, loadAround, loadOlder } = messages;
  const [highlighted, setHighlighted] = useState<MessageKey | null>(null);
  const [seek, setSeek] = useState<SeekState>(idle);
  const [origin, setOrigin] = useState<ScrollRequest | null>(null);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    if (highlighted === null) return undefined;
    const timer = setTimeout(() => setHighlighted(null), highlightMs);
    return () => clearTimeout(timer);
  }, [highlighted]);
  useEffect(() => () => running.current?.abort(), []);

  // Whoever has come to the end by themselves needs no way back.
  if (pinned && origin !== null && highlighted === null) setOrigin(null);

  const stop = useCallback(() => {
    running.current?.abort();
    setSeek(idle);
  }, []);

  const to = useCallback(
    async (id: MessageId) => {
      running.current?.abort();
      const attempt = new AbortController();
      running.current = attempt;
      const place = keeper.place();
      try {
        const key = await seekMessage(id, {
          readTimeline,
          loadAround,
          loadOlder,
          signal: attempt.signal,
          onProgress: (loaded) => setSeek({ name: 'seeking', loaded }),
        });
        setSeek(idle);
        setHighlighted(key);
        setOrigin((before) => before ?? place);
        show(key, jumpTop);
      } catch (thrown) {
        const error = asChatError(thrown);
        if (running.current === attempt) setSeek(error.code === 'aborted' ? idle : { name: 'failed', error });
        throw error;
      }
    },
    [readTimeline, loadAround, loadOlder, keeper, show],
  );

  const back = () => {
    setOrigin(null);
    if (origin?.name === 'row' && readTimeline().indexOf(origin.key) >= 0) show(origin.key, origin.top);
    else toEnd();
  };
  return { highlighted, seek, to, stop, back: origin?.name === 'row' ? back : null };
}
