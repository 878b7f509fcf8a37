/**
 * Names a conversation without an API's ids: by the other person's user name, by a group's (or channel's)
 * name, or by the guest it is about.
 */
export type ConversationName = { with: string } | { group: string } | { guest: string };

/** A person of the world who acts on demand, as far as the API knows such acts: for stories, demos and tests. */
export interface Actor {
  /** Answers the message's id. */
  send(conversation: ConversationName, text: string, options?: { replyTo?: number }): Promise<number>;
  type(conversation: ConversationName, isTyping: boolean): Promise<void>;
  read(conversation: ConversationName, messageIds: number[]): Promise<void>;
  edit(messageId: number, text: string): Promise<void>;
  remove(messageId: number): Promise<void>;
  react(messageId: number, emoji: string): Promise<void>;
  unreact(messageId: number, emoji: string): Promise<void>;
}
