import type { Microseconds } from '../../store/schema';

export type ProfileType = 'vendor' | 'employee' | 'customer';

/** A hat somebody may wear. */
export interface CrmProfile {
  id: number;
  personId: number;
  organisationId: number | null;
  organisationName: string | null;
  type: ProfileType;
  isPrimary: boolean;
  status: string;
  activatedAt: Microseconds | null;
  createdAt: Microseconds;
  updatedAt: Microseconds;
}

export interface CrmPerson {
  title: string | null;
  department: string | null;
  lastLoginAt: Microseconds | null;
}

export interface CrmMessage {
  id: number;
  senderId: number;
  recipientId: number;
  type: string;
  subject: string | null;
  content: string;
  organisationId: number | null;
  readAt: Microseconds | null;
  leadId: number | null;
  dealId: number | null;
  customerId: number | null;
  attachments: unknown;
  createdAt: Microseconds;
  updatedAt: Microseconds;
}

/** Two people within an organisation; `oneId` is the smaller id. */
export interface CrmConversation {
  id: number;
  oneId: number;
  otherId: number;
  organisationId: number | null;
  lastMessageId: number | null;
  lastMessageAt: Microseconds | null;
  oneUnread: number;
  otherUnread: number;
  createdAt: Microseconds;
  updatedAt: Microseconds;
}
