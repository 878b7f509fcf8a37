import type { ConversationView } from '@chat/core';

/** Words people send again and again; inserted into what is being written, never sent by themselves. */
export interface MessageTemplate {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Where the backend has subjects and none was written yet. */
  readonly subject?: string;
}

/** The host's templates: the same everywhere, or made for a conversation. Keep a function the same between renders. */
export type MessageTemplates =
  readonly MessageTemplate[] | ((conversation: ConversationView) => readonly MessageTemplate[]);
