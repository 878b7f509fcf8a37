import type { ConversationPage } from '../../adapter/adapter';
import { ChatError, isChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import type { ConversationId } from '../../model/ids';
import type { User } from '../../model/user';
import { startDecoding, type Context } from './context';
import { decodeConversation, type ListedConversation } from './decode-conversation';
import type { ListPage, Signal } from './rest';
import { parseThread } from './thread';
import type { WireConversation } from './wire';

export interface LoadedConversation {
  readonly conversation: Conversation;
  readonly users: readonly User[];
}

/** One reading of the whole list; its pages move while one reads. */
interface Pass {
  readonly seen: Set<string>;
  readonly total: number | null;
}

/** The server lists by last activity and numbers rows; we name a conversation by organisation and person. */
export function createConversations(context: Context) {
  const { rest, account, rows, unread, environment } = context;
  let pass: Pass = { seen: new Set(), total: null };

  function take(items: readonly WireConversation[], me: Awaited<ReturnType<typeof account.myId>>) {
    const decoding = startDecoding(context, me);
    const listed = items.flatMap((item): readonly ListedConversation[] => {
      const one = decodeConversation(item, decoding);
      if (one === null) {
        environment.report(
          new ChatError('protocol', 'A conversation of others, or without its other side, was left out.'),
        );
        return [];
      }
      rows.note(one.conversation.id, item.id);
      if (one.partner !== null) rows.meet(one.partner);
      return [one];
    });
    const correct = (total: number | null): readonly Conversation[] =>
      listed.map(({ conversation, counter }) => ({
        ...conversation,
        unreadCount: unread.correct(counter, total),
      }));
    return { correct, users: decoding.users() };
  }

  /** The total is counted anew each time, the counters are not; a list without it is better than none. */
  async function askTotal(signal: Signal): Promise<number | null> {
    try {
      return await rest.unreadCount(signal);
    } catch (error) {
      if (!isChatError(error) || error.code === 'unauthorized' || error.code === 'aborted') throw error;
      environment.report(error);
      return null;
    }
  }

  async function loadPage(cursor: string | null, signal: Signal): Promise<ConversationPage> {
    const page = cursor === null ? 1 : Number(cursor);
    const me = await account.myId(signal);
    const asked = await Promise.all([
      rest.conversations(page, signal).catch(beyondTheEnd(page)),
      page === 1 ? askTotal(signal) : Promise.resolve(pass.total),
    ]);
    let [answer] = asked;
    const [, total] = asked;
    if (page === 1) pass = { seen: new Set(), total };
    for (const { id } of answer.items) pass.seen.add(id);
    if (answer.last && page > 1 && pass.seen.size < answer.count) answer = await complete(answer, signal);
    const { correct, users } = take(answer.items, me);
    const conversations = correct(total);
    return {
      conversations: answer.last ? [...conversations, ...rows.begun()] : conversations,
      users,
      next: answer.last ? null : String(page + 1),
    };
  }

  /** One that moved to the top while later pages were read is on none of them. */
  async function complete(
    answer: ListPage<WireConversation>,
    signal: Signal,
  ): Promise<ListPage<WireConversation>> {
    const top = await rest.conversations(1, signal);
    for (const { id } of top.items) pass.seen.add(id);
    if (pass.seen.size < top.count - (top.sent - top.items.length))
      throw new ChatError('conflict', 'The list kept changing while it was read.', { retryable: true });
    return { ...answer, items: [...top.items, ...answer.items] };
  }

  async function findNumber(id: ConversationId, signal: Signal): Promise<string | undefined> {
    for (let cursor: string | null = null; rows.numberOf(id) === undefined;) {
      const page: ConversationPage = await loadPage(cursor, signal);
      cursor = page.next;
      if (cursor === null) break;
    }
    return rows.numberOf(id);
  }

  return {
    loadPage,

    async loadOne(id: ConversationId, signal: Signal): Promise<LoadedConversation> {
      parseThread(id);
      const me = await account.myId(signal);
      const number = await findNumber(id, signal);
      const begun = rows.begun().find((conversation) => conversation.id === id);
      if (number === undefined) {
        if (begun !== undefined) return { conversation: begun, users: [] };
        throw new ChatError('not-found', 'There is no such conversation.');
      }
      const { correct, users } = take([await rest.conversation(number, signal)], me);
      const [conversation] = correct(pass.total);
      if (conversation === undefined) throw new ChatError('protocol', 'The conversation could not be read.');
      return { conversation, users };
    },
  };
}

export type ConversationsService = ReturnType<typeof createConversations>;

/** The list may have grown shorter since its page before. */
function beyondTheEnd(page: number): (error: unknown) => ListPage<WireConversation> {
  return (error) => {
    if (page > 1 && isChatError(error) && error.code === 'not-found')
      return { count: 0, last: true, sent: 0, items: [] };
    throw error;
  };
}
