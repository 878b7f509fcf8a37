import type { Command, CommandResult, ExecuteContext } from '../../adapter/command';
import type { ServerEvent } from '../../adapter/server-event';
import { assertNever } from '../../lib/assert-never';
import { startDecoding, type Context } from './context';
import { checkText, deleteFrame, editFrame } from './encode';
import { toNumber } from './ids';
import { createMarkRead } from './mark-read';
import { createSend } from './send';
import type { Unread } from './unread';
import { unsupported } from './unsupported';

/** Carries out what the outbox gives; every command but sending may be repeated without harm. */
export function createExecute(
  context: Context,
  unread: Unread,
  WebSocket: typeof globalThis.WebSocket | undefined,
) {
  const { rest, account, live, seen } = context;
  const send = createSend(context, WebSocket);
  const markRead = createMarkRead(context, unread);

  async function edit(
    { conversationId: id, messageId, text }: Extract<Command, { kind: 'edit-message' }>,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const content = checkText(text);
    const me = await account.myId(signal);
    const wire = await rest.edit(messageId, content, signal);
    // Over the socket alone the new text is shown to all and not stored; by REST alone nobody hears of it.
    live.current?.announce(id, editFrame(messageId, content));
    const message = startDecoding(context, me, id).message(wire);
    return { events: [{ type: 'message-received', message }] };
  }

  async function remove(
    command: Extract<Command, { kind: 'delete-message' }>,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const { conversationId: id, messageId } = command;
    if (command.hard || command.scope !== 'everyone') throw unsupported('Deleting for oneself or for good');
    await rest.deleteMessage(messageId, signal);
    live.current?.announce(id, deleteFrame(messageId));
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
