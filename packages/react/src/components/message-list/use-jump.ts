import type { ChatError, MessageId, MessageKey } from '@chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asChatError } from '../../hooks/use-action';
import type { UseMessages } from '../../hooks/use-messages';
import type { ScrollRequest } from './scroll-keeper';
import type { ListWindow } from './use-list-window';

/** How going to a message that is not loaded stands. */
export type SeekState =
  | { readonly name: 'idle' }
  /** `from` is how many rows there were before. */
  | { readonly name: 'seeking'; readonly from: number }
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
  { readTimeline, loadAround }: Pick<UseMessages, 'readTimeline' | 'loadAround'>,
  { show, toEnd, keeper, pinned }: Pick<ListWindow, 'show' | 'toEnd' | 'keeper' | 'pinned'>,
): Jump {
  const [highlighted, setHighlighted] = useState<MessageKey | null>(null);
  const [seek, setSeek] = useState<SeekState>(idle);
  const [origin, setOrigin] = useState<ScrollRequest | null>(null);
  const newest = useRef<object | null>(null);

  useEffect(() => {
    if (highlighted === null) return undefined;
    const timer = setTimeout(() => setHighlighted(null), highlightMs);
    return () => clearTimeout(timer);
  }, [highlighted]);

  // Whoever has come to the end by themselves needs no way back.
  if (pinned && origin !== null && highlighted === null) setOrigin(null);

  const stop = useCallback(() => {
    newest.current = null;
    setSeek(idle);
  }, []);

  const to = useCallback(
    async (id: MessageId) => {
      const find = () => readTimeline().at(readTimeline().indexOfMessage(id))?.key;
      const attempt = {};
      newest.current = attempt;
      const place = keeper.place();
      try {
        if (find() === undefined) {
          setSeek({ name: 'seeking', from: readTimeline().length });
          await loadAround(id);
        }
      } catch (thrown) {
        const error = asChatError(thrown);
        if (newest.current === attempt) setSeek({ name: 'failed', error });
        throw error;
      }
      const key = find();
      // Meanwhile somebody may have gone elsewhere, or given up waiting.
      if (newest.current !== attempt || key === undefined) return;
      setSeek(idle);
      setHighlighted(key);
      setOrigin((before) => before ?? place);
      show(key, jumpTop);
    },
    [readTimeline, loadAround, keeper, show],
  );

  const back = () => {
    setOrigin(null);
    if (origin?.name === 'row' && readTimeline().indexOf(origin.key) >= 0) show(origin.key, origin.top);
    else toEnd();
  };
  return { highlighted, seek, to, stop, back: origin?.name === 'row' ? back : null };
}
