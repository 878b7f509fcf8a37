import type { Microseconds } from '../../store/schema';

export interface CommunityName {
  id: number;
  name: string;
  slug: string;
}

export interface Community extends CommunityName {
  description: string;
  adminId: number | null;
  createdAt: Microseconds;
  subscriberIds: number[];
}

export type CommunityRole = 'user' | 'admin' | 'superadmin';

/** A person as communities know them. */
export interface CommunityPerson {
  id: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  role: CommunityRole;
  bio: string | null;
  pictureUrl: string | null;
  isActive: boolean;
  joinedAt: Microseconds;
  manages: CommunityName[];
}

export interface CommunityConversation {
  id: number;
  number: number;
  community: Community | null;
  participants: CommunityPerson[];
  createdAt: Microseconds;
  updatedAt: Microseconds;
  lastMessageAt: Microseconds | null;
}

export interface CommunityFile {
  id: number;
  kind: string;
  path: string;
  name: string;
  size: number;
  mimeType: string;
  uploadedAt: Microseconds;
}

export interface CommunityRead {
  id: number;
  personId: number;
  deliveredAt: Microseconds;
  readAt: Microseconds | null;
}

export interface CommunityMessage {
  id: number;
  conversationId: number;
  /** As this API names the conversation. */
  conversationNumber: number;
  senderId: number;
  /** Null: no text at all. Kept when it is deleted. */
  content: string | null;
  replyToId: number | null;
  isEdited: boolean;
  isPinned: boolean;
  isDeleted: boolean;
  createdAt: Microseconds;
  updatedAt: Microseconds;
  editedAt: Microseconds | null;
  files: CommunityFile[];
  reads: CommunityRead[];
}
