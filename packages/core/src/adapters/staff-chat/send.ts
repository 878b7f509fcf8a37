import type { CommandResult, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { ChatError, isChatError } from '../../errors';
import { RecentMap } from '../../lib/recent-map';
import type { LocalId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { encodeSend } from './encode';
import type { createSettle } from './settle';
import type { WireMessage } from './wire';

const crashesKept = 100;

/** Text goes as JSON, files in one form that makes a message of their own. */
export function createSend(context: Context, settle: ReturnType<typeof createSettle>) {
  const { rest, account, environment } = context;
  const crashed = new RecentMap<LocalId, true>(crashesKept);

  async function post(command: SendMessageCommand, execution: ExecuteContext): Promise<WireMessage> {
    const { signal, onProgress } = execution;
    const body = encodeSend(command);
    if ('json' in body) return rest.send(command.conversationId, body.json, signal);
    const { message, warnings } = await rest.upload(command.conversationId, body.form, onProgress, signal);
    for (const warning of warnings ?? []) {
      environment.report(new ChatError('invalid', 'The server left out a file.', { details: { warning } }));
    }
    return message;
  }

  return async function send(command: SendMessageCommand, execution: ExecuteContext): Promise<CommandResult> {
    const { localId } = command;
    const me = await account.myId(execution.signal);
    try {
      const wire = await post(command, execution);
      return { message: { ...startDecoding(context, me).message(wire), localId }, events: [] };
    } catch (error) {
      if (!isErrorPage(error)) throw error;
      if (crashed.get(localId) === undefined) {
        crashed.set(localId, true);
        throw error;
      }
      // The same input makes the server fail again; if it is not stored by now, it never will be.
      const settlement = await settle(command, execution);
      if (settlement.name === 'found') return settlement.result;
      throw new ChatError('server', 'The server fails on this message.', {
        retryable: false,
        outcome: 'rejected',
        cause: error,
        ...(error.status === undefined ? {} : { status: error.status }),
      });
    }
  };
}

function isErrorPage(error: unknown): error is ChatError {
  return isChatError(error) && (error.status ?? 0) >= 500 && error.details['body'] === 'other';
}
