import type { CommandResult, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { ChatError, isChatError } from '../../errors';
import { startDecoding, type Context } from './context';
import { encodeSend } from './encode';
import { createFiles } from './files';
import type { FindSent } from './find-sent';
import { belongsTo, otherPerson, parseThread, threadId } from './thread';
import type { WireMessage } from './wire';

/** Sends once. What the answer leaves open is looked up where it must be decided now, else left to `settle`. */
export function createSend(context: Context, findSent: FindSent) {
  const { rest, account, list, settings, environment } = context;
  const storeFiles = createFiles(settings.storeFile);

  return async function send(command: SendMessageCommand, execution: ExecuteContext): Promise<CommandResult> {
    const { signal } = execution;
    // Refused before anything is stored anywhere.
    encodeSend(command, []);
    const me = await account.myId(signal);
    const files = await storeFiles(command, execution);
    try {
      return placed(await rest.send(encodeSend(command, files), signal));
    } catch (error) {
      if (!mayBeStoredAnyway(error)) throw error;
      const found = await findSent(command, execution).catch((cause: unknown) => {
        throw new ChatError('server', 'The server refused, but it may have stored the message.', {
          outcome: 'unknown',
          status: 400,
          cause,
        });
      });
      if (found === null) throw error;
      return placed(found);
    } finally {
      list.changed();
    }

    function placed(wire: WireMessage): CommandResult {
      const { conversationId, localId } = command;
      const decoding = startDecoding(context, me);
      if (belongsTo(parseThread(conversationId), wire.organization)) {
        return { message: { ...decoding.message(wire, conversationId), localId }, events: [] };
      }
      // My hat was changed elsewhere: it was filed under another organisation, where it may never be seen.
      environment.report(
        new ChatError('conflict', 'The message was stored under another organisation.', {
          details: { rule: 'other-organization', conversationId },
        }),
      );
      const elsewhere = threadId(wire.organization, otherPerson(wire, me));
      return {
        message: { ...decoding.message(wire, elsewhere), localId },
        events: [{ type: 'conversations-stale' }],
      };
    }
  };
}

/** A refusal in one bare sentence is also what a failure after storing looks like; only looking tells. */
function mayBeStoredAnyway(error: unknown): boolean {
  if (!isChatError(error) || error.status !== 400) return false;
  const answer = error.details['answer'];
  if (typeof answer !== 'object' || answer === null || 'status_code' in answer) return false;
  return 'error' in answer && typeof answer.error === 'string';
}
