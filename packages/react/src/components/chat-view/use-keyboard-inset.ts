import { useEffect } from 'react';
import { focusedElement } from '../../lib/focused-element';

const editable = 'input, textarea, [contenteditable]';

/**
 * Keeps a view clear of the on-screen keyboard where that covers the page instead of resizing it: what is covered
 * becomes the view's `--chat-keyboard`, in pixels, while something in it is being typed into.
 */
export function useKeyboardInset(view: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = view.current;
    const visual = window.visualViewport;
    if (element === null || visual === null) return undefined;
    let shown = 0;
    const update = () => {
      const focused = focusedElement();
      const typing = element.contains(focused) && focused?.matches(editable);
      const zoomed = visual.scale > 1.01;
      const covered =
        typing === true && !zoomed
          ? Math.min(element.getBoundingClientRect().bottom, document.documentElement.clientHeight) -
            visual.offsetTop -
            visual.height
          : 0;
      const next = Math.max(0, Math.round(covered));
      if (next === shown) return;
      shown = next;
      element.style.setProperty('--chat-keyboard', `${next}px`);
    };
    visual.addEventListener('resize', update);
    visual.addEventListener('scroll', update);
    element.addEventListener('focusin', update);
    element.addEventListener('focusout', update);
    return () => {
      visual.removeEventListener('resize', update);
      visual.removeEventListener('scroll', update);
      element.removeEventListener('focusin', update);
      element.removeEventListener('focusout', update);
    };
  }, [view]);
}
