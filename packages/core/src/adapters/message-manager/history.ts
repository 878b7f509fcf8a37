import type { HistoryPage, HistoryRequest } from '../../adapter/adapter';
import { ChatError } from '../../errors';
import { startWork, type Context } from './context';
import type { ConversationsService } from './conversations';
import { decodeMessage } from './decode';
import { mayMeanEnded } from './refusals';
import type { WireMessage } from './wire';

/** The server gives no history of what it does not relay: nothing is known anew, and what is cached stays. */
const untold: HistoryPage = {
  messages: [],
  users: [],
  reachedStart: false,
  reachedEnd: false,
  markedRead: false,
};

/** Any part of a history is the whole of it: the server gives no less. */
export function createHistory(context: Context, conversations: ConversationsService) {
  return async function loadMessages(request: HistoryRequest, signal: AbortSignal): Promise<HistoryPage> {
    const { conversationId: id } = request;
    const { places, unread, newest, own, decoding } = await startWork(context);
    if (places.isRelayed(id) === false) return untold;
    let messages: readonly WireMessage[];
    try {
      messages = await context.rest.messages(id, signal);
    } catch (error) {
      if (!mayMeanEnded(error)) throw error;
      if (await conversations.hasEnded(id, signal)) return untold;
      // Still on the list: an answer that will be another one soon, and no reason to forget anything.
      if (places.isRelayed(id) === true && error.status === 404) {
        throw new ChatError('server', error.message, { status: 404, cause: error });
      }
      throw error;
    }
    const sorted = [...messages].sort(
      (left, right) => left.timestamp.micros - right.timestamp.micros || Number(left.id) - Number(right.id),
    );
    const last = sorted.at(-1);
    if (last !== undefined) newest.set(id, { id: last.id, micros: last.timestamp.micros });
    unread.onHistory(id, sorted);
    own.recognise(sorted);
    return {
      messages: sorted.map((message) => decodeMessage(message, id, decoding)),
      users: [],
      reachedStart: true,
      reachedEnd: true,
      markedRead: false,
    };
  };
}
