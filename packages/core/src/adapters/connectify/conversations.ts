import type { ConversationPage } from '../../adapter/adapter';
import type { Conversation } from '../../model/conversation';
import type { ConversationId } from '../../model/ids';
import type { User } from '../../model/user';
import { startDecoding, type Context } from './context';
import { decodeDirect, decodeGroup } from './decode-conversation';
import type { Signal } from './rest';
import { parseThread, threadId, type Thread } from './thread';

export interface LoadedConversation {
  readonly conversation: Conversation;
  readonly users: readonly User[];
}

/** Conversations and groups are two lists on the server and one here. */
export function createConversations(context: Context) {
  const { rest, account, unread, live } = context;

  async function loadThread({ kind, number }: Thread, signal: Signal): Promise<LoadedConversation> {
    const decoding = startDecoding(context, await account.myId(signal));
    const conversation =
      kind === 'direct'
        ? decodeDirect(await rest.conversation(number, signal), decoding)
        : decodeGroup(await rest.group(number, signal), decoding);
    const [corrected] = unread.correct([conversation], decoding.me);
    return { conversation: corrected ?? conversation, users: decoding.users() };
  }

  return {
    async loadAll(signal: Signal): Promise<ConversationPage> {
      const decoding = startDecoding(context, await account.myId(signal));
      const [direct, groups] = await Promise.all([rest.conversations(signal), rest.groups(signal)]);
      const all = [
        ...direct.map((item) => decodeDirect(item, decoding)),
        ...groups.map((item) => decodeGroup(item, decoding)),
      ];
      const listed = direct.map(({ id, created_at }) => ({
        id: threadId('direct', id),
        createdAt: created_at,
      }));
      live.listed = listed.map(({ id }) => id);
      live.current?.onListed(listed);
      const conversations = [...unread.correct(all, decoding.me)];
      conversations.sort((left, right) => right.lastActivityAt - left.lastActivityAt);
      return { conversations, users: decoding.users(), next: null };
    },

    loadOne: async (id: ConversationId, signal: Signal): Promise<LoadedConversation> =>
      loadThread(parseThread(id), signal),
  };
}

export type ConversationsService = ReturnType<typeof createConversations>;
