import type { OutgoingAttachment } from '../model/attachment';
import type { ConversationId, LocalId, MessageId, UserId } from '../model/ids';
import type { RelatedEntity } from '../model/message';
import type { ServerEvent } from './server-event';
import type { Message } from '../model/message';

interface CommandBase {
  readonly localId: LocalId;
  readonly conversationId: ConversationId;
  /** Epoch milliseconds, this device's clock. */
  readonly createdAt: number;
}

export interface SendMessageCommand extends CommandBase {
  readonly kind: 'send-message';
  readonly text: string;
  readonly replyTo: MessageId | null;
  readonly attachments: readonly OutgoingAttachment[];
  readonly subject?: string;
  readonly related?: readonly RelatedEntity[];
  readonly mentions?: readonly UserId[];
}

export interface EditMessageCommand extends CommandBase {
  readonly kind: 'edit-message';
  readonly messageId: MessageId;
  readonly text: string;
}

/** `scope` says for whom it vanishes; `hard` leaves no tombstone. Offered as the capabilities tell. */
export interface DeleteMessageCommand extends CommandBase {
  readonly kind: 'delete-message';
  readonly messageId: MessageId;
  readonly scope: 'everyone' | 'me';
  readonly hard: boolean;
}

export interface ReactCommand extends CommandBase {
  readonly kind: 'react' | 'unreact';
  readonly messageId: MessageId;
  readonly emoji: string;
}

/** Reads everything up to `upTo`; `messageIds` are the unread ones of others that this client knows. */
export interface MarkReadCommand extends CommandBase {
  readonly kind: 'mark-read';
  readonly upTo: MessageId;
  readonly messageIds: readonly MessageId[];
}

export interface PinCommand extends CommandBase {
  readonly kind: 'pin' | 'unpin';
  readonly messageId: MessageId;
}

/** A durable command the host defines; the adapter it passes in understands `name` and `payload`. */
export interface HostCommand extends CommandBase {
  readonly kind: 'host';
  readonly name: string;
  readonly payload: unknown;
}

/** What must go out, durably. Targets are server ids by the time an adapter sees them. */
export type Command =
  | SendMessageCommand
  | EditMessageCommand
  | DeleteMessageCommand
  | ReactCommand
  | MarkReadCommand
  | PinCommand
  | HostCommand;

export type CommandKind = Command['kind'];

/** What the server made of a command. A send always gives its message. */
export interface CommandResult {
  readonly message?: Message;
  readonly events: readonly ServerEvent[];
}

export interface ExecuteContext {
  readonly signal: AbortSignal;
  /** Highest server id known in the conversation before the first attempt; null when it was empty or unknown. */
  readonly baseline: MessageId | null;
  /** Which messages are already known to belong to other commands of this client. */
  readonly claimed: Pick<ReadonlySet<MessageId>, 'has'>;
  /** Share of the upload that left this device, 0–1. */
  readonly onProgress: (share: number) => void;
}

/** What became of a command whose outcome was unknown. A look that fails throws instead. */
export type Settlement =
  { readonly name: 'found'; readonly result: CommandResult } | { readonly name: 'absent' };
