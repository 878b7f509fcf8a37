import type { GuestConversation, GuestMessage, GuestStaff } from '../../world/guests/types';
import type { Person } from '../../world/types';
import { restTime, socketTime } from '../django/time';

const previewLength = 100;
const rolesWithHotelId = ['hotel_admin', 'manager', 'receptionist'];

const about = ({ number, stay, status, department }: GuestConversation) => ({
  id: number,
  stay_id: stay?.id ?? null,
  // Without a stay these are not null but absent.
  ...(stay === null ? {} : { guest_name: stay.guestName, room_number: stay.roomNumber }),
  status,
  department_name: department?.name ?? null,
});

export const encodeRow = (conversation: GuestConversation, newest: GuestMessage | undefined) => ({
  ...about(conversation),
  last_message:
    newest === undefined
      ? null
      : {
          content: Array.from(newest.content).slice(0, previewLength).join(''),
          timestamp: restTime(newest.createdAt),
          sender_type: newest.senderType,
        },
  updated_at: restTime(conversation.updatedAt),
});

export const encodeDetail = (conversation: GuestConversation) => ({
  ...about(conversation),
  ...(conversation.stay === null ? {} : { guest_phone: conversation.stay.guestPhone }),
  context_data: conversation.contextData,
  created_at: restTime(conversation.createdAt),
  updated_at: restTime(conversation.updatedAt),
});

export const encodeMessage = (message: GuestMessage) => ({
  id: message.id,
  content: message.content,
  sender_type: message.senderType,
  sender_name: message.senderName,
  timestamp: restTime(message.createdAt),
});

export const encodeAccount = (person: Person, staff: GuestStaff | undefined) => {
  const hotel = staff?.hotel?.uuid ?? null;
  return {
    id: person.id,
    username: person.username,
    email: person.email,
    user_type: staff?.userType ?? 'platform_staff',
    phone_number: staff?.phoneNumber ?? '',
    hotel,
    created_by: null,
    is_active_hotel_user: true,
    is_verified: staff?.isVerified ?? true,
    ...(hotel !== null && rolesWithHotelId.includes(staff?.userType ?? '') ? { hotel_id: hotel } : {}),
  };
};

/** `stayId` and `content` go out as they came in. */
export const newMessageFrame = (told: {
  stayId: unknown;
  content: unknown;
  senderType: string;
  senderName: string;
  at: number;
}) => ({
  type: 'new_message',
  stay_id: told.stayId,
  content: told.content,
  sender_type: told.senderType,
  sender_name: told.senderName,
  timestamp: socketTime(told.at),
});

export const newConversationFrame = ({ stay, number }: GuestConversation, at: number) => ({
  type: 'new_conversation',
  stay_id: stay?.id ?? null,
  conversation_id: number,
  message: 'New conversation initiated',
  timestamp: socketTime(at),
});
