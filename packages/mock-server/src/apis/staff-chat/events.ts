import type { PusherService } from '../../pusher/service';
import { type StaffMember, fullName } from '../../world/staff/types';
import type { Attachment } from '../../world/types';
import type { World } from '../../world/world';
import { type WireContext, encodeAttachment, encodeMessage, fileUrl, shownText } from './encode';
import { socketTime } from '../django/time';
import type { StaffChatProfile } from './profile';
import { type Room, othersIn, roomsOf } from '../../world/staff/rooms';
import { type MessageView, unreadIn } from './views';

/** What a new message came from. */
export type MessageOrigin = 'sent' | 'uploaded' | 'forwarded';

/** What the backend tells over Pusher, before it answers; its author hears it too. */
export interface Announcer {
  messageCreated(room: Room, view: MessageView, files: WireContext, origin?: MessageOrigin): Promise<void>;
  /** What the legacy send tells: that something is unread, and not what. */
  messageHinted(room: Room, view: MessageView): Promise<void>;
  messageEdited(room: Room, view: MessageView, files: WireContext): void;
  messageDeleted(
    room: Room,
    deletion: { id: number; by: StaffMember; view: MessageView | undefined; attachmentIds: number[] },
    files: WireContext,
  ): void;
  messagesRead(room: Room, reader: StaffMember, ids: number[]): void;
  /** To somebody who has just read the last of a conversation. */
  conversationsWithUnread(member: StaffMember): Promise<void>;
  reactionChanged(room: Room, messageId: number, action: 'add' | 'remove', reaction: unknown): void;
  filesAdded(room: Room, view: MessageView, added: Attachment[], files: WireContext): void;
  fileRemoved(room: Room, removal: { attachmentId: number; messageId: number; by: StaffMember }): void;
}

interface AnnouncerParts {
  world: World;
  pusher: PusherService;
  profile: StaffChatProfile;
}

const prefix = 'realtime_staff_chat_';

export function createAnnouncer(parts: AnnouncerParts): Announcer {
  return parts.profile === 'documented' ? createBare(parts) : createWrapped(parts);
}

const slugOf = ({ members: [first] }: Room): string => first?.hotel.slug ?? '';

/** The document's vocabulary: the data is the body itself, and nothing is told to people. */
function createBare({ world, pusher }: AnnouncerParts): Announcer {
  const now = () => socketTime(world.clock.now());
  const tell = (room: Room, event: string, data: unknown): void => {
    pusher.publish([`${slugOf(room)}-staff-conversation-${room.conversation.number}`], event, data);
  };
  const nothing = () => Promise.resolve();
  return {
    async messageCreated(room, view, files) {
      tell(room, 'new-message', encodeMessage(view, files, view.sender));
    },
    messageHinted: nothing,
    messageEdited: (room, view, files) =>
      tell(room, 'message-edited', encodeMessage(view, files, view.sender)),
    messageDeleted(room, { id, by, view, attachmentIds }, files) {
      const common = { deleted_by: by.id, timestamp: now() };
      if (view === undefined) {
        tell(room, 'message-deleted', {
          message_id: id,
          hard_delete: true,
          attachment_ids: attachmentIds,
          ...common,
        });
      } else {
        const message = encodeMessage(view, files, by);
        tell(room, 'message-deleted', { message_id: id, hard_delete: false, message, ...common });
      }
    },
    messagesRead: () => undefined,
    conversationsWithUnread: nothing,
    reactionChanged: (room, messageId, action, reaction) =>
      tell(room, 'message-reaction', { message_id: messageId, reaction, action }),
    filesAdded: (room, view, added, files) =>
      tell(room, 'attachment-uploaded', {
        message_id: view.message.id,
        attachments: added.map((attachment) => encodeAttachment(attachment, view.sender, files)),
      }),
    fileRemoved: (room, { attachmentId, messageId, by }) =>
      tell(room, 'attachment-deleted', {
        attachment_id: attachmentId,
        message_id: messageId,
        deleted_by: by.id,
        timestamp: now(),
      }),
  };
}

