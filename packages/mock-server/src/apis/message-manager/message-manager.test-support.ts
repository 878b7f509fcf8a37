import { WebSocket } from 'ws';
import { type MockServer, createMockServer } from '../../index';
import { type TestAnswer, call } from '../../testing/client';
import type { MessageManagerProfile } from './profile';

export const profiles = ['documented', 'deployed'] as const;
export const root = '/api/message_manager/conversations/';

export type Frame = Readonly<Record<string, unknown>>;

/**
 * A running server of one profile. Amira, Bruno, Marco (who has no name) and Dmitri work for Grand Demo, Eve for Sea
 * View, Root for no hotel.
 */
export interface Stage {
  readonly server: MockServer;
  readonly profile: MessageManagerProfile;
  /** Path and query below the conversations. */
  ask(
    as: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer>;
  guest(name: string): Promise<Guest>;
  /** Adds an account, of a hotel or of none; answers its id. */
  hire(username: string, userType: string, organisationId: number | null): Promise<number>;
  /** Opens the socket with a session of this account, whatever the log-in form would say. */
  listen(as: string): Promise<Ear>;
  dial(path: string, headers?: Record<string, string>): Promise<Dialled>;
  close(): Promise<void>;
}

export interface Guest {
  /** Names the conversation in paths. */
  number: number;
  /** Names it on sockets. */
  stayId: number;
  /** The world's own id. */
  id: number;
}

interface Dialled {
  /** 101, or what the upgrade was refused with. */
  status: number;
  socket: WebSocket;
}

export interface Ear {
  send(frame: unknown): void;
  /** Sends as it is. */
  sendRaw(data: string | Uint8Array): void;
  /** The next frame. */
  next(): Promise<Frame>;
  /** Frames nobody asked for yet, once the server has dealt with what was sent. */
  settled(): Promise<Frame[]>;
  closed: Promise<number>;
}

function statusOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
  });
}

function earOf(socket: WebSocket): Ear {
  const heard: Frame[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data: Buffer) => {
    heard.push(JSON.parse(data.toString('utf8')) as Frame);
    waiting.shift()?.();
  });
  return {
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendRaw: (data) => socket.send(data),
    async next() {
      while (heard.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      return heard.shift() ?? {};
    },
    async settled() {
      // A stay that nobody has: its frame comes after all that came before it.
      const stay_id = 99_999;
      for (const command of ['subscribe_to_conversation', 'send_message', 'unsubscribe_from_conversation'])
        socket.send(JSON.stringify({ command, stay_id, text: 'end' }));
      while (heard.at(-1)?.['stay_id'] !== stay_id)
        await new Promise<void>((resolve) => waiting.push(resolve));
      return heard.splice(0).slice(0, -1);
    },
    closed: new Promise((resolve) => socket.on('close', resolve)),
  };
}

export async function openStage(profile: MessageManagerProfile): Promise<Stage> {
  const server = await createMockServer({ api: 'message-manager', profile });
  const { world } = server;
  const sockets: WebSocket[] = [];
  const dial: Stage['dial'] = async (path, headers = {}) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers });
    const status = await statusOf(socket);
    if (status === 101) sockets.push(socket);
    return { status, socket };
  };
  return {
    server,
    profile,
    dial,
    ask: (as, method, path, body, headers) => call(server, as, method, `${root}${path}`, body, headers),
    async guest(name) {
      const found = await world.guests.conversations.ofGuest(name);
      if (found?.stay == null) throw new Error(`No guest is called ${name}`);
      return { number: found.number, stayId: found.stay.id, id: found.id };
    },
    async hire(username, userType, organisationId) {
      const { id } = await world.people.add({
        username,
        email: `${username}@example.com`,
        firstName: '',
        lastName: '',
        password: 'demo',
      });
      await world.guests.hotels.addStaff({ personId: id, userType, organisationId });
      return id;
    },
    async listen(as) {
      const person = await world.people.named(as);
      const key = await world.sessions.open('message-manager', person?.id ?? 0);
      const { status, socket } = await dial('/ws/staff/', { cookie: `theme=dark; sessionid=${key}` });
      if (status !== 101) throw new Error(`The socket was refused with ${status}`);
      return earOf(socket);
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      await server.close();
    },
  };
}
