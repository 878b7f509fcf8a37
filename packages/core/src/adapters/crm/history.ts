import type { HistoryPage, HistoryPosition, HistoryRequest } from '../../adapter/adapter';
import type { ConversationId, UserId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import type { ConversationsService } from './conversations';
import { isWith, parseThread, type Thread } from './thread';
import type { WireMessage } from './wire';

/** Contiguous, oldest first, with what is known of its ends. */
interface Piece {
  readonly messages: readonly WireMessage[];
  readonly reachedStart: boolean;
  readonly reachedEnd: boolean;
}

type Belongs = (message: WireMessage) => boolean;

/** A thread on screen is read whole again so often: edits, deletions and receipts are told nowhere else. */
const wholeAgainMs = 60_000;
/** Pages asked for in a row share one whole thread. */
const wholeForMs = 5_000;
const lookSize = 25;
const coldLookSize = 100;
/** So few of a thread among the newest messages are worth walking for more. */
const fewMessages = 20;

/**
 * Two routes, each with a fault: the thread's own gives its oldest 500 and marks them as read; the list of all my
 * messages marks nothing and reaches everything, but mixes all threads. The first is used only for a thread that
 * is being read, or that has nothing to mark; whatever must not mark, or lies beyond the 500, comes from the list.
 */
export function createHistory(context: Context, conversations: Pick<ConversationsService, 'loadOne'>) {
  const { account, rest, list, rows, unread, environment } = context;
  const { clock } = environment;
  const wholeAt = new Map<ConversationId, number>();
  const highest = new Map<ConversationId, number>();
  let last: { readonly key: string; readonly at: number; readonly whole: Whole } | null = null;

  interface Whole {
    readonly messages: readonly WireMessage[];
    /** The newest ones are missing. */
    readonly cut: boolean;
  }

  async function loadWhole(id: ConversationId, me: UserId, signal: AbortSignal): Promise<Whole> {
    const thread = parseThread(id);
    const at = clock.now();
    const answer = await rest.messagesWith(thread.person, signal);
    const messages = answer.items.filter((message) => isWith(message, thread, me));
    const whole = { messages, cut: !answer.last };
    last = { key: `${me} ${id}`, at, whole };
    wholeAt.set(id, at);
    const newest = messages[messages.length - 1]?.id ?? null;
    noteHighest(id, newest);
    if (!whole.cut) unread.onRead(id, newest);
    return whole;
  }

  function recentWhole(id: ConversationId, me: UserId): Whole | null {
    if (last === null || last.key !== `${me} ${id}`) return null;
    return clock.now() - last.at < wholeForMs ? last.whole : null;
  }

  function noteHighest(id: ConversationId, messageId: string | null): void {
    if (messageId !== null) highest.set(id, Math.max(highest.get(id) ?? 0, Number(messageId)));
  }

  /** What the newest messages of all threads show of this one. */
  async function look(
    id: ConversationId,
    belongs: Belongs,
    limit: number,
    peek: boolean,
    signal: AbortSignal,
  ): Promise<Piece> {
    const known = highest.get(id);
    const page = await list.newest(known === undefined ? coldLookSize : lookSize, peek, signal);
    const found = page.items.filter(belongs);
    const oldest = page.items[page.items.length - 1];
    const meetsKnown = known !== undefined && oldest !== undefined && Number(oldest.id) <= known;
    const enough = page.last || meetsKnown || found.length >= Math.min(limit, fewMessages);
    const piece = enough
      ? { messages: [...found].reverse(), reachedStart: page.last, reachedEnd: true }
      : { ...(await collectDown(null, belongs, limit, signal)), reachedEnd: true };
    noteHighest(id, piece.messages[piece.messages.length - 1]?.id ?? null);
    return piece;
  }

  async function collectDown(
    before: number | null,
    belongs: Belongs,
    limit: number,
    signal: AbortSignal,
  ): Promise<Omit<Piece, 'reachedEnd'>> {
    const found: WireMessage[] = [];
    const seen = new Set<string>();
    for await (const messages of list.downFrom(before, signal)) {
      // What vanishes meanwhile moves others back into the next page.
      for (const message of messages) {
        if (!seen.has(message.id) && belongs(message)) found.push(message);
        seen.add(message.id);
      }
      if (found.length >= limit) return { messages: found.reverse(), reachedStart: false };
    }
    return { messages: found.reverse(), reachedStart: true };
  }

  async function collectUp(after: number, belongs: Belongs, limit: number, signal: AbortSignal) {
    const found = new Map<string, WireMessage>();
    for await (const messages of list.upFrom(after, signal)) {
      for (const message of messages) if (belongs(message)) found.set(message.id, message);
      if (found.size >= limit) return { messages: [...found.values()], reachedEnd: false };
    }
    return { messages: [...found.values()], reachedEnd: true };
  }

  async function fromList(
    position: Exclude<HistoryPosition, { name: 'newest' }>,
    belongs: Belongs,
    limit: number,
    signal: AbortSignal,
  ): Promise<Piece> {
    const anchor = Number(position.messageId);
    switch (position.name) {
      case 'before':
        return { ...(await collectDown(anchor, belongs, limit, signal)), reachedEnd: false };
      case 'after':
        return { ...(await collectUp(anchor, belongs, limit, signal)), reachedStart: false };
      case 'around': {
        const half = Math.ceil(limit / 2);
        const older = await collectDown(anchor + 1, belongs, half, signal);
        const newer = await collectUp(anchor, belongs, half, signal);
        return {
          messages: [...older.messages, ...newer.messages],
          reachedStart: older.reachedStart,
          reachedEnd: newer.reachedEnd,
        };
      }
    }
  }

  async function load(request: HistoryRequest, thread: Thread, me: UserId, signal: AbortSignal) {
    const { conversationId: id, position, peek } = request;
    const limit = Math.max(1, request.limit);
    const belongs = (message: WireMessage): boolean => isWith(message, thread, me);
    const mayRead = (!peek || unread.isClear(id)) && !rows.sharesPerson(id);
    if (position.name === 'newest') {
      const due = clock.now() - (wholeAt.get(id) ?? -Infinity) >= wholeAgainMs;
      if (peek || !mayRead || !due) {
        const piece = await look(id, belongs, limit, peek, signal);
        // No message at all: the list alone does not tell a thread just begun from one that nobody has.
        if (piece.reachedStart && piece.messages.length === 0) await conversations.loadOne(id, signal);
        return { piece, markedRead: false };
      }
      const whole = await loadWhole(id, me, signal);
      if (whole.cut) return { piece: await look(id, belongs, limit, peek, signal), markedRead: false };
      return { piece: { ...whole, reachedStart: true, reachedEnd: true }, markedRead: true };
    }
    if (mayRead) {
      const whole = recentWhole(id, me) ?? (await loadWhole(id, me, signal));
      const piece = cutOut(whole.messages, position, limit, whole.cut);
      if (piece !== null) return { piece, markedRead: !peek && !whole.cut };
    }
    return { piece: await fromList(position, belongs, limit, signal), markedRead: false };
  }

  return async function loadMessages(request: HistoryRequest, signal: AbortSignal): Promise<HistoryPage> {
    const thread = parseThread(request.conversationId);
    const me = await account.myId(signal);
    const { piece, markedRead } = await load(request, thread, me, signal);
    const decoding = startDecoding(context, me);
    return {
      messages: piece.messages.map((message) => decoding.message(message, request.conversationId)),
      users: decoding.users(),
      reachedStart: piece.reachedStart,
      reachedEnd: piece.reachedEnd,
      markedRead,
    };
  };
}

/** The part that was asked for; null when it may lie beyond where the server cut the thread. */
function cutOut(
  all: readonly WireMessage[],
  position: Exclude<HistoryPosition, { name: 'newest' }>,
  limit: number,
  cut: boolean,
): Piece | null {
  const anchor = Number(position.messageId);
  const before = all.filter(({ id }) => Number(id) < anchor).length;
  const upTo = all.filter(({ id }) => Number(id) <= anchor).length;
  const half = Math.ceil(limit / 2);
  const [from, to] =
    position.name === 'before'
      ? [Math.max(0, before - limit), before]
      : position.name === 'after'
        ? [upTo, Math.min(all.length, upTo + limit)]
        : [Math.max(0, before - half), Math.min(all.length, upTo + half)];
  const beyond = position.name === 'before' ? before === all.length : to === all.length;
  if (cut && beyond) return null;
  return { messages: all.slice(from, to), reachedStart: from === 0, reachedEnd: to === all.length };
}
