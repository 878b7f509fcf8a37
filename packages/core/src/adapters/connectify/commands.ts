import type { Command, CommandResult, ExecuteContext, MarkReadCommand } from '../../adapter/command';
import type { ServerEvent } from '../../adapter/server-event';
import { ChatError } from '../../errors';
import { assertNever } from '../../lib/assert-never';
import { startDecoding, type Context } from './context';
import { checkText } from './encode';
import { hintOthers } from './link';
import { createSend } from './send';
import { parseThread, toNumber } from './thread';
import { unsupported } from './unsupported';

const emojiLength = 50;
/** More at once may overflow a socket; the server then drops frames without a word. */
const readsPerSocket = 50;

/** Carries out what the outbox gives; every command but sending may be repeated without harm. */
export function createExecute(context: Context) {
  const { rest, account, myReactions, unread, live } = context;
  const send = createSend(context);

  async function markRead(command: MarkReadCommand, signal: AbortSignal): Promise<CommandResult> {
    const { conversationId, messageIds, upTo } = command;
    const thread = parseThread(conversationId);
    // With none to name, what the server counts as unread is known to its history alone.
    const ids = messageIds.length === 0 ? [upTo] : messageIds;
    const me = await account.myId(signal);
    const link = live.current;
    // Only the socket tells the authors at once; loading history marks as well, but silently.
    const told =
      link !== null &&
      messageIds.length > 0 &&
      messageIds.length <= readsPerSocket &&
      link.hears(conversationId) &&
      (await link.markRead(conversationId, ids));
    if (!told) {
      const page = await rest.history(thread, 1, 1, signal);
      unread.onHistoryRead(conversationId, page.messages[0]?.id ?? null);
      return { events: [readEvent(), { type: 'unread-changed', conversationId, count: 0 }] };
    }
    unread.onMarkedRead(conversationId, messageIds.length);
    return { events: [readEvent()] };

    function readEvent(): ServerEvent {
      return { type: 'messages-read', conversationId, userId: me, messageIds: ids, at: null };
    }
  }

  async function react(command: Extract<Command, { kind: 'react' | 'unreact' }>, signal: AbortSignal) {
    const { kind, conversationId, messageId } = command;
    const emoji = checkEmoji(command.emoji);
    const me = await account.myId(signal);
    const present = kind === 'react';
    if (present) await rest.react(messageId, emoji, signal);
    else await rest.unreact(messageId, emoji, signal);
    myReactions.note(messageId, emoji, present);
    const event: ServerEvent = {
      type: 'reaction-changed',
      conversationId,
      messageId,
      userId: me,
      emoji,
      present,
    };
    return { events: [event] };
  }

  return async function execute(command: Command, execution: ExecuteContext): Promise<CommandResult> {
    const result = await carryOut(command, execution);
    // What went by REST is told to nobody; a harmless frame makes the others look (a send hints for itself).
    if ('messageId' in command) hintOthers(live, command.conversationId);
    return result;
  };

  async function carryOut(command: Command, execution: ExecuteContext): Promise<CommandResult> {
    const { signal } = execution;
    if ('messageId' in command) toNumber(command.messageId);
    const { conversationId } = command;
    switch (command.kind) {
      case 'send-message':
        return send(command, execution);
      case 'edit-message': {
        const content = checkText(command.text);
        const decoding = startDecoding(context, await account.myId(signal));
        const wire = await rest.edit(command.messageId, content, signal);
        return { events: [{ type: 'message-received', message: decoding.message(wire, conversationId) }] };
      }
      case 'delete-message': {
        const { messageId } = command;
        if (command.hard || command.scope !== 'everyone')
          throw unsupported('Deleting for oneself or for good');
        await rest.deleteMessage(messageId, signal);
        const patch = { deleted: true, text: '', attachments: [], reactions: [] };
        return { events: [{ type: 'message-changed', conversationId, messageId, patch }] };
      }
      case 'react':
      case 'unreact':
        return react(command, signal);
      case 'mark-read':
        return markRead(command, signal);
      case 'pin':
      case 'unpin':
        throw unsupported('Pinning');
      case 'host':
        throw unsupported(`The command "${command.name}"`);
      default:
        return assertNever(command);
    }
  }
}

function checkEmoji(emoji: string): string {
  const length = [...emoji].length;
  if (emoji.trim() !== '' && length <= emojiLength && !/[\0\p{Surrogate}]/u.test(emoji)) return emoji;
  throw new ChatError('invalid', 'This is no reaction the backend takes.', { fields: { emoji: [emoji] } });
}
