import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { parseTime } from '../../transport/parse-time';

export const id = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d+$/))]),
  z.transform((value) => String(value)),
);

/** An instant to the microsecond: two messages of one second must keep the server's order. */
export interface Instant {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Epoch microseconds. */
  readonly micros: number;
}

export function parseInstant(text: string): Instant | null {
  const at = parseTime(text);
  if (at === null) return null;
  const fraction = (/\.(\d+)/.exec(text)?.[1] ?? '').padEnd(6, '0').slice(0, 6);
  return { at, micros: Math.floor(at / 1000) * 1_000_000 + Number(fraction) };
}

const instant = z.pipe(
  z.string().check(z.refine((text) => parseInstant(text) !== null)),
  z.transform((text) => parseInstant(text) ?? { at: 0, micros: 0 }),
);
const text = lenient(z.string(), '');
const optionalText = lenient(z.nullish(z.string()), null);
const optionalTime = z.pipe(
  optionalText,
  z.transform((value) => (value == null ? null : parseTime(value))),
);
const flag = lenient(z.boolean(), false);
const count = lenient(z.number(), 0);
const optionalId = lenient(z.nullish(id), null);
const ids = lenient(z.array(id), []);
// Read one by one, so that a broken item does not take the others with it.
const items = lenient(z.array(z.unknown()), []);
const named = lenient(z.nullish(z.object({ name: text })), null);

/** A staff member in any of the forms the backend has for one. */
export const person = z.object({
  id,
  first_name: text,
  last_name: text,
  full_name: text,
  email: optionalText,
  phone_number: optionalText,
  avatar_url: optionalText,
  profile_image_url: optionalText,
  role_name: optionalText,
  department_name: optionalText,
  role: named,
  role_detail: named,
  department: named,
  department_detail: named,
  is_on_duty: lenient(z.nullish(z.boolean()), null),
});
export type WirePerson = z.infer<typeof person>;

const rightsShape = {
  allowed_capabilities: lenient(z.nullish(z.array(z.string())), null),
  rbac: lenient(
    z.nullish(
      z.object({
        staff_chat: z.nullish(z.object({ actions: z.nullish(z.record(z.string(), z.boolean())) })),
      }),
    ),
    null,
  ),
  role_slug: optionalText,
};
export const login = z.object({ ...rightsShape, token: z.string(), staff_id: id, hotel_slug: optionalText });
export const profile = z.object({ ...person.shape, ...rightsShape, hotel_slug: optionalText });
export type WireProfile = z.infer<typeof profile>;
export type WireRights = Pick<WireProfile, keyof typeof rightsShape>;

export const attachment = z.object({
  id,
  file_name: text,
  file_type: text,
  file_size: lenient(z.nullish(z.number()), null),
  mime_type: optionalText,
  file_url: optionalText,
  thumbnail_url: optionalText,
});
export type WireAttachment = z.infer<typeof attachment>;

export const reaction = z.object({ emoji: z.string(), staff: id });

export const reply = z.object({
  id,
  message: text,
  // Full messages tell the id here, lite ones a name.
  sender: lenient(z.nullish(id), null),
  sender_id: optionalId,
  sender_name: optionalText,
  is_deleted: flag,
  attachments_preview: items,
});
export type WireReply = z.infer<typeof reply>;

export const message = z.object({
  id,
  conversation: id,
  sender: id,
  sender_info: lenient(z.nullish(person), null),
  sender_name: optionalText,
  message: z.string(),
  timestamp: instant,
  is_read: flag,
  read_by: ids,
  is_edited: flag,
  edited_at: optionalTime,
  is_deleted: flag,
  // Whole in created events, a number elsewhere; the preview tells what is shown.
  reply_to: lenient(z.nullish(id), null),
  reply_to_message: lenient(z.nullish(reply), null),
  attachments: items,
  reactions: items,
  mentions: ids,
});
export type WireMessage = z.infer<typeof message>;

export const messagePage = z.object({ messages: z.array(z.unknown()), has_more: z.boolean() });

const preview = z.object({
  id: optionalId,
  // A name, in some guides a person.
  sender: lenient(z.nullish(z.union([z.string(), person])), null),
  message: text,
  timestamp: instant,
  has_attachments: flag,
});
export type WirePreview = z.infer<typeof preview>;

export const conversation = z.object({
  id,
  participants: items,
  title: optionalText,
  is_group: lenient(z.nullish(z.boolean()), null),
  created_at: instant,
  updated_at: lenient(z.nullish(instant), null),
  last_message: lenient(z.nullish(preview), null),
  unread_count: count,
});
export type WireConversation = z.infer<typeof conversation>;

/** A page envelope; some guides show a bare list. */
export const page = z.pipe(
  z.union([z.object({ next: optionalText, results: z.array(z.unknown()) }), z.array(z.unknown())]),
  z.transform((value) =>
    Array.isArray(value)
      ? { results: value, last: true }
      : { results: value.results, last: value.next == null },
  ),
);

export const unreadCount = z.object({
  breakdown: z.array(z.object({ conversation_id: id, unread_count: z.number() })),
});
export const deleted = z.object({ hard_delete: flag, message: lenient(z.nullish(message), null) });
export const uploaded = z.object({
  message,
  warnings: lenient(z.nullish(z.array(z.string())), null),
});
/** Older revisions answer with a sentence alone. */
export const marked = z.object({ message_ids: lenient(z.nullish(z.array(id)), null) });

export const forwarded = z.object({
  results: z.array(
    z.object({
      conversation_id: optionalId,
      participant_id: optionalId,
      message_id: optionalId,
      success: flag,
      error: optionalText,
    }),
  ),
});
