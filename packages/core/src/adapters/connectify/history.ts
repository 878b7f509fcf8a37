import type { HistoryPage, HistoryPosition, HistoryRequest } from '../../adapter/adapter';
import { ChatError, isChatError } from '../../errors';
import type { ConversationId, UserId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { createPlaces } from './places';
import type { RestPage } from './rest';
import { parseThread } from './thread';
import { maxPageSize, pageCovering, type PageWindow } from './window';
import type { WireMessage } from './wire';

type Anchored = Extract<HistoryPosition, { readonly messageId: unknown }>;
/** Oldest first, with what is known of its ends. */
interface Piece {
  readonly messages: readonly WireMessage[];
  readonly reachedStart: boolean;
  readonly reachedEnd: boolean;
}

const looksLimit = 24;
const wholeForMs = 5_000;

/**
 * Loads contiguous pieces of histories the server gives in numbered pages only. Pages shift while one reads, so
 * a piece comes from a single page, and only from one in which the message asked about has its place.
 */
export function createHistory(context: Context) {
  const { rest } = context;
  const places = createPlaces();
  let last: { readonly key: string; readonly at: number; readonly messages: readonly WireMessage[] } | null =
    null;

  /** The only answer that marks nothing is the whole thread; pages asked for in a row share one. */
  async function loadWhole(id: ConversationId, reuse: boolean, me: UserId, signal: AbortSignal) {
    const key = `${me} ${id}`;
    const now = context.environment.clock.now();
    if (reuse && last !== null && last.key === key && now - last.at < wholeForMs) return last.messages;
    last = null;
    const messages = await rest.allMessages(parseThread(id), signal);
    last = { key, at: now, messages };
    return messages;
  }

  return async function loadMessages(request: HistoryRequest, signal: AbortSignal): Promise<HistoryPage> {
    const { conversationId, position } = request;
    const thread = parseThread(conversationId);
    const limit = Math.min(Math.max(1, request.limit), maxPageSize - 1);
    const me = await context.account.myId(signal);

    const load = async ({ page, size }: PageWindow): Promise<RestPage> => {
      const answer = await rest.history(thread, page, size, signal);
      places.note(conversationId, answer, (page - 1) * size);
      if (page === 1) context.unread.onHistoryRead(conversationId, answer.messages[0]?.id ?? null);
      return answer;
    };
    const whole = request.peek && (position.name === 'newest' || !context.unread.isClear(conversationId));
    const piece = whole
      ? cut(await loadWhole(conversationId, position.name !== 'newest', me, signal), position, limit)
      : position.name === 'newest'
        ? wholePage(await load({ page: 1, size: limit }), true)
        : await find(position, limit, places.guess(conversationId, position.messageId), load);

    const decoding = startDecoding(context, me);
    return {
      messages: piece.messages.map((message) => decoding.message(message, conversationId)),
      users: decoding.users(),
      reachedStart: piece.reachedStart,
      reachedEnd: piece.reachedEnd,
      markedRead: !whole,
    };
  };
}

/** Looks for the page in which the anchor has its place, beginning with a guess and then by halving. */
async function find(
  position: Anchored,
  limit: number,
  guess: number | null,
  load: (window: PageWindow) => Promise<RestPage>,
): Promise<Piece> {
  const anchor = Number(position.messageId);
  let low = 0;
  let high = Infinity;
  let place = guess ?? 0;
  for (let look = 0; look < looksLimit; look += 1) {
    const window = windowFor(position.name, place, limit);
    const start = (window.page - 1) * window.size;
    const answer = await load(window).catch(nothingBeyond(window));
    const newest = answer.messages[0];
    const oldest = answer.messages[answer.messages.length - 1];
    if (newest === undefined || oldest === undefined) {
      if (start === 0) return { messages: [], reachedStart: true, reachedEnd: true };
      high = start - 1;
    } else if (anchor < Number(oldest.id) && !answer.last) {
      low = start + answer.messages.length;
      high = Math.min(high, Math.max(low, answer.count - 1));
    } else if (anchor > Number(newest.id) && start > 0) {
      high = start - 1;
    } else {
      const piece = besideAnchor(position.name, anchor, wholePage(answer, start === 0));
      if (piece !== null) return piece;
      // Arrivals pushed the anchor to the edge of the page: its place is known now.
      const index = answer.messages.findIndex((message) => Number(message.id) <= anchor);
      place = start + Math.max(0, index);
      continue;
    }
    // What arrives meanwhile moves the anchor out of the bounds: begin again with all there is.
    if (low > high) [low, high] = [0, Math.max(0, answer.count - 1)];
    const neighbour = place < low ? low : high;
    place = look === 0 && guess !== null ? neighbour : Math.floor((low + high) / 2);
  }
  throw new ChatError('conflict', 'The history kept changing while it was read.', { retryable: true });
}

function windowFor(name: Anchored['name'], place: number, limit: number): PageWindow {
  const half = Math.floor(limit / 2);
  switch (name) {
    case 'before':
      return pageCovering(place, place + limit, place);
    case 'after':
      return pageCovering(place - limit, place, place);
    case 'around':
      return pageCovering(place - half, place + half, place);
  }
}

/** A page past the end answers 404; so does a thread that is gone, but then its first page does too. */
function nothingBeyond(window: PageWindow): (error: unknown) => RestPage {
  return (error) => {
    if (window.page > 1 && isChatError(error) && error.code === 'not-found') {
      return { count: 0, last: true, messages: [] };
    }
    throw error;
  };
}

function wholePage(answer: RestPage, isFirst: boolean): Piece {
  return { messages: [...answer.messages].reverse(), reachedStart: answer.last, reachedEnd: isFirst };
}

/** The part of a page that was asked for; null when the anchor stands at its edge and there is more beyond. */
function besideAnchor(name: Anchored['name'], anchor: number, page: Piece): Piece | null {
  if (name === 'around') return page;
  const older = name === 'before';
  const messages = page.messages.filter(({ id }) => (older ? Number(id) < anchor : Number(id) > anchor));
  if (messages.length === 0 && !(older ? page.reachedStart : page.reachedEnd)) return null;
  const complete = messages.length === page.messages.length;
  return {
    messages,
    reachedStart: page.reachedStart && (older || complete),
    reachedEnd: page.reachedEnd && (!older || complete),
  };
}

/** The same pieces out of a whole thread. */
function cut(all: readonly WireMessage[], position: HistoryPosition, limit: number): Piece {
  const [from, to] = bounds(all, position, limit);
  return {
    messages: all.slice(from, to),
    reachedStart: from === 0,
    reachedEnd: to === all.length,
  };
}

function bounds(
  all: readonly WireMessage[],
  position: HistoryPosition,
  limit: number,
): readonly [number, number] {
  if (position.name === 'newest') return [Math.max(0, all.length - limit), all.length];
  const anchor = Number(position.messageId);
  const before = all.filter(({ id }) => Number(id) < anchor).length;
  const upTo = all.filter(({ id }) => Number(id) <= anchor).length;
  const half = Math.floor(limit / 2);
  switch (position.name) {
    case 'before':
      return [Math.max(0, before - limit), before];
    case 'after':
      return [upTo, Math.min(all.length, upTo + limit)];
    case 'around':
      return [Math.max(0, before - half), Math.min(all.length, upTo + half)];
  }
}
