import type { ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { messageId } from '../../model/ids';
import type { Context } from './context';
import { subjectOf, textOf, trimText } from './encode';
import { isWith, parseThread } from './thread';
import type { WireMessage } from './wire';

export type FindSent = (
  command: SendMessageCommand,
  context: Pick<ExecuteContext, 'signal' | 'baseline' | 'claimed'>,
) => Promise<WireMessage | null>;

/** With nothing known before the attempt, only messages about as young as the command count (clocks differ). */
const youngMs = 10 * 60_000;

/** Looks for a send of mine among my messages, newest first, marking nothing. */
export function createFindSent({ account, list }: Context): FindSent {
  return async (command, { signal, baseline, claimed }) => {
    const me = await account.myId(signal);
    const thread = { ...parseThread(command.conversationId), organization: 'any' };
    const text = textOf(command);
    const subject = subjectOf(command) ?? '';
    const isYoung = (message: WireMessage): boolean =>
      baseline === null
        ? message.created_at >= command.createdAt - youngMs
        : Number(message.id) > Number(baseline);
    const isIt = (message: WireMessage): boolean =>
      isYoung(message) &&
      message.sender.id === me &&
      isWith(message, thread, me) &&
      !claimed.has(messageId(message.id)) &&
      trimText(message.content) === text &&
      (message.subject ?? '') === subject &&
      message.attachments.length === command.attachments.length;
    let found: WireMessage | null = null;
    for await (const messages of list.downFrom(null, signal)) {
      // The oldest that fits: the others may belong to sends after this one.
      for (const message of messages) if (isIt(message)) found = message;
      if (messages.some((message) => !isYoung(message))) break;
    }
    return found;
  };
}
