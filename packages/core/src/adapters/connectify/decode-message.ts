import type { Attachment } from '../../model/attachment';
import { attachmentKindOf } from '../../model/attachment';
import { messageId, userId, type ConversationId, type LocalId, type UserId } from '../../model/ids';
import type { DeliveryState, Message, Reaction, ReadMark, ReplyPreview } from '../../model/message';
import type { User } from '../../model/user';
import { readItems, type Report } from '../../transport/read-items';
import { parseTime } from '../../transport/parse-time';
import { resolveUrl } from '../../transport/resolve-url';
import { decodeUser } from './decode-user';
import type { LiveMessage } from './frames';
import * as wire from './wire';

export interface DecodeContext {
  readonly baseUrl: string;
  readonly me: UserId;
  readonly report: Report;
  /** My reactions from my own calls: the server cuts its list at ten and mine may be missing. */
  readonly myReactions: (messageId: string) => ReadonlySet<string>;
  /** Collects everybody mentioned. */
  readonly meet: (user: User) => void;
}

/** What previews say instead of a deleted text; they carry no flag. */
const deletedText = '[This message was deleted]';
const nobody = userId('0');

export function decodeMessage(
  message: wire.WireMessage,
  conversationId: ConversationId,
  context: DecodeContext,
): Message {
  const { baseUrl, report, meet } = context;
  const sender = message.sender ?? null;
  if (sender !== null) meet(decodeUser(sender, baseUrl));
  const authorId = sender === null ? nobody : userId(sender.id);
  const readBy = readItems(wire.readMark, message.read_by, report).map((mark): ReadMark => {
    meet(decodeUser(mark.user, baseUrl));
    return { userId: userId(mark.user.id), at: mark.read_at ?? null };
  });
  const deleted = message.is_deleted;
  return {
    id: messageId(message.id),
    conversationId,
    authorId,
    kind: 'text',
    text: deleted ? '' : message.content,
    createdAt: message.created_at,
    order: Number(message.id),
    edited: message.is_edited,
    editedAt: message.is_edited ? (message.updated_at ?? null) : null,
    deleted,
    replyTo: decodeReply(message, context),
    attachments: deleted
      ? []
      : readItems(wire.attachment, message.attachments, report).map((item) =>
          decodeAttachment(item, baseUrl),
        ),
    reactions: deleted ? [] : decodeReactions(message, context),
    readBy,
    delivery: decodeDelivery(message, authorId, readBy),
    pinned: false,
    mentions: [],
    complete: true,
  };
}

function decodeReply(message: wire.WireMessage, { baseUrl, meet }: DecodeContext): ReplyPreview | null {
  const preview = message.reply_to_preview ?? null;
  if (preview !== null) {
    const sender = preview.sender ?? null;
    if (sender !== null) meet(decodeUser(sender, baseUrl));
    return {
      messageId: messageId(preview.id),
      authorId: sender === null ? null : userId(sender.id),
      authorName: sender === null ? null : decodeUser(sender, baseUrl).name,
      text: preview.content === deletedText ? null : preview.content,
      attachmentCount: preview.has_attachments ? 1 : 0,
    };
  }
  return message.reply_to == null ? null : bareReply(message.reply_to);
}

function bareReply(id: string): ReplyPreview {
  return { messageId: messageId(id), authorId: null, authorName: null, text: null, attachmentCount: 0 };
}

function decodeDelivery(
  message: wire.WireMessage,
  authorId: UserId,
  readBy: readonly ReadMark[],
): DeliveryState {
  if (readBy.some((mark) => mark.userId !== authorId)) return 'read';
  return deliveryOf(message.delivery_status?.status ?? 'sent');
}

export function deliveryOf(status: string): DeliveryState {
  return status === 'delivered' || status === 'read' ? status : 'sent';
}

function decodeReactions(message: wire.WireMessage, context: DecodeContext): readonly Reaction[] {
  const listed = readItems(wire.reaction, message.reactions, context.report);
  const people = new Map<string, UserId[]>();
  const add = (emoji: string, user: UserId): void => {
    const users = people.get(emoji) ?? [];
    if (!users.includes(user)) people.set(emoji, [...users, user]);
  };
  for (const { user, emoji } of listed) {
    context.meet(decodeUser(user, context.baseUrl));
    add(emoji, userId(user.id));
  }
  const cut = message.reaction_count > message.reactions.length;
  if (cut) for (const emoji of context.myReactions(message.id)) add(emoji, context.me);
  const reactions = [...people].map(([emoji, userIds]) => ({ emoji, count: userIds.length, userIds }));
  const [only] = reactions;
  // With several emoji nobody can say whose the uncounted ones are; with one it is certain enough.
  if (cut && only !== undefined && reactions.length === 1)
    return [{ ...only, count: message.reaction_count }];
  return reactions;
}

function decodeAttachment(item: wire.WireAttachment, baseUrl: string): Attachment {
  const kinds = { image: 'image', video: 'video', audio: 'audio' } as const;
  const named = Object.entries(kinds).find(([type]) => type === item.attachment_type)?.[1];
  // The sender chose the type freely: an SVG is never shown as a picture.
  const kind =
    named === 'image' && /\.svgz?$/i.test(item.file_name) ? attachmentKindOf('image/svg+xml') : named;
  return {
    id: item.id,
    kind: kind ?? 'file',
    name: item.file_name,
    url: resolveUrl(item.file_url ?? null, baseUrl),
    thumbnailUrl: null,
    mimeType: null,
    size: item.file_size ?? null,
    width: null,
    height: null,
  };
}

export interface LiveContext {
  readonly conversationId: ConversationId;
  readonly now: number;
  readonly localId?: LocalId;
  readonly complete: boolean;
}

/** A message as a socket tells it: no reply preview, no files; `complete` says whether that is all there is. */
export function decodeLiveMessage(message: LiveMessage, context: LiveContext): Message {
  const { conversationId, localId, complete } = context;
  const name = message.sender_username ?? null;
  return {
    id: messageId(message.id),
    ...(localId === undefined ? {} : { localId }),
    conversationId,
    authorId: userId(message.sender_id),
    ...(name === null ? {} : { authorName: name }),
    kind: 'text',
    text: message.content,
    createdAt: parseTime(message.created_at ?? message.timestamp ?? '') ?? context.now,
    order: Number(message.id),
    edited: false,
    editedAt: null,
    deleted: false,
    replyTo: message.reply_to == null ? null : bareReply(message.reply_to),
    attachments: [],
    reactions: [],
    readBy: [],
    delivery: 'sent',
    pinned: false,
    mentions: [],
    complete,
  };
}
