import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { usePortalContainer } from '../../hooks/use-chat-settings';
import { classNames } from '../../lib/class-names';
import { focusedElement } from '../../lib/focused-element';
import { placeBeside, type AnchorRect } from './place';

export interface PopoverProps {
  /** What it stands beside: an element, or a point of the screen (context menus). */
  readonly anchor: HTMLElement | AnchorRect;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly role?: 'menu' | 'dialog' | 'toolbar' | undefined;
  readonly label?: string | undefined;
  /** Which edge of the anchor it lines up with; default `start`. */
  readonly align?: 'start' | 'end' | undefined;
}

/** A surface above everything else; closed by Escape, a press outside or scrolling by hand, and then focus goes back. */
export function Popover(props: PopoverProps) {
  const container = usePortalContainer();
  return container === null ? null : createPortal(<OpenPopover {...props} />, container);
}

function OpenPopover({
  anchor,
  onClose,
  children,
  className,
  role = 'dialog',
  label,
  align = 'start',
}: PopoverProps) {
  const surface = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = surface.current;
    if (element === null) return undefined;
    const before = focusedElement();
    // The top layer escapes every clipping and transformed ancestor.
    element.popover = 'manual';
    element.showPopover();
    const place = () => {
      const rtl = getComputedStyle(element).direction === 'rtl';
      const from = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : anchor;
      const { left, top } = placeBeside(
        from,
        { width: element.offsetWidth, height: element.offsetHeight },
        { width: document.documentElement.clientWidth, height: window.innerHeight },
        rtl === (align === 'start') ? 'right' : 'left',
      );
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    // What moves by itself, as a list to whose end something came, takes the surface along.
    document.addEventListener('scroll', place, true);
    if (!element.contains(focusedElement())) {
      // A menu looks after its own focus; anything else begins with what can be pressed first.
      const first = role === 'menu' ? null : element.querySelector<HTMLElement>('button:enabled');
      (first ?? element).focus({ preventScroll: true });
    }
    return () => {
      observer.disconnect();
      document.removeEventListener('scroll', place, true);
      const focused = focusedElement();
      const lostFocus = element.contains(focused) || focused === document.body;
      if (lostFocus && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, [anchor, align, role]);

  useEffect(() => {
    const closeOutside = (event: Event) => {
      // The real target, also inside of a shadow root.
      const [target] = event.composedPath();
      if (!(target instanceof Node)) return;
      const inAnchor =
        anchor instanceof HTMLElement && event.type === 'pointerdown' && anchor.contains(target);
      // The anchor's own click toggles; closing here too would open it again.
      if (!inAnchor && !(surface.current?.contains(target) ?? false)) onClose();
    };
    document.addEventListener('pointerdown', closeOutside, true);
    document.addEventListener('wheel', closeOutside, { capture: true, passive: true });
    document.addEventListener('touchmove', closeOutside, { capture: true, passive: true });
    window.addEventListener('blur', onClose);
    return () => {
      document.removeEventListener('pointerdown', closeOutside, true);
      document.removeEventListener('wheel', closeOutside, true);
      document.removeEventListener('touchmove', closeOutside, true);
      window.removeEventListener('blur', onClose);
    };
  }, [anchor, onClose]);

  return (
    <div
      ref={surface}
      className={classNames('chat-popover', 'chat-surface', className)}
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
