import { useEffect, useRef } from 'react';

export interface Shortcuts {
  /** Alt with an arrow: the conversation above (-1) or below (1). */
  readonly onStep: (step: 1 | -1) => void;
  /** Ctrl+K, on Apple's keyboards Cmd+K. */
  readonly onJump: () => void;
}

/**
 * The keys of a whole chat: they work while the focus is in it or nowhere, never in what stands beside it on a page
 * and never before somebody else who takes them.
 */
export function useShortcuts(
  root: { readonly current: HTMLElement | null },
  enabled: boolean,
  shortcuts: Shortcuts,
): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const element = root.current;
      if (event.defaultPrevented || event.isComposing || element === null) return;
      // The real target, also inside of a shadow root.
      if (!isMeant(element, event.composedPath()[0] ?? null)) return;
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
      if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && step !== undefined) {
        event.preventDefault();
        current.current.onStep(step);
      } else if (event.key.toLowerCase() === 'k' && hasCommandKey(event)) {
        event.preventDefault();
        current.current.onJump();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [root, enabled]);
}

/** In this chat; or nowhere, where this is the first chat of the page. */
function isMeant(root: HTMLElement, target: EventTarget | null): boolean {
  if (target instanceof Node && root.contains(target)) return true;
  const nowhere = target === document.body || target === document.documentElement;
  return nowhere && document.querySelector('.chat-app') === root;
}

// On Apple's keyboards Ctrl+K deletes to the end of the line.
function hasCommandKey({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  return !altKey && !shiftKey && (apple ? metaKey && !ctrlKey : ctrlKey && !metaKey);
}
