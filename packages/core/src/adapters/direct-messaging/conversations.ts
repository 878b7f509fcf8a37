import type { ConversationPage } from '../../adapter/adapter';
import { isChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import type { ConversationId, UserId } from '../../model/ids';
import type { User } from '../../model/user';
import { readItems } from '../../transport/read-items';
import { startDecoding, type Context, type Decoding } from './context';
import { decodeConversation } from './decode-conversation';
import { toNumber } from './ids';
import type { Signal } from './rest';
import type { Unread } from './unread';
import * as wire from './wire';

/** Lists and details of conversations, with what the server counts wrongly put right. */
export function createConversations(context: Context, unread: Unread) {
  const { rest, account, threads, environment } = context;

  function decode(item: wire.WireConversation, me: UserId, decoding: Decoding): Conversation {
    const { facts, people } = threads.note(item, me);
    return decodeConversation(item, people, facts, decoding);
  }

  return {
    async load(cursor: string | null, signal: Signal): Promise<ConversationPage> {
      const number = cursor === null ? 1 : toNumber(cursor);
      const me = await account.myId(signal);
      const decoding = startDecoding(context, me, null);
      const page = await rest.conversations(number, signal).catch((error: unknown) => {
        // Fewer pages than a moment ago.
        if (number > 1 && isChatError(error) && error.code === 'not-found') return null;
        throw error;
      });
      if (page === null) return { conversations: [], users: [], next: null };
      const items = readItems(wire.conversation, page.results, environment.report);
      const decoded = items.map((item) => decode(item, me, decoding));
      const conversations = await unread.correct(decoded, me, signal);
      return {
        conversations,
        users: decoding.users(),
        // The address it gives may name another host; only its being there counts.
        next: page.next == null ? null : String(number + 1),
      };
    },

    async loadOne(
      id: ConversationId,
      signal: Signal,
    ): Promise<{ readonly conversation: Conversation; readonly users: readonly User[] }> {
      toNumber(id);
      const me = await account.myId(signal);
      const decoding = startDecoding(context, me, null);
      const decoded = decode(await rest.conversation(id, signal), me, decoding);
      const [corrected] = await unread.correct([decoded], me, signal);
      return { conversation: corrected ?? decoded, users: decoding.users() };
    },

    /** A conversation an action just answered with. */
    async fresh(item: wire.WireConversation, signal: Signal): Promise<Conversation> {
      const me = await account.myId(signal);
      return decode(item, me, startDecoding(context, me, null));
    },
  };
}

export type ConversationsService = ReturnType<typeof createConversations>;
