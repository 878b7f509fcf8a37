import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { id, message, parseInstant, reply } from './wire';

const optionalText = lenient(z.nullish(z.string()), null);
const optionalId = lenient(z.nullish(id), null);
const items = lenient(z.array(z.unknown()), []);
const instant = z.pipe(
  z.string().check(z.refine((text) => parseInstant(text) !== null)),
  z.transform((text) => parseInstant(text) ?? { at: 0, micros: 0 }),
);

const created = z.object({
  id,
  conversation_id: id,
  message: z.string(),
  sender_id: id,
  sender_name: optionalText,
  timestamp: instant,
  attachments: items,
  is_system_message: lenient(z.boolean(), false),
  reply_to: lenient(z.nullish(reply), null),
});
export type CreatedMessage = z.infer<typeof created>;

/** A told conversation is missing in bare events: there the channel says it. */
const placed = { conversation_id: optionalId };

/** Every event that is acted on, in both vocabularies. */
const schemas = {
  created: z.union([created, message]),
  edited: z.union([
    z.object({ id, conversation_id: id, message: z.string(), updated_at: optionalText }),
    message,
  ]),
  deleted: z.object({
    ...placed,
    message_id: id,
    hard_delete: z.optional(z.boolean()),
    message: lenient(z.nullish(message), null),
  }),
  read: z.object({
    ...placed,
    message_ids: z.array(id),
    read_by_staff_id: optionalId,
    staff_id: optionalId,
    read_at: optionalText,
    timestamp: optionalText,
  }),
  reaction: z.object({
    message_id: id,
    action: z.enum(['add', 'remove']),
    reaction: z.object({ emoji: z.string(), staff: id }),
  }),
  files: z.object({ ...placed, message_id: optionalId }),
  unread: z.object({
    conversation_id: optionalId,
    unread_count: z.number(),
    // Only the first of the two events of one message has it.
    total_unread: z.optional(z.number()),
  }),
} as const;

type Kind = keyof typeof schemas;
export type Heard = {
  readonly [Name in Kind]: { readonly kind: Name; readonly data: z.infer<(typeof schemas)[Name]> };
}[Kind];

const kinds: Readonly<Record<string, Kind | 'ignored'>> = {
  realtime_staff_chat_message_created: 'created',
  realtime_staff_chat_message_edited: 'edited',
  realtime_staff_chat_message_deleted: 'deleted',
  realtime_staff_chat_messages_read: 'read',
  realtime_staff_chat_attachment_uploaded: 'files',
  realtime_staff_chat_attachment_deleted: 'files',
  realtime_staff_chat_unread_updated: 'unread',
  // Counts conversations, which nobody shows; typing and mentions are declared and never published.
  realtime_staff_chat_conversations_with_unread: 'ignored',
  realtime_staff_chat_typing: 'ignored',
  realtime_staff_chat_staff_mentioned: 'ignored',
  realtime_staff_chat_message_delivered: 'ignored',
  'new-message': 'created',
  'message-edited': 'edited',
  'message-deleted': 'deleted',
  'message-reaction': 'reaction',
  'messages-read': 'read',
  'attachment-uploaded': 'files',
  'attachment-deleted': 'files',
  'user-typing': 'ignored',
  'message-mention': 'ignored',
  'conversation-updated': 'ignored',
  'new-conversation': 'ignored',
};

const envelope = z.object({ category: z.literal('staff_chat'), payload: z.unknown() });

export type ReadEvent =
  | { readonly result: 'heard'; readonly heard: Heard }
  | { readonly result: 'ignored' }
  /** Names fields only: values are somebody's words. */
  | { readonly result: 'malformed'; readonly why: string };

/** Reads an event of either vocabulary; the newer one wraps its data in an envelope. */
export function readEvent(name: string, data: unknown): ReadEvent {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return { result: 'malformed', why: `an unknown event (${name})` };
  if (kind === 'ignored') return { result: 'ignored' };
  const wrapped = envelope.safeParse(data);
  const result = schemas[kind].safeParse(wrapped.success ? wrapped.data.payload : data);
  if (result.success) return { result: 'heard', heard: { kind, data: result.data } as Heard };
  const fields = result.error.issues.map(({ path }) => path.map(String).join('.') || 'data');
  return { result: 'malformed', why: `${name} with an unknown form (${fields.join(', ')})` };
}
