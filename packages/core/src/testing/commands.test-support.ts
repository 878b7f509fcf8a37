import type { Command, ExecuteContext, SendMessageCommand } from '../adapter/command';
import { attachmentKindOf, type OutgoingAttachment } from '../model/attachment';
import { conversationId, localId, messageId } from '../model/ids';

type OtherKind = Exclude<Command['kind'], 'send-message'>;
type CommandOf<Kind> = Command extends infer Each
  ? Each extends { readonly kind: infer Own }
    ? Kind extends Own
      ? Each
      : never
    : never
  : never;
type Details<Kind> = Omit<CommandOf<Kind>, 'kind' | 'localId' | 'conversationId' | 'createdAt'>;

/** Commands in one conversation, unless told another. */
export function commandsIn(conversation: string, createdAt: number) {
  const id = conversationId(conversation);
  return {
    sendCommand: (text: string, more: Partial<SendMessageCommand> = {}): SendMessageCommand => ({
      kind: 'send-message',
      localId: localId('local-1'),
      conversationId: id,
      createdAt,
      text,
      replyTo: null,
      attachments: [],
      ...more,
    }),
    command: <Kind extends OtherKind>(
      kind: Kind,
      more: Details<Kind> & { readonly conversationId?: string },
    ): Command =>
      ({
        kind,
        localId: localId('local-2'),
        conversationId: id,
        createdAt: 0,
        ...more,
      }) as unknown as Command,
  };
}

/** What the outbox hands over with a command. */
export function execution(more: Partial<ExecuteContext> = {}): ExecuteContext {
  return {
    signal: new AbortController().signal,
    baseline: messageId('0'),
    claimed: new Set(),
    onProgress: () => undefined,
    ...more,
  };
}

/** A file of zeros. */
export function outgoingFile(
  name: string,
  mimeType = 'application/octet-stream',
  size = 4,
): OutgoingAttachment {
  const blob = new Blob([new Uint8Array(size)], { type: mimeType });
  const kind = attachmentKindOf(mimeType);
  return { id: name, kind, name, mimeType, size, width: null, height: null, blob };
}
