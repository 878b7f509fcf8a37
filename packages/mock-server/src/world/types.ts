import type { Microseconds } from '../store/schema';

export interface Person {
  id: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  role: string;
  pictureUrl: string | null;
  isActive: boolean;
}

export interface Organisation {
  id: number;
  name: string;
  description: string;
  createdAt: Microseconds;
  updatedAt: Microseconds;
  memberIds: number[];
  adminIds: number[];
}

/** Whose conversation it is and of what sort; each API has kinds of its own. */
export type ConversationKind = string;
export type MemberRole = string;

export interface Conversation {
  id: number;
  kind: ConversationKind;
  /** Its place in the sequence of its kind. */
  number: number;
  organisationId: number | null;
  organisationName: string | null;
  name: string | null;
  description: string | null;
  picturePath: string | null;
  createdBy: number | null;
  createdAt: Microseconds;
  updatedAt: Microseconds;
  isActive: boolean;
}

export interface Membership {
  id: number;
  conversationId: number;
  number: number;
  person: Person;
  role: MemberRole;
  joinedAt: Microseconds;
  isMuted: boolean;
}

export interface Attachment {
  id: number;
  kind: string;
  filePath: string;
  name: string;
  size: number;
  uploadedAt: Microseconds;
}

export interface Reaction {
  id: number;
  person: Person;
  emoji: string;
  createdAt: Microseconds;
}

export interface Read {
  id: number;
  person: Person;
  readAt: Microseconds;
}

/** A message without what hangs on it. */
export interface BareMessage {
  id: number;
  conversationId: number;
  /** Null for what no account wrote. */
  senderId: number | null;
  content: string;
  createdAt: Microseconds;
  updatedAt: Microseconds;
  isEdited: boolean;
  isDeleted: boolean;
  replyToId: number | null;
}

export interface QuotedMessage {
  id: number;
  sender: Person | null;
  content: string;
  hasAttachments: boolean;
}

export interface Message extends BareMessage {
  sender: Person | null;
  attachments: Attachment[];
  reactions: Reaction[];
  reads: Read[];
  quoted: QuotedMessage | null;
  delivery: { status: string; changedAt: Microseconds } | null;
}

export interface Block {
  id: number;
  organisationId: number;
  organisationName: string;
  blocker: Person;
  blocked: Person;
  createdAt: Microseconds;
}

export interface Upload {
  name: string;
  kind: string;
  bytes: Uint8Array;
}
