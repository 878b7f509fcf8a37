/** Names a conversation without an API's ids: by the other person's user name, or by a group's name. */
export type ConversationName = { with: string } | { group: string };

/** A person of the world who acts on demand: for stories, demos and tests. */
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
