import { type Post, type StaffMember, fullName } from '../../world/staff/types';
import type { Attachment, Message, Reaction } from '../../world/types';
import { restTime } from '../django/time';
import type { MessageView } from './views';

export const encodeParticipant = (member: StaffMember) => ({
  id: member.id,
  first_name: member.person.firstName,
  last_name: member.person.lastName,
  full_name: fullName(member),
  department_name: member.department?.name ?? null,
  role_name: member.job?.name ?? null,
  is_on_duty: member.isOnDuty,
  profile_image_url: member.person.pictureUrl,
});

const encodeStaffInfo = (member: StaffMember) => ({
  id: member.id,
  first_name: member.person.firstName,
  last_name: member.person.lastName,
  full_name: fullName(member),
  email: member.email,
  avatar_url: member.person.pictureUrl,
  role_name: member.job?.name ?? null,
  department_name: member.department?.name ?? null,
  is_online: member.isOnDuty,
  is_on_duty: member.isOnDuty,
});

const encodePost = (post: Post | null) =>
  post === null ? null : { id: post.id, name: post.name, slug: post.slug };

export const encodeContact = (member: StaffMember) => ({
  id: member.id,
  first_name: member.person.firstName,
  last_name: member.person.lastName,
  full_name: fullName(member),
  email: member.email,
  phone_number: member.phone,
  department: encodePost(member.department),
  role: encodePost(member.job),
  is_active: member.isActive,
  is_on_duty: member.isOnDuty,
  hotel_name: member.hotel.name,
  profile_image_url: member.person.pictureUrl,
});

/** What telling depends on besides what is told. */
export interface WireContext {
  /** Origin and mount path. */
  filesUrl: string;
  mediaTypes: ReadonlyMap<number, string>;
  /** Whether `status` says that all have read; the documented revision leaves it at `delivered`. */
  tellsReadStatus: boolean;
}

export const fileUrl = (attachment: Attachment, { filesUrl }: Pick<WireContext, 'filesUrl'>): string =>
  `${filesUrl}/media/${attachment.filePath.split('/').map(encodeURIComponent).join('/')}`;

function displaySize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit] ?? 'B'}`;
}

export const encodeAttachment = (attachment: Attachment, uploader: StaffMember, files: WireContext) => ({
  id: attachment.id,
  file: attachment.filePath,
  file_url: fileUrl(attachment, files),
  file_name: attachment.name,
  file_type: attachment.kind,
  file_size: attachment.size,
  file_size_display: displaySize(attachment.size),
  mime_type: files.mediaTypes.get(attachment.id) ?? '',
  thumbnail: null,
  thumbnail_url: null,
  uploaded_at: restTime(attachment.uploadedAt),
  uploader_name: fullName(uploader),
});

export const encodeReaction = (reaction: Reaction, reactor: StaffMember) => ({
  id: reaction.id,
  emoji: reaction.emoji,
  staff: reactor.id,
  staff_name: fullName(reactor),
  staff_avatar: reactor.person.pictureUrl,
  created_at: restTime(reaction.createdAt),
});

/** What stands where a deleted message stood; files stay. */
export const shownText = ({ isDeleted, content, attachments }: Message): string => {
  if (!isDeleted) return content;
  return attachments.length > 0 ? '[Message and file(s) deleted]' : '[Message deleted]';
};

function encodeQuoted({ message, sender }: MessageView, files: WireContext) {
  return {
    id: message.id,
    message: shownText(message),
    sender: sender.id,
    sender_name: fullName(sender),
    sender_avatar: sender.person.pictureUrl,
    timestamp: restTime(message.createdAt),
    is_deleted: message.isDeleted,
    attachments_preview: message.attachments.slice(0, 3).map((attachment) => ({
      id: attachment.id,
      file_name: attachment.name,
      file_type: attachment.kind,
      file_url: fileUrl(attachment, files),
      thumbnail_url: null,
    })),
  };
}

function encodeReactions({ message, staffOf }: MessageView) {
  const reactions = message.reactions.flatMap((reaction) => {
    const reactor = staffOf(reaction.person.id);
    return reactor === undefined ? [] : [encodeReaction(reaction, reactor)];
  });
  const summary: Record<string, number> = {};
  for (const { emoji } of reactions) summary[emoji] = (summary[emoji] ?? 0) + 1;
  return { reactions, reaction_summary: summary };
}

/** `reader` makes it say whether this person has read it; some answers do not. */
export function encodeMessage(view: MessageView, files: WireContext, reader?: StaffMember) {
  const { message, sender, besides, readers, isReadByAll } = view;
  return {
    id: message.id,
    conversation: view.roomNumber,
    sender: sender.id,
    sender_info: encodeStaffInfo(sender),
    sender_name: fullName(sender),
    message: shownText(message),
    timestamp: restTime(message.createdAt),
    status: isReadByAll && files.tellsReadStatus ? 'read' : 'delivered',
    delivered_at: restTime(message.createdAt + 9),
    is_read: isReadByAll,
    read_by: readers.map(({ id }) => id),
    read_by_list: readers.map((member) => ({
      id: member.id,
      name: fullName(member),
      avatar: member.person.pictureUrl,
    })),
    read_by_count: readers.length,
    ...(reader === undefined
      ? {}
      : { is_read_by_current_user: sender.id === reader.id || readers.some(({ id }) => id === reader.id) }),
    is_edited: message.isEdited,
    edited_at: besides.editedAt === null ? null : restTime(besides.editedAt),
    is_deleted: message.isDeleted,
    deleted_at: besides.deletedAt === null ? null : restTime(besides.deletedAt),
    reply_to: view.quoted?.message.id ?? null,
    reply_to_message: view.quoted === null ? null : encodeQuoted(view.quoted, files),
    attachments: message.attachments.map((attachment) => encodeAttachment(attachment, sender, files)),
    has_attachments: message.attachments.length > 0,
    ...encodeReactions(view),
    mentions: view.mentioned.map(({ id }) => id),
    mentioned_staff: view.mentioned.map(encodeStaffInfo),
  };
}

/** The older form, which the detail and the legacy send still have. */
export function encodeLite(
  { message, sender, besides, readers, isReadByAll, quoted, roomNumber }: MessageView,
  files: WireContext,
) {
  return {
    id: message.id,
    conversation: roomNumber,
    sender: encodeParticipant(sender),
    message: shownText(message),
    timestamp: restTime(message.createdAt),
    is_read: isReadByAll,
    read_by: readers.map(({ id }) => id),
    read_by_staff: readers.map((member) => ({ id: member.id, name: fullName(member) })),
    is_edited: message.isEdited,
    edited_at: besides.editedAt === null ? null : restTime(besides.editedAt),
    is_deleted: message.isDeleted,
    deleted_at: besides.deletedAt === null ? null : restTime(besides.deletedAt),
    reply_to: quoted?.message.id ?? null,
    reply_to_message:
      quoted === null
        ? null
        : {
            id: quoted.message.id,
            sender: fullName(quoted.sender),
            message: shownText(quoted.message).slice(0, 100),
            timestamp: restTime(quoted.message.createdAt),
          },
    attachments: message.attachments.map((attachment) => ({
      id: attachment.id,
      file_name: attachment.name,
      file_type: attachment.kind,
      file_size: attachment.size,
      mime_type: files.mediaTypes.get(attachment.id) ?? '',
      file_url: fileUrl(attachment, files),
      uploaded_at: restTime(attachment.uploadedAt),
    })),
  };
}
