import type { BareMessage, Conversation, Person } from './types';

/** The organisation of a conversation that must have one. */
export function organisationOf({ id, organisationId, organisationName }: Conversation): {
  id: number;
  name: string;
} {
  if (organisationId === null) throw new Error(`Conversation ${id} belongs to no organisation`);
  return { id: organisationId, name: organisationName ?? '' };
}

/** The account that wrote a message which must have one. */
export function senderOf({ id, sender }: Pick<BareMessage, 'id'> & { sender: Person | null }): Person {
  if (sender === null) throw new Error(`Message ${id} was written by no account`);
  return sender;
}
