import { type MockServer, createMockServer } from '../../index';
import { type TestAnswer, type TestSocket, call, openSocket } from '../../testing/client';
import type { ConnectifyProfile } from './profile';

export const profiles = ['documented', 'deployed'] as const;

/** Ids of the shared cast: these four are Northwind's people, amira and eve Eastgate's. */
export const people = { amira: 1, bruno: 2, chiara: 3, dmitri: 4, eve: 5 } as const;
export const northwind = 1;
export const eastgate = 2;

export type Frame = Readonly<Record<string, unknown>>;

export interface Ear extends TestSocket {
  frame(): Promise<Frame>;
  /** What was heard by the time the server has dealt with everything sent before. */
  settled(): Promise<Frame[]>;
}

/** A running server of one profile, asked as people by their names. */
export interface Stage {
  readonly server: MockServer;
  readonly profile: ConnectifyProfile;
  /** `path` is below `/api/messaging/`. */
  ask(as: string, method: string, path: string, body?: unknown): Promise<TestAnswer>;
  /** A new conversation of two in Northwind. */
  talk(as: string, to: keyof typeof people, firstMessage?: string): Promise<number>;
  /** A new group in Northwind. */
  group(as: string, members: (keyof typeof people)[]): Promise<number>;
  /** The id of what somebody wrote to `conversations/1` or `group-chats/1`. */
  sent(as: string, thread: string, content: string, more?: object): Promise<number>;
  /** Stops somebody of Northwind from writing to the blocker. */
  block(as: string, blocked: keyof typeof people): Promise<number>;
  listen(as: string, thread: string): Promise<Ear>;
  close(): Promise<void>;
}

export const root = '/api/messaging/';

const idIn = (answer: TestAnswer): number => {
  if (answer.status >= 400) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer.body as { id: number }).id;
};

function earOf(socket: TestSocket): Ear {
  const frame = async (): Promise<Frame> => JSON.parse(await socket.next()) as Frame;
  return {
    ...socket,
    frame,
    async settled() {
      // Frames of one socket are dealt with in turn, and this one comes back.
      socket.send({ type: 'typing', is_typing: 'settled' });
      const heard: Frame[] = [];
      for (;;) {
        const next = await frame();
        if (next['is_typing'] === 'settled') return heard;
        heard.push(next);
      }
    },
  };
}

export async function openStage(profile: ConnectifyProfile): Promise<Stage> {
  const server = await createMockServer({ api: 'connectify', profile, seed: 'empty' });
  const ears: Ear[] = [];
  const ask: Stage['ask'] = (as, method, path, body) => call(server, as, method, `${root}${path}`, body);
  return {
    server,
    profile,
    ask,
    async talk(as, to, firstMessage) {
      const body = { participant_id: people[to], organization_id: northwind };
      const more = firstMessage === undefined ? {} : { initial_message: firstMessage };
      return idIn(await ask(as, 'POST', 'conversations/create/', { ...body, ...more }));
    },
    async group(as, members) {
      const body = {
        name: 'Team',
        organization_id: northwind,
        member_ids: members.map((name) => people[name]),
      };
      return idIn(await ask(as, 'POST', 'group-chats/create/', body));
    },
    sent: async (as, thread, content, more) =>
      idIn(await ask(as, 'POST', `${thread}/send-message/`, { content, ...more })),
    async block(as, blocked) {
      const body = { blocked_id: people[blocked], organization_id: northwind };
      return idIn(await ask(as, 'POST', 'blocks/create/', body));
    },
    async listen(as, thread) {
      const ear = earOf(await openSocket(server, as, `/ws/messaging/${thread}/`));
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
