'use no memo';
// What is laid out depends on what was measured; nothing here may be memoised by a compiler.
import type { TimelineView } from '@chat/core';
import { useLayoutEffect, useReducer, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { BeforeChange } from './before-change';
import { createRowStage, headerSize, type StageScene } from './row-stage';
import type { RowRange } from './row-window';
import type { ScrollKeeper, ScrollParts } from './scroll-keeper';

export interface MessageScrollerProps extends StageScene {
  readonly keeper: ScrollKeeper;
  readonly label: string;
  /** More rows are being loaded. */
  readonly busy: boolean;
  /** One row, whose outermost element carries `data-key`. */
  readonly renderRow: (index: number) => ReactNode;
  /** Told after every change of what is laid out, with what is on screen. */
  readonly onVisible: (visible: RowRange) => void;
  /** Above the first row, in room that is always kept. */
  readonly header: ReactNode;
  /** Stays at the upper edge. */
  readonly floating: ReactNode;
}

/** Lays out the rows around the viewport in normal flow, between two paddings that stand for the others. */
export function MessageScroller(props: MessageScrollerProps) {
  const { timeline, range, whole, request, keeper, renderRow, onVisible } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const [stage] = useState(() => createRowStage(keeper));
  const [, render] = useReducer((count: number) => count + 1, 0);
  const slice = stage.sliceOf({ timeline, range, whole, request });

  // After every render: where rows are is known only now.
  useLayoutEffect(() => {
    const parts = partsOf(viewport.current, sheet.current, rows.current);
    if (parts === null) return;
    tellPositions(parts.rows, slice, timeline);
    onVisible(stage.arrange(parts, { timeline, range, whole, request }, slice));
  });

  useLayoutEffect(() => {
    const parts = partsOf(viewport.current, sheet.current, rows.current);
    if (parts === null) return undefined;
    return stage.attach(parts, (when) => {
      if (when === 'now') flushSync(render);
      else render();
    });
  }, [stage]);

  const rendered: ReactNode[] = [];
  for (let index = slice.start; index < slice.end; index += 1) rendered.push(renderRow(index));
  return (
    <div ref={viewport} className="chat-messages-viewport" tabIndex={-1}>
      <BeforeChange look={keeper.look} />
      <div className="chat-messages-floating">{props.floating}</div>
      <div ref={sheet} className="chat-messages-rows">
        <div className="chat-messages-header" style={{ blockSize: headerSize }}>
          {props.header}
        </div>
        <div className="chat-part" ref={rows} role="feed" aria-label={props.label} aria-busy={props.busy}>
          {rendered}
        </div>
      </div>
    </div>
  );
}

function partsOf(
  viewport: HTMLElement | null,
  sheet: HTMLElement | null,
  rows: HTMLElement | null,
): ScrollParts | null {
  if (viewport === null || sheet === null || rows === null) return null;
  return { frame: viewport.closest('.chat-view') ?? viewport, viewport, sheet, rows };
}

/** Tells screen readers which of how many each row is. Here, so that a row does not render when others come. */
function tellPositions(rows: HTMLElement, slice: RowRange, timeline: TimelineView): void {
  const size = String(timeline.reachedStart && timeline.reachedEnd ? timeline.length : -1);
  let position = slice.start;
  for (const row of rows.children) {
    position += 1;
    tell(row, 'aria-posinset', String(position));
    tell(row, 'aria-setsize', size);
  }
}

function tell(row: Element, name: string, value: string): void {
  if (row.getAttribute(name) !== value) row.setAttribute(name, value);
}
