import type { ExecuteContext, SendMessageCommand, Settlement } from '../../adapter/command';
import { messageId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { readItems } from '../../transport/read-items';
import { trimText } from './encode';
import { parseThread } from './thread';
import * as wire from './wire';

/** With nothing known before the attempt, only messages about as young as the command count (clocks differ). */
const youngMs = 10 * 60_000;

/**
 * Looks whether a send whose outcome is unknown has arrived, marking nothing. A message whose files were lost on
 * the way (the server stores the row first) is taken back, so that sending again does not leave it twice.
 */
export function createSettle(context: Context) {
  const { rest, account, environment } = context;

  return async function settle(
    command: SendMessageCommand,
    { signal, baseline, claimed }: Omit<ExecuteContext, 'onProgress'>,
  ): Promise<Settlement> {
    const { conversationId, localId } = command;
    const decoding = startDecoding(context, await account.myId(signal));
    const text = trimText(command.text);
    const candidates = (await rest.allMessages(parseThread(conversationId), signal)).filter((message) => {
      const isNew =
        baseline === null
          ? message.created_at >= command.createdAt - youngMs
          : Number(message.id) > Number(baseline);
      return (
        isNew &&
        message.sender?.id === decoding.me &&
        !claimed.has(messageId(message.id)) &&
        !message.is_deleted &&
        trimText(message.content) === text &&
        (message.reply_to ?? null) === command.replyTo
      );
    });
    const whole = candidates.find((message) => hasFilesOf(message, command, environment.report));
    if (whole !== undefined) {
      const message = { ...decoding.message(whole, conversationId), localId };
      return { name: 'found', result: { message, events: [] } };
    }
    const [half] = command.attachments.length === 0 ? [] : candidates;
    if (half !== undefined) await rest.deleteMessage(half.id, signal);
    return { name: 'absent' };
  };
}

function hasFilesOf(
  message: wire.WireMessage,
  command: SendMessageCommand,
  report: Parameters<typeof readItems>[2],
): boolean {
  const stored = readItems(wire.attachment, message.attachments, report);
  return stored.length === command.attachments.length;
}
