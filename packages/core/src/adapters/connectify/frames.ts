import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { id } from './wire';

const optionalText = lenient(z.nullish(z.string()), null);
// One socket keeps whatever JSON type it was sent.
const content = z.pipe(
  z.unknown().check(z.refine((value) => ['string', 'number', 'boolean'].includes(typeof value))),
  z.transform((value) => String(value)),
);
const ids = lenient(z.array(id), []);

const liveMessage = z.object({
  id,
  local_id: optionalText,
  sender_id: id,
  sender_username: optionalText,
  content,
  // One dialect says `timestamp`, the other `created_at`.
  timestamp: optionalText,
  created_at: optionalText,
  reply_to: lenient(z.nullish(id), null),
  attachments: lenient(z.nullish(z.array(z.unknown())), null),
});
export type LiveMessage = z.infer<typeof liveMessage>;

const status = z.object({ user_id: id, status: z.string(), timestamp: optionalText });

/** Frames of both dialects by their `type`. */
const shapes = {
  chat_message: z.object({ message: liveMessage }),
  message: z.object({ message: liveMessage }),
  'message.status': z.object({ message_id: id, status: z.string() }),
  'message.failed': z.object({ local_id: optionalText }),
  typing: z.object({ user_id: id, username: optionalText, is_typing: z.boolean() }),
  read: z.object({ user_id: id, message_ids: ids, message_id: lenient(z.nullish(id), null) }),
  user_status: status,
  status_response: z.object({ statuses: z.array(status) }),
  messages_fetched: z.object({}),
  heartbeat: z.object({}),
  pong: z.object({}),
};
type Shapes = typeof shapes;
export type FrameOf<Type extends keyof Shapes> = { readonly type: Type } & z.infer<Shapes[Type]>;
export type Frame = { [Type in keyof Shapes]: FrameOf<Type> }[keyof Shapes];

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
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  if (!isFrameType(type)) return { type: null, why: 'a frame of an unknown type', broken: false };
  const result = shapes[type].safeParse(value);
  if (result.success) return { ...result.data, type } as Frame;
  const fields = result.error.issues.map(({ path }) => path.map(String).join('.'));
  return { type: null, why: `a frame with an unknown form (${fields.join(', ')})`, broken: false };
}

function isFrameType(type: unknown): type is keyof Shapes {
  return typeof type === 'string' && Object.hasOwn(shapes, type);
}
