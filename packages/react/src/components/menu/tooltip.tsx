import { useLayoutEffect, useRef } from 'react';
import { placeBeside } from './place';

export interface TooltipProps {
  /** What the control's `aria-describedby` names; read out also while nothing is shown. */
  readonly id: string;
  /** The control, while its words are to be seen. */
  readonly anchor: HTMLElement | null;
  readonly text: string;
}

/** A few words beside a control, above everything else. */
export function Tooltip({ id, anchor, text }: TooltipProps) {
  const surface = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = surface.current;
    if (element === null || anchor === null) return undefined;
    // The top layer escapes every clipping and transformed ancestor.
    element.popover = 'manual';
    element.showPopover();
    const { left, top } = placeBeside(
      anchor.getBoundingClientRect(),
      { width: element.offsetWidth, height: element.offsetHeight },
      { width: document.documentElement.clientWidth, height: window.innerHeight },
      getComputedStyle(element).direction === 'rtl' ? 'right' : 'left',
    );
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    return () => element.hidePopover();
  }, [anchor, text]);
  return (
    <span ref={surface} id={id} className="chat-tooltip" role="tooltip" hidden={anchor === null}>
      {text}
    </span>
  );
}
