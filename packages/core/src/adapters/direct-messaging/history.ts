import type { HistoryPage, HistoryPosition, HistoryRequest } from '../../adapter/adapter';
import { compareOrdered } from '../../model/ordered';
import type { ConversationId } from '../../model/ids';
import type { Message, Ordered } from '../../model/message';
import { startDecoding, type Context, type Decoding } from './context';
import { withoutForeignQuotes } from './decode-message';
import { toNumber } from './ids';
import { createPages, type MessagePage, type Pages } from './pages';
import type { Signal } from './rest';

type Anchored = Extract<HistoryPosition, { readonly messageId: unknown }>;

/** What may have changed without a word before a break: the edit window. */
const beforeBreakMs = 10 * 60_000;
const pagesAfterBreak = 10;

/**
 * Loads contiguous pieces of histories the server gives in numbered pages only, oldest first. Pages are always
 * read from the newer to the older: a deletion meanwhile makes two of them overlap and never leaves a hole.
 */
export function createHistory(context: Context) {
  const { rest, threads, account, breaks, environment } = context;
  const pages = createPages(rest, environment.report);

  return async function loadMessages(request: HistoryRequest, signal: AbortSignal): Promise<HistoryPage> {
    const { conversationId: id, position } = request;
    toNumber(id);
    const me = await account.myId(signal);
    await threads.of(id, me, signal);
    const decoding = startDecoding(context, me, id);
    const limit = Math.max(1, request.limit);
    const since = breaks.since(id);
    const piece = await (position.name === 'newest' ? newest(limit, since) : besides(position, limit));
    if (piece.messages.length === 0 && piece.reachedStart && piece.reachedEnd) {
      // Of a conversation that is gone or not mine the server gives an empty list.
      threads.note(await rest.conversation(id, signal), me);
    }
    if (position.name === 'newest') breaks.covered(id);
    return {
      messages: withoutForeignQuotes(piece.messages, piece.reachedStart),
      users: decoding.users(),
      reachedStart: piece.reachedStart,
      reachedEnd: piece.reachedEnd,
      markedRead: false,
    };

    async function newest(wanted: number, brokenAt: number | null): Promise<Piece> {
      const last = await pages.load(id, 'last', signal);
      return gather(reader(), last, (messages, count) => {
        const oldest = messages[0];
        const farEnough =
          brokenAt === null ||
          count >= pagesAfterBreak ||
          (oldest !== undefined && oldest.createdAt < brokenAt - beforeBreakMs);
        return messages.length >= wanted && farEnough;
      });
    }

    async function besides(wanted: Anchored, atMost: number): Promise<Piece> {
      const found = await find(pages, id, Number(wanted.messageId), signal);
      const isOlder = (message: Message): boolean => compareToAnchor(message, wanted) < 0;
      const isNewer = (message: Message): boolean => compareToAnchor(message, wanted) > 0;
      if (wanted.name === 'before') {
        const piece = await gather(reader(), found, (messages) => messages.filter(isOlder).length >= atMost);
        return { ...piece, messages: piece.messages.filter(isOlder), reachedEnd: false };
      }
      const ahead = wanted.name === 'after' ? Math.ceil(atMost / Math.max(1, found.messages.length)) : 1;
      const top = found.isLast ? found : await pages.load(id, found.number + ahead, signal);
      const piece = await gather(reader(), top, (messages) => messages.some((one) => !isNewer(one)));
      if (wanted.name === 'around') return piece;
      return { ...piece, messages: piece.messages.filter(isNewer), reachedStart: false };
    }

    function reader(): Reader {
      return { id, decoding, load: (number) => pages.load(id, number, signal) };
    }
  };
}

interface Piece {
  readonly messages: readonly Message[];
  readonly reachedStart: boolean;
  readonly reachedEnd: boolean;
}

interface Reader {
  readonly id: ConversationId;
  readonly decoding: Decoding;
  load(number: number): Promise<MessagePage>;
}

/** Goes from a page to older ones until there is enough or nothing older. */
async function gather(
  reader: Reader,
  top: MessagePage,
  isEnough: (messages: readonly Message[], pages: number) => boolean,
): Promise<Piece> {
  const byId = new Map<string, Message>();
  let page = top;
  for (let count = 1; ; count += 1) {
    // What was met first is the newer page's word, read earlier; the later answer knows better.
    for (const wire of page.messages) byId.set(wire.id, reader.decoding.message(wire));
    const messages = [...byId.values()].sort(compareOrdered);
    if (page.number <= 1 || isEnough(messages, count)) {
      return { messages, reachedStart: page.number <= 1, reachedEnd: top.isLast };
    }
    page = await reader.load(page.number - 1);
  }
}

/** A page that reaches at least up to the anchor, as near to it as halving finds. */
async function find(pages: Pages, id: ConversationId, anchor: number, signal: Signal): Promise<MessagePage> {
  let page = await pages.load(id, pages.place(id, String(anchor)) ?? 'last', signal);
  if (isBefore(page, anchor)) page = await pages.load(id, 'last', signal);
  let low = 1;
  while (page.number > low && isBeyond(page, anchor)) {
    const middle = Math.floor((low + page.number - 1) / 2);
    const candidate = await pages.load(id, middle, signal);
    if (isBefore(candidate, anchor)) low = middle + 1;
    else if (candidate.number < page.number) page = candidate;
    else return page;
  }
  return page;
}

/** All of it is older than the anchor, and there is more after it. */
function isBefore({ messages, isLast }: MessagePage, anchor: number): boolean {
  return !isLast && messages.every((message) => Number(message.id) < anchor);
}

/** All of it is newer than the anchor. */
function isBeyond({ messages }: MessagePage, anchor: number): boolean {
  return messages.every((message) => Number(message.id) > anchor);
}

function compareToAnchor(message: Message, position: Anchored): number {
  if (position.name === 'around') return Number(message.id) - Number(position.messageId);
  const anchor: Ordered = { order: position.order, id: position.messageId };
  return compareOrdered(message, anchor);
}
