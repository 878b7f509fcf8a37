import type { Conversation } from '../../model/conversation';
import type { ConversationId, UserId } from '../../model/ids';
import { userId } from '../../model/ids';
import { readItems, type Report } from '../../transport/read-items';
import type { LinkHolder } from './link';
import type { Rest } from './rest';
import { parseThread } from './thread';
import * as wire from './wire';

/** What is truly unread, and the server's figures it belongs to; `server` null: not seen since it changed. */
interface Known {
  readonly unread: number;
  readonly server: number | null;
  readonly last: string | null;
}

/**
 * The server counts my own, deleted and older-than-me messages as unread. Its number is trusted at 0 only; else
 * the true one is counted from the messages, in the background, a few threads at a time.
 */
export interface Unread {
  correct(conversations: readonly Conversation[], me: UserId): readonly Conversation[];
  /** Nothing is unread as far as this client heard: loading a page would mark nothing. */
  isClear(id: ConversationId): boolean;
  /** The first page was loaded: the server took everything as read. */
  onHistoryRead(id: ConversationId, newest: string | null): void;
  onOwnSend(id: ConversationId, messageId: string): void;
  onArrival(id: ConversationId, messageId: string): void;
  onMarkedRead(id: ConversationId, count: number): void;
}

const countsPerList = 12;
const countsAtOnce = 3;

export function createUnread(options: { rest: Rest; live: LinkHolder; report: Report }): Unread {
  const { rest, live, report } = options;
  const known = new Map<ConversationId, Known>();
  let counting = false;

  function estimate(conversation: Conversation, me: UserId): number {
    const entry = matching(conversation);
    if (entry !== undefined) return entry.unread;
    // Nobody writes below what they have not seen; for others at least the last one counts.
    return conversation.lastMessage?.authorId === me ? 0 : Math.min(1, conversation.unreadCount);
  }

  function matching(conversation: Conversation): Known | undefined {
    const entry = known.get(conversation.id);
    if (entry === undefined || entry.last !== (conversation.lastMessage?.id ?? null)) return undefined;
    if (entry.server === null) known.set(conversation.id, { ...entry, server: conversation.unreadCount });
    else if (entry.server !== conversation.unreadCount) return undefined;
    return entry;
  }

  async function count(conversation: Conversation, me: UserId): Promise<void> {
    const thread = parseThread(conversation.id);
    const group = thread.kind === 'group' ? await rest.group(thread.number, undefined) : null;
    const messages =
      group === null
        ? await rest.allMessages(thread, undefined)
        : readItems(wire.message, group.messages, report);
    const joinedAt = readItems(wire.membership, group?.members ?? [], report).find(
      ({ user }) => userId(user.id) === me,
    )?.joined_at;
    const unread = messages.filter((message) => {
      const readByMe = readItems(wire.readMark, message.read_by, report).some(
        ({ user }) => userId(user.id) === me,
      );
      const before = joinedAt != null && message.created_at < joinedAt;
      return !message.is_deleted && !readByMe && !before && message.sender?.id !== me;
    }).length;
    const last = messages.reduce<string | null>(
      (newest, { id }) => (newest === null || Number(id) > Number(newest) ? id : newest),
      null,
    );
    const same = last === (conversation.lastMessage?.id ?? null);
    known.set(conversation.id, { unread, last, server: same ? conversation.unreadCount : null });
    live.current?.emit([{ type: 'unread-changed', conversationId: conversation.id, count: unread }]);
  }

  async function countAll(conversations: readonly Conversation[], me: UserId): Promise<void> {
    const waiting = [...conversations];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        // The estimate stands until the next list; whatever is wrong shows there too.
        await count(next, me).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: countsAtOnce }, work));
  }

  return {
    correct(conversations, me) {
      const doubtful = conversations.filter((item) => item.unreadCount > 0 && matching(item) === undefined);
      if (!counting && doubtful.length > 0) {
        counting = true;
        void countAll(doubtful.slice(0, countsPerList), me).finally(() => {
          counting = false;
        });
      }
      return conversations.map((item) =>
        item.unreadCount === 0 ? item : { ...item, unreadCount: estimate(item, me) },
      );
    },
    isClear: (id) => known.get(id)?.unread === 0,
    onHistoryRead(id, newest) {
      known.set(id, { unread: 0, server: null, last: newest });
    },
    onOwnSend(id, messageId) {
      const entry = known.get(id);
      if (entry === undefined || Number(messageId) <= Number(entry.last)) return;
      known.set(id, { ...entry, server: entry.server === null ? null : entry.server + 1, last: messageId });
    },
    onArrival(id, messageId) {
      const entry = known.get(id);
      if (entry === undefined || Number(messageId) <= Number(entry.last)) return;
      const server = entry.server === null ? null : entry.server + 1;
      known.set(id, { unread: entry.unread + 1, server, last: messageId });
    },
    onMarkedRead(id, count) {
      const entry = known.get(id);
      if (entry !== undefined)
        known.set(id, { ...entry, unread: Math.max(0, entry.unread - count), server: null });
    },
  };
}
