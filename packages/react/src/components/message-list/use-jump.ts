import type { MessageId, MessageKey } from '@chat/core';
import { useCallback, useEffect, useState } from 'react';
import type { UseMessages } from '../../hooks/use-messages';
import type { ListWindow } from './use-list-window';

const highlightMs = 1_800;
const jumpTop = 140;

export interface Jump {
  /** The row to stand out for a moment. */
  readonly highlighted: MessageKey | null;
  /** Goes to a message, loading around it when it is not there yet. */
  readonly to: (id: MessageId) => void;
}

/** Going to quoted, pinned and found messages. */
export function useJump(
  { timeline, readTimeline, loadAround }: Pick<UseMessages, 'timeline' | 'readTimeline' | 'loadAround'>,
  { show }: Pick<ListWindow, 'show'>,
): Jump {
  const [highlighted, setHighlighted] = useState<MessageKey | null>(null);
  const [awaited, setAwaited] = useState<MessageId | null>(null);

  useEffect(() => {
    if (highlighted === null) return undefined;
    const timer = setTimeout(() => setHighlighted(null), highlightMs);
    return () => clearTimeout(timer);
  }, [highlighted]);

  // A message that had to be loaded is there now.
  const arrived = awaited === null ? undefined : timeline.at(timeline.indexOfMessage(awaited))?.key;
  if (arrived !== undefined) {
    setAwaited(null);
    setHighlighted(arrived);
    show(arrived, jumpTop);
  }

  const to = useCallback(
    (id: MessageId) => {
      const now = readTimeline();
      const key = now.at(now.indexOfMessage(id))?.key;
      if (key !== undefined) {
        setHighlighted(key);
        show(key, jumpTop);
        return;
      }
      setAwaited(id);
      loadAround(id).catch(() => setAwaited(null));
    },
    [readTimeline, show, loadAround],
  );
  return { highlighted, to };
}
