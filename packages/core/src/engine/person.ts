import type { Action } from '../adapter/action';
import type { ServerEvent } from '../adapter/server-event';
import type { Credentials } from '../adapter/environment';
import { isChatError, toChatError } from '../errors';
import type { ChatError } from '../errors';
import type { Conversation } from '../model/conversation';
import type { ConversationId, LocalId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import { createConnection } from './connection';
import type { MachineState } from './connection-machine';
import { createConversationList } from './conversation-list';
import type { ConversationList } from './conversation-list';
import { createHistory } from './history';
import type { History } from './history';
import { createOutbox } from './outbox';
import type { Outbox } from './outbox';
import { draftKey, indexKey, readPositionKey, startPersistence } from './persistence';
import type { StoredIndex } from './persistence';
import { createPoller } from './poller';
import { createReceipts } from './receipts';
import type { Receipts } from './receipts';
import type { PersonScope } from './scope';
import { readStoredDraft } from './stored-draft';
import { createSync } from './sync';
import { createTabOwnership } from './tab-ownership';
import { createTyping } from './typing';
import type { Typing } from './typing';

export interface PersonOptions {
  readonly scope: PersonScope;
  readonly database: string;
  readonly credentials: Credentials;
  readonly onSessionEnded: (reason: 'expired' | 'revoked' | 'deactivated') => void;
  readonly onNewMessage: (message: Message) => void;
  readonly onSent: (message: Message) => void;
  readonly onFailed: (localId: LocalId, error: ChatError) => void;
}

/** Everything that runs while one person is signed in; ends with them. */
export interface Person {
  readonly history: History;
  readonly list: ConversationList;
  readonly outbox: Outbox;
  readonly receipts: Receipts;
  readonly typing: Typing;
  /** Brings the cache on screen, then the connection up. */
  start(): Promise<void>;
  stop(): Promise<void>;
  open(id: ConversationId): () => void;
  hurry(): void;
  receive(events: readonly ServerEvent[]): void;
  /** Brings what an action changed into the store. */
  afterAction(action: Action, result: unknown): void;
}

export function createPerson(options: PersonOptions): Person {
  const { scope } = options;
  const { adapter, store, storage, platform, clock } = scope;
  const opened = new Map<ConversationId, number>();
  const isOpen = (id: ConversationId): boolean => opened.has(id);
  const persistence = startPersistence(scope);
  const ownership = createTabOwnership(platform, options.database);
  const list = createConversationList(scope);
  const history: History = createHistory(scope, (id) => sync.isFullyLive(id));
  const outbox: Outbox = createOutbox({
    scope,
    ownership,
    loadCached: (id) => history.loadCached(id),
    onSent(message) {
      // Where live tells not everything, something may stand between the last known message and this one.
      if (isOpen(message.conversationId) && !sync.isFullyLive(message.conversationId)) {
        sync.lookSoon(message.conversationId);
      }
      options.onSent(message);
    },
    onFailed: options.onFailed,
    onResolved: (id) => {
      if (!outbox.isSending(id)) sync.releaseEchoes(id);
    },
  });
  const connection = createConnection({
    adapter,
    store,
    clock,
    platform,
    credentials: options.credentials,
    me: scope.me,
    watching: () => [...opened.keys()].reverse(),
    onEvents: (events) => sync.receive(events),
    onChanged: connectionChanged,
    onProbe: () => background(adapter.loadMe(scope.signal)),
  });
  const typing = createTyping(scope, (id, isTyping) => connection.sendTyping(id, isTyping));
  const sync = createSync({
    scope,
    history: () => history,
    list,
    isOpen,
    isLinkUp: () => connection.isOpen,
    isSending: (id) => outbox.isSending(id),
    onSessionEnded: options.onSessionEnded,
    onTyping: (event) => typing.heard(event),
    onNewMessage: options.onNewMessage,
  });
  const poller = createPoller({
    scope,
    openConversations: () => [...opened.keys()],
    isLinkUp: () => connection.isOpen,
    refreshList: () => freshen(),
    refreshConversation: (id) => history.catchUp(id, { peek: !platform.visible() }),
  });
  const receipts = createReceipts(scope, (conversationId, upTo: MessageId, messageIds) => {
    const localId = newLocalId(platform.randomId());
    outbox.enqueue({ kind: 'mark-read', localId, conversationId, createdAt: clock.now(), upTo, messageIds });
  });

  function background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const failure = toChatError(error);
      if (failure.code !== 'aborted') scope.report(failure);
    });
  }

  /** My profile, and what the adapter can do for me now that it knows me. */
  async function learnWhoIAm(): Promise<void> {
    const user = await adapter.loadMe(scope.signal);
    const { capabilities, limits } = adapter;
    store.apply([
      { type: 'user-received', user },
      { type: 'adapter-described', capabilities, limits },
    ]);
  }

  function connectionChanged(state: MachineState): void {
    if (state.name === 'offline' || state.name === 'closed' || state.name === 'connecting') {
      if (state.name !== 'connecting') outbox.setReady(false);
      return;
    }
    if (state.name === 'waiting') outbox.setReady(false);
    background(freshen());
  }

  /** Commands leave only after the list was fetched: what a lost answer is compared with must be today's. */
  async function freshen(): Promise<void> {
    try {
      await sync.catchUp();
      outbox.setReady(true);
      if (!connection.isOpen) markFresh();
    } catch (error) {
      // A server that answers, even with breakage, can be sent to; one that is out of reach cannot.
      const reached =
        isChatError(error) && !['network', 'timeout', 'aborted', 'unauthorized'].includes(error.code);
      outbox.setReady(reached);
      throw error;
    }
  }

  function markFresh(): void {
    if (store.getState().connection.name !== 'polling') return;
    store.apply([{ type: 'connection-changed', connection: { name: 'polling', freshAt: clock.now() } }]);
  }

  async function loadCache(): Promise<void> {
    const [users, conversations, index] = await Promise.all([
      storage.loadUsers(),
      storage.loadConversations(),
      storage.loadValue(indexKey),
    ]);
    const { drafts, readPositions } = asIndex(index);
    const storedDrafts = await Promise.all(
      drafts.map(async (id) => [id, readStoredDraft(await storage.loadValue(draftKey(id)))] as const),
    );
    const storedPositions = await Promise.all(
      readPositions.map(async (id) => [id, await storage.loadValue(readPositionKey(id))] as const),
    );
    store.apply([
      {
        type: 'cache-loaded',
        users,
        conversations,
        drafts: storedDrafts.flatMap(([id, draft]) => (draft === null ? [] : [[id, draft] as const])),
        readUpTo: storedPositions.flatMap(([id, order]) =>
          typeof order === 'number' ? [[id, order] as const] : [],
        ),
      },
    ]);
  }

  return {
    history,
    list,
    outbox,
    receipts,
    typing,
    async start() {
      await loadCache();
      await outbox.load();
      connection.start();
      poller.start();
      background(learnWhoIAm());
    },
    async stop() {
      poller.stop();
      typing.stop();
      connection.stop();
      sync.stop();
      await outbox.stop();
      await persistence.stop();
      history.forget();
    },
    open(id) {
      opened.set(id, (opened.get(id) ?? 0) + 1);
      if (opened.get(id) === 1) {
        connection.watch(id);
        background(history.loadCached(id));
        background(history.catchUp(id, { peek: !platform.visible() }));
        if (store.getState().conversations.get(id)?.members == null) background(loadDetail(id));
      }
      let closed = false;
      return () => {
        if (closed) return;
        closed = true;
        const count = (opened.get(id) ?? 1) - 1;
        if (count > 0) opened.set(id, count);
        else {
          opened.delete(id);
          connection.unwatch(id);
          typing.set(id, false);
        }
      };
    },
    hurry() {
      connection.hurry();
      background(freshen());
    },
    receive: (events) => sync.receive(events),
    afterAction(action, result) {
      if (isConversation(result)) {
        store.apply([{ type: 'conversation-received', conversation: result }]);
        // Only the detail names its people.
        background(list.loadOne(result.id));
      } else if (action.kind === 'leave-conversation' || action.kind === 'delete-conversation') {
        store.apply([{ type: 'conversation-removed', conversationId: action.conversationId }]);
      } else if (!isQuestion(action)) background(freshen());
    },
  };

  async function loadDetail(id: ConversationId): Promise<void> {
    if (store.getState().conversations.get(id)?.kind === 'group') await list.loadOne(id);
  }
}

function isConversation(value: unknown): value is Conversation {
  return typeof value === 'object' && value !== null && 'participants' in value && 'unreadCount' in value;
}

/** Asks and changes nothing. */
function isQuestion({ kind }: Action): boolean {
  return kind === 'list-blocks' || kind === 'list-directories' || kind === 'search-related';
}

export function newLocalId(random: string): LocalId {
  return `local-${random}` as LocalId;
}

function asIndex(value: unknown): StoredIndex {
  if (typeof value !== 'object' || value === null) return { drafts: [], readPositions: [] };
  const { drafts, readPositions } = value as Partial<StoredIndex>;
  return {
    drafts: Array.isArray(drafts) ? drafts : [],
    readPositions: Array.isArray(readPositions) ? readPositions : [],
  };
}
