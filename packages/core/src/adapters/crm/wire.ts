import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { parseTime } from '../../transport/parse-time';

// Ids are numbers; kept as text, and they must be digits.
const id = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d+$/))]),
  z.transform((value) => String(value)),
);

const time = z.pipe(
  z.string().check(z.refine((text) => parseTime(text) !== null)),
  z.transform((text) => parseTime(text) ?? 0),
);
const text = lenient(z.string(), '');
const optionalText = lenient(z.string(), null);
const optionalTime = lenient(time, null);
const optionalId = lenient(id, null);
const flag = lenient(z.boolean(), false);
// Absent is another answer than null: the document's messages do not tell theirs.
const organizationId = lenient(z.nullable(id), undefined);
// Read one by one, so that a broken item does not take the others with it.
const items = lenient(z.array(z.unknown()), []);

export const profile = z.object({
  id,
  organization: lenient(z.object({ id, name: text }), null),
  organization_name: optionalText,
  profile_type: text,
  profile_type_display: optionalText,
  is_primary: flag,
  status: lenient(z.string(), 'active'),
});
export type WireProfile = z.infer<typeof profile>;

export const user = z.object({
  id,
  email: optionalText,
  username: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  full_name: optionalText,
  profile_image: optionalText,
  title: optionalText,
  department: optionalText,
  profiles: lenient(z.array(z.unknown()), undefined),
});
export type WireUser = z.infer<typeof user>;

const optionalUser = lenient(user, null);

export const message = z.object({
  id,
  sender: user,
  recipient: user,
  message_type: lenient(z.string(), 'text'),
  subject: optionalText,
  content: z.string(),
  organization: organizationId,
  is_read: flag,
  read_at: optionalTime,
  related_lead: optionalId,
  related_deal: optionalId,
  related_customer: optionalId,
  attachments: items,
  created_at: time,
  updated_at: optionalTime,
});
export type WireMessage = z.infer<typeof message>;

/** The document lists two of its fields, deployments the whole message or null. */
const lastMessage = z.object({
  id: optionalId,
  sender: optionalUser,
  content: text,
  created_at: time,
  attachments: items,
  subject: optionalText,
  related_lead: optionalId,
  related_deal: optionalId,
  related_customer: optionalId,
});

export const conversation = z.object({
  id,
  participant1: optionalUser,
  participant2: optionalUser,
  other_participant: optionalUser,
  organization: organizationId,
  last_message: lenient(lastMessage, null),
  last_message_at: optionalTime,
  unread_count: lenient(z.number(), 0),
  created_at: optionalTime,
});
export type WireConversation = z.infer<typeof conversation>;

/** A page, or all there is as a bare list. */
export const page = z.union([
  z.pipe(
    z.array(z.unknown()),
    z.transform((results) => ({ count: results.length, next: null, results })),
  ),
  z.object({ count: z.number(), next: lenient(z.string(), null), results: z.array(z.unknown()) }),
]);
export const list = z.array(z.unknown());

export const unreadCount = z.object({ unread_count: z.number() });
export const profiles = z.object({ profiles: z.array(z.unknown()) });
export const selectedProfile = z.object({ active_profile: profile });
export const pusherAuthorization = z.object({ auth: z.string() });
export const login = z.object({
  access: z.string(),
  refresh: z.optional(z.string()),
  access_expires_in: lenient(z.number(), undefined),
  legacy_token: lenient(z.string(), undefined),
});
export type WireLogin = z.infer<typeof login>;
export const refreshed = z.object({ access: z.string(), refresh: z.optional(z.string()) });
export type WireRefreshed = z.infer<typeof refreshed>;

/** What a file says of itself; every key is the sender's own choice. */
export const attachment = z.object({
  url: optionalText,
  name: optionalText,
  type: optionalText,
  size: lenient(z.number(), null),
});

export const newMessage = z.object({
  message: z.object({
    id,
    sender_id: id,
    recipient_id: id,
    content: z.string(),
    subject: optionalText,
    created_at: time,
    is_read: flag,
    organization_id: organizationId,
  }),
  sender: lenient(z.object({ email: optionalText, first_name: optionalText, last_name: optionalText }), null),
});
export type WireNewMessage = z.infer<typeof newMessage>;
export const conversationUpdated = z.object({ message: z.object({ sender_id: id, recipient_id: id }) });
export const messageRead = z.object({ message_id: id, read_by: id, read_at: optionalTime });
