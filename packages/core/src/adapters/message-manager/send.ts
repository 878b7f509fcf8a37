import type { CommandResult, SendMessageCommand } from '../../adapter/command';
import { startWork, type Context } from './context';
import type { ConversationsService } from './conversations';
import { decodeMessage } from './decode';
import { checkText } from './encode';
import { mayMeanEnded, relayEnded } from './refusals';
import { unsupported } from './unsupported';

/** Sends by REST only: the socket acknowledges nothing, checks nothing and stores what is sent both ways twice. */
export function createSend(context: Context, conversations: ConversationsService) {
  return async function send(command: SendMessageCommand, signal: AbortSignal): Promise<CommandResult> {
    const { conversationId: id, localId } = command;
    if (command.attachments.length > 0) throw unsupported('Sending files');
    if (command.replyTo !== null) throw unsupported('Replying to a message');
    const text = checkText(command.text);
    const { places, own, decoding } = await startWork(context);
    // The socket would still store it, where nobody reads it.
    if (places.isRelayed(id) === false) throw relayEnded();
    try {
      const stored = await context.rest.send(id, text, signal);
      own.note(stored);
      return {
        message: { ...decodeMessage(stored, id, decoding), localId },
        events: [],
      };
    } catch (error) {
      const isRefused = mayMeanEnded(error) && error.outcome === 'rejected';
      if (isRefused && (await conversations.hasEnded(id, signal).catch(() => false))) throw relayEnded(error);
      throw error;
    }
  };
}
