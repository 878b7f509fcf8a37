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

export type ConversationKind = 'direct' | 'group';
export type MemberRole = 'admin' | 'member';

export interface Conversation {
  id: number;
  kind: ConversationKind;
  /** Its place in the sequence of its kind. */
  number: number;
  organisationId: number;
  organisationName: string;
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
  senderId: number;
  content: string;
  createdAt: Microseconds;
  updatedAt: Microseconds;
  isEdited: boolean;
  isDeleted: boolean;
  replyToId: number | null;
}

export interface QuotedMessage {
  id: number;
  sender: Person;
  content: string;
  hasAttachments: boolean;
}

export interface Message extends BareMessage {
  sender: Person;
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
