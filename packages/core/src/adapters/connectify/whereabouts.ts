import type { Conversation } from '../../model/conversation';
import { userId, type ConversationId, type UserId } from '../../model/ids';
import type { Context } from './context';
import type { LiveMessage } from './frames';
import { isChatError } from '../../errors';
import { RecentMap } from '../../lib/recent-map';
import { parseThread, threadId } from './thread';
import type { WireMessage } from './wire';

const messagesKept = 1000;
const probesPerMessage = 5;

export interface Found {
  readonly id: ConversationId;
  readonly message: WireMessage | null;
}

/** Finds out which conversation a frame of the shared socket speaks of: it does not say. */
export interface Whereabouts {
  /** Known without asking; null when several or none come into question. */
  now(message: LiveMessage): ConversationId | null;
  /** Asks the server, marking nothing as read; null when it cannot be found. A probe tells the whole message. */
  find(message: LiveMessage): Promise<Found | null>;
  note(messageId: string, id: ConversationId): void;
  ofMessage(messageId: string): ConversationId | null;
  /** Direct conversations with this person, most recent first. */
  directsWith(user: UserId): readonly Conversation[];
}

export function createWhereabouts(
  { rest, ownSends }: Pick<Context, 'rest' | 'ownSends'>,
  me: UserId,
  conversations: () => Iterable<Conversation>,
): Whereabouts {
  const known = new RecentMap<string, ConversationId>(messagesKept);

  const directs = (): readonly Conversation[] =>
    [...conversations()]
      .filter(({ kind }) => kind === 'direct')
      .sort((left, right) => right.lastActivityAt - left.lastActivityAt);
  const directsWith = (user: UserId): readonly Conversation[] =>
    directs().filter(({ participants }) => participants.includes(user));
  const candidates = (sender: UserId): readonly Conversation[] =>
    sender === me ? directs() : directsWith(sender);

  async function probe(message: LiveMessage, id: ConversationId): Promise<WireMessage | null> {
    try {
      return await rest.message(parseThread(id), message.id, undefined);
    } catch (error) {
      if (isChatError(error) && error.code === 'not-found') return null;
      throw error;
    }
  }

  const ofMessage = (messageId: string): ConversationId | null => {
    const listed = (): ConversationId | null =>
      directs().find(({ lastMessage }) => lastMessage?.id === messageId)?.id ?? null;
    return known.get(messageId) ?? listed();
  };

  return {
    directsWith,
    ofMessage,
    note: (messageId, id) => known.set(messageId, id),
    now(message) {
      const sender = userId(message.sender_id);
      const own = message.local_id == null ? undefined : ownSends.conversationOf(message.local_id);
      if (sender === me && own !== undefined) return own;
      const [only, ...others] = candidates(sender);
      return sender !== me && only !== undefined && others.length === 0 ? only.id : ofMessage(message.id);
    },
    async find(message) {
      const listed = (await rest.conversations(undefined)).find(
        ({ last_message }) => last_message?.id === message.id,
      );
      if (listed !== undefined) return { id: threadId('direct', listed.id), message: null };
      for (const { id } of candidates(userId(message.sender_id)).slice(0, probesPerMessage)) {
        const found = await probe(message, id);
        if (found !== null) return { id, message: found };
      }
      return null;
    },
  };
}
