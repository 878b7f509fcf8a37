import type { Attachment } from './attachment';
import type { ConversationId, LocalId, MessageId, UserId } from './ids';

/** One emoji on a message. `userIds` may list fewer people than `count` where the backend cuts its list. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly userIds: readonly UserId[];
}

/** Who has read a message; `at` is epoch milliseconds or null where the backend tells no time. */
export interface ReadMark {
  readonly userId: UserId;
  readonly at: number | null;
}

/** What a reply shows of its parent; `text` is null when the parent is gone or deleted. */
export interface ReplyPreview {
  readonly messageId: MessageId;
  readonly authorId: UserId | null;
  readonly authorName: string | null;
  readonly text: string | null;
  readonly attachmentCount: number;
}

/** Something the message is about in the host's own system (crm: lead, deal, customer). */
export interface RelatedEntity {
  readonly type: string;
  readonly id: string;
  readonly label: string | null;
}

export type DeliveryState = 'sent' | 'delivered' | 'read';

/** A message the server has confirmed. Times are epoch milliseconds. */
export interface Message {
  readonly id: MessageId;
  /** Present on own sends of this browser, so that the row keeps its key. */
  readonly localId?: LocalId;
  readonly conversationId: ConversationId;
  readonly authorId: UserId;
  /** For senders who are no users of the backend (guest, system) or are not loaded yet. */
  readonly authorName?: string;
  /** Somebody else wrote it for the side I am on: a colleague, to a guest of ours. */
  readonly onMySide?: boolean;
  /** `text`, `system`, or a host's own kind. */
  readonly kind: string;
  readonly text: string;
  readonly createdAt: number;
  /** Grows in the server's order inside the conversation; ties fall to `id`. */
  readonly order: number;
  readonly edited: boolean;
  readonly editedAt: number | null;
  readonly deleted: boolean;
  readonly replyTo: ReplyPreview | null;
  readonly attachments: readonly Attachment[];
  readonly reactions: readonly Reaction[];
  readonly readBy: readonly ReadMark[];
  readonly delivery: DeliveryState;
  readonly pinned: boolean;
  readonly mentions: readonly UserId[];
  readonly subject?: string;
  readonly related?: readonly RelatedEntity[];
  /** False when a live frame told only part of it; the engine then fetches the rest. */
  readonly complete: boolean;
  /** Overrides the capabilities for this message where the backend says so (own, moderator, window). */
  readonly permissions?: Readonly<Partial<Record<'edit' | 'delete' | 'pin' | 'react' | 'reply', boolean>>>;
}

/** Orders two messages of one conversation as the server does. */
export interface Ordered {
  readonly order: number;
  readonly id: MessageId;
}
