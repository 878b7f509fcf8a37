import type { Command, CommandResult, ExecuteContext } from '../../adapter/command';
import { assertNever } from '../../lib/assert-never';
import { startDecoding, type Context } from './context';
import { checkText } from './encode';
import type { FindSent } from './find-sent';
import { createMarkRead } from './reading';
import { createSend } from './send';
import { toNumber } from './thread';
import { unsupported } from './unsupported';

/** Carries out what the outbox gives; every command but sending may be repeated without harm. */
export function createExecute(context: Context, findSent: FindSent) {
  const { rest, account, list, settings } = context;
  const send = createSend(context, findSent);
  const markRead = createMarkRead(context);

  return async function execute(command: Command, execution: ExecuteContext): Promise<CommandResult> {
    const { signal } = execution;
    const { conversationId } = command;
    if ('messageId' in command) toNumber(command.messageId);
    switch (command.kind) {
      case 'send-message':
        return send(command, execution);
      case 'mark-read':
        return markRead(command, signal);
      case 'edit-message': {
        if (!settings.editing) throw unsupported('Editing');
        const content = checkText(command.text);
        const decoding = startDecoding(context, await account.myId(signal));
        const wire = await rest.edit(command.messageId, content, signal);
        list.changed();
        return { events: [{ type: 'message-received', message: decoding.message(wire, conversationId) }] };
      }
      case 'delete-message': {
        const { messageId, scope } = command;
        if (!settings.editing || scope !== 'everyone') throw unsupported('Deleting for oneself');
        await rest.remove(messageId, signal);
        list.changed();
        return { events: [{ type: 'message-removed', conversationId, messageId }] };
      }
      case 'react':
      case 'unreact':
        throw unsupported('Reacting');
      case 'pin':
      case 'unpin':
        throw unsupported('Pinning');
      case 'host':
        throw unsupported(`The command "${command.name}"`);
      default:
        return assertNever(command);
    }
  };
}
