import { expect } from 'vitest';

const number = expect.any(Number) as number;
const text = expect.any(String) as string;
const textOrNull = expect.toBeOneOf([text, null]) as string | null;

/** UTC; the microseconds are left out when zero. */
const restTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/) as string;
export const socketTime = expect.stringMatching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/,
) as string;

export const lastMessageShape = (more: object = {}) => ({
  content: text,
  timestamp: restTime,
  sender_type: expect.stringMatching(/^(guest|staff|system)$/) as string,
  ...more,
});

/** A row of the lists; without a stay two of its keys are absent. */
export const rowShape = (more: object = {}) => ({
  id: number,
  stay_id: number,
  guest_name: text,
  room_number: text,
  status: 'relay',
  department_name: textOrNull,
  last_message: lastMessageShape(),
  updated_at: restTime,
  ...more,
});

export const detailShape = (more: object = {}) => ({
  id: number,
  stay_id: number,
  guest_name: text,
  room_number: text,
  guest_phone: text,
  status: 'relay',
  department_name: text,
  context_data: {},
  created_at: restTime,
  updated_at: restTime,
  ...more,
});

/** Such a conversation has no guest, and says nothing of one. */
export const withoutStay = ({ guest_name, room_number, guest_phone, ...rest }: Record<string, unknown>) => ({
  ...rest,
  stay_id: null,
});

export const messageShape = (more: object = {}) => ({
  id: number,
  content: text,
  sender_type: expect.stringMatching(/^(guest|staff|system)$/) as string,
  sender_name: text,
  timestamp: restTime,
  ...more,
});

export const newMessageShape = (more: object = {}) => ({
  type: 'new_message',
  stay_id: number,
  content: text,
  sender_type: 'staff',
  sender_name: text,
  timestamp: socketTime,
  ...more,
});
