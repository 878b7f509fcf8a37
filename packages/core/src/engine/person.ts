import type { Action } from '../adapter/action';
import type { Credentials } from '../adapter/environment';
import { isChatError, toChatError } from '../errors';
import type { ChatError } from '../errors';
import type { Conversation } from '../model/conversation';
import type { ConversationId, LocalId } from '../model/ids';
import type { Message } from '../model/message';
import { createAgain } from './again';
import { createConnection } from './connection';
import type { MachineState } from './connection-machine';
import { createConversationList } from './conversation-list';
import type { ConversationList } from './conversation-list';
import { createHistory } from './history';
import type { History } from './history';
import { newLocalId } from './local-id';
import { createMemoryBound } from './memory-bound';
import { createOutbox } from './outbox';
import type { Outbox } from './outbox';
import { startPersistence } from './persistence';
import { createPoller } from './poller';
import { readCache } from './read-cache';
import { createReceipts } from './receipts';
import type { Receipts } from './receipts';
import { createMessageSearch } from './message-search';
import type { SearchMessages } from './message-search';
import type { PersonScope } from './scope';
import type { SessionEndReason } from './session';
import { createSync } from './sync';
import { createTabAudience } from './tab-audience';
import { createTabGroup } from './tab-group';
import type { TabMessage } from './tab-message';
import { createTabReplica } from './tab-replica';
import { createTyping } from './typing';
import type { Typing } from './typing';
import { createWatching } from './watching';

export interface PersonOptions {
  readonly scope: PersonScope;
  readonly database: string;
  /** Other tabs see what this one stores. */
  readonly shared: boolean;
  readonly credentials: Credentials;
  readonly expireAfterMs: number;
  readonly onSessionEnded: (reason: SessionEndReason) => void;
  /** In another tab, at this time (epoch milliseconds). */
  readonly onEndedElsewhere: (reason: SessionEndReason, at: number) => void;
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
  readonly searchMessages: SearchMessages;
  /** Brings the cache on screen, then, in the tab that leads, the connection up. */
  start(): Promise<void>;
  /** `discard`: nothing is written any more. */
  stop(discard: boolean): Promise<void>;
  open(id: ConversationId): () => void;
  hurry(): void;
  /** Brings what an action changed into the store. */
  afterAction(action: Action, result: unknown): void;
  /** While a command is under way, resolves once this tab has made sure that it may still send. */
  mayAsk(): Promise<unknown>;
  /** Storage went over to memory: what is stored from now on no other tab can see. */
  isolate(): void;
  tellEnded(reason: SessionEndReason): void;
}

