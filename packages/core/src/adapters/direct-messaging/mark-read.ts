import type { CommandResult, MarkReadCommand } from '../../adapter/command';
import type { ServerEvent } from '../../adapter/server-event';
import { isChatError, toChatError } from '../../errors';
import { userId, type MessageId, type UserId } from '../../model/ids';
import type { Context } from './context';
import { readFrameOf } from './encode';
import { toNumber } from './ids';
import type { EchoReader } from './link';
import type { Unread } from './unread';

/** More at once may overflow a socket; the server then drops frames without a word. */
const receiptsOverSocket = 50;

/**
 * The socket tells the authors at once; the conversation's own route also takes what was deleted unread, which no
 * list shows and the badge counts. Own messages are never marked: that would empty the other side's badge.
 */
export function createMarkRead(context: Context, unread: Unread) {
  const { rest, account, live, threads, seen, environment } = context;

  async function tell(
    id: MessageId,
    command: MarkReadCommand,
    me: UserId,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { conversationId } = command;
    const link = live.current;
    if (link?.hears(conversationId) !== true) return false;
    try {
      return (await link.exchange(conversationId, readFrameOf(id), receiptOf(id, me), signal)) !== null;
    } catch (error) {
      // Reading twice does no harm: what was not echoed goes by REST.
      if (isChatError(error) && error.code !== 'aborted') return false;
      throw error;
    }
  }

  async function markOne(id: MessageId, signal: AbortSignal): Promise<void> {
    try {
      await rest.markMessageRead(id, signal);
    } catch (error) {
      // Deleted meanwhile: there is nothing left to read.
      if (!isChatError(error) || error.code !== 'not-found') throw error;
    }
  }

  return async function markRead(command: MarkReadCommand, signal: AbortSignal): Promise<CommandResult> {
    const { conversationId } = command;
    command.messageIds.forEach(toNumber);
    const me = await account.myId(signal);
    const { isGroup } = await threads.of(conversationId, me, signal);
    const ids = command.messageIds.filter((id) => seen.placeOf(id)?.authorId !== me);
    const newest = ids.slice(-receiptsOverSocket);
    const told = await Promise.all(newest.map((id) => tell(id, command, me, signal)));
    // In groups the conversation's route skips what anybody else has read.
    const untold = isGroup
      ? [...ids.slice(0, -receiptsOverSocket), ...newest.filter((_, index) => told[index] !== true)]
      : [];
    for (const id of untold) await markOne(id, signal);
    await rest.markConversationRead(conversationId, signal);
    unread.forget(conversationId);
    const events: ServerEvent[] = [];
    if (ids.length > 0) {
      events.push({ type: 'messages-read', conversationId, userId: me, messageIds: ids, at: null });
    }
    const count = await leftUnread(isGroup);
    return {
      events: count === null ? events : [...events, { type: 'unread-changed', conversationId, count }],
    };

    async function leftUnread(group: boolean): Promise<number | null> {
      try {
        if (group) return await unread.count(conversationId, me, signal);
        return (await rest.conversation(conversationId, signal)).unread_count;
      } catch (error) {
        // It is read; the list will tell the number.
        environment.report(toChatError(error));
        return null;
      }
    }
  };
}

function receiptOf(id: MessageId, me: UserId): EchoReader<true> {
  return (frame) =>
    frame.name === 'read' && frame.messageId === (id as string) && userId(frame.userId) === me ? true : null;
}
