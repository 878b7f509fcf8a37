import { toChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import { conversationId, userId, type ConversationId, type UserId } from '../../model/ids';
import { RecentMap } from '../../lib/recent-map';
import { readItems, type Report } from '../../transport/read-items';
import { createPages } from './pages';
import type { Rest, Signal } from './rest';
import * as wire from './wire';

/** In groups the server takes a message as read by all once anybody has read it; there my own rows are counted. */
export interface Unread {
  correct(
    conversations: readonly Conversation[],
    me: UserId,
    signal: Signal,
  ): Promise<readonly Conversation[]>;
  /** What I read is not in the last count. */
  forget(id: ConversationId): void;
  count(id: ConversationId, me: UserId, signal: Signal): Promise<number>;
}

const groupsKept = 500;
const pagesPerCount = 5;

export function createUnread(rest: Rest, report: Report): Unread {
  const pages = createPages(rest, report);
  const counted = new RecentMap<ConversationId, { readonly server: string; readonly unread: number } | null>(
    groupsKept,
  );

  async function count(id: ConversationId, me: UserId, signal: Signal): Promise<number> {
    let page = await pages.load(id, 'last', signal);
    let total = 0;
    for (let read = 1; ; read += 1) {
      const unread = page.messages.filter((message) => isUnread(message, me, report)).length;
      total += unread;
      const finished = page.number <= 1 || read >= pagesPerCount || (read > 1 && unread === 0);
      if (finished) return total;
      page = await pages.load(id, page.number - 1, signal);
    }
  }

  return {
    count,
    forget: (id) => counted.set(id, null),
    correct: (conversations, me, signal) =>
      Promise.all(
        conversations.map(async (conversation) => {
          if (conversation.kind !== 'group' || conversation.lastMessage === null) return conversation;
          const id = conversationId(conversation.id);
          const server = `${me} ${conversation.unreadCount} ${conversation.lastMessage.id ?? ''}`;
          const known = counted.get(id);
          if (known?.server === server) return { ...conversation, unreadCount: known.unread };
          try {
            const unread = await count(id, me, signal);
            counted.set(id, { server, unread });
            return { ...conversation, unreadCount: unread };
          } catch (error) {
            // One group that cannot be counted must not take the list with it; the server's figure stands.
            report(toChatError(error));
            return conversation;
          }
        }),
      ),
  };
}

function isUnread(message: wire.WireMessage, me: UserId, report: Report): boolean {
  if (message.is_deleted || userId(message.sender.id) === me) return false;
  const mine = readItems(wire.messageRead, message.message_reads, report).find(
    ({ user }) => userId(user.id) === me,
  );
  return mine !== undefined && mine.read_at == null;
}
