import { expect } from 'vitest';

const number = expect.any(Number) as number;
const text = expect.any(String) as string;
const flag = expect.any(Boolean) as boolean;
const textOrNull = expect.toBeOneOf([text, null]) as string | null;
const numberOrNull = expect.toBeOneOf([number, null]) as number | null;

/** UTC; the microseconds are left out when zero. */
export const restTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/) as string;
const timeOrNull = expect.toBeOneOf([restTime, null]) as string | null;

const organizationShape = {
  id: number,
  name: text,
  slug: text,
  description: null,
  website: null,
  phone: null,
  email: null,
  address: null,
  city: null,
  state: null,
  country: null,
  postal_code: null,
  is_active: true,
};

/** The seventeen fields of a hat. */
export const profileShape = (more: object = {}) => ({
  id: number,
  user: number,
  user_email: text,
  organization: expect.toBeOneOf([expect.objectContaining({ id: number, name: text, slug: text }), null]),
  organization_name: textOrNull,
  profile_type: expect.stringMatching(/^(vendor|employee|customer)$/) as string,
  profile_type_display: expect.stringMatching(/^(Vendor|Employee|Customer)$/) as string,
  is_primary: flag,
  status: text,
  status_display: text,
  activated_at: timeOrNull,
  deactivated_at: null,
  roles: [],
  is_owner: flag,
  created_at: restTime,
  updated_at: restTime,
  ...more,
});

/** The twenty-four fields of a person; the document shows four of them. */
export const userShape = (more: object = {}) => ({
  id: number,
  email: text,
  username: text,
  first_name: textOrNull,
  last_name: textOrNull,
  full_name: text,
  profile_image: textOrNull,
  phone: null,
  is_active: true,
  is_verified: false,
  is_staff: false,
  two_factor_enabled: false,
  last_login_at: timeOrNull,
  email_verified_at: null,
  profiles: expect.any(Array) as unknown[],
  organizations: expect.any(Array) as unknown[],
  created_at: restTime,
  updated_at: restTime,
  title: textOrNull,
  department: textOrNull,
  bio: null,
  location: null,
  timezone: text,
  language: text,
  ...more,
});

/** An organization as a hat tells it, and as the list beside the hats does. */
export const toldOrganization = (more: object = {}) => ({ ...organizationShape, ...more });
export const listedOrganization = (more: object = {}) => ({
  id: number,
  name: text,
  slug: text,
  is_owner: flag,
  joined_at: restTime,
  ...more,
});

/** The nineteen fields of a message; unread, about nothing, without files. */
export const messageShape = (more: object = {}) => ({
  id: number,
  sender: userShape(),
  recipient: userShape(),
  sender_email: text,
  recipient_email: text,
  message_type: 'text',
  subject: null,
  content: text,
  organization: numberOrNull,
  is_read: false,
  read_at: null,
  related_lead: null,
  related_deal: null,
  related_customer: null,
  attachments: [],
  created_at: restTime,
  updated_at: restTime,
  ...more,
});

/** The twelve fields of a conversation. */
export const conversationShape = (more: object = {}) => ({
  id: number,
  participant1: userShape(),
  participant2: userShape(),
  other_participant: userShape(),
  organization: numberOrNull,
  last_message: messageShape(),
  last_message_at: restTime,
  unread_count_participant1: number,
  unread_count_participant2: number,
  unread_count: number,
  created_at: restTime,
  updated_at: restTime,
  ...more,
});

export const pageShape = (more: object = {}) => ({
  count: number,
  next: null,
  previous: null,
  results: expect.any(Array) as unknown[],
  ...more,
});
