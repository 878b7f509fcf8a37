import { useMemo, useRef, useState, type FocusEvent, type MouseEvent, type PointerEvent } from 'react';
import type { DeleteKind } from '../../hooks/use-message-actions';
import type { AnchorRect } from '../menu/place';

/** What a row shows beside its bubble: nothing, the bar, or the bar with something open on it. */
export type OpenAction =
  | { readonly name: 'menu'; readonly at: AnchorRect | null }
  | { readonly name: 'react' }
  | { readonly name: 'picker' }
  | { readonly name: 'info' }
  | { readonly name: 'forward' }
  | { readonly name: 'delete'; readonly kind: DeleteKind };

export interface RowGestures {
  readonly active: boolean;
  readonly open: OpenAction | null;
  readonly setOpen: (open: OpenAction | null) => void;
  readonly handlers: Readonly<Record<string, (event: never) => void>>;
}

const longPressMs = 450;
const moveTolerance = 8;

/** When a row has attention: pointer over it, focus in it, a long press or the context menu. */
export function useRowGestures(): RowGestures {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState<OpenAction | null>(null);
  const press = useRef<{
    readonly timer: ReturnType<typeof setTimeout>;
    readonly x: number;
    readonly y: number;
  } | null>(null);
  const handlers = useMemo(() => {
    const endPress = () => {
      if (press.current !== null) clearTimeout(press.current.timer);
      press.current = null;
    };
    const openAt = (x: number, y: number) =>
      setOpen({ name: 'menu', at: { left: x, right: x, top: y, bottom: y } });
    return {
      onPointerEnter: (event: PointerEvent) => {
        if (event.pointerType === 'mouse') setHovered(true);
      },
      onPointerLeave: () => {
        endPress();
        setHovered(false);
      },
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType === 'mouse') return;
        const { clientX: x, clientY: y } = event;
        endPress();
        press.current = { x, y, timer: setTimeout(() => openAt(x, y), longPressMs) };
      },
      onPointerMove: (event: PointerEvent) => {
        const start = press.current;
        if (start !== null && Math.hypot(event.clientX - start.x, event.clientY - start.y) > moveTolerance)
          endPress();
      },
      onPointerUp: endPress,
      onPointerCancel: endPress,
      onContextMenu: (event: MouseEvent) => {
        if (wantsOwnMenu(event)) return;
        event.preventDefault();
        endPress();
        openAt(event.clientX, event.clientY);
      },
    };
  }, []);
  return { active: hovered || focused || open !== null, open, setOpen, handlers };
}

/** Links, media and selected text keep the browser's own menu. */
function wantsOwnMenu(event: MouseEvent): boolean {
  const { target } = event;
  if (target instanceof Element && target.closest('a, img, video, audio, input, textarea') !== null)
    return true;
  return document.getSelection()?.isCollapsed === false;
}
