import type * as z from 'zod/mini';
import type { Attachment } from '../../model/attachment';
import { attachmentKindOf } from '../../model/attachment';
import { messageId, userId, type ConversationId } from '../../model/ids';
import type { Message, RelatedEntity } from '../../model/message';
import type { User } from '../../model/user';
import { readItems, type Report } from '../../transport/read-items';
import { resolveUrl } from '../../transport/resolve-url';
import { decodeUser, nameOf } from './decode-user';
import { relatedTypes, type RelatedType } from './capabilities';
import * as wire from './wire';

export interface DecodeContext {
  readonly baseUrl: string;
  readonly report: Report;
  /** Collects everybody mentioned. */
  readonly meet: (user: User) => void;
}

/** The two times of a message never edited differ by microseconds; nothing else tells an edit. */
const editedAfterMs = 1_000;

export function decodeMessage(
  message: wire.WireMessage,
  conversationId: ConversationId,
  { baseUrl, report, meet }: DecodeContext,
): Message {
  meet(decodeUser(message.sender, baseUrl));
  meet(decodeUser(message.recipient, baseUrl));
  const related = decodeRelated(message);
  const updatedAt = message.updated_at ?? message.created_at;
  const edited = updatedAt - message.created_at > editedAfterMs;
  return {
    id: messageId(message.id),
    conversationId,
    authorId: userId(message.sender.id),
    kind: message.message_type,
    text: message.content,
    createdAt: message.created_at,
    order: Number(message.id),
    edited,
    editedAt: edited ? updatedAt : null,
    deleted: false,
    replyTo: null,
    attachments: readItems(wire.attachment, message.attachments, report).map((item, index) =>
      decodeAttachment(item, `${message.id}:${String(index)}`, baseUrl),
    ),
    reactions: [],
    readBy: message.is_read ? [{ userId: userId(message.recipient.id), at: message.read_at ?? null }] : [],
    delivery: message.is_read ? 'read' : 'sent',
    pinned: false,
    mentions: [],
    ...(message.subject == null || message.subject === '' ? {} : { subject: message.subject }),
    ...(related.length === 0 ? {} : { related }),
    complete: true,
  };
}

/** What a message says it is about; the names are the host's to tell. */
export function decodeRelated(
  message: Pick<wire.WireMessage, `related_${RelatedType}`>,
): readonly RelatedEntity[] {
  return relatedTypes.flatMap((type) => {
    const id = message[`related_${type}`];
    return id == null ? [] : [{ type, id, label: null }];
  });
}

function decodeAttachment(item: z.infer<typeof wire.attachment>, id: string, baseUrl: string): Attachment {
  const url = resolveUrl(item.url ?? null, baseUrl);
  const lastPart = url === null ? '' : decodePart(new URL(url).pathname.split('/').pop() ?? '');
  const type = item.type ?? '';
  return {
    id,
    // The sender chose the type freely: an SVG is never shown as a picture.
    kind: attachmentKindOf(/\.svgz?$/i.test(lastPart) ? 'image/svg+xml' : type),
    name: item.name ?? (lastPart === '' ? 'file' : lastPart),
    url,
    thumbnailUrl: null,
    mimeType: type.includes('/') ? type : null,
    size: item.size ?? null,
    width: null,
    height: null,
  };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A message as the push service tells it: no files, no related entities, no conversation. */
export function decodeLiveMessage(
  { message, sender }: wire.WireNewMessage,
  conversationId: ConversationId,
): Message {
  const authorName = sender == null ? '' : nameOf(sender);
  return {
    id: messageId(message.id),
    conversationId,
    authorId: userId(message.sender_id),
    ...(authorName === '' ? {} : { authorName }),
    kind: 'text',
    text: message.content,
    createdAt: message.created_at,
    order: Number(message.id),
    edited: false,
    editedAt: null,
    deleted: false,
    replyTo: null,
    attachments: [],
    reactions: [],
    readBy: message.is_read ? [{ userId: userId(message.recipient_id), at: null }] : [],
    delivery: message.is_read ? 'read' : 'sent',
    pinned: false,
    mentions: [],
    ...(message.subject == null || message.subject === '' ? {} : { subject: message.subject }),
    complete: false,
  };
}
