import type { HistoryPage, HistoryPosition, HistoryRequest } from '../../adapter/adapter';
import type { Message } from '../../model/message';
import { compareOrdered } from '../../model/ordered';
import { startDecoding, type Context } from './context';
import { noAccess } from './conversations';
import { toNumber } from './numbers';
import type { MessagePage, Signal } from './rest';
import type { WireMessage } from './wire';

/**
 * The server cuts by id and lists by time; parallel workers may cross the two. A few ids more than asked make
 * sure that nothing falls between two pages.
 */
const overlap = 5;
const looksLimit = 10;

/** Pages of a history that can only be asked for backwards: «the newest before this id». */
export function createHistory(context: Context) {
  const { rest, account } = context;

  return async function loadMessages(request: HistoryRequest, signal: AbortSignal): Promise<HistoryPage> {
    const { conversationId, position } = request;
    const limit = Math.max(1, request.limit);
    const decoding = startDecoding(context, await account.myId(signal));
    const load: Load = (beforeId) =>
      rest
        .messages(
          conversationId,
          { limit: limit + overlap, ...(beforeId === null ? {} : { beforeId }) },
          signal,
        )
        .catch(noAccess);
    const piece = await pieceAt(position, limit, load);
    const messages = piece.messages.map((message) => decoding.message(message));
    return {
      messages: messages.filter((message) => isBeside(message, position)),
      users: decoding.users(),
      reachedStart: !piece.hasOlder,
      reachedEnd: piece.reachedEnd,
      markedRead: false,
    };
  };
}

/** Leaves out what was asked for only to be sure that nothing is missing. */
function isBeside(message: Message, position: HistoryPosition): boolean {
  if (position.name !== 'before' && position.name !== 'after') return true;
  const { messageId: id, order } = position;
  const distance = compareOrdered(message, { id, order });
  return position.name === 'before' ? distance < 0 : distance > 0;
}

/** One message of a conversation; null when it is gone. */
export async function loadMessage(
  { rest }: Pick<Context, 'rest'>,
  conversationId: string,
  messageId: string,
  signal: Signal,
): Promise<WireMessage | null> {
  const query = { limit: 1, beforeId: toNumber(messageId) + 1 };
  const { messages } = await rest.messages(conversationId, query, signal);
  return messages.find(({ id }) => id === messageId) ?? null;
}

/** Null: the newest. */
type Load = (beforeId: number | null) => Promise<MessagePage>;

interface Piece extends MessagePage {
  readonly reachedEnd: boolean;
}

async function pieceAt(position: HistoryPosition, limit: number, load: Load): Promise<Piece> {
  switch (position.name) {
    case 'newest':
      return { ...(await load(null)), reachedEnd: true };
    case 'before':
      return { ...(await load(toNumber(position.messageId) + overlap)), reachedEnd: false };
    case 'after':
      return pageWith(toNumber(position.messageId), limit, load);
    case 'around':
      return pageWith(toNumber(position.messageId), Math.floor(limit / 2), load);
  }
}

/**
 * A page that holds the anchor and about `newer` messages after it. How far apart ids are nobody knows (one
 * sequence serves all hotels), so the end of the page is looked for by halving.
 */
async function pageWith(anchor: number, newer: number, load: Load): Promise<Piece> {
  const newest = await load(null);
  if (holds(newest, anchor) || !newest.hasOlder) return { ...newest, reachedEnd: true };
  let low = 1;
  let best = await load(anchor + low);
  let high = Number(newest.messages[newest.messages.length - 1]?.id ?? anchor) - anchor + 1;
  for (let look = 0; countAfter(best, anchor) < newer && high - low > 1; look += 1) {
    if (look >= looksLimit && countAfter(best, anchor) > 0) break;
    const reach = look === 0 ? Math.min(newer + 1, high - 1) : Math.floor((low + high) / 2);
    const page = await load(anchor + reach);
    if (holds(page, anchor)) {
      best = page;
      low = reach;
    } else high = reach;
  }
  return { ...best, reachedEnd: false };
}

/** The page goes back to the anchor or beyond; the anchor itself may have been deleted. */
function holds({ messages, hasOlder }: MessagePage, anchor: number): boolean {
  return !hasOlder || messages.some(({ id }) => Number(id) <= anchor);
}

function countAfter({ messages }: MessagePage, anchor: number): number {
  return messages.filter(({ id }) => Number(id) > anchor).length;
}
