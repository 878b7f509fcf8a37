import type {
  Command,
  CommandResult,
  DeleteMessageCommand,
  ExecuteContext,
  MarkReadCommand,
  ReactCommand,
} from '../../adapter/command';
import type { ServerEvent } from '../../adapter/server-event';
import { isChatError } from '../../errors';
import { assertNever } from '../../lib/assert-never';
import { messageId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { checkEmoji, checkText } from './encode';
import type { HostCommands } from './host-commands';
import { createSend } from './send';
import type { createSettle } from './settle';
import { unsupported } from './unsupported';

/** Carries out what the outbox gives; every command but sending may be repeated without harm. */
export function createExecute(
  context: Context,
  settle: ReturnType<typeof createSettle>,
  hostCommands: HostCommands,
) {
  const { rest, account, deployment, live } = context;
  const send = createSend(context, settle);

  async function remove(command: DeleteMessageCommand, signal: AbortSignal): Promise<CommandResult> {
    const { conversationId, messageId: id, hard, scope } = command;
    if (scope === 'me') throw unsupported('Deleting for oneself');
    const answer = await rest.deleteMessage(id, hard, signal);
    live.current?.recountSoon();
    if (answer.hard_delete) return { events: [{ type: 'message-removed', conversationId, messageId: id }] };
    const patch = { deleted: true, text: '', attachments: [], reactions: [] };
    return { events: [{ type: 'message-changed', conversationId, messageId: id, patch }] };
  }

  async function react(command: ReactCommand, signal: AbortSignal): Promise<CommandResult> {
    const { kind, conversationId, messageId: id } = command;
    const emoji = checkEmoji(command.emoji);
    const me = await account.myId(signal);
    const present = kind === 'react';
    if (present) await rest.react(id, emoji, signal);
    else await rest.unreact(id, emoji, signal).catch(alreadyGone);
    const event: ServerEvent = {
      type: 'reaction-changed',
      conversationId,
      messageId: id,
      userId: me,
      emoji,
      present,
      ...(present && deployment.dialect !== 'documented' ? { replaces: true } : {}),
    };
    return { events: [event] };
  }

  async function markRead(command: MarkReadCommand, signal: AbortSignal): Promise<CommandResult> {
    const { conversationId, messageIds, upTo } = command;
    const me = await account.myId(signal);
    const marked = await rest.markConversationRead(conversationId, signal);
    // What came in meanwhile was marked too, or was not: only the server knows.
    live.current?.recountSoon();
    const ids = [...new Set([...messageIds, ...(marked ?? []).map(messageId)])];
    return {
      events: [
        { type: 'messages-read', conversationId, userId: me, messageIds: ids, upTo, at: null },
        { type: 'unread-changed', conversationId, count: 0 },
      ],
    };
  }

  return async function execute(command: Command, execution: ExecuteContext): Promise<CommandResult> {
    const { signal } = execution;
    switch (command.kind) {
      case 'send-message':
        return send(command, execution);
      case 'edit-message': {
        const text = checkText(command.text);
        const decoding = startDecoding(context, await account.myId(signal));
        const wire = await rest.edit(command.messageId, text, signal);
        return { events: [{ type: 'message-received', message: decoding.message(wire) }] };
      }
      case 'delete-message':
        return remove(command, signal);
      case 'react':
      case 'unreact':
        return react(command, signal);
      case 'mark-read':
        return markRead(command, signal);
      case 'pin':
      case 'unpin':
        throw unsupported('Pinning');
      case 'host':
        return hostCommands.execute(command, execution);
      default:
        return assertNever(command);
    }
  };
}

/** A reaction that is not there is told under `error`, a message that is not there under `detail`. */
function alreadyGone(error: unknown): void {
  if (!isChatError(error) || error.status !== 404 || !('error' in error.fields)) throw error;
}
