import type { CommandResult, MarkReadCommand } from '../../adapter/command';
import { isChatError } from '../../errors';
import type { MessageId } from '../../model/ids';
import type { Context } from './context';
import { parseThread, toNumber } from './thread';

/** Above this, loading the thread, which marks all of it, is the smaller work. */
const oneByOne = 8;

/** Marks messages as read, each by itself; many at once by loading their thread. */
export function createMarkRead(context: Context) {
  const { rest, account, rows, unread } = context;

  async function markOne(id: MessageId, signal: AbortSignal): Promise<void> {
    try {
      await rest.markRead(String(toNumber(id)), signal);
    } catch (error) {
      // Gone meanwhile, or not one I received: neither can become any more read.
      if (!isChatError(error) || (error.code !== 'not-found' && error.code !== 'forbidden')) throw error;
    }
  }

  return async function markRead(command: MarkReadCommand, signal: AbortSignal): Promise<CommandResult> {
    const { conversationId, messageIds, upTo } = command;
    const thread = parseThread(conversationId);
    const me = await account.myId(signal);
    let left = messageIds;
    if ((messageIds.length === 0 || messageIds.length > oneByOne) && !rows.sharesPerson(conversationId)) {
      const answer = await rest.messagesWith(thread.person, signal);
      const marked = new Set(answer.items.map(({ id }) => id));
      // Of a long thread the newest were not among them.
      left = messageIds.filter((id) => !marked.has(id));
    }
    for (const id of left) await markOne(id, signal);
    unread.onRead(conversationId, upTo);
    return {
      events: [
        { type: 'messages-read', conversationId, userId: me, messageIds, at: null },
        { type: 'unread-changed', conversationId, count: 0 },
      ],
    };
  };
}
