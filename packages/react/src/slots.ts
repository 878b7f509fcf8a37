import type {
  AttachmentView,
  ConversationId,
  ConversationView,
  MessageId,
  MessageView,
  RelatedEntity,
} from '@chat/core';
import type { ComponentType } from 'react';

export interface MessageSlotProps {
  readonly message: MessageView;
}

export interface AttachmentSlotProps {
  readonly message: MessageView;
  readonly attachment: AttachmentView;
}

export interface ConversationSlotProps {
  readonly conversation: ConversationView;
}

export interface RelatedSlotProps {
  readonly entity: RelatedEntity;
}

export interface ChatHeaderSlotProps {
  readonly conversationId: ConversationId;
  /** There where one pane takes turns with the list. */
  readonly onBack?: (() => void) | undefined;
}

export interface MessageInputSlotProps {
  readonly conversationId: ConversationId;
}

export interface MessageBubbleSlotProps extends MessageSlotProps {
  /** First and last of a group of the same author. */
  readonly first?: boolean | undefined;
  readonly last?: boolean | undefined;
  /** Goes to the quoted message. */
  readonly onJump?: ((id: MessageId) => void) | undefined;
}

/** Parts a host may replace by its own components. */
export interface ChatComponents {
  /** The whole header of a conversation. */
  readonly ChatHeader?: ComponentType<ChatHeaderSlotProps>;
  /** The whole input under a conversation. */
  readonly MessageInput?: ComponentType<MessageInputSlotProps>;
  /** What a message says; the row keeps avatar, author, reactions, status and actions. */
  readonly MessageBubble?: ComponentType<MessageBubbleSlotProps>;
  /** Beside the title in a conversation's header, for business actions. */
  readonly HeaderActions?: ComponentType<ConversationSlotProps>;
  /** Under the title in a conversation's header and in the list, instead of the backend's facts. */
  readonly ConversationContext?: ComponentType<ConversationSlotProps>;
  /** The content of every bubble's text part. */
  readonly MessageText?: ComponentType<MessageSlotProps>;
  readonly Attachment?: ComponentType<AttachmentSlotProps>;
  /** What a message is about, in its bubble: for example a link into the host's own pages. */
  readonly Related?: ComponentType<RelatedSlotProps>;
  /** Whole rows by `message.kind`, for the host's own kinds. */
  readonly messageKinds?: Readonly<Record<string, ComponentType<MessageSlotProps>>>;
}
