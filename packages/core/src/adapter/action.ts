import type { ConversationId, MessageId, UserId } from '../model/ids';
import type { MemberRole, Conversation } from '../model/conversation';
import type { RelatedEntity } from '../model/message';
import type { User } from '../model/user';

/** A person I have blocked; `id` is the backend's id of the block. */
export interface Block {
  readonly id: string;
  readonly user: User;
  readonly contextId: string | null;
}

/** A space in which one can start conversations (connectify: organisation; direct-messaging: community). */
export interface Directory {
  readonly id: string;
  readonly name: string;
}

/** What became of one target of a forwarding; `messageId` is the copy, null where it failed with `error`. */
export interface ForwardedCopy {
  readonly conversationId: ConversationId | null;
  readonly userId: UserId | null;
  readonly messageId: MessageId | null;
  readonly error: string | null;
}

/** Needs an answer now: goes straight to the backend and fails loudly when offline. */
export type Action =
  | {
      readonly kind: 'create-direct';
      readonly userId: UserId;
      readonly directoryId?: string;
      readonly firstMessage?: string;
    }
  | {
      readonly kind: 'create-group';
      readonly name: string;
      readonly userIds: readonly UserId[];
      readonly directoryId?: string;
      readonly description?: string;
      readonly avatar?: Blob;
    }
  | {
      readonly kind: 'update-group';
      readonly conversationId: ConversationId;
      readonly name?: string;
      readonly description?: string;
      readonly avatar?: Blob;
    }
  | {
      readonly kind: 'add-members';
      readonly conversationId: ConversationId;
      readonly userIds: readonly UserId[];
    }
  | { readonly kind: 'remove-member'; readonly conversationId: ConversationId; readonly userId: UserId }
  | {
      readonly kind: 'change-role';
      readonly conversationId: ConversationId;
      readonly userId: UserId;
      readonly role: MemberRole;
    }
  | { readonly kind: 'leave-conversation'; readonly conversationId: ConversationId }
  | { readonly kind: 'delete-conversation'; readonly conversationId: ConversationId }
  | { readonly kind: 'end-relay'; readonly conversationId: ConversationId }
  | { readonly kind: 'archive' | 'unarchive' | 'mute' | 'unmute'; readonly conversationId: ConversationId }
  | { readonly kind: 'block'; readonly userId: UserId; readonly directoryId?: string }
  | { readonly kind: 'unblock'; readonly blockId: string }
  | { readonly kind: 'list-blocks' }
  | { readonly kind: 'list-directories' }
  /** What a message may be about, by name; a blank text asks for the likeliest. `type` is one of `capabilities.related`. */
  | { readonly kind: 'search-related'; readonly type: string; readonly text: string }
  /** Copies a message's text into other conversations, and to people as direct ones. */
  | {
      readonly kind: 'forward';
      readonly messageId: MessageId;
      readonly conversationIds: readonly ConversationId[];
      readonly userIds: readonly UserId[];
    };

export type ActionKind = Action['kind'];

/** What each action answers with. */
export type ActionResult<Kind extends ActionKind> = Kind extends 'list-blocks'
  ? readonly Block[]
  : Kind extends 'list-directories'
    ? readonly Directory[]
    : Kind extends 'search-related'
      ? readonly RelatedEntity[]
      : Kind extends
            | 'create-direct'
            | 'create-group'
            | 'update-group'
            | 'add-members'
            | 'remove-member'
            | 'change-role'
        ? Conversation
        : Kind extends 'block'
          ? Block
          : Kind extends 'forward'
            ? readonly ForwardedCopy[]
            : undefined;
