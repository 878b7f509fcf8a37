import * as z from 'zod/mini';
import { id } from './wire';

const optionalText = z.catch(z.nullish(z.string()), null);
// One socket keeps whatever JSON type it was sent.
const content = z.pipe(
  z.union([z.string(), z.number(), z.boolean()]),
  z.transform((value) => String(value)),
);
const ids = z.catch(z.array(id), []);

const liveMessage = z.object({
  id,
  local_id: optionalText,
  sender_id: id,
  sender_username: optionalText,
  content,
  // One dialect says `timestamp`, the other `created_at`.
  timestamp: optionalText,
  created_at: optionalText,
  reply_to: z.catch(z.nullish(id), null),
  attachments: z.catch(z.nullish(z.array(z.unknown())), null),
});
export type LiveMessage = z.infer<typeof liveMessage>;

/** Frames of both dialects, told apart by `type`. */
export const frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('chat_message'), message: liveMessage }),
  z.object({ type: z.literal('message'), message: liveMessage }),
  z.object({ type: z.literal('message.status'), message_id: id, status: z.string() }),
  z.object({ type: z.literal('message.failed'), local_id: optionalText }),
  z.object({ type: z.literal('typing'), user_id: id, username: optionalText, is_typing: z.boolean() }),
  z.object({
    type: z.literal('read'),
    user_id: id,
    message_ids: ids,
    message_id: z.catch(z.nullish(id), null),
  }),
  z.object({ type: z.literal('user_status'), user_id: id, status: z.string(), timestamp: optionalText }),
  z.object({
    type: z.literal('status_response'),
    statuses: z.array(z.object({ user_id: id, status: z.string(), timestamp: optionalText })),
  }),
  z.object({ type: z.literal('messages_fetched') }),
  z.object({ type: z.literal('heartbeat') }),
  z.object({ type: z.literal('pong') }),
]);
export type Frame = z.infer<typeof frame>;
export type FrameOf<Type extends Frame['type']> = Extract<Frame, { type: Type }>;

/** Frame types only the multiplexed dialect has. */
export const multiplexedOnly: ReadonlySet<Frame['type']> = new Set([
  'chat_message',
  'message.status',
  'message.failed',
  'user_status',
  'status_response',
  'messages_fetched',
  'heartbeat',
]);

/** Text that is no frame; `broken` when it is not even JSON, and so may have been one. */
interface Unread {
  readonly type: null;
  readonly why: string;
  readonly broken: boolean;
}

/** Null for text that is no frame of either dialect; `why` names no content. */
export function readFrame(text: string): Frame | Unread {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { type: null, why: 'a frame that is not JSON', broken: true };
  }
  const result = frame.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path }) => path.map(String).join('.') || 'frame');
  return { type: null, why: `a frame with an unknown form (${fields.join(', ')})`, broken: false };
}
