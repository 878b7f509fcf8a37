import { attachmentKindOf, type Attachment, type AttachmentKind } from '../../model/attachment';
import { conversationId, messageId, userId, type MessageId, type UserId } from '../../model/ids';
import type { DeliveryState, Message, ReadMark, ReplyPreview } from '../../model/message';
import type { User } from '../../model/user';
import { parseTime } from '../../transport/parse-time';
import { readItems, type Report } from '../../transport/read-items';
import { decodeUser, fileUrl, type Hosting } from './decode-user';
import * as wire from './wire';

export interface DecodeContext extends Hosting {
  readonly me: UserId;
  readonly report: Report;
  /** Whether I may pin what others wrote there. */
  readonly canPinAny: boolean;
  /** Who is in the conversation; null when that is not known. */
  readonly participants: ReadonlySet<UserId> | null;
  /** Collects everybody mentioned. */
  readonly meet: (user: User) => void;
}

export function decodeMessage(message: wire.WireMessage, context: DecodeContext): Message {
  const { me, report, meet } = context;
  meet(decodeUser(message.sender, context));
  const authorId = userId(message.sender.id);
  const mine = authorId === me;
  const deleted = message.is_deleted;
  // A row of the sender's own means nothing: it comes from a client that marked its own message.
  const reads = readItems(wire.messageRead, message.message_reads, report).filter(
    ({ user }) => user.id !== message.sender.id,
  );
  for (const { user } of reads) meet(decodeUser(user, context));
  return {
    id: messageId(message.id),
    conversationId: conversationId(message.conversation),
    authorId,
    kind: 'text',
    text: deleted ? '' : (message.content ?? ''),
    createdAt: parseTime(message.created_at) ?? 0,
    order: microseconds(message.created_at),
    edited: message.is_edited,
    editedAt: message.edited_at ?? null,
    deleted,
    replyTo: message.reply_to == null ? null : decodeReply(message.reply_to, context),
    attachments: deleted ? [] : decodeAttachments(message, context),
    reactions: [],
    readBy: reads.flatMap(({ user, read_at }): ReadMark[] =>
      read_at == null ? [] : [{ userId: userId(user.id), at: read_at }],
    ),
    delivery: deliveryOf(reads),
    pinned: message.is_pinned,
    mentions: [],
    complete: true,
    permissions: { edit: mine, delete: mine, pin: mine || context.canPinAny },
  };
}

/** The `status` of frames is always «sent» and that of lists depends on who asks: only the rows tell. */
function deliveryOf(reads: readonly { readonly read_at?: number | null | undefined }[]): DeliveryState {
  if (reads.length === 0) return 'sent';
  return reads.every(({ read_at }) => read_at != null) ? 'read' : 'delivered';
}

/** The server's order inside a conversation: epoch microseconds, which still are a safe integer. */
export function microseconds(text: string): number {
  const [, digits = ''] = /\.\d{3}(\d{1,3})/.exec(text) ?? [];
  return (parseTime(text) ?? 0) * 1000 + Number(digits.padEnd(3, '0'));
}

function decodeReply(reply: wire.WireReply, context: DecodeContext): ReplyPreview {
  const sender = reply.sender ?? null;
  const authorId = sender === null ? null : userId(sender.id);
  // The server quotes any message of any conversation, and deleted ones in full.
  const foreign = authorId !== null && context.participants?.has(authorId) === false;
  if (sender !== null && !foreign) context.meet(decodeUser(sender, context));
  const hidden = reply.is_deleted || foreign;
  return {
    messageId: messageId(reply.id),
    authorId: foreign ? null : authorId,
    authorName: sender === null || foreign ? null : decodeUser(sender, context).name,
    text: hidden ? null : (reply.content ?? ''),
    attachmentCount: hidden ? 0 : reply.attachments.length,
  };
}

/** Quotes of what should stand on the page and does not are of another conversation: their text is not shown. */
export function withoutForeignQuotes(messages: readonly Message[], isWhole: boolean): readonly Message[] {
  const listed = new Set<MessageId>(messages.map(({ id }) => id));
  const oldest = messages[0];
  if (oldest === undefined) return messages;
  return messages.map((message) => {
    const { replyTo } = message;
    if (replyTo === null || replyTo.text === null || listed.has(replyTo.messageId)) return message;
    if (!isWhole && Number(replyTo.messageId) < Number(oldest.id)) return message;
    return {
      ...message,
      replyTo: { ...replyTo, authorId: null, authorName: null, text: null, attachmentCount: 0 },
    };
  });
}

function decodeAttachments(message: wire.WireMessage, context: DecodeContext): readonly Attachment[] {
  return readItems(wire.attachment, message.attachments, context.report).map((item) => ({
    id: item.id,
    kind: kindOf(item),
    name: item.file_name,
    url: fileUrl(item.file ?? null, context),
    thumbnailUrl: null,
    mimeType: item.mime_type ?? null,
    size: item.file_size ?? null,
    width: null,
    height: null,
  }));
}

/** The sender's client chose the type: an SVG is never shown as a picture. */
function kindOf({ file_type, file_name, mime_type }: wire.WireAttachment): AttachmentKind {
  if (/svg/i.test(mime_type ?? '') || /\.svgz?$/i.test(file_name)) return 'file';
  if (file_type === 'image' || file_type === 'video' || file_type === 'audio') return file_type;
  return file_type === '' ? attachmentKindOf(mime_type ?? '') : 'file';
}
