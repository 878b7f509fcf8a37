import type { Attachment } from '../../model/attachment';
import { conversationId, messageId, userId, type UserId } from '../../model/ids';
import type { Message, Reaction, ReplyPreview } from '../../model/message';
import type { User } from '../../model/user';
import { readItems, type Report } from '../../transport/read-items';
import { resolveUrl } from '../../transport/resolve-url';
import { decodePerson } from './decode-person';
import type { Rights } from './deployment';
import type { CreatedMessage } from './frames';
import * as wire from './wire';

/** What the server writes for a message that has files only. */
export const fileText = '[File shared]';

export interface DecodeContext {
  readonly baseUrl: string;
  readonly me: UserId;
  readonly rights: Rights | null;
  readonly report: Report;
  /** Collects everybody met on the way. */
  readonly meet: (user: User) => void;
}

export function decodeMessage(message: wire.WireMessage, context: DecodeContext): Message {
  const { baseUrl, report } = context;
  if (message.sender_info != null) context.meet(decodePerson(message.sender_info, baseUrl));
  const deleted = message.is_deleted;
  const authorId = userId(message.sender);
  const attachments = deleted
    ? []
    : readItems(wire.attachment, message.attachments, report).map((item) => decodeAttachment(item, baseUrl));
  return {
    id: messageId(message.id),
    conversationId: conversationId(message.conversation),
    authorId,
    ...named(message.sender_name),
    kind: 'text',
    text: deleted ? '' : shownText(message.message, attachments.length > 0),
    createdAt: message.timestamp.at,
    order: message.timestamp.micros,
    edited: message.is_edited,
    editedAt: message.edited_at,
    deleted,
    replyTo: decodeReply(message),
    attachments,
    reactions: deleted ? [] : gatherReactions(readItems(wire.reaction, message.reactions, report)),
    readBy: message.read_by.map((reader) => ({ userId: userId(reader), at: null })),
    // Their «delivered» is written at creation: nobody's device has confirmed anything.
    delivery: message.is_read ? 'read' : 'sent',
    pinned: false,
    mentions: message.mentions.map(userId),
    complete: true,
    permissions: permissionsOf(authorId, deleted, context),
  };
}

/** What a `message_created` event tells: no documents, mentions or read state. */
export function decodeCreated(message: CreatedMessage, context: DecodeContext): Message {
  const { baseUrl, report } = context;
  const authorId = userId(message.sender_id);
  const { reply_to: reply } = message;
  const attachments = readItems(wire.attachment, message.attachments, report).map((item) =>
    decodeAttachment(item, baseUrl),
  );
  return {
    id: messageId(message.id),
    conversationId: conversationId(message.conversation_id),
    authorId,
    ...named(message.sender_name),
    kind: message.is_system_message ? 'system' : 'text',
    text: shownText(message.message, true),
    createdAt: message.timestamp.at,
    order: message.timestamp.micros,
    edited: false,
    editedAt: null,
    deleted: false,
    replyTo: reply == null ? null : previewOf(reply),
    attachments,
    reactions: [],
    readBy: [],
    delivery: 'sent',
    pinned: false,
    mentions: [],
    complete: false,
    permissions: permissionsOf(authorId, false, context),
  };
}

function named(name: string | null | undefined): { authorName?: string } {
  return name == null || name === '' ? {} : { authorName: name };
}

function shownText(text: string, hasFiles: boolean): string {
  return hasFiles && text === fileText ? '' : text;
}

function permissionsOf(
  authorId: UserId,
  deleted: boolean,
  { me, rights }: DecodeContext,
): NonNullable<Message['permissions']> {
  const mine = authorId === me;
  return {
    edit: mine && !deleted,
    // Hard deleting a tombstone is possible as well.
    delete: mine || rights?.moderate === true,
    reply: !deleted,
  };
}

function decodeReply(message: wire.WireMessage): ReplyPreview | null {
  if (message.reply_to_message != null) return previewOf(message.reply_to_message);
  if (message.reply_to == null) return null;
  return {
    messageId: messageId(message.reply_to),
    authorId: null,
    authorName: null,
    text: null,
    attachmentCount: 0,
  };
}

function previewOf(reply: wire.WireReply): ReplyPreview {
  const author = reply.sender ?? reply.sender_id ?? null;
  const count = reply.attachments_preview.length;
  return {
    messageId: messageId(reply.id),
    authorId: author === null ? null : userId(author),
    authorName: reply.sender_name ?? null,
    text: reply.is_deleted ? null : shownText(reply.message, count > 0),
    attachmentCount: reply.is_deleted ? 0 : count,
  };
}

function gatherReactions(listed: readonly { emoji: string; staff: string }[]): readonly Reaction[] {
  const people = new Map<string, UserId[]>();
  for (const { emoji, staff } of listed) people.set(emoji, [...(people.get(emoji) ?? []), userId(staff)]);
  return [...people].map(([emoji, userIds]) => ({ emoji, count: userIds.length, userIds }));
}

function decodeAttachment(item: wire.WireAttachment, baseUrl: string): Attachment {
  const mimeType = item.mime_type == null || item.mime_type === '' ? null : item.mime_type;
  return {
    id: item.id,
    // The type comes from the name alone; what claims to be SVG is never shown as a picture.
    kind: item.file_type === 'image' && !/svg/i.test(mimeType ?? '') ? 'image' : 'file',
    name: item.file_name,
    url: resolveUrl(item.file_url ?? null, baseUrl),
    thumbnailUrl: resolveUrl(item.thumbnail_url ?? null, baseUrl),
    mimeType,
    size: item.file_size ?? null,
    width: null,
    height: null,
  };
}
