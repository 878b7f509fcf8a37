import type { Refusal } from '../../world/refusal';
import { Rejection, rejectAll, rejectWith } from '../django/answers';
import type { ConnectifyProfile } from './profile';

/** What was asked for, where the wording depends on it. */
export type Act =
  | 'other'
  | 'create-conversation'
  | 'create-group'
  | 'block'
  | 'edit-message'
  | 'delete-message'
  | 'update-group'
  | 'delete-group'
  | 'add-members'
  | 'remove-member'
  | 'change-role';

export interface Wording {
  profile: ConnectifyProfile;
  act: Act;
  /** Asked under a path that only the document has: answered in the document's words. */
  isDocumentPath: boolean;
  threadName: 'Conversation' | 'GroupChat';
}

const missing = (name: string): Rejection => rejectWith(404, `No ${name} matches the given query.`);

const adminOnly: Partial<Record<Act, string>> = {
  'update-group': 'Only admins can update the group chat',
  'delete-group': 'Only admins can delete the group chat',
  'add-members': 'Only admins can add members',
  'remove-member': 'Only admins can remove other members',
  'change-role': 'Only admins can change roles',
};

function outsideOrganisation(refusal: Refusal, { act, profile }: Wording): string {
  if (act === 'block') return "The user to block doesn't belong to this organization";
  if (act === 'create-conversation') {
    return profile === 'documented'
      ? "The participant doesn't belong to this organization"
      : 'Both users must be members of the organization';
  }
  return `User with ID ${refusal.details.personId} doesn't belong to this organization`;
}

function existing(refusal: Refusal, { profile, isDocumentPath }: Wording): Rejection {
  const text = 'Conversation already exists';
  const id = refusal.details.conversationNumber;
  if (isDocumentPath) return new Rejection(400, { detail: text, conversation_id: id });
  if (profile === 'documented') {
    return new Rejection(400, { detail: [text], conversation_id: [String(id)] });
  }
  return rejectAll(text);
}

/** The answer of this API to a refusal of the world. */
export function answerRefusal(refusal: Refusal, wording: Wording): Rejection {
  const { act, profile, isDocumentPath } = wording;
  // The document shows validation as one string, the server as a list.
  const invalid = (text: string) =>
    isDocumentPath || act === 'add-members' ? rejectWith(400, text) : rejectAll(text);
  switch (refusal.reason) {
    case 'conversation-not-found':
      return missing(wording.threadName);
    case 'message-not-found':
      return missing('Message');
    case 'block-not-found':
      return missing('UserBlock');
    case 'person-not-found':
      return act === 'block' ? invalid('User to block not found') : missing('User');
    case 'participant-not-found':
      return invalid('Participant not found');
    case 'organisation-not-found':
      return invalid('Organization not found');
    case 'actor-outside-organisation':
      return invalid(
        act === 'create-conversation' && profile === 'deployed'
          ? 'Both users must be members of the organization'
          : "You don't belong to this organization",
      );
    case 'person-outside-organisation':
      return invalid(outsideOrganisation(refusal, wording));
    case 'not-two-members':
      return invalid('Both users must be members of the organization');
    case 'conversation-exists':
      return existing(refusal, wording);
    case 'blocked-by-person':
      return act === 'create-conversation'
        ? invalid('You have been blocked by this user')
        : rejectWith(403, 'You have been blocked by this user');
    case 'blocked-by-members':
      return invalid(`You are blocked by: ${(refusal.details.usernames ?? []).join(', ')}`);
    case 'already-blocked':
      return invalid('You have already blocked this user');
    case 'not-own-message':
      return rejectWith(403, `You can only ${act === 'edit-message' ? 'edit' : 'delete'} your own messages`);
    case 'message-deleted':
      return rejectWith(400, 'Cannot edit a deleted message');
    case 'not-admin':
      return rejectWith(403, adminOnly[act] ?? 'Only admins can do this');
    case 'not-a-member':
      return rejectWith(400, 'User is not a member of this group chat');
    case 'last-admin':
      return rejectWith(
        400,
        `Cannot ${act === 'change-role' ? 'demote' : 'remove'} the last admin. Promote another member to admin first.`,
      );
  }
}
