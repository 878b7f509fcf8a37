'use no memo';
// The virtualizer is one mutable object behind a constant reference; nothing here may be memoised by a compiler.
import type { MessageKey, TimelineView } from '@chat/core';
import { elementScroll, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useReducer, useRef, type ReactNode } from 'react';
import { estimateRow } from './row-layout';
import type { RowRange } from './row-window';
import type { ScrollKeeper, ScrollRequest } from './scroll-keeper';

export interface MessageScrollerProps {
  readonly timeline: TimelineView;
  /** The rows that are laid out, as positions in the timeline. */
  readonly range: RowRange;
  readonly keeper: ScrollKeeper;
  readonly request: ScrollRequest | null;
  readonly label: string;
  /** More rows are being loaded. */
  readonly busy: boolean;
  /** One row; `measure` goes on its outermost element together with `data-index` and `data-key`. */
  readonly renderRow: (
    index: number,
    offset: number,
    measure: (element: HTMLElement | null) => void,
  ) => ReactNode;
  /** Told after every change of what is on screen. */
  readonly onVisible: (visible: RowRange) => void;
  /** Above the first row, in room that is always kept. */
  readonly header: ReactNode;
  /** Stays at the upper edge; gets the first visible row and whether the list is being scrolled. */
  readonly floating: (firstVisible: number, moving: boolean) => ReactNode;
}

const headerSize = 56;
const endPadding = 8;
const assumedHeight = 640;

/** Lays out the rows around the viewport in normal flow, between two paddings that stand for the others. */
export function MessageScroller({
  timeline,
  range,
  keeper,
  request,
  label,
  busy,
  renderRow,
  onVisible,
  header,
  floating,
}: MessageScrollerProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const { start, end } = range;

  const keys = useMemo(() => keysOf(timeline, start, end), [timeline, start, end]);
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);

  // eslint-disable-next-line react-hooks/incompatible-library -- this component opts out of the compiler
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: keys.length,
    getScrollElement: () => viewport.current,
    getItemKey,
    estimateSize: (index) => estimateRow(timeline.at(start + index)),
    overscan: 6,
    anchorTo: 'end',
    paddingStart: headerSize,
    paddingEnd: endPadding,
    initialRect: { width: 0, height: assumedHeight },
    initialOffset: () => initialOffset(timeline, range, keeper),
    scrollToFn: (offset, options, instance) => {
      // Computed for a place where the viewport no longer is.
      if (keeper.observe()) return;
      elementScroll(offset, options, instance);
      keeper.wrote();
    },
    onChange: (_, sync) => {
      if (sync) keeper.settle();
    },
  });

  useLayoutEffect(() => {
    const element = viewport.current;
    const list = rows.current;
    if (element === null || list === null) return undefined;
    const detach = keeper.attach(element, list);
    const observer = new ResizeObserver(() => keeper.settle());
    observer.observe(element);
    return () => {
      detach();
      observer.disconnect();
    };
  }, [keeper]);

  useLayoutEffect(() => {
    keeper.apply(request);
  }, [keeper, request]);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    if (!keeper.settle()) {
      const wanted = keeper.wanted();
      const index = wanted === null ? -1 : keys.indexOf(wanted);
      const offset = virtualizer.getOffsetForIndex(Math.max(0, index), 'start');
      if (index >= 0 && offset !== undefined) element.scrollTop = offset[0];
      keeper.wrote();
    }
    // The rows for a position we have just moved to must be there before anything is painted.
    if (Math.abs((virtualizer.scrollOffset ?? 0) - element.scrollTop) > 1 && !keeper.isTouched()) {
      virtualizer.scrollOffset = element.scrollTop;
      render();
    }
    const visible = virtualizer.calculateRange();
    if (visible !== null) onVisible({ start: start + visible.startIndex, end: start + visible.endIndex + 1 });
  });

  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  const before = first?.start ?? headerSize;
  const after = last === undefined ? 0 : virtualizer.getTotalSize() - last.end;
  const firstVisible = start + (virtualizer.range?.startIndex ?? 0);

  return (
    <div ref={viewport} className="chat-messages-viewport">
      <div className="chat-messages-floating">{floating(firstVisible, virtualizer.isScrolling)}</div>
      <div
        className="chat-messages-rows"
        style={{ paddingBlockStart: before, paddingBlockEnd: Math.max(0, after) }}
      >
        <div className="chat-messages-header" style={{ blockSize: headerSize }}>
          {header}
        </div>
        <div ref={rows} role="feed" aria-label={label} aria-busy={busy}>
          {items.map((item) => renderRow(start + item.index, item.index, virtualizer.measureElement))}
        </div>
      </div>
    </div>
  );
}

function keysOf(timeline: TimelineView, start: number, end: number): readonly MessageKey[] {
  const keys: MessageKey[] = [];
  for (let index = start; index < end; index += 1) {
    const message = timeline.at(index);
    if (message !== undefined) keys.push(message.key);
  }
  return keys;
}

/** By guess, so that the first rows laid out are the right ones; the keeper then corrects to the pixel. */
function initialOffset(timeline: TimelineView, { start, end }: RowRange, keeper: ScrollKeeper): number {
  const wanted = keeper.wanted();
  const until = wanted === null ? end : timeline.indexOf(wanted);
  let offset = headerSize;
  for (let index = start; index < until; index += 1) offset += estimateRow(timeline.at(index));
  return wanted === null ? Math.max(0, offset + endPadding - assumedHeight) : offset;
}
