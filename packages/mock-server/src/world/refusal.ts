/** Why the world said no; each API words it in its own way. */
export type RefusalReason =
  | 'conversation-not-found'
  | 'message-not-found'
  | 'block-not-found'
  | 'person-not-found'
  | 'participant-not-found'
  | 'organisation-not-found'
  | 'actor-outside-organisation'
  | 'person-outside-organisation'
  | 'not-two-members'
  | 'conversation-exists'
  | 'blocked-by-person'
  | 'blocked-by-members'
  | 'already-blocked'
  | 'not-own-message'
  | 'message-deleted'
  | 'not-admin'
  | 'not-a-member'
  | 'last-admin';

export interface RefusalDetails {
  personId?: number;
  conversationNumber?: number;
  usernames?: string[];
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;
  readonly details: RefusalDetails;

  constructor(reason: RefusalReason, details: RefusalDetails = {}) {
    super(reason);
    this.reason = reason;
    this.details = details;
  }
}
