import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { parseTime } from '../../transport/parse-time';

// Ids are numbers, text in some deployments; kept as text, and they must be digits.
export const id = z.pipe(
  z
    .unknown()
    .check(z.refine((value) => ['number', 'string'].includes(typeof value) && /^\d+$/.test(String(value)))),
  z.transform((value) => String(value)),
);

const time = z.pipe(
  z.string().check(z.refine((text) => parseTime(text) !== null)),
  z.transform((text) => parseTime(text) ?? 0),
);
const text = lenient(z.string(), '');
const optionalText = lenient(z.nullish(z.string()), null);
const optionalTime = lenient(z.nullish(time), null);
const flag = lenient(z.boolean(), false);
const count = lenient(z.number(), 0);
// Read one by one, so that a broken item does not take the others with it.
const items = lenient(z.array(z.unknown()), []);

export const user = z.object({
  id,
  username: text,
  first_name: text,
  last_name: text,
  email: optionalText,
  role: optionalText,
  profile_image: optionalText,
  // The first revision's name for it.
  profile_picture: optionalText,
});
export type WireUser = z.infer<typeof user>;

const optionalUser = lenient(z.nullish(user), null);
const organization = lenient(z.nullish(z.object({ id, name: text })), null);

const preview = z.object({
  id,
  sender: optionalUser,
  content: text,
  created_at: time,
  is_deleted: flag,
  has_attachments: flag,
});
const optionalPreview = lenient(z.nullish(preview), null);

export const conversation = z.object({
  id,
  participants: items,
  organization,
  created_at: time,
  is_active: lenient(z.boolean(), true),
  last_message: optionalPreview,
  unread_count: count,
  messages: items,
});
export type WireConversation = z.infer<typeof conversation>;

export const group = z.object({
  id,
  name: text,
  description: optionalText,
  organization,
  created_at: time,
  is_active: lenient(z.boolean(), true),
  members_count: lenient(z.nullish(z.number()), null),
  last_message: optionalPreview,
  unread_count: count,
  user_role: optionalText,
  avatar_url: optionalText,
  messages: items,
  members: lenient(z.nullish(z.array(z.unknown())), null),
});
export type WireGroup = z.infer<typeof group>;

export const membership = z.object({ user, role: text, joined_at: optionalTime });

export const attachment = z.object({
  id,
  file_url: optionalText,
  attachment_type: text,
  file_name: text,
  file_size: lenient(z.nullish(z.number()), null),
});
export type WireAttachment = z.infer<typeof attachment>;

export const reaction = z.object({ user, emoji: z.string() });

export const readMark = z.object({ user, read_at: optionalTime });

export const message = z.object({
  id,
  sender: optionalUser,
  content: z.string(),
  created_at: time,
  updated_at: optionalTime,
  is_edited: flag,
  is_deleted: flag,
  attachments: items,
  reactions: items,
  reaction_count: count,
  read_by: items,
  reply_to: lenient(z.nullish(id), null),
  reply_to_preview: lenient(
    z.nullish(z.object({ id, sender: optionalUser, content: text, has_attachments: flag })),
    null,
  ),
  delivery_status: lenient(z.nullish(z.object({ status: text })), null),
});
export type WireMessage = z.infer<typeof message>;

export const page = z.object({ next: optionalText, count: z.number(), results: z.array(z.unknown()) });
export const list = z.array(z.unknown());
export const block = z.object({ id, blocked: user, organization });
export type WireBlock = z.infer<typeof block>;
export const organizationItem = z.object({ id, name: text, users: items });
export const organizationDetail = z.object({ id, name: text, users: items });
export const login = z.object({ access: z.string(), refresh: z.optional(z.string()) });
export type WireLogin = z.infer<typeof login>;
export const refreshed = z.object({ access: z.string(), refresh: z.optional(z.string()) });
export type WireRefreshed = z.infer<typeof refreshed>;

/** A refusal that names the conversation there is already, as such or in a list. */
export const existingConversation = z.object({
  conversation_id: z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((value): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)),
    ),
    id,
  ),
});
