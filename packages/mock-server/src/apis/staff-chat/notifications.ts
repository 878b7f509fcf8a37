import type { PushDelivery } from '../../push/delivery';
import { type Room, othersIn } from '../../world/staff/rooms';
import { type StaffMember, fullName } from '../../world/staff/types';
import type { Attachment } from '../../world/types';
import type { World } from '../../world/world';
import { pythonText } from '../django/python';
import type { WireContext } from './encode';
import type { Announcer, MessageOrigin } from './events';
import type { StaffChatProfile } from './profile';
import type { MessageView } from './views';

const bodyLength = 100;

/** Tells the devices of everybody else in a conversation; who is looking at it makes no difference. */
export interface Notifier {
  messageSent(room: Room, view: MessageView, files: WireContext, origin: MessageOrigin): void;
  filesShared(room: Room, sender: StaffMember, shared: readonly Attachment[], files: WireContext): void;
}

interface Told {
  title: string;
  body: string;
  type: string;
  data: Record<string, string>;
}

const sharedAs = (shared: readonly Attachment[]): { sign: string; noun: string } => {
  if (shared.some(({ kind }) => kind === 'image')) return { sign: '📷', noun: 'image(s)' };
  if (shared.some(({ kind }) => kind === 'pdf')) return { sign: '📄', noun: 'document(s)' };
  return { sign: '📎', noun: 'file(s)' };
};

export function createNotifier(parts: {
  world: World;
  push: PushDelivery;
  profile: StaffChatProfile;
}): Notifier {
  const { world, push, profile } = parts;

  /** To those with a device, and never to whoever wrote. */
  function tell(
    room: Room,
    sender: StaffMember,
    { filesUrl }: WireContext,
    tellingTo: (member: StaffMember) => Told,
  ): void {
    const { number } = room.conversation;
    const path = `/staff-chat/${sender.hotel.slug}/conversation/${number}`;
    for (const member of othersIn(room, sender)) {
      const token = member.pushToken;
      if (token === null) continue;
      const { title, body, type, data } = tellingTo(member);
      push.deliver(
        {
          token,
          title,
          body,
          data: {
            type,
            ...data,
            conversation_id: String(number),
            sender_id: String(sender.id),
            sender_name: fullName(sender),
            is_group: pythonText(room.isGroup),
            hotel_slug: sender.hotel.slug,
            click_action: path,
            url: `${filesUrl}${path}`,
          },
        },
        () => world.staff.forgetPushToken(member.id, token),
      );
    }
  }

  const titleOf = (sign: string, { isGroup, conversation }: Room, sender: StaffMember): string =>
    `${sign} ${fullName(sender)}${isGroup && conversation.name !== '' ? ` in ${conversation.name}` : ''}`;

  return {
    messageSent(room, { message, sender, mentioned }, files, origin) {
      const title = titleOf('💬', room, sender);
      const body = message.content.slice(0, bodyLength);
      // The newest revision names the message, and loses its name on the way to another conversation.
      const name = origin === 'forwarded' ? 'unknown' : String(message.id);
      const data: Record<string, string> = profile === 'deployed' ? { message_id: name } : {};
      tell(room, sender, files, ({ id }) => {
        const isMentioned = mentioned.some((member) => member.id === id);
        return { title, body, data, type: isMentioned ? 'staff_chat_mention' : 'staff_chat_message' };
      });
    },
    filesShared(room, sender, shared, files) {
      const { sign, noun } = sharedAs(shared);
      const count = String(shared.length);
      const told = {
        title: titleOf(sign, room, sender),
        body: `Sent ${count} ${noun}`,
        type: 'staff_chat_file',
        data: { file_count: count, has_attachments: 'true' },
      };
      tell(room, sender, files, () => told);
    },
  };
}

/** Notifies devices of what is announced to open pages, after these have heard of it. */
export function withNotifications(announcer: Announcer, notifier: Notifier): Announcer {
  return {
    ...announcer,
    async messageCreated(room, view, files, origin = 'sent') {
      await announcer.messageCreated(room, view, files, origin);
      if (origin === 'uploaded') notifier.filesShared(room, view.sender, view.message.attachments, files);
      else notifier.messageSent(room, view, files, origin);
    },
    filesAdded(room, view, added, files) {
      announcer.filesAdded(room, view, added, files);
      notifier.filesShared(room, view.sender, added, files);
    },
  };
}
