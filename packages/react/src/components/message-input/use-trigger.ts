import { useState } from 'react';
import { findTrigger, type Trigger } from './find-trigger';

export interface UseTrigger {
  /** Null while nothing is being typed that could be finished. */
  readonly trigger: Trigger | null;
  /** What stands in the field, and where its caret; null while something is selected or the focus is elsewhere. */
  look(text: string, caret: number | null): void;
}

/** Follows the caret; renders only when something begins, goes on or ends there. */
export function useTrigger(offered: { readonly mentions: boolean; readonly templates: boolean }): UseTrigger {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const isOffered = trigger?.name === 'template' ? offered.templates : offered.mentions;
  return {
    trigger: isOffered ? trigger : null,
    look(text, caret) {
      const next = caret === null ? null : findTrigger(text, caret, offered);
      const isSame =
        next?.name === trigger?.name && next?.from === trigger?.from && next?.query === trigger?.query;
      if (!isSame) setTrigger(next);
    },
  };
}
