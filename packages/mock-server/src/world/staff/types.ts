import type { Person } from '../types';

export interface Hotel {
  id: number;
  name: string;
  slug: string;
}

/** A department or a job. */
export interface Post {
  id: number;
  name: string;
  slug: string;
}

export interface StaffMember {
  id: number;
  person: Person;
  hotel: Hotel;
  department: Post | null;
  job: Post | null;
  accessLevel: string;
  email: string | null;
  phone: string | null;
  isOnDuty: boolean;
  isActive: boolean;
  /** The device that hears of messages while the app is closed. */
  pushToken: string | null;
}

export interface NewStaffMember {
  id?: number;
  personId: number;
  hotelId: number;
  department: { name: string; slug: string } | null;
  job: { name: string; slug: string } | null;
  accessLevel?: string;
  email?: string | null;
  phone?: string | null;
  isOnDuty?: boolean;
  isActive?: boolean;
}

export const fullName = ({ person }: StaffMember): string => `${person.firstName} ${person.lastName}`.trim();
