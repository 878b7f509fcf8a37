import { expect } from 'vitest';
import { type MockServer, type MockServerOptions, createMockServer } from '../../index';
import { type TestAnswer, call } from '../../testing/client';
import type { StaffChatProfile } from './profile';

export const profiles = ['documented', 'deployed'] as const;

const bases: Record<StaffChatProfile, string> = {
  documented: '/api/staff-chat/grand-demo',
  deployed: '/api/staff/hotel/grand-demo/staff_chat',
};

export interface ToldAttachment {
  id: number;
  file_url: string;
  file_name: string;
}
/** A message as answers tell it, as far as tests read it. */
export interface Told {
  id: number;
  message: string;
  attachments: ToldAttachment[];
  reactions: { id: number; emoji: string; staff: number }[];
}

/**
 * A running server of one profile. At Grand Demo: amira and bruno work at the front desk and keep house, chiara
 * moderates, dmitri manages; eve works at Sea View, and root is an account without a staff profile.
 */
export interface Stage {
  readonly server: MockServer;
  readonly profile: StaffChatProfile;
  readonly base: string;
  /** The conversation of amira and bruno. */
  readonly room: number;
  /** `path` is below the base unless it begins with a slash. */
  ask(
    as: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer>;
  statusOf(as: string, method: string, path: string, body?: unknown): Promise<number>;
  /** Staff ids, which are not the ids of people. */
  idOf(username: string): number;
  open(as: string, ...others: string[]): Promise<number>;
  send(as: string, text: string, room?: number): Promise<Told>;
  listed(as: string, room?: number): Promise<Told[]>;
  upload(
    as: string,
    files: readonly File[],
    fields?: Record<string, string>,
    room?: number,
  ): Promise<TestAnswer>;
}

export const textFile = (name: string, content = 'content'): File =>
  new File([content], name, { type: 'text/plain' });

export async function openStage(
  profile: StaffChatProfile,
  options: Omit<MockServerOptions, 'api' | 'profile'> = {},
): Promise<Stage> {
  const server = await createMockServer({ api: 'staff-chat', profile, seed: 'empty', ...options });
  const base = bases[profile];
  const ids = new Map((await server.world.staff.all()).map(({ id, person }) => [person.username, id]));
  const idOf = (username: string): number => ids.get(username) ?? 0;
  const ask: Stage['ask'] = async (as, method, path, body, headers = {}) => {
    const authorization = `Token ${await server.issueToken(as)}`;
    const whole = path.startsWith('/') ? path : `${base}/${path}`;
    return call(server, as, method, whole, body, { authorization, ...headers });
  };
  const open: Stage['open'] = async (as, ...others) => {
    const body = { participant_ids: others.map(idOf) };
    return ((await ask(as, 'POST', 'conversations/', body)).body as { id: number }).id;
  };
  const room = await open('amira', 'bruno');
  return {
    server,
    profile,
    base,
    room,
    ask,
    idOf,
    open,
    statusOf: async (...args) => (await ask(...args)).status,
    send: async (as, message, number = room) =>
      (await ask(as, 'POST', `conversations/${number}/send-message/`, { message })).body as Told,
    listed: async (as, number = room) =>
      ((await ask(as, 'GET', `conversations/${number}/messages/`)).body as { messages: Told[] }).messages,
    upload(as, files, fields = {}, number = room) {
      const form = new FormData();
      for (const file of files) form.append('files', file);
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      return ask(as, 'POST', `conversations/${number}/upload/`, form);
    },
  };
}

const number = expect.any(Number) as number;
const text = expect.any(String) as string;
const flag = expect.any(Boolean) as boolean;
const textOrNull = expect.toBeOneOf([text, null]) as string | null;
export const restTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/) as string;
export const socketTime = expect.stringMatching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/,
) as string;

export const staffInfoShape = (more: object = {}) => ({
  id: number,
  first_name: text,
  last_name: text,
  full_name: text,
  email: textOrNull,
  avatar_url: textOrNull,
  role_name: textOrNull,
  department_name: textOrNull,
  is_online: flag,
  is_on_duty: flag,
  ...more,
});

/** A plain message as fresh as can be; `is_read_by_current_user` is not told everywhere. */
export const messageShape = (more: object = {}) => ({
  id: number,
  conversation: number,
  sender: number,
  sender_info: staffInfoShape(),
  sender_name: text,
  message: text,
  timestamp: restTime,
  status: 'delivered',
  delivered_at: restTime,
  is_read: false,
  read_by: [],
  read_by_list: [],
  read_by_count: 0,
  is_edited: false,
  edited_at: null,
  is_deleted: false,
  deleted_at: null,
  reply_to: null,
  reply_to_message: null,
  attachments: [],
  has_attachments: false,
  reactions: [],
  reaction_summary: {},
  mentions: [],
  mentioned_staff: [],
  ...more,
});

export const attachmentShape = (more: object = {}) => ({
  id: number,
  file: text,
  file_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/media\//) as string,
  file_name: text,
  file_type: text,
  file_size: number,
  file_size_display: text,
  mime_type: text,
  thumbnail: null,
  thumbnail_url: null,
  uploaded_at: restTime,
  uploader_name: text,
  ...more,
});

export const reactionShape = (more: object = {}) => ({
  id: number,
  emoji: text,
  staff: number,
  staff_name: text,
  staff_avatar: textOrNull,
  created_at: restTime,
  ...more,
});
