import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';

export interface DividerProps {
  /** Pixels. */
  readonly width: number;
  readonly onWidth: (width: number) => void;
}

export const defaultWidth = 340;
const narrowest = 260;
const widest = 520;
const step = 16;

export const clampWidth = (width: number) => Math.round(Math.min(widest, Math.max(narrowest, width)));

/** Between list and view: dragged, or moved by the arrow keys; a double click resets it. */
export function Divider({ width, onWidth }: DividerProps) {
  const labels = useLabels().chat;
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const sign = (element: Element) => (getComputedStyle(element).direction === 'rtl' ? -1 : 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const target = { Home: narrowest, End: widest }[event.key];
    if (direction === undefined && target === undefined) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onWidth(clampWidth(target ?? width + (direction ?? 0) * sign(event.currentTarget) * step));
  };

  const onPointerMove = (event: PointerEvent) => {
    if (drag.current === null) return;
    onWidth(clampWidth(drag.current.width + (event.clientX - drag.current.x) * sign(event.currentTarget)));
  };

  const release = () => {
    drag.current = null;
  };

  return (
    <div
      className="chat-divider"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={labels.resize}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={width}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onWidth(defaultWidth)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
