import type { Command, CommandResult, ExecuteContext } from '../../adapter/command';
import type { ServerEvent } from '../../adapter/server-event';
import { isChatError } from '../../errors';
import { assertNever } from '../../lib/assert-never';
import type { ConversationId, MessageId } from '../../model/ids';
import { startDecoding, type Context } from './context';
import { checkText, deleteFrame, editFrame } from './encode';
import { toNumber } from './ids';
import type { EchoReader } from './link';
import { createMarkRead } from './mark-read';
import { createSend } from './send';
import type { Unread } from './unread';
import { unsupported } from './unsupported';
import type { WireMessage } from './wire';

/** Carries out what the outbox gives; every command but sending may be repeated without harm. */
export function createExecute(
  context: Context,
  unread: Unread,
  WebSocket: typeof globalThis.WebSocket | undefined,
) {
  const { rest, account, live, seen } = context;
  const send = createSend(context, WebSocket);
  const markRead = createMarkRead(context, unread);

  /** Over the socket all hear of it, but a refusal is silence; then REST is asked, which says why. */
  async function told<Result>(
    id: ConversationId,
    frame: string,
    read: EchoReader<Result>,
    signal: AbortSignal,
  ): Promise<Result | null> {
    const link = live.current;
    if (link?.hears(id) !== true) return null;
    try {
      return await link.exchange(id, frame, read, signal);
    } catch (error) {
      if (isChatError(error) && error.code !== 'aborted') return null;
      throw error;
    }
  }

  async function edit(
    { conversationId: id, messageId, text }: Extract<Command, { kind: 'edit-message' }>,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const content = checkText(text);
    const me = await account.myId(signal);
    const echo = await told(id, editFrame(messageId, content), editOf(id, messageId, content), signal);
    const wire = echo ?? (await rest.edit(messageId, content, signal));
    if (echo === null) live.current?.nudge(id);
    const message = startDecoding(context, me, id, echo !== null).message(wire);
    return { events: [{ type: 'message-received', message }] };
  }

  async function remove(
    command: Extract<Command, { kind: 'delete-message' }>,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const { conversationId: id, messageId } = command;
    if (command.hard || command.scope !== 'everyone') throw unsupported('Deleting for oneself or for good');
    if ((await told(id, deleteFrame(messageId), deletionOf(messageId), signal)) === null) {
      await rest.deleteMessage(messageId, signal);
      live.current?.nudge(id);
    }
    const patch = { deleted: true, text: '', attachments: [] };
    return { events: [{ type: 'message-changed', conversationId: id, messageId, patch }] };
  }

  /** By REST alone: there it is one pin for each conversation, and who may not is told so. */
  async function pin(
    { kind, conversationId: id, messageId }: Extract<Command, { kind: 'pin' | 'unpin' }>,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const pinned = kind === 'pin';
    const me = await account.myId(signal);
    const others = pinned ? seen.pinned(id).filter((other) => other !== messageId) : [];
    const message = startDecoding(context, me, id).message(await rest.pin(messageId, pinned, signal));
    live.current?.nudge(id);
    const patch = { pinned: false };
    const unpinned = others.map((other): ServerEvent => ({
      type: 'message-changed',
      conversationId: id,
      messageId: other,
      patch,
    }));
    return { events: [...unpinned, { type: 'message-received', message }] };
  }

  return async function execute(command: Command, execution: ExecuteContext): Promise<CommandResult> {
    const { signal } = execution;
    toNumber(command.conversationId);
    if ('messageId' in command) toNumber(command.messageId);
    switch (command.kind) {
      case 'send-message':
        return send(command, execution);
      case 'edit-message':
        return edit(command, signal);
      case 'delete-message':
        return remove(command, signal);
      case 'mark-read':
        return markRead(command, signal);
      case 'pin':
      case 'unpin':
        return pin(command, signal);
      case 'react':
      case 'unreact':
        throw unsupported('Reacting');
      case 'host':
        throw unsupported(`The command "${command.name}"`);
      default:
        return assertNever(command);
    }
  };
}

function editOf(conversation: ConversationId, id: MessageId, content: string): EchoReader<WireMessage> {
  return (frame) =>
    frame.name === 'changed' &&
    frame.message.conversation === conversation &&
    frame.message.id === id &&
    frame.message.content === content
      ? frame.message
      : null;
}

function deletionOf(id: MessageId): EchoReader<true> {
  return (frame) => (frame.name === 'deleted' && frame.messageId === id ? true : null);
}
