import type { Command, CommandResult, ExecuteContext } from '../../adapter/command';
import { assertNever } from '../../lib/assert-never';
import { startWork, type Context } from './context';
import type { ConversationsService } from './conversations';
import { createSend } from './send';
import { unsupported } from './unsupported';

/** Carries out what the outbox gives. */
export function createExecute(context: Context, conversations: ConversationsService) {
  const send = createSend(context, conversations);

  return async function execute(command: Command, { signal }: ExecuteContext): Promise<CommandResult> {
    switch (command.kind) {
      case 'send-message':
        return send(command, signal);
      case 'mark-read':
        // The server keeps no such thing: only the count made here changes.
        (await startWork(context)).unread.onRead(command.conversationId, command.upTo);
        return { events: [] };
      case 'edit-message':
      case 'delete-message':
      case 'react':
      case 'unreact':
      case 'pin':
      case 'unpin':
        throw unsupported(`The command "${command.kind}"`);
      case 'host':
        throw unsupported(`The command "${command.name}"`);
      default:
        return assertNever(command);
    }
  };
}
