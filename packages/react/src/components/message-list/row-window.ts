import type { MessageKey, TimelineView } from '@chat/core';

/**
 * The part of a timeline that is laid out: its cost depends on this part only, however long the history is.
 * Held by its edge rows, so it stays where it is while rows come and go around it.
 */
export interface RowWindow {
  readonly startKey: MessageKey | null;
  /** Null: follows the newest row. */
  readonly endKey: MessageKey | null;
  /** Where the edges were, for when an edge row is gone. */
  readonly start: number;
  readonly end: number;
}

/** Rows from `start` up to but without `end`. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

const opened = 150;
const step = 200;
const near = 60;
const most = 1_200;

function windowOf(timeline: TimelineView, start: number, end: number): RowWindow {
  const from = Math.max(0, Math.min(start, timeline.length));
  const to = Math.max(from, Math.min(end, timeline.length));
  return {
    startKey: timeline.at(from)?.key ?? null,
    endKey: to >= timeline.length ? null : (timeline.at(to - 1)?.key ?? null),
    start: from,
    end: to,
  };
}

export function windowAtEnd(timeline: TimelineView): RowWindow {
  return windowOf(timeline, timeline.length - opened, timeline.length);
}

export function windowAround(timeline: TimelineView, index: number): RowWindow {
  return windowOf(timeline, index - opened / 2, index + opened / 2);
}

/** Where the window's edges are in a timeline that may have changed since. */
export function rangeOf(window: RowWindow, timeline: TimelineView): RowRange {
  const startAt = window.startKey === null ? 0 : timeline.indexOf(window.startKey);
  const start = startAt >= 0 ? startAt : Math.min(window.start, timeline.length);
  const endAt = window.endKey === null ? timeline.length - 1 : timeline.indexOf(window.endKey);
  const end = endAt >= 0 || window.endKey === null ? endAt + 1 : Math.min(window.end, timeline.length);
  return { start, end: Math.max(start, end) };
}

/** The window for what is visible now: wider where an edge is near, shorter where it is far away. Else the same object. */
export function windowFor(window: RowWindow, timeline: TimelineView, visible: RowRange): RowWindow {
  const range = rangeOf(window, timeline);
  const start = visible.start - range.start < near ? Math.max(0, range.start - step) : range.start;
  const end = range.end - visible.end < near ? Math.min(timeline.length, range.end + step) : range.end;
  const trimmed =
    end - start <= most
      ? { start, end }
      : { start: Math.max(start, visible.start - most / 2), end: Math.min(end, visible.end + most / 2) };
  const same = trimmed.start === range.start && trimmed.end === range.end;
  return same && (window.endKey === null) === (range.end === timeline.length)
    ? window
    : windowOf(timeline, trimmed.start, trimmed.end);
}
