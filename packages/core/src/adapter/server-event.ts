import type { Conversation, Member } from '../model/conversation';
import type { ConversationId, LocalId, MessageId, UserId } from '../model/ids';
import type { Message } from '../model/message';
import type { PresenceStatus, User } from '../model/user';
import type { Capabilities } from './capabilities';
import type { Limits } from './limits';

/** Fields of a message a frame may tell without the rest; an absent key means «not told». */
export type MessagePatch = Partial<
  Pick<
    Message,
    | 'text'
    | 'edited'
    | 'editedAt'
    | 'deleted'
    | 'attachments'
    | 'reactions'
    | 'readBy'
    | 'delivery'
    | 'pinned'
  >
>;

/**
 * What came in from a backend. Applying any of these twice is harmless, and they may come in any order.
 * Times are epoch milliseconds.
 */
export type ServerEvent =
  /**
   * New or newer state of a message; partial ones say `complete: false`. `localId` is there when the echo told it.
   * `answer`: told to whoever asked, so that what others wrote before it may still be unknown.
   */
  | {
      readonly type: 'message-received';
      readonly message: Message;
      readonly localId?: LocalId;
      readonly answer?: true;
    }
  | {
      readonly type: 'message-changed';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly patch: MessagePatch;
    }
  /** Gone without a tombstone. */
  | {
      readonly type: 'message-removed';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
    }
  | {
      readonly type: 'reaction-changed';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly userId: UserId;
      readonly emoji: string;
      readonly present: boolean;
      /** The person's earlier reactions go (backends with one reaction each). */
      readonly replaces?: boolean;
    }
  /** `messageIds` read by `userId`; with `upTo`, also everything before it by others. */
  | {
      readonly type: 'messages-read';
      readonly conversationId: ConversationId;
      readonly userId: UserId;
      readonly messageIds: readonly MessageId[];
      readonly upTo?: MessageId;
      readonly at: number | null;
    }
  /** The server's word on how much is unread for me; the adapter has corrected what it knows to be wrong. */
  | { readonly type: 'unread-changed'; readonly conversationId: ConversationId; readonly count: number }
  | {
      readonly type: 'typing-changed';
      readonly conversationId: ConversationId;
      readonly userId: UserId;
      readonly name: string | null;
      readonly typing: boolean;
    }
  | {
      readonly type: 'presence-changed';
      readonly userId: UserId;
      readonly status: PresenceStatus;
      readonly at: number;
    }
  | { readonly type: 'user-received'; readonly user: User }
  | { readonly type: 'conversation-received'; readonly conversation: Conversation }
  | { readonly type: 'conversation-removed'; readonly conversationId: ConversationId }
  | {
      readonly type: 'members-changed';
      readonly conversationId: ConversationId;
      readonly members: readonly Member[];
    }
  /** «Something changed there, fetch it»: some live frames carry no message id. */
  | { readonly type: 'conversation-stale'; readonly conversationId: ConversationId }
  /** «There may be conversations you do not know.» */
  | { readonly type: 'conversations-stale' }
  | {
      readonly type: 'capabilities-changed';
      readonly capabilities: Capabilities;
      readonly limits: Limits;
    }
  | { readonly type: 'session-ended'; readonly reason: 'expired' | 'revoked' | 'deactivated' };
