import * as z from 'zod/mini';
import { lenient } from '../../transport/lenient';
import { parseTime } from '../../transport/parse-time';
import * as wire from './wire';

/** What the socket of a conversation says, in one vocabulary. */
export type Frame =
  | { readonly name: 'message'; readonly message: wire.WireMessage }
  | { readonly name: 'changed'; readonly message: wire.WireMessage }
  | { readonly name: 'edited'; readonly messageId: string; readonly content: string }
  | { readonly name: 'pinned'; readonly messageId: string; readonly pinned: boolean }
  | { readonly name: 'deleted'; readonly messageId: string }
  /** `messageId` null: the server repeats whatever a client named. */
  | {
      readonly name: 'read';
      readonly messageId: string | null;
      readonly userId: string;
      readonly at: number | null;
    }
  | {
      readonly name: 'typing';
      readonly userId: string;
      readonly userName: string | null;
      readonly typing: boolean;
    }
  | { readonly name: 'presence'; readonly userId: string; readonly online: boolean }
  | { readonly name: 'refusal' };

export type FrameReading =
  { readonly name: 'frame'; readonly frame: Frame } | { readonly name: 'odd'; readonly why: string };

const optionalText = lenient(z.nullish(z.string()), null);
const withMessage = z.object({ message: wire.message });
const edit = z.object({ message_id: wire.id, content: z.string() });
const pin = z.object({ message_id: wire.id, is_pinned: z.boolean() });
const deletion = z.object({ message_id: wire.id });
const receipt = z.object({
  message_id: lenient(z.nullable(wire.id), null),
  user_id: wire.id,
  read_at: optionalText,
});
const typing = z.object({ user_id: wire.id, username: optionalText, is_typing: z.unknown() });
const status = z.object({ user_id: wire.id, status: z.enum(['online', 'offline']) });

type Reader = (value: unknown) => Frame | null;

function reads<Schema extends z.ZodMiniType>(
  schema: Schema,
  make: (value: z.output<Schema>) => Frame,
): Reader {
  return (value) => {
    const result = schema.safeParse(value);
    return result.success ? make(result.data) : null;
  };
}

const changed = reads(withMessage, ({ message }) => ({ name: 'changed', message }));
const edited = either(
  changed,
  reads(edit, ({ message_id, content }) => ({ name: 'edited', messageId: message_id, content })),
);
const pinned = either(
  changed,
  reads(pin, ({ message_id, is_pinned }) => ({ name: 'pinned', messageId: message_id, pinned: is_pinned })),
);
const deleted = reads(deletion, ({ message_id }) => ({ name: 'deleted', messageId: message_id }));

// The document's words are those clients send; the server says them in the past tense.
const readers: ReadonlyMap<string, Reader> = new Map([
  ['chat_message', reads(withMessage, ({ message }) => ({ name: 'message', message }))],
  ['message_edited', edited],
  ['edit_message', edited],
  ['message_pinned', pinned],
  ['pin_message', pinned],
  ['message_deleted', deleted],
  ['delete_message', deleted],
  [
    'read_receipt',
    reads(receipt, ({ message_id, user_id, read_at }) => ({
      name: 'read',
      messageId: message_id,
      userId: user_id,
      at: parseTime(read_at ?? ''),
    })),
  ],
  [
    'typing',
    reads(typing, ({ user_id, username, is_typing }) => ({
      name: 'typing',
      userId: user_id,
      userName: username ?? null,
      // Passed through as a client sent it.
      typing: Boolean(is_typing),
    })),
  ],
  [
    'user_status',
    reads(status, ({ user_id, status: told }) => ({
      name: 'presence',
      userId: user_id,
      online: told === 'online',
    })),
  ],
  ['error', () => ({ name: 'refusal' })],
]);

function either(first: Reader, second: Reader): Reader {
  return (value) => first(value) ?? second(value);
}

/** Reads one text frame; what cannot be read is described without its content. */
export function readFrame(text: string): FrameReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { name: 'odd', why: 'something that is not JSON' };
  }
  const type = z.object({ type: z.string() }).safeParse(value);
  if (!type.success) return { name: 'odd', why: 'a frame without a type' };
  const reader = readers.get(type.data.type);
  if (reader === undefined) return { name: 'odd', why: 'a frame of an unknown type' };
  const frame = reader(value);
  return frame === null
    ? { name: 'odd', why: `a malformed "${type.data.type}" frame` }
    : { name: 'frame', frame };
}