export function createPerson(options: PersonOptions): Person {
  const { scope } = options;
  const { adapter, store, storage, platform, clock } = scope;
  const opened = new Map<ConversationId, number>();
  /** What the leader's link listens to, for all tabs. */
  let watched: readonly ConversationId[] = [];
  let started = false;
  let degraded = false;

  const persistence = startPersistence(scope);
  const audience = createTabAudience({
    platform,
    clock,
    opened: () => [...opened.keys()].reverse(),
    onChanged: updateWatches,
  });
  const watching = createWatching({ store, opened: audience.watched, onChanged: updateWatches });
  const group = createTabGroup({
    platform,
    clock,
    database: options.database,
    shared: options.shared,
    view: audience.own,
    isBusy: () => outbox.isBusy,
    isIrreplaceable: () => degraded,
    onLead: () => background(lead()),
    onFollow: follow,
    onNewLeader() {
      // The old leader's link is gone.
      disconnected();
      group.sayHere();
      outbox.askAgain();
    },
    onMissed() {
      disconnected();
      group.sayHere(true);
      background(freshen());
    },
    onMessage: hear,
    report: scope.report,
  });
  const list = createConversationList(scope);
  const freshenAgain = createAgain(scope, () => background(freshen()));
  const history: History = createHistory(scope, (id) => sync.isFullyLive(id));
  const memory = createMemoryBound({
    scope,
    isOpen: (id) => opened.has(id),
    onScreen: (id) => history.onScreen(id),
    onDropped: (id) => history.drop(id),
  });
  const outbox: Outbox = createOutbox({
    scope,
    expireAfterMs: options.expireAfterMs,
    confirm: group.confirm,
    loadCached: (id) => history.loadCached(id),
    onSent(message) {
      // Where live tells not everything, something may stand between the last known message and this one.
      const id = message.conversationId;
      if (group.leads && audience.isOpen(id) && !sync.isFullyLive(id)) sync.lookSoon(id);
      options.onSent(message);
    },
    onFailed: options.onFailed,
    onResolved: (id) => {
      if (!outbox.isSending(id)) sync.releaseEchoes(id);
    },
    tellGiven: () => group.post({ type: 'given' }),
    ask: (what, localId) => group.post({ type: 'asked', what, localId }),
  });
  const connection = createConnection({
    adapter,
    store,
    clock,
    platform,
    credentials: options.credentials,
    me: scope.me,
    watching: currentlyWatched,
    onEvents(events) {
      sync.receive(events);
      // Frames are rare in a hidden page, and others may be looked at.
      if (audience.hasOthers) store.getState();
    },
    onChanged: connectionChanged,
    onProbe: () => background(adapter.loadMe(scope.signal)),
  });
  const typing = createTyping(scope, (conversationId, isTyping) => {
    if (group.leads) connection.sendTyping(conversationId, isTyping);
    else group.post({ type: 'typing', conversationId, typing: isTyping });
  });
  const sync = createSync({
    scope,
    history: () => history,
    list,
    isOpen: audience.isOpen,
    isSeen: audience.isSeen,
    isWatched: (id) => watched.includes(id),
    isLinkUp,
    isSending: (id) => outbox.isSending(id),
    onSessionEnded: options.onSessionEnded,
    onTyping: (event) => typing.heard(event),
    onNewMessage: options.onNewMessage,
  });
  const poller = createPoller({
    scope: {
      ...scope,
      platform: {
        ...platform,
        visible: audience.visible,
        // Of tabs that are looked at elsewhere only that is known.
        attended: () => !platform.visible() || platform.attended(),
      },
    },
    openConversations: audience.watched,
    isLinkUp,
    isWatched: (id) => watched.includes(id),
    refreshList: freshen,
    refreshConversation: (id) => history.catchUp(id, { peek: !audience.isSeen(id), quiet: true }),
  });
  const receipts = createReceipts(scope, (conversationId, upTo, messageIds) => {
    const localId = newLocalId(platform.randomId());
    outbox.enqueue({ kind: 'mark-read', localId, conversationId, createdAt: clock.now(), upTo, messageIds });
  });
  const replica = createTabReplica({
    scope,
    group,
    hasOthers: () => audience.hasOthers,
    flush: () => persistence.flush(),
    watched: () => watched,
    isFullyLive: sync.isFullyLive,
    receive(events) {
      outbox.heard(events);
      sync.receiveElsewhere(events);
    },
    onNews(news) {
      watched = news.watched;
      outbox.queuedElsewhere(news.queued);
    },
  });

  function background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const failure = toChatError(error);
      if (failure.code !== 'aborted') scope.report(failure);
    });
  }

  /** The leader's link serves all tabs; the others know it from what it tells. */
  function isLinkUp(): boolean {
    return group.leads ? connection.isOpen : store.getState().connection.name === 'open';
  }

  function hear(message: TabMessage, from: { readonly tab: string; readonly leads: boolean }): void {
    switch (message.type) {
      case 'here':
        if (!group.leads) return;
        audience.hear(from.tab, message);
        if (degraded) return isolate();
        if (message.news) background(replica.postNews());
        return;
      case 'gone':
        return audience.forget(from.tab);
      case 'news':
      case 'events':
        replica.hear(message, from.leads);
        if (message.type === 'news' && from.leads) {
          group.welcomed();
          outbox.askAgain();
        }
        return;
      case 'watching':
        if (from.leads) watched = message.watched;
        return;
      case 'given':
        return background(outbox.adopt());
      case 'asked':
        if (group.leads) outbox[message.what](message.localId);
        return;
      case 'typing':
        if (group.leads) connection.sendTyping(message.conversationId, message.typing);
        return;
      case 'hurry':
        if (group.leads) hurry();
        return;
      case 'ended':
        return options.onEndedElsewhere(message.reason, message.at);
      case 'leading':
      case 'take-over':
        return;
    }
  }

  async function lead(): Promise<void> {
    if (!started) return;
    // Nobody was linked between the last leader and this one.
    store.apply([{ type: 'live-interrupted' }]);
    currentlyWatched();
    await outbox.lead({ adopts: !degraded });
    if (!group.leads || !started) return;
    connection.start();
    poller.start();
    background(learnWhoIAm());
    await replica.postNews();
  }

  function follow(): void {
    if (!started) return;
    outbox.follow();
    poller.stop();
    freshenAgain.done();
    connection.stop();
    audience.forgetAll();
    disconnected();
    // What is in memory only nobody else can send.
    if (degraded) isolate();
  }

  /** Until the leader tells how it is linked. */
  function disconnected(): void {
    watched = [];
    store.apply([
      { type: 'live-interrupted' },
      { type: 'connection-changed', connection: { name: 'connecting', attempt: 1 } },
    ]);
  }

  function updateWatches(): void {
    if (!group.leads) return;
    const before = watched;
    currentlyWatched();
    for (const id of before) if (!watched.includes(id)) unwatch(id);
    for (const id of watched) if (!before.includes(id)) connection.watch(id);
  }

  function currentlyWatched(): readonly ConversationId[] {
    const before = watched;
    watched = watching.current();
    const same = watched.length === before.length && watched.every((id) => before.includes(id));
    if (!same && audience.hasOthers) group.post({ type: 'watching', watched });
    return watched;
  }

  function unwatch(conversationId: ConversationId): void {
    connection.unwatch(conversationId);
    const { capabilities, conversations } = store.getState();
    const { messages } = capabilities.live[conversations.get(conversationId)?.kind ?? 'direct'];
    if (messages !== 'always') store.apply([{ type: 'live-interrupted', conversationId }]);
  }

  function viewChanged(): void {
    if (group.leads) updateWatches();
    else group.sayHere();
  }

  /** My profile, and what the adapter can do for me now that it knows me. */
  async function learnWhoIAm(): Promise<void> {
    const user = await adapter.loadMe(scope.signal);
    store.apply([{ type: 'user-received', user }]);
    // A live link teaches an adapter more, and only the leader has one.
    const { capabilities, limits } = adapter;
    if (group.leads) store.apply([{ type: 'adapter-described', capabilities, limits }]);
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
      freshenAgain.done();
      if (!group.leads) return;
      outbox.setReady(true);
      if (!connection.isOpen) markFresh();
    } catch (error) {
      // A server that answers, even with breakage, can be sent to; one that is out of reach cannot.
      const reached =
        isChatError(error) && !['network', 'timeout', 'aborted', 'unauthorized'].includes(error.code);
      if (group.leads) outbox.setReady(reached);
      // Where this tab has the link, coming online asks by itself.
      if (started && (!group.leads || platform.online())) freshenAgain.failed(toChatError(error));
      throw error;
    }
  }

  function markFresh(): void {
    if (store.getState().connection.name !== 'polling') return;
    store.apply([{ type: 'connection-changed', connection: { name: 'polling', freshAt: clock.now() } }]);
  }

  function hurry(): void {
    if (!group.leads) return group.post({ type: 'hurry' });
    connection.hurry();
    background(freshen());
  }

  function isolate(): void {
    if (!degraded) outbox.keepInMemory();
    degraded = true;
    if (group.alone || !started) return;
    // Alone it can go on with everything it has; with others, what is on disk is theirs.
    if (!group.leads) group.isolate();
    else if (audience.hasOthers) group.stepDown();
  }

  return {
    history,
    list,
    outbox,
    receipts,
    typing,
    searchMessages: createMessageSearch(scope, () => persistence.flush()),
    async start() {
      const early = readCache(storage);
      const how = await group.join();
      // While others write, only what was read after they knew of this tab is complete with what they tell.
      const cache = how === 'follows' ? await readCache(storage) : await early;
      if (scope.signal.aborted) return;
      store.apply([cache]);
      if (!group.leads) await outbox.showStored();
      if (scope.signal.aborted) return;
      started = true;
      replica.ready();
      if (group.leads) await lead();
      else background(learnWhoIAm());
    },
    async stop(discard) {
      started = false;
      replica.stop();
      poller.stop();
      freshenAgain.done();
      typing.stop();
      connection.stop();
      sync.stop();
      await outbox.stop(discard);
      await persistence.stop(discard);
      group.leave();
      memory.stop();
      watching.stop();
      history.forget();
    },
    open(id) {
      opened.set(id, (opened.get(id) ?? 0) + 1);
      if (opened.get(id) === 1) {
        memory.used(id);
        viewChanged();
        background(history.loadCached(id));
        background(sync.look(id));
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
          history.leave(id);
          memory.used(id);
          viewChanged();
          typing.set(id, false);
        }
      };
    },
    hurry,
    afterAction(action, result) {
      if (isConversation(result)) {
        store.apply([{ type: 'conversation-received', conversation: result }]);
        // Only the detail names its people.
        background(list.loadOne(result.id));
      } else if (action.kind === 'leave-conversation' || action.kind === 'delete-conversation') {
        store.apply([{ type: 'conversation-removed', conversationId: action.conversationId }]);
      } else if (!isQuestion(action)) background(freshen());
    },
    mayAsk: () => (outbox.isBusy ? group.confirm() : Promise.resolve()),
    isolate,
    tellEnded: (reason) => group.post({ type: 'ended', reason, at: clock.now() }),
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
