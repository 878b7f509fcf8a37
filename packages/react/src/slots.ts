import type { AttachmentView, ConversationView, MessageView, RelatedEntity } from '@chat/core';
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

/** Parts a host may replace by its own components. */
export interface ChatComponents {
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
