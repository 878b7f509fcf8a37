import type { CommandResult, ExecuteContext, SendMessageCommand } from '../../adapter/command';
import { isChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { encodeSend, trimText } from './encode';
import { hintOthers } from './link';
import { parseThread } from './thread';

/** Longer texts go by REST: servers in front of sockets cut large frames. */
const socketTextLimit = 16_000;

/**
 * Plain text goes over the socket while it is open, because others hear nothing of a REST send; everything
 * else, and everything where a key makes sending twice harmless, by REST.
 */
export function createSend(context: Context) {
  const { rest, ownSends, live, unread, settings } = context;
  /** Threads in which the other side has blocked me; sockets do not check that. */
  const blocked = new Set<ConversationId>();

  async function overSocket(command: SendMessageCommand, content: string, signal: AbortSignal) {
    const link = live.current;
    const { conversationId, localId, replyTo, attachments } = command;
    if (
      link === null ||
      settings.idempotencyKeys ||
      attachments.length > 0 ||
      content.length > socketTextLimit ||
      (replyTo !== null && !link.carriesReplies) ||
      blocked.has(conversationId) ||
      !link.hears(conversationId)
    ) {
      return null;
    }
    return link.send({ conversationId, localId, text: content, replyTo }, signal);
  }

  return async function send(
    command: SendMessageCommand,
    { signal, onProgress }: Pick<ExecuteContext, 'signal' | 'onProgress'>,
  ): Promise<CommandResult> {
    const { conversationId, localId } = command;
    const thread = parseThread(conversationId);
    const body = encodeSend(command);
    const content = trimText(command.text);

    const echoed = await overSocket(command, content, signal);
    if (echoed !== null) {
      unread.onOwnSend(conversationId, echoed.id);
      return { message: echoed, events: [] };
    }

    const stopExpecting = ownSends.expect({
      conversationId,
      localId,
      text: content,
      replyTo: command.replyTo,
    });
    try {
      const decoding = startDecoding(context, await context.account.myId(signal));
      const idempotencyKey = settings.idempotencyKeys ? localId : null;
      const wire = await rest.send(thread, body, { signal, onProgress, idempotencyKey });
      blocked.delete(conversationId);
      unread.onOwnSend(conversationId, wire.id);
      hintOthers(live, conversationId);
      return { message: { ...decoding.message(wire, conversationId), localId }, events: [] };
    } catch (error) {
      if (isChatError(error) && error.code === 'forbidden') blocked.add(conversationId);
      throw error;
    } finally {
      stopExpecting();
    }
  };
}
