import type { CommandKind } from '../adapter/command';
import type { CommandFailure } from '../adapter/outbox-entry';
import type { Attachment, AttachmentKind } from '../model/attachment';
import type { ContextFact, Conversation, WriteState } from '../model/conversation';
import type { ConversationId, LocalId, MessageId, MessageKey, UserId } from '../model/ids';
import type { ReadMark, RelatedEntity, ReplyPreview } from '../model/message';

/** Only what is really known: `saving` is not on disk yet, `checking` may or may not have arrived. */
export type MessageStatus =
  'saving' | 'queued' | 'sending' | 'checking' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

/** A file as shown: the server's, or an own one on its way (`blob` set, `url` null). */
export interface AttachmentView extends Attachment {
  readonly blob: Blob | null;
}

export interface ReactionView {
  readonly emoji: string;
  readonly count: number;
  readonly userIds: readonly UserId[];
  readonly mine: boolean;
}

/** What was to become of a message and failed for good. */
export interface FailedChange {
  /** `retry` and `discard` take it. */
  readonly localId: LocalId;
  readonly kind: CommandKind;
  /** The words of an edit. */
  readonly text: string | null;
  readonly failure: CommandFailure;
}

/** A message as shown: confirmed state with pending commands laid over it. Same object while nothing changed. */
export interface MessageView {
  readonly key: MessageKey;
  /** Null until the server has given one. */
  readonly id: MessageId | null;
  /** Set on own sends of this browser; `retry` and `discard` take it. */
  readonly localId: LocalId | null;
  readonly conversationId: ConversationId;
  readonly authorId: UserId;
  readonly authorName: string | null;
  readonly own: boolean;
  /** By me, or by a colleague who writes for the same side of the conversation. */
  readonly onMySide: boolean;
  readonly kind: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly status: MessageStatus;
  readonly failure: CommandFailure | null;
  /** The first of them, until it is tried again or given up. */
  readonly failedChange: FailedChange | null;
  /** Upload, 0–1; null when nothing is uploading. */
  readonly progress: number | null;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** An edit or deletion of this message is still on its way. */
  readonly changing: boolean;
  readonly replyTo: ReplyPreview | null;
  readonly attachments: readonly AttachmentView[];
  readonly reactions: readonly ReactionView[];
  readonly readBy: readonly ReadMark[];
  readonly pinned: boolean;
  readonly mentions: readonly UserId[];
  readonly subject: string | null;
  readonly related: readonly RelatedEntity[];
  readonly permissions: Readonly<Partial<Record<'edit' | 'delete' | 'pin' | 'react' | 'reply', boolean>>>;
}

/** History missing between two shown rows; `before` is the row it stands above. */
export interface Gap {
  readonly before: MessageKey;
  readonly after: MessageKey;
}

/** A conversation's rows without building them all: confirmed in server order, then own pending sends. */
export interface TimelineView {
  readonly length: number;
  at(index: number): MessageView | undefined;
  indexOf(key: MessageKey): number;
  indexOfMessage(id: MessageId): number;
  /** The hole directly above the row, if there is one. */
  gapBefore(index: number): Gap | null;
  /** The very first message of the conversation is row 0. */
  readonly reachedStart: boolean;
  /** The newest message the server has is among the rows. */
  readonly reachedEnd: boolean;
  readonly loadingOlder: boolean;
  readonly loadingNewer: boolean;
  readonly loadingNewest: boolean;
}

/** One line of a conversation list. */
export interface ConversationView {
  readonly id: ConversationId;
  readonly conversation: Conversation;
  /** The conversation's title, or the other participants' names. */
  readonly title: string;
  readonly avatarUrl: string | null;
  /** The other person of a direct conversation. */
  readonly otherUserId: UserId | null;
  /** Gives its avatar the colour: the other person or the guest, else the conversation itself. */
  readonly avatarId: string;
  readonly preview: ConversationPreview | null;
  readonly lastActivityAt: number;
  readonly unreadCount: number;
  readonly hasFailed: boolean;
  readonly typing: readonly { readonly userId: UserId; readonly name: string }[];
  readonly draft: string | null;
  readonly online: boolean | null;
  readonly context: readonly ContextFact[];
  readonly write: WriteState;
}

export interface ConversationPreview {
  readonly text: string;
  readonly own: boolean;
  readonly authorName: string | null;
  readonly deleted: boolean;
  readonly attachmentCount: number;
  readonly attachmentKind: AttachmentKind | null;
  readonly status: MessageStatus;
  readonly subject: string | null;
  readonly related: readonly RelatedEntity[];
}
