import {
  conversationId as toConversationId,
  findWords,
  localId as toLocalId,
  selectOutbox,
  userId as toUserId,
  type ChatClient,
  type ChatState,
  type Conversation,
  type LocalId,
  type User,
} from '@chat/core';
import { fullCapabilities, noLimits } from './fixture-capabilities';

/** A call the components made, newest last. */
export interface FakeCall {
  readonly name: keyof ChatClient;
  readonly args: readonly unknown[];
}

/** A client over a state that is set by hand: for states that are rare or hard to reach. */
export interface FakeClient extends ChatClient {
  readonly calls: FakeCall[];
  setState(patch: Partial<ChatState>): void;
}

export const fixtureMe = toUserId('me');

export function fixtureUser(id: string, name: string, more: Partial<User> = {}): User {
  return { id: toUserId(id), name, handle: null, avatarUrl: null, ...more };
}

export function fixtureConversation(id: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id: toConversationId(id),
    kind: 'direct',
    title: null,
    description: null,
    avatarUrl: null,
    participants: [],
    members: null,
    memberCount: null,
    myRole: null,
    lastMessage: null,
    lastActivityAt: 0,
    unreadCount: 0,
    write: { name: 'open' },
    muted: false,
    archived: false,
    pinned: false,
    context: [],
    ...more,
  };
}

export interface FixtureOptions extends Partial<Omit<ChatState, 'users' | 'conversations'>> {
  readonly users?: readonly User[];
  readonly conversations?: readonly Conversation[];
}

/** A signed-in, connected state of a backend that can do everything. */
export function fixtureState({ users = [], conversations = [], ...rest }: FixtureOptions = {}): ChatState {
  const ordered = [...conversations].sort((left, right) => right.lastActivityAt - left.lastActivityAt);
  return {
    session: { name: 'signed-in', me: fixtureMe },
    connection: { name: 'open', since: 0 },
    storage: { name: 'durable' },
    capabilities: fullCapabilities,
    limits: noLimits,
    users: new Map([fixtureUser('me', 'Me'), ...users].map((user) => [user.id, user])),
    conversations: new Map(conversations.map((conversation) => [conversation.id, conversation])),
    conversationOrder: ordered.map(({ id }) => id),
    conversationList: { name: 'ready' },
    timelines: new Map(),
    historyLoads: new Map(),
    freshAt: new Map(),
    outbox: { entries: new Map(), byConversation: new Map() },
    typing: new Map(),
    presence: new Map(),
    drafts: new Map(),
    readUpTo: new Map(),
    ...rest,
  };
}

/** Records every call; `overrides` answer those a story or test is about. */
export function createFakeClient(
  initial: ChatState = fixtureState(),
  overrides: Partial<ChatClient> = {},
): FakeClient {
  let state = initial;
  let nextLocalId = 1;
  const listeners = new Set<() => void>();
  const calls: FakeCall[] = [];
  const record = (name: keyof ChatClient, args: readonly unknown[]) => calls.push({ name, args });
  const does =
    (name: keyof ChatClient) =>
    (...args: readonly unknown[]): void => {
      record(name, args);
    };
  const resolves =
    (name: keyof ChatClient) =>
    (...args: readonly unknown[]): Promise<void> => {
      record(name, args);
      return Promise.resolve();
    };
  return {
    calls,
    setState(patch) {
      state = { ...state, ...patch };
      for (const listener of [...listeners]) listener();
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on: () => () => undefined,
    start: resolves('start'),
    close: resolves('close'),
    signIn: resolves('signIn'),
    signOut: resolves('signOut'),
    reconnect: does('reconnect'),
    openConversation(...args) {
      record('openConversation', args);
      return () => undefined;
    },
    loadMoreConversations: resolves('loadMoreConversations'),
    refreshConversations: resolves('refreshConversations'),
    loadOlder: resolves('loadOlder'),
    loadNewer: resolves('loadNewer'),
    loadAround: resolves('loadAround'),
    fillGap: resolves('fillGap'),
    setOnScreen: does('setOnScreen'),
    sendMessage(...args): LocalId {
      record('sendMessage', args);
      return toLocalId(`local-${nextLocalId++}`);
    },
    editMessage: does('editMessage'),
    deleteMessage: does('deleteMessage'),
    addReaction: does('addReaction'),
    removeReaction: does('removeReaction'),
    setPinned: does('setPinned'),
    executeHostCommand(...args): LocalId {
      record('executeHostCommand', args);
      return toLocalId(`local-${nextLocalId++}`);
    },
    retry: does('retry'),
    discard: does('discard'),
    markRead: does('markRead'),
    setTyping: does('setTyping'),
    setDraft: does('setDraft'),
    searchUsers(query) {
      record('searchUsers', [query]);
      const users = [...state.users.values()].filter((user) =>
        user.name.toLowerCase().includes(query.text.toLowerCase()),
      );
      return Promise.resolve({ users, next: null });
    },
    getOutbox: () => selectOutbox(state),
    searchMessages(query) {
      record('searchMessages', [query]);
      const { text = '', conversationId, only } = query;
      const messages = [...state.timelines]
        .filter(([id]) => conversationId === undefined || id === conversationId)
        .flatMap(([, timeline]) => [...timeline.messages])
        .filter((message) => !message.deleted && (text === '' || findWords(message.text, text).length > 0))
        .filter((message) => only !== 'pinned' || message.pinned)
        .filter((message) => only !== 'with-attachments' || message.attachments.length > 0)
        .sort((left, right) => right.createdAt - left.createdAt);
      return Promise.resolve({ messages, next: null, source: 'device' });
    },
    loadConversation: resolves('loadConversation'),
    perform(action) {
      record('perform', [action]);
      return Promise.reject(new Error('Give `perform` in the overrides of this fake client.'));
    },
    storageHealth() {
      record('storageHealth', []);
      return Promise.resolve({
        kind: 'memory',
        degraded: null,
        messages: 0,
        outboxEntries: 0,
        oldestMessageAt: null,
        evictedMessages: 0,
        usageBytes: null,
      });
    },
    ...overrides,
  };
}
