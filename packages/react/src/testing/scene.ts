import {
  createChatClient,
  memoryStorage,
  userId,
  type Capabilities,
  type ChatClient,
  type Clock,
  type ConversationId,
  type Limits,
  type Message,
  type MessageId,
  type User,
} from '@chat/core';
import { createFakeAdapter, createFakeServer, type FakeServer } from '@chat/core/testing';

/** What a scene's message says; the rest is usual. `by` is a person's name. */
export type SceneMessage = Partial<Omit<Message, 'id' | 'authorId'>> & { readonly by: string };

export interface SceneOptions {
  /** The first one is me. Two make a direct conversation, more a group. */
  readonly people?: readonly string[];
  readonly messages?: readonly SceneMessage[];
  readonly capabilities?: Partial<Capabilities>;
  readonly limits?: Partial<Limits>;
  /** How many of the last messages of others are not read yet. */
  readonly unread?: number;
  readonly latencyMs?: number;
}

/** A conversation on a fake server, seen by a real client. */
export interface Scene {
  readonly client: ChatClient;
  readonly server: FakeServer;
  readonly conversationId: ConversationId;
  readonly me: User;
  /** Somebody writes; told live. */
  post(message: SceneMessage): Message;
  change(id: MessageId, patch: Partial<Message>): void;
  type(by: string, typing: boolean): void;
}

const minute = 60_000;

const clock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};

export function createScene({
  people = ['Nora Lindqvist', 'Amir Haddad'],
  messages = [],
  capabilities = {},
  limits = {},
  unread = 0,
  latencyMs,
}: SceneOptions = {}): Scene {
  const server = createFakeServer({ clock, ...(latencyMs === undefined ? {} : { latencyMs }) });
  const users = people.map((name) => server.addUser(name));
  const [me] = users;
  if (me === undefined) throw new Error('A scene needs somebody to look at it.');
  const title = users.length > 2 ? 'Front desk' : (people[1] ?? 'Notes');
  const conversationId = server.addConversation(
    title,
    users.map(({ id }) => id),
  );
  const history = server.internals.history(conversationId);
  const begin = Date.now() - messages.length * minute;

  const make = ({ by, ...rest }: SceneMessage, createdAt: number): Message => {
    const draft = { text: rest.text ?? '', replyTo: null, localId: null, fileNames: [] };
    const { id } = server.internals.store(conversationId, userId(by), draft);
    return server.internals.change(conversationId, id, (message) => ({ ...message, createdAt, ...rest }));
  };

  messages.forEach((message, index) => make(message, begin + index * minute));
  const others = history.filter(({ authorId }) => authorId !== me.id);
  const read = new Set(others.slice(0, Math.max(0, others.length - unread)).map(({ id }) => id));
  history.forEach((message, index) => {
    if (read.has(message.id))
      history[index] = { ...message, readBy: [...message.readBy, { userId: me.id, at: null }] };
  });

  const client = createChatClient({
    adapter: () => createFakeAdapter(server, me.id, { capabilities, limits: { pageSize: 50, ...limits } }),
    session: { type: 'token', token: me.id },
    storage: memoryStorage(),
  });

  return {
    client,
    server,
    conversationId,
    me,
    post: (message) => make(message, Date.now()),
    change(id, patch) {
      server.internals.change(conversationId, id, (message) => ({ ...message, ...patch }));
    },
    type(by, typing) {
      server.internals.tell(conversationId, {
        type: 'typing-changed',
        conversationId,
        userId: userId(by),
        name: by,
        typing,
      });
    },
  };
}
