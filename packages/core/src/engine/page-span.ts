import type { HistoryPage, HistoryPosition } from '../adapter/adapter';
import type { KnownRange } from '../model/known-range';

/** The stretch a page tells everything of: what is known inside it and not listed was deleted. */
export function spanOf(page: HistoryPage, position: HistoryPosition): KnownRange | null {
  const { messages, reachedStart, reachedEnd } = page;
  const [oldest, newest] = [messages[0]?.order, messages[messages.length - 1]?.order];
  // Beyond the message it was asked next to, a page says nothing.
  const [least, most] = [
    position.name === 'after' ? position.order : null,
    position.name === 'before' ? position.order : null,
  ];
  const from = least ?? (reachedStart ? -Infinity : oldest);
  const to = most ?? (reachedEnd ? Infinity : newest);
  return from === undefined || to === undefined ? null : { from, to };
}

/** The stretch whose messages a page tells: not the one it was asked next to. */
export function listedBy(page: HistoryPage, position: HistoryPosition): KnownRange | null {
  const span = spanOf(page, position);
  const [oldest, newest] = [page.messages[0]?.order, page.messages[page.messages.length - 1]?.order];
  if (span === null) return null;
  const from = position.name === 'after' ? oldest : span.from;
  const to = position.name === 'before' ? newest : span.to;
  return from === undefined || to === undefined ? null : { from, to };
}

/** The stretch a page proves to be without holes; open at its end only where live tells everything that follows. */
export function rangeOf(page: HistoryPage, position: HistoryPosition, live: boolean): KnownRange | null {
  const span = spanOf(page, position);
  if (span === null || live || span.to !== Infinity) return span;
  const to = page.messages[page.messages.length - 1]?.order ?? span.from;
  return to === -Infinity ? null : { from: span.from, to };
}
