import type { Microseconds } from '../../store/schema';

export type GuestStatus = 'demo' | 'checkin' | 'active' | 'relay' | 'closed';
export type SenderType = 'guest' | 'staff' | 'system';

export interface GuestHotel {
  organisationId: number;
  uuid: string;
}

/** An account as the hotel's guests' backend knows it. */
export interface GuestStaff {
  personId: number;
  /** The role, which makes no difference to what one may do. */
  userType: string;
  phoneNumber: string;
  isVerified: boolean;
  isStaff: boolean;
  hotel: GuestHotel | null;
}

export interface Stay {
  id: number;
  guestName: string;
  guestPhone: string;
  roomNumber: string;
  organisationId: number;
}

/** What a guest writes, or what is written to them; without a stay it is a demonstration. */
export interface GuestConversation {
  /** The world's id; the backend numbers them by themselves. */
  id: number;
  number: number;
  status: GuestStatus;
  stay: Stay | null;
  department: { id: number; name: string; organisationId: number } | null;
  contextData: unknown;
  createdAt: Microseconds;
  updatedAt: Microseconds;
}

export interface GuestMessage {
  id: number;
  conversationId: number;
  content: string;
  senderType: SenderType;
  /** As the backend shows it: empty for accounts without a name. */
  senderName: string;
  createdAt: Microseconds;
}
