import * as z from 'zod/mini';
import type { CommandResult, ExecuteContext, HostCommand, Settlement } from '../../adapter/command';
import { ChatError } from '../../errors';
import { attachmentKindOf, type OutgoingAttachment } from '../../model/attachment';
import { startDecoding, type Context } from './context';
import { encodeFiles } from './encode';
import { loadMessage } from './history';
import { unsupported } from './unsupported';
import * as wire from './wire';

const digits = z.string().check(z.regex(/^\d+$/));
const deletion = z.object({ attachmentId: digits, messageId: digits });
const addition = z.object({ messageId: digits, files: z.array(z.unknown()) });

/** What a host command asks for; the payload's shape is the host's word. */
type Wish =
  | { readonly name: 'delete-attachment'; readonly messageId: string; readonly attachmentId: string }
  | { readonly name: 'attach-files'; readonly messageId: string; readonly files: readonly File[] };

type Execution = Pick<ExecuteContext, 'signal' | 'onProgress'>;

/**
 * The commands beyond the port: `delete-attachment` with `{ attachmentId, messageId }` takes a file off a message,
 * which stays; `attach-files` with `{ messageId, files }` joins files to a message of one's own.
 */
export function createHostCommands(context: Context) {
  const { rest, account, environment } = context;

  const load = (command: HostCommand, messageId: string, signal: AbortSignal) =>
    loadMessage(context, command.conversationId, messageId, signal);

  async function resultOf(message: wire.WireMessage | null, signal: AbortSignal): Promise<CommandResult> {
    if (message === null) return { events: [] };
    const decoded = startDecoding(context, await account.myId(signal)).message(message);
    return { events: [{ type: 'message-received', message: decoded }] };
  }

  async function attach(
    command: HostCommand,
    messageId: string,
    files: readonly File[],
    { signal, onProgress }: Execution,
  ): Promise<CommandResult> {
    const form = encodeFiles(files.map(asOutgoing), { message_id: messageId });
    const { message, warnings } = await rest.upload(command.conversationId, form, onProgress, signal);
    for (const warning of warnings ?? []) {
      environment.report(new ChatError('invalid', 'The server left out a file.', { details: { warning } }));
    }
    return resultOf(message, signal);
  }

  return {
    async execute(command: HostCommand, execution: Execution): Promise<CommandResult> {
      const wish = read(command);
      const { signal } = execution;
      if (wish.name === 'delete-attachment') {
        await rest.deleteAttachment(wish.attachmentId, signal);
        return resultOf(await load(command, wish.messageId, signal), signal);
      }
      // A repeated command adds what an earlier try did not, and nothing twice.
      const message = await load(command, wish.messageId, signal);
      if (message === null) throw new ChatError('not-found', 'The message is not there any more.');
      const missing = missingIn(message, wish.files);
      return missing.length === 0
        ? resultOf(message, signal)
        : attach(command, wish.messageId, missing, execution);
    },

    async settle(command: HostCommand, signal: AbortSignal): Promise<Settlement> {
      const wish = read(command);
      const message = await load(command, wish.messageId, signal);
      const isDone =
        wish.name === 'delete-attachment'
          ? !attachmentsOf(message).some(({ id }) => id === wish.attachmentId)
          : message !== null && missingIn(message, wish.files).length === 0;
      return isDone ? { name: 'found', result: await resultOf(message, signal) } : { name: 'absent' };
    },
  };
}

export type HostCommands = ReturnType<typeof createHostCommands>;

function read({ name, payload }: HostCommand): Wish {
  if (name === 'delete-attachment') {
    const { success, data } = deletion.safeParse(payload);
    if (success) return { name, ...data };
    throw new ChatError('invalid', 'delete-attachment needs attachmentId and messageId.');
  }
  if (name === 'attach-files') {
    const { success, data } = addition.safeParse(payload);
    const files = data?.files.filter(isFile) ?? [];
    if (success && files.length > 0 && files.length === data.files.length)
      return { name, messageId: data.messageId, files };
    throw new ChatError('invalid', 'attach-files needs messageId and files.');
  }
  throw unsupported(`The command "${name}"`);
}

function isFile(value: unknown): value is File {
  return value instanceof Blob && 'name' in value && typeof value.name === 'string';
}

function asOutgoing(file: File, index: number): OutgoingAttachment {
  const mimeType = file.type === '' ? 'application/octet-stream' : file.type;
  return {
    id: String(index),
    kind: attachmentKindOf(mimeType),
    name: file.name,
    mimeType,
    size: file.size,
    width: null,
    height: null,
    blob: file,
  };
}

function attachmentsOf(message: wire.WireMessage | null): readonly wire.WireAttachment[] {
  return (message?.attachments ?? []).flatMap((item) => wire.attachment.safeParse(item).data ?? []);
}

/** Those that are not on the message by name and size; of two alike, each counts once. */
function missingIn(message: wire.WireMessage, files: readonly File[]): readonly File[] {
  const present = attachmentsOf(message).map(
    ({ file_name, file_size }) => `${String(file_size)} ${file_name}`,
  );
  return files.filter((file) => {
    const at = present.indexOf(`${String(file.size)} ${file.name}`);
    if (at >= 0) present.splice(at, 1);
    return at < 0;
  });
}
