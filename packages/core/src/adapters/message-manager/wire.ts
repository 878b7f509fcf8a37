import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { parseMoment } from './time';

const id = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d+$/))]),
  z.transform((value) => String(value)),
);

const moment = z.pipe(
  z.string().check(z.refine((text) => parseMoment(text) !== null)),
  z.transform((text) => parseMoment(text) ?? { at: 0, micros: 0 }),
);
const text = lenient(z.string(), '');
const optionalId = lenient(id, null);

/** Revisions leave these out, give null, an empty text or a placeholder; all mean «not told». */
const told = z.string().check(z.refine((value) => value.trim() !== '' && value !== 'N/A'));
const optionalText = lenient(told, null);

const lastMessage = z.object({ content: text, timestamp: moment, sender_type: text });

export const row = z.object({
  id,
  stay_id: optionalId,
  guest_name: optionalText,
  room_number: optionalText,
  status: text,
  department_name: optionalText,
  last_message: lenient(lastMessage, null),
  updated_at: moment,
});
export type WireRow = z.infer<typeof row>;

/** One revision answers the row's shape here, so nothing beyond it is certain. */
export const detail = z.extend(row, {
  guest_phone: optionalText,
  context_data: lenient(z.object({ phone_number: optionalText }), null),
});
export type WireDetail = z.infer<typeof detail>;

export const message = z.object({
  id,
  content: z.string(),
  sender_type: text,
  sender_name: text,
  timestamp: moment,
});
export type WireMessage = z.infer<typeof message>;

export const page = z.object({
  count: z.number(),
  next: lenient(z.string(), null),
  results: z.array(z.unknown()),
});
export const list = z.array(z.unknown());

export const login = z.object({
  access: z.string(),
  refresh: z.optional(z.string()),
  user: lenient(z.object({ id, username: text, email: text, user_type: text }), null),
});
export type WireLogin = z.infer<typeof login>;
export const refreshed = z.object({ access: z.string(), refresh: z.optional(z.string()) });
export type WireRefreshed = z.infer<typeof refreshed>;

export const newMessage = z.object({ type: z.literal('new_message'), stay_id: id });
export const newConversation = z.object({ type: z.literal('new_conversation') });

/** The answer to a request that failed inside the server or was refused with a code. */
export const refusal = z.object({ error: z.optional(z.string()), code: z.optional(z.string()) });
