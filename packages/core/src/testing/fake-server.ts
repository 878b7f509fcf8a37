import type { Clock } from '../adapter/environment';
import type { LiveSink } from '../adapter/live';
import type { ServerEvent } from '../adapter/server-event';
import { ChatError } from '../errors';
import { compareIds, conversationId, messageId, userId } from '../model/ids';
import type { ConversationId, LocalId, MessageId, UserId } from '../model/ids';
import type { Conversation } from '../model/conversation';
import type { Message } from '../model/message';
import type { User } from '../model/user';

/** Faults a test injects by name; each is used up by the requests it hits. */
export type FakeFault =
  /** Nothing arrives; the caller sees a lost network and cannot know. */
  | 'lose-request'
  /** Carried out, but the answer never comes back. */
  | 'lose-answer'
  /** Carried out, then answered as broken. */
  | 'break-after-storing'
  | 'reject'
  | 'refuse-token'
  | 'too-many-requests';

export interface FakeServerOptions {
  readonly clock: Clock;
  /** A resend with the same local id gives the first answer again. */
  readonly idempotency?: boolean;
  /** Whether what happens is told to live links: with the sender's local id, without it, or only that something did. */
  readonly broadcast?: 'with-local-id' | 'plain' | 'stale' | 'none';
  /** Whether a change of a message is told as the whole message (default) or as what changed. */
  readonly frames?: 'whole' | 'parts';
  readonly latencyMs?: number;
}

interface Link {
  readonly me: UserId;
  readonly sink: LiveSink;
}

/** A small truth that fake adapters speak to: several people, several clients, faults by name. */
export interface FakeServer {
  readonly options: FakeServerOptions;
  addUser(name: string): User;
  addConversation(name: string, people: readonly UserId[]): ConversationId;
  /** Stored and told live like any send. */
  post(id: ConversationId, author: UserId, text: string): Message;
  messages(id: ConversationId): readonly Message[];
  inject(fault: FakeFault, times?: number): void;
  /** Ends all links as a restart would, and answers nothing until it is up again. */
  setUp(up: boolean): void;
  readonly log: readonly string[];
  readonly linkCount: number;
  readonly internals: FakeServerInternals;
}

/** What the fake adapter is made of; tests use `FakeServer`. */
export interface FakeServerInternals {
  request<Value>(name: string, work: () => Value): Promise<Value>;
  link(me: UserId, sink: LiveSink): () => void;
  tell(id: ConversationId, event: ServerEvent, except?: UserId): void;
  /** To all links of one person. */
  tellPerson(me: UserId, event: ServerEvent): void;
  user(id: UserId): User;
  users(): readonly User[];
  conversationsOf(me: UserId): readonly Conversation[];
  conversation(me: UserId, id: ConversationId): Conversation;
  history(id: ConversationId): Message[];
  store(id: ConversationId, author: UserId, draft: FakeDraft): Message;
  /** `part` is what is told of it where frames tell parts. */
  change(
    id: ConversationId,
    target: MessageId,
    change: (message: Message) => Message,
    part?: ServerEvent,
  ): Message;
  /** Without a tombstone. */
  remove(id: ConversationId, target: MessageId): void;
  /** Everything of others up to a message is read by this person. */
  read(id: ConversationId, me: UserId, upTo: MessageId): void;
}

export interface FakeDraft {
  readonly text: string;
  readonly replyTo: MessageId | null;
  readonly localId: LocalId | null;
  readonly fileNames: readonly string[];
  /** What else a send says. */
  readonly more?: Pick<Message, 'subject' | 'related'> & Partial<Pick<Message, 'mentions'>>;
}

const noSuchMessage = (): ChatError => new ChatError('not-found', 'No such message.', { status: 404 });

