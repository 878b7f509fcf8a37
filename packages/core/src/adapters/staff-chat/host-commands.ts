import * as z from 'zod/mini';
import type { CommandResult, HostCommand, Settlement } from '../../adapter/command';
import { ChatError } from '../../errors';
import type { WireMessage } from './wire';
import { startDecoding, type Context } from './context';
import { loadMessage } from './history';
import { unsupported } from './unsupported';

const digits = z.string().check(z.regex(/^\d+$/));
const payloadOf = z.object({ attachmentId: digits, messageId: digits });

/**
 * The one command beyond the port: `delete-attachment` with `{ attachmentId, messageId }` takes a file off a
 * message, which stays.
 */
export function createHostCommands(context: Context) {
  const { rest, account } = context;

  function read(command: HostCommand): z.infer<typeof payloadOf> {
    if (command.name !== 'delete-attachment') throw unsupported(`The command "${command.name}"`);
    const payload = payloadOf.safeParse(command.payload);
    if (payload.success) return payload.data;
    throw new ChatError('invalid', 'delete-attachment needs attachmentId and messageId.');
  }

  async function resultOf(wire: WireMessage | null, signal: AbortSignal): Promise<CommandResult> {
    if (wire === null) return { events: [] };
    const message = startDecoding(context, await account.myId(signal)).message(wire);
    return { events: [{ type: 'message-received', message }] };
  }

  return {
    async execute(command: HostCommand, signal: AbortSignal): Promise<CommandResult> {
      const { attachmentId, messageId } = read(command);
      await rest.deleteAttachment(attachmentId, signal);
      return resultOf(await loadMessage(context, command.conversationId, messageId, signal), signal);
    },
    async settle(command: HostCommand, signal: AbortSignal): Promise<Settlement> {
      const { attachmentId, messageId } = read(command);
      const wire = await loadMessage(context, command.conversationId, messageId, signal);
      const stays = wire?.attachments.some(
        (item) => String((item as { id?: unknown } | null)?.id) === attachmentId,
      );
      if (stays === true) return { name: 'absent' };
      return { name: 'found', result: await resultOf(wire, signal) };
    },
  };
}

export type HostCommands = ReturnType<typeof createHostCommands>;
