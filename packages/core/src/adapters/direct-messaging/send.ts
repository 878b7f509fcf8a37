import type { CommandResult, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { ChatError, isChatError } from '../../errors';
import { RecentMap } from '../../lib/recent-map';
import { userId, type ConversationId, type LocalId, type UserId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { checkSend, encodeSend, sendFrame, trimText } from './encode';
import type { EchoReader } from './link';
import { sayOnce } from './reply-socket';
import { unsupported } from './unsupported';
import type { WireMessage } from './wire';

const missedKept = 200;

/**
 * Text goes over the socket, because a REST send reaches nobody live; files go by REST, which has no replies. A
 * send whose echo did not come goes by REST when it is tried again.
 */
export function createSend(context: Context, WebSocket: typeof globalThis.WebSocket | undefined) {
  const { rest, account, live } = context;
  const missed = new RecentMap<LocalId, true>(missedKept);

  async function overSocket(
    command: SendMessageCommand,
    content: string,
    me: UserId,
    signal: AbortSignal,
  ): Promise<WireMessage | null> {
    const { conversationId: id, localId, replyTo, attachments } = command;
    if (attachments.length > 0 || (replyTo === null && missed.get(localId) === true)) return null;
    const frame = sendFrame(content, replyTo);
    const read = echoOf(id, content, replyTo, me);
    const link = live.current;
    try {
      const echo = link?.hears(id) === true ? await link.exchange(id, frame, read, signal) : null;
      if (echo !== null || replyTo === null) return echo;
      if (WebSocket === undefined) throw unsupported('A reply without sockets');
      return await sayOnce(context, WebSocket, id, frame, read, signal);
    } catch (error) {
      if (isChatError(error) && error.code === 'timeout' && error.outcome === 'unknown') {
        missed.set(localId, true);
        link?.distrust(id);
      }
      throw error;
    }
  }

  async function overRest(
    command: SendMessageCommand,
    content: string,
    { signal, onProgress }: Pick<ExecuteContext, 'signal' | 'onProgress'>,
  ): Promise<WireMessage> {
    const { conversationId: id, attachments } = command;
    const body = encodeSend(id, content, attachments);
    try {
      const wire = await rest.send(body, { signal, onProgress });
      live.current?.nudge(id);
      return wire;
    } catch (error) {
      throw await explained(error, id, signal);
    }
  }

  /** The server breaks down on a send by somebody who is no participant, and names an unknown conversation invalid. */
  async function explained(error: unknown, id: ConversationId, signal: AbortSignal): Promise<unknown> {
    if (!isChatError(error)) return error;
    if (error.status === 400 && error.fields['conversation'] !== undefined) {
      return new ChatError('not-found', 'The conversation is gone.', { status: 400, cause: error });
    }
    if (error.code !== 'server') return error;
    const look = await rest.conversation(id, signal).catch((failure: unknown) => failure);
    if (!isChatError(look) || look.code !== 'not-found') return error;
    return new ChatError('forbidden', 'This conversation is gone or closed to you.', {
      status: error.status ?? 500,
      cause: error,
    });
  }

  return async function send(
    command: SendMessageCommand,
    execution: Pick<ExecuteContext, 'signal' | 'onProgress'>,
  ): Promise<CommandResult> {
    const { conversationId: id, localId } = command;
    const content = checkSend(command);
    const me = await account.myId(execution.signal);
    const echoed = await overSocket(command, content, me, execution.signal);
    const wire = echoed ?? (await overRest(command, content, execution));
    const message = startDecoding(context, me, id, echoed !== null).message(wire);
    return { message: { ...message, localId }, events: [] };
  };
}

/** Nothing but author, text and what it answers tells my echo from others. */
function echoOf(
  id: ConversationId,
  content: string,
  replyTo: string | null,
  me: UserId,
): EchoReader<WireMessage> {
  return (frame, exactly) => {
    if (frame.name !== 'message') return null;
    const { message } = frame;
    const reply = message.reply_to?.id ?? null;
    const same =
      message.conversation === id &&
      userId(message.sender.id) === me &&
      trimText(message.content ?? '') === content &&
      // What a reply answers is dropped without a word when it is gone.
      (reply === replyTo || (!exactly && reply === null));
    return same ? message : null;
  };
}