export function createFakeServer(options: FakeServerOptions): FakeServer {
  const { clock, broadcast = 'with-local-id' } = options;
  const users = new Map<UserId, User>();
  const conversations = new Map<
    ConversationId,
    { name: string; people: readonly UserId[]; messages: Message[] }
  >();
  const answered = new Map<LocalId, MessageId>();
  const links = new Set<Link>();
  const faults: FakeFault[] = [];
  const log: string[] = [];
  let lastId = 0;
  let up = true;

  function thread(id: ConversationId) {
    const found = conversations.get(id);
    if (found === undefined) throw new ChatError('not-found', 'No such conversation.', { status: 404 });
    return found;
  }

  async function pause(): Promise<void> {
    if (options.latencyMs !== undefined) {
      await new Promise<void>((resolve) => clock.after(options.latencyMs ?? 0, resolve));
    } else await Promise.resolve();
  }

  const internals: FakeServerInternals = {
    async request(name, work) {
      log.push(name);
      await pause();
      if (!up) throw new ChatError('network', 'The server is away.', { outcome: 'not-sent' });
      const fault = takeFault(name);
      switch (fault) {
        case 'lose-request':
          throw new ChatError('timeout', 'No answer came.', { outcome: 'unknown' });
        case 'reject':
          throw new ChatError('invalid', 'The server refused this.', { status: 400 });
        case 'refuse-token':
          throw new ChatError('unauthorized', 'The token was refused.', { status: 401 });
        case 'too-many-requests':
          throw new ChatError('rate-limited', 'Slow down.', { status: 429, retryAfterMs: 2_000 });
        default:
          break;
      }
      const answer = work();
      await pause();
      if (fault === 'lose-answer')
        throw new ChatError('network', 'The answer was lost.', { outcome: 'unknown' });
      if (fault === 'break-after-storing') {
        throw new ChatError('server', 'Internal error.', { status: 500, outcome: 'unknown' });
      }
      return answer;
    },
    link(me, sink) {
      const link = { me, sink };
      queueMicrotask(() => {
        if (!up) return sink.ended({ name: 'lost', error: new ChatError('network', 'The server is away.') });
        links.add(link);
        sink.opened();
      });
      return () => void links.delete(link);
    },
    tell(id, event, except) {
      for (const link of links) {
        if (link.me !== except && thread(id).people.includes(link.me)) link.sink.events([event]);
      }
    },
    tellPerson(me, event) {
      for (const link of links) if (link.me === me) link.sink.events([event]);
    },
    user(id) {
      const found = users.get(id);
      if (found === undefined) throw new ChatError('not-found', 'No such person.', { status: 404 });
      return found;
    },
    users: () => [...users.values()],
    conversationsOf: (me) =>
      [...conversations.keys()]
        .filter((id) => thread(id).people.includes(me))
        .map((id) => internals.conversation(me, id)),
    conversation(me, id) {
      const { name, people, messages } = thread(id);
      const last = messages[messages.length - 1];
      return {
        id,
        kind: people.length > 2 ? 'group' : 'direct',
        title: name,
        description: null,
        avatarUrl: null,
        participants: people,
        members: people.map((person) => ({ userId: person, role: 'member', joinedAt: null })),
        memberCount: people.length,
        myRole: 'member',
        lastMessage:
          last === undefined
            ? null
            : {
                id: last.id,
                authorId: last.authorId,
                authorName: null,
                text: last.deleted ? '' : last.text,
                createdAt: last.createdAt,
                deleted: last.deleted,
                attachmentCount: last.attachments.length,
              },
        lastActivityAt: last?.createdAt ?? 0,
        unreadCount: messages.filter(
          (message) =>
            message.authorId !== me && !message.deleted && !message.readBy.some((mark) => mark.userId === me),
        ).length,
        write: { name: 'open' },
        muted: false,
        archived: false,
        pinned: false,
        context: [],
      };
    },
    history: (id) => thread(id).messages,
    store(id, author, draft) {
      const earlier = draft.localId === null ? undefined : answered.get(draft.localId);
      const known = thread(id).messages.find((message) => message.id === earlier);
      if (options.idempotency === true && known !== undefined) return known;
      lastId += 1;
      const parent = thread(id).messages.find((message) => message.id === draft.replyTo);
      const message: Message = {
        id: messageId(String(lastId)),
        conversationId: id,
        authorId: author,
        kind: 'text',
        text: draft.text,
        createdAt: clock.now(),
        order: lastId,
        edited: false,
        editedAt: null,
        deleted: false,
        replyTo:
          parent === undefined
            ? null
            : {
                messageId: parent.id,
                authorId: parent.authorId,
                authorName: null,
                text: parent.text,
                attachmentCount: 0,
              },
        attachments: draft.fileNames.map((name, index) => ({
          id: `${String(lastId)}-${String(index)}`,
          kind: 'file',
          name,
          url: null,
          thumbnailUrl: null,
          mimeType: null,
          size: null,
          width: null,
          height: null,
        })),
        reactions: [],
        readBy: [],
        delivery: 'sent',
        pinned: false,
        mentions: [],
        complete: true,
        ...draft.more,
      };
      thread(id).messages.push(message);
      if (options.idempotency === true && draft.localId !== null) answered.set(draft.localId, message.id);
      const named = broadcast === 'with-local-id' && draft.localId !== null ? { localId: draft.localId } : {};
      tellChange(id, { type: 'message-received', message, ...named });
      return message;
    },
    change(id, target, change, part) {
      const { messages } = thread(id);
      const index = messages.findIndex((message) => message.id === target);
      const known = messages[index];
      if (known === undefined) throw noSuchMessage();
      const changed = change(known);
      messages[index] = changed;
      const whole: ServerEvent = { type: 'message-received', message: changed };
      tellChange(id, options.frames === 'parts' && part !== undefined ? part : whole);
      return changed;
    },
    remove(id, target) {
      const { messages } = thread(id);
      const index = messages.findIndex((message) => message.id === target);
      if (index < 0) throw noSuchMessage();
      messages.splice(index, 1);
      tellChange(id, { type: 'message-removed', conversationId: id, messageId: target });
    },
    read(id, me, upTo) {
      const { messages } = thread(id);
      const unread = messages.filter(
        (message) =>
          compareIds(message.id, upTo) <= 0 &&
          message.authorId !== me &&
          !message.readBy.some((mark) => mark.userId === me),
      );
      const marked = new Set(unread.map((message) => message.id));
      messages.forEach((message, index) => {
        if (!marked.has(message.id)) return;
        const changed = { ...message, readBy: [...message.readBy, { userId: me, at: null }] };
        messages[index] = changed;
        if (options.frames !== 'parts') tellChange(id, { type: 'message-received', message: changed });
      });
      if (marked.size === 0) return;
      if (options.frames === 'parts') {
        const messageIds = [...marked];
        tellChange(id, { type: 'messages-read', conversationId: id, userId: me, messageIds, at: null });
      }
      const count = internals.conversation(me, id).unreadCount;
      if (broadcast === 'with-local-id' || broadcast === 'plain')
        internals.tellPerson(me, { type: 'unread-changed', conversationId: id, count });
    },
  };

  function tellChange(id: ConversationId, event: ServerEvent): void {
    if (broadcast === 'stale') internals.tell(id, { type: 'conversation-stale', conversationId: id });
    else if (broadcast !== 'none') internals.tell(id, event);
  }

  function takeFault(name: string): FakeFault | undefined {
    // Faults hit what a person does, not the reading that goes on around it.
    return name.startsWith('execute') ? faults.shift() : undefined;
  }

  return {
    options,
    internals,
    log,
    addUser(name) {
      const user: User = { id: userId(name), name, handle: name, avatarUrl: null };
      users.set(user.id, user);
      return user;
    },
    addConversation(name, people) {
      const id = conversationId(`thread:${name}`);
      conversations.set(id, { name, people, messages: [] });
      return id;
    },
    post: (id, author, text) =>
      internals.store(id, author, { text, replyTo: null, localId: null, fileNames: [] }),
    messages: (id) => thread(id).messages,
    inject(fault, times = 1) {
      for (let count = 0; count < times; count += 1) faults.push(fault);
    },
    setUp(value) {
      up = value;
      if (up) return;
      for (const link of [...links]) {
        links.delete(link);
        link.sink.ended({ name: 'lost', error: new ChatError('network', 'The server went away.') });
      }
    },
    get linkCount() {
      return links.size;
    },
  };
}
