import type { ExecuteContext, SendMessageCommand, Settlement } from '../../adapter/command';
import { messageId } from '../../model/ids';
import { startWork, type Context } from './context';
import type { ConversationsService } from './conversations';
import { decodeMessage } from './decode';
import { trimText } from './encode';
import { mayMeanEnded, relayEnded } from './refusals';

/** With nothing known before the attempt, only messages about as young as the command count (clocks differ). */
const youngMs = 10 * 60_000;

/** Looks whether a send whose outcome is unknown has arrived. */
export function createSettle(context: Context, conversations: ConversationsService) {
  return async function settle(
    command: SendMessageCommand,
    { signal, baseline, claimed }: Omit<ExecuteContext, 'onProgress'>,
  ): Promise<Settlement> {
    const { conversationId: id, localId } = command;
    const text = trimText(command.text);
    const { own, decoding } = await startWork(context);
    const messages = await context.rest.messages(id, signal).catch(async (error: unknown) => {
      // What is not relayed any more tells nobody what became of it.
      if (mayMeanEnded(error) && (await conversations.hasEnded(id, signal))) throw relayEnded(error);
      throw error;
    });
    const found = messages.find((message) => {
      const isNew =
        baseline === null
          ? message.timestamp.at >= command.createdAt - youngMs
          : Number(message.id) > Number(baseline);
      return (
        isNew &&
        message.sender_type === 'staff' &&
        (own.displayName === null || message.sender_name === own.displayName) &&
        !claimed.has(messageId(message.id)) &&
        trimText(message.content) === text
      );
    });
    if (found === undefined) return { name: 'absent' };
    own.note(found);
    const message = { ...decodeMessage(found, id, decoding), localId };
    return { name: 'found', result: { message, events: [] } };
  };
}
