declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Unique over all kinds of a backend: `group:1` is not `direct:1`. */
export type ConversationId = Branded<'ConversationId'>;
/** The server's id of a message, as text. */
export type MessageId = Branded<'MessageId'>;
/** Made by this client for a command; never reused. */
export type LocalId = Branded<'LocalId'>;
/** Identifies a row for ever: the local id of an own send, else the server id. */
export type MessageKey = Branded<'MessageKey'>;
/** A person as the backend names them in messages. */
export type UserId = Branded<'UserId'>;

export const conversationId = (text: string): ConversationId => text as ConversationId;
export const messageId = (text: string): MessageId => text as MessageId;
export const localId = (text: string): LocalId => text as LocalId;
export const userId = (text: string): UserId => text as UserId;

/** The key under which a message keeps its row across the acknowledgement. */
export function messageKey(message: { readonly id: MessageId; readonly localId?: LocalId }): MessageKey {
  return (message.localId ?? message.id) as string as MessageKey;
}

/** Compares ids as numbers where both are, else as text, numbers first: a total order for ties. */
export function compareIds(left: string, right: string): number {
  if (left === right) return 0;
  const leftIsNumber = /^\d+$/.test(left);
  // Mixed ids compared as text alone would go in circles: 9 < 10 < 1x < 9.
  if (leftIsNumber !== /^\d+$/.test(right)) return leftIsNumber ? -1 : 1;
  if (leftIsNumber && left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : 1;
}
