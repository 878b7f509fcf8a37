import { expect } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { type TestAnswer, type TestSocket, call, openSocket } from '../../testing/client';
import type { DirectMessagingProfile } from './profile';

export const conversations = '/api/messaging/conversations/';
export const messages = '/api/messaging/messages/';
export const profiles = ['documented', 'deployed'] as const;

export type Frame = Readonly<Record<string, unknown>>;

/** A running server of one profile, asked as people by their names. */
export interface Stage {
  readonly server: MockServer;
  readonly profile: DirectMessagingProfile;
  ask(as: string, method: string, path: string, body?: unknown): Promise<TestAnswer>;
  idOf(username: string): Promise<number>;
  communityId(slug: string): Promise<number>;
  /** The conversation of two, made where there is none. */
  talk(as: string, to: string, slug?: string): Promise<number>;
  /** The id of what somebody wrote. */
  sent(as: string, conversation: number, content: string): Promise<number>;
  listen(as: string, conversation: number): Promise<Ear>;
  close(): Promise<void>;
}

export interface Ear extends TestSocket {
  /** The next frame that is not about who is there. */
  frame(): Promise<Frame>;
  /** All that was heard by the time the server has dealt with what was sent. */
  settled(): Promise<Frame[]>;
}

const isAboutPresence = (frame: Frame): boolean => frame['type'] === 'user_status';

function earOf(socket: TestSocket): Ear {
  const read = async (): Promise<Frame> => JSON.parse(await socket.next()) as Frame;
  const frame = async (): Promise<Frame> => {
    const heard = await read();
    return isAboutPresence(heard) ? frame() : heard;
  };
  return {
    ...socket,
    frame,
    async settled() {
      // What cannot be read is answered in both profiles, after all that came before it.
      socket.send('end');
      const heard: Frame[] = [];
      for (;;) {
        const next = await read();
        if (next['type'] === 'error') return heard;
        if (!isAboutPresence(next)) heard.push(next);
      }
    },
  };
}

/** Amira keeps River Fellowship, Eve Hill Chapel, nobody Empty House; Root is the superadmin, the others follow. */
export async function openStage(
  profile: DirectMessagingProfile,
  seed: 'demo' | 'empty' = 'empty',
): Promise<Stage> {
  const server = await createMockServer({ api: 'direct-messaging', profile, seed });
  const ears: Ear[] = [];
  const ask: Stage['ask'] = (as, method, path, body) => call(server, as, method, path, body);
  const idOf = async (username: string) => (await server.world.people.named(username))?.id ?? 0;
  const communityId = async (slug: string) => (await server.world.community.communities.named(slug))?.id ?? 0;
  const idIn = (answer: TestAnswer): number => (answer.body as { id: number }).id;
  return {
    server,
    profile,
    ask,
    idOf,
    communityId,
    async talk(as, to, slug) {
      const body = {
        target_user_id: await idOf(to),
        ...(slug === undefined ? {} : { confession_id: await communityId(slug) }),
      };
      return idIn(await ask(as, 'POST', `${conversations}get_or_create/`, body));
    },
    sent: async (as, conversation, content) =>
      idIn(await ask(as, 'POST', messages, { conversation, content })),
    async listen(as, conversation) {
      const ear = earOf(await openSocket(server, as, `/ws/chat/${conversation}/`));
      ears.push(ear);
      return ear;
    },
    async close() {
      for (const ear of ears) ear.close();
      await Promise.all(ears.map(({ closed }) => closed));
      await server.close();
    },
  };
}

const number = expect.any(Number) as number;
const text = expect.any(String) as string;
const flag = expect.any(Boolean) as boolean;
/** In the server's zone, as fields have it. */
export const localTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+05:00$/) as string;
export const zuluTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/) as string;
export const socketTime = expect.stringMatching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/,
) as string;

/** The fourteen fields of a person; what is not told here is the seed's. */
export const userShape = (more: object = {}) => ({
  id: number,
  username: text,
  email: text,
  first_name: text,
  last_name: text,
  role: expect.stringMatching(/^(user|admin|superadmin)$/) as string,
  bio: expect.toBeOneOf([text, null]) as unknown,
  avatar: expect.toBeOneOf([text, null]) as unknown,
  is_active: true,
  date_joined: localTime,
  managed_confessions: expect.any(Array) as unknown[],
  permissions: {
    can_manage_users: flag,
    can_manage_confessions: flag,
    can_view_analytics: flag,
    can_manage_posts: flag,
    can_moderate_comments: flag,
  },
  preferred_language: 'en',
  preferred_theme: 'light',
  ...more,
});

/** A plain message as its author is told of it. */
export const messageShape = (more: object = {}) => ({
  id: number,
  conversation: number,
  sender: userShape(),
  content: text,
  reply_to: null,
  is_edited: false,
  is_pinned: false,
  is_deleted: false,
  created_at: localTime,
  updated_at: localTime,
  edited_at: null,
  attachments: [],
  message_reads: [{ id: number, user: userShape(), delivered_at: localTime, read_at: null }],
  status: 'delivered',
  can_edit: true,
  ...more,
});

export const detailShape = (more: object = {}) => ({
  id: number,
  participants: [userShape(), userShape()],
  confession: null,
  created_at: localTime,
  updated_at: localTime,
  last_message_at: null,
  last_message: null,
  unread_count: 0,
  ...more,
});

export const pageShape = (more: object = {}) => ({
  count: number,
  next: null,
  previous: null,
  results: expect.any(Array) as unknown[],
  ...more,
});
