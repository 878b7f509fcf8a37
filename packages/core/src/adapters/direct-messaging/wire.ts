import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { parseTime } from '../../transport/parse-time';

// Ids are numbers, and texts in frames that repeat what a client sent; kept as text.
export const id = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d+$/))]),
  z.transform((value) => String(value)),
);

const timeText = z.string().check(z.refine((text) => parseTime(text) !== null));
const optionalTime = lenient(
  z.nullish(
    z.pipe(
      timeText,
      z.transform((text) => parseTime(text) ?? 0),
    ),
  ),
  null,
);
const text = lenient(z.string(), '');
const optionalText = lenient(z.nullish(z.string()), null);
const flag = lenient(z.boolean(), false);
const count = lenient(z.number(), 0);
// Read one by one, so that a broken item does not take the others with it.
const items = lenient(z.array(z.unknown()), []);

const confession = z.object({ id, name: optionalText });
const managed = lenient(z.array(confession), []);

export const user = z.object({
  id,
  username: text,
  first_name: text,
  last_name: text,
  email: optionalText,
  role: optionalText,
  bio: optionalText,
  avatar: optionalText,
  managed_confessions: managed,
});
export type WireUser = z.infer<typeof user>;

export const attachment = z.object({
  id,
  file: optionalText,
  file_type: text,
  file_name: text,
  file_size: lenient(z.nullish(z.number()), null),
  mime_type: optionalText,
});
export type WireAttachment = z.infer<typeof attachment>;

export const messageRead = z.object({ user, read_at: optionalTime });

const replyTo = z.object({
  id,
  sender: lenient(z.nullish(user), null),
  content: optionalText,
  attachments: items,
  is_deleted: flag,
});
export type WireReply = z.infer<typeof replyTo>;

export const message = z.object({
  id,
  conversation: id,
  sender: user,
  content: optionalText,
  reply_to: lenient(z.nullish(replyTo), null),
  is_edited: flag,
  is_pinned: flag,
  is_deleted: flag,
  // Kept as text: the order lies in the microseconds.
  created_at: timeText,
  edited_at: optionalTime,
  attachments: items,
  message_reads: items,
});
export type WireMessage = z.infer<typeof message>;

export const conversation = z.object({
  id,
  participants: items,
  // Always the bare number; an object is understood too.
  confession: lenient(z.nullish(z.union([id, confession])), null),
  created_at: optionalTime,
  last_message_at: optionalTime,
  unread_count: count,
  last_message: lenient(z.nullish(message), null),
  last_message_preview: lenient(
    z.nullish(z.object({ id, sender: text, content: text, created_at: timeText })),
    null,
  ),
});
export type WireConversation = z.infer<typeof conversation>;

export const page = z.object({
  count,
  next: optionalText,
  previous: optionalText,
  results: z.array(z.unknown()),
});
export type WirePage = z.infer<typeof page>;

export const subscription = z.object({
  confession: z.object({
    id,
    name: text,
    admin: lenient(z.nullish(z.object({ id, username: text, avatar: optionalText })), null),
  }),
});

export const list = z.array(z.unknown());
export const adminUser = z.object({ id, username: text, email: optionalText, role: optionalText });
export const tokens = z.object({ access: z.string(), refresh: z.optional(z.string()) });
export type WireTokens = z.infer<typeof tokens>;