/** The newest vocabulary: everything in an envelope, and unread counts told to each person. */
function createWrapped({ world, pusher }: AnnouncerParts): Announcer {
  const now = () => socketTime(world.clock.now());

  const publish = (
    channel: string,
    slug: string,
    told: { name: string; payload: object; scope: object },
  ): void => {
    const type = `${prefix}${told.name}`;
    const meta = { hotel_slug: slug, event_id: crypto.randomUUID(), ts: now(), scope: told.scope };
    pusher.publish([channel], type, { category: 'staff_chat', type, payload: told.payload, meta });
  };
  const tell = (room: Room, name: string, payload: object, scope: object): void =>
    publish(`${slugOf(room)}-conversation-${room.conversation.number}-chat`, slugOf(room), {
      name,
      payload,
      scope: { conversation_id: room.conversation.number, ...scope },
    });
  const tellMember = ({ hotel, id }: StaffMember, name: string, payload: object, scope: object): void =>
    publish(`${hotel.slug}-staff-${id}-notifications`, hotel.slug, {
      name,
      payload: { staff_id: id, ...payload, updated_at: now() },
      scope: { staff_id: id, ...scope },
    });

  async function countsOf(member: StaffMember) {
    const unread = await unreadIn(world, await roomsOf(world, member), member);
    return {
      in: (room: Room) => unread.get(room.conversation.id)?.length ?? 0,
      total: [...unread.values()].reduce((sum, ids) => sum + ids.length, 0),
      conversations: unread.size,
    };
  }

  async function tellUnread(room: Room, sender: StaffMember): Promise<void> {
    const number = room.conversation.number;
    const long = (member: StaffMember, where: number | null, count: number, total: number) => {
      const isTotal = where === null;
      const payload = {
        conversation_id: where,
        unread_count: count,
        conversation_unread: isTotal ? 0 : count,
        total_unread: total,
        is_total_update: isTotal,
        debug_info: {
          conversation_provided: !isTotal,
          unread_count_provided: true,
          calculation_source: isTotal ? 'total' : 'conversation',
        },
      };
      tellMember(member, 'unread_updated', payload, { conversation_id: where });
    };
    for (const member of othersIn(room, sender)) {
      const counts = await countsOf(member);
      long(member, number, counts.in(room), counts.total);
    }
    const { total } = await countsOf(sender);
    long(sender, null, total, total);
  }

  return {
    async messageCreated(room, view, files) {
      await tellUnread(room, view.sender);
      tell(room, 'message_created', createdPayload(room, view, files), { sender_id: view.sender.id });
      for (const member of othersIn(room, view.sender)) {
        const counts = await countsOf(member);
        const count = counts.in(room);
        const where = { conversation_id: room.conversation.number };
        tellMember(member, 'unread_updated', { ...where, unread_count: count }, where);
        if (count === 1)
          tellMember(
            member,
            'conversations_with_unread',
            { conversations_with_unread: counts.conversations },
            {},
          );
      }
    },
    messageHinted: (room, view) => tellUnread(room, view.sender),
    messageEdited(room, { message, sender, besides }) {
      const payload = {
        id: message.id,
        conversation_id: room.conversation.number,
        message: message.content,
        ...author(sender),
        timestamp: socketTime(message.createdAt),
        updated_at: socketTime(besides.editedAt ?? message.updatedAt),
        edited: true,
      };
      tell(room, 'message_edited', payload, { sender_id: sender.id });
    },
    messageDeleted(room, { id }) {
      const payload = { conversation_id: room.conversation.number, message_id: id, deleted_at: now() };
      tell(room, 'message_deleted', payload, { message_id: id });
    },
    messagesRead(room, reader, ids) {
      const name = fullName(reader);
      const avatar = reader.person.pictureUrl;
      const payload = {
        conversation_id: room.conversation.number,
        message_ids: ids,
        read_by_staff_id: reader.id,
        read_by_staff_name: name,
        read_by_staff_avatar: avatar,
        read_at: now(),
        id: reader.id,
        staff_id: reader.id,
        name,
        staff_name: name,
        avatar,
        staff_avatar: avatar,
      };
      tell(room, 'messages_read', payload, { read_by_staff_id: reader.id });
    },
    async conversationsWithUnread(member) {
      const { conversations } = await countsOf(member);
      tellMember(member, 'conversations_with_unread', { conversations_with_unread: conversations }, {});
    },
    // The code is there and nobody calls it.
    reactionChanged: () => undefined,
    filesAdded(room, { message, sender }, added) {
      for (const attachment of added) {
        const payload = {
          conversation_id: room.conversation.number,
          message_id: message.id,
          attachment_id: attachment.id,
          attachment_name: 'Unknown',
          attachment_type: attachment.kind,
          attachment_size: attachment.size,
          uploaded_by_staff_id: sender.id,
          uploaded_by_staff_name: fullName(sender),
          uploaded_at: now(),
        };
        tell(room, 'attachment_uploaded', payload, { attachment_id: attachment.id });
      }
    },
    fileRemoved(room, { attachmentId, by }) {
      const payload = {
        conversation_id: room.conversation.number,
        attachment_id: attachmentId,
        deleted_by_staff_id: by.id,
        deleted_by_staff_name: fullName(by),
        deleted_at: now(),
      };
      tell(room, 'attachment_deleted', payload, { attachment_id: attachmentId });
    },
  };
}

const author = (sender: StaffMember) => ({
  sender_id: sender.id,
  sender_name: fullName(sender),
  sender_avatar: sender.person.pictureUrl,
});

/** Pictures alone are told; papers are absent, and nothing says so. */
function picturesOf({ message }: MessageView, files: WireContext, isPreview: boolean) {
  return message.attachments
    .filter(({ kind }) => kind === 'image')
    .map((attachment) => {
      const url = fileUrl(attachment, files);
      return {
        id: attachment.id,
        file_name: attachment.name,
        file_type: attachment.kind,
        ...(isPreview ? { is_image: true } : {}),
        image_url: url,
        thumbnail_url: url,
        file_url: url,
        url,
      };
    });
}

function createdPayload(room: Room, view: MessageView, files: WireContext) {
  const { message, sender, quoted } = view;
  const pictures = picturesOf(view, files, false);
  return {
    id: message.id,
    conversation_id: room.conversation.number,
    message: message.content,
    ...author(sender),
    timestamp: socketTime(message.createdAt),
    images: pictures,
    has_images: pictures.length > 0,
    image_count: pictures.length,
    attachments: pictures,
    has_attachments: pictures.length > 0,
    attachment_count: pictures.length,
    is_system_message: false,
    reply_to: quoted === null ? null : quotedPayload(quoted, files),
    is_reply_to_attachment: quoted !== null && quoted.message.attachments.length > 0,
  };
}

function quotedPayload(quoted: MessageView, files: WireContext) {
  const { message, sender } = quoted;
  const pictures = picturesOf(quoted, files, true);
  const text = shownText(message);
  return {
    id: message.id,
    message: text,
    message_preview: text.length > 100 ? `${text.slice(0, 100)}...` : text,
    ...author(sender),
    timestamp: socketTime(message.createdAt),
    is_deleted: message.isDeleted,
    is_edited: message.isEdited,
    has_images: pictures.length > 0,
    images: pictures,
    image_count: pictures.length,
    has_attachments: pictures.length > 0,
    attachments_preview: pictures,
    attachment_count: pictures.length,
  };
}
