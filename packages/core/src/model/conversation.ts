import type { AttachmentKind } from './attachment';
import type { ConversationId, MessageId, UserId } from './ids';
import type { RelatedEntity } from './message';

/** `direct` exactly two people, `group` several, `guest` staff on one side and an outside guest on the other. */
export type ConversationKind = 'direct' | 'group' | 'guest';

export type MemberRole = 'admin' | 'member';

export interface Member {
  readonly userId: UserId;
  readonly role: MemberRole;
  readonly joinedAt: number | null;
}

/** The last message as a list tells it; `id` is null where the list gives none. `text` may be cut. */
export interface MessagePreview {
  readonly id: MessageId | null;
  readonly authorId: UserId | null;
  readonly authorName: string | null;
  readonly text: string;
  readonly createdAt: number;
  readonly deleted: boolean;
  readonly attachmentCount: number;
  /** What they all are, where the backend tells. */
  readonly attachmentKind?: AttachmentKind;
  readonly subject?: string;
  readonly related?: readonly RelatedEntity[];
}

/** A business fact shown with the conversation (organisation, guest, room, department, community, deal …). */
export interface ContextFact {
  readonly type: string;
  readonly label: string;
  readonly id?: string;
}

export type WriteState =
  | { readonly name: 'open' }
  | {
      readonly name: 'closed';
      readonly reason: 'ended' | 'blocked' | 'not-member' | 'archived' | 'not-allowed';
    };

/** A thread as the server tells it. Times are epoch milliseconds. */
export interface Conversation {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  /** Null: made from the other participants' names. */
  readonly title: string | null;
  readonly description: string | null;
  readonly avatarUrl: string | null;
  /** As far as known, me included; groups may list members only in `members`. */
  readonly participants: readonly UserId[];
  /** Null until the conversation's detail was loaded. */
  readonly members: readonly Member[] | null;
  readonly memberCount: number | null;
  readonly myRole: MemberRole | null;
  readonly lastMessage: MessagePreview | null;
  readonly lastActivityAt: number;
  readonly unreadCount: number;
  readonly write: WriteState;
  readonly muted: boolean;
  readonly archived: boolean;
  readonly pinned: boolean;
  readonly context: readonly ContextFact[];
}
