import { expect } from 'vitest';
import type { ConnectifyProfile } from './profile';

const number = expect.any(Number) as number;
const text = expect.any(String) as string;
const textOrNull = expect.toBeOneOf([text, null]) as string | null;

/** UTC; the microseconds are left out when zero. */
const restTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/) as string;
export const socketTime = expect.stringMatching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/,
) as string;

export const userShape = (username: unknown = text) => ({
  id: number,
  username,
  first_name: text,
  last_name: text,
  profile_image: textOrNull,
});

const organizationShape = { id: number, name: text };

/** A plain message; only the newest servers tell of its delivery. */
export const messageShape = (profile: ConnectifyProfile, more: object = {}) => ({
  id: number,
  sender: userShape(),
  content: text,
  created_at: restTime,
  updated_at: restTime,
  is_edited: false,
  is_deleted: false,
  attachments: [],
  reactions: [],
  reaction_count: 0,
  read_by: [],
  reply_to: null,
  reply_to_preview: null,
  ...(profile === 'deployed' ? { delivery_status: null } : {}),
  ...more,
});

export const previewShape = (more: object = {}) => ({
  id: number,
  sender: userShape(),
  content: text,
  created_at: restTime,
  is_deleted: false,
  has_attachments: false,
  ...more,
});

export const attachmentShape = (more: object = {}) => ({
  id: number,
  file_url: text,
  attachment_type: text,
  file_name: text,
  file_size: number,
  uploaded_at: restTime,
  ...more,
});

export const reactionShape = (more: object = {}) => ({
  id: number,
  user: userShape(),
  emoji: text,
  created_at: restTime,
  ...more,
});

export const conversationShape = (more: object = {}) => ({
  id: number,
  participants: [userShape(), userShape()],
  organization: organizationShape,
  created_at: restTime,
  updated_at: restTime,
  is_active: true,
  last_message: null,
  unread_count: 0,
  ...more,
});

export const groupShape = (more: object = {}) => ({
  id: number,
  name: text,
  description: textOrNull,
  organization: organizationShape,
  created_by: userShape(),
  created_at: restTime,
  updated_at: restTime,
  is_active: true,
  members_count: number,
  last_message: null,
  unread_count: 0,
  user_role: 'member',
  avatar_url: null,
  ...more,
});

export const membershipShape = (username: string, role: 'admin' | 'member') => ({
  id: number,
  user: userShape(username),
  role,
  joined_at: restTime,
  is_muted: false,
});

export const blockShape = (blocker: string, blocked: string) => ({
  id: number,
  blocker: userShape(blocker),
  blocked: userShape(blocked),
  organization: { id: 1, name: 'Northwind' },
  created_at: restTime,
});

export const pageShape = (results: unknown[], more: object = {}) => ({
  next: null,
  previous: null,
  count: results.length,
  results,
  ...more,
});
