import type { Coverage } from '../adapter/capabilities';
import type { Timer } from '../adapter/environment';
import type { ServerEvent } from '../adapter/server-event';
import { toChatError } from '../errors';
import { elapsedSince } from '../lib/elapsed';
import type { ConversationId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import type { ChatState } from '../store/state';
import type { StoreChange } from '../store/store';
import type { StoreEvent } from '../store/store-event';
import { findMessage } from '../store/timeline';
import { createAgain } from './again';
import type { Again } from './again';
import type { ConversationList } from './conversation-list';
import type { History } from './history';
import type { PersonScope } from './scope';

export interface Sync {
  /** Everything live passes here on its way to the store. */
  receive(events: readonly ServerEvent[]): void;
  /** What another tab received: shown here too, and stored already. */
  receiveElsewhere(events: readonly StoreEvent[]): void;
  /** The link came up or the page woke: fetch what was missed, everywhere. Resolves once the list is fresh. */
  catchUp(): Promise<void>;
  /** Something may have changed there: look soon, once for many hints. */
  lookSoon(id: ConversationId): void;
  /** Now; should it fail, it is asked again later by itself. */
  look(id: ConversationId): Promise<void>;
  isFullyLive(id: ConversationId): boolean;
  /** The fate of an own send is known: echoes held back for it may pass. */
  releaseEchoes(id: ConversationId): void;
  stop(): void;
}

export interface SyncOptions {
  readonly scope: PersonScope;
  readonly history: () => History;
  readonly list: ConversationList;
  /** In any tab. */
  readonly isOpen: (id: ConversationId) => boolean;
  /** Open in a tab somebody looks at: loading its history may mark it as read. */
  readonly isSeen: (id: ConversationId) => boolean;
  /** The live link listens to it. */
  readonly isWatched: (id: ConversationId) => boolean;
  readonly isLinkUp: () => boolean;
  /** An own send of this conversation is out and its server id is not known yet. */
  readonly isSending: (id: ConversationId) => boolean;
  readonly onSessionEnded: (reason: 'expired' | 'revoked' | 'deactivated') => void;
  readonly onTyping: (event: Extract<ServerEvent, { type: 'typing-changed' }>) => void;
  readonly onNewMessage: (message: Message) => void;
}

type MessageReceived = Extract<ServerEvent, { readonly type: 'message-received' }>;

/** A conversation that was hinted at: when it is looked at next, and was last. */
interface Look {
  timer: Timer | null;
  lookedAt: number;
  readonly again: Again;
}

const hintDelayMs = 250;
/** While hints keep coming, a conversation is looked at no more often than this. */
const lookIntervalMs = 2_000;
const echoHoldMs = 15_000;
const parallelCatchUps = 2;

export function createSync(options: SyncOptions): Sync {
  const { scope, list } = options;
  const { store, clock, me } = scope;
  const looks = new Map<ConversationId, Look>();
  const held = new Map<ConversationId, { events: MessageReceived[]; timer: Timer }>();
  let listTimer: Timer | null = null;
  const listAgain = createAgain(scope, () => background(refreshList()));
  let stopped = false;

  const stopObserving = store.observe((change) => {
    if (change.origin === 'here' && !stopped && isCountDoubtful(change)) refreshListSoon();
  });

  /** What was deleted, or came with a page and not live, may or may not be in the count: the server knows. */
  function isCountDoubtful({ before, after, touched, events }: StoreChange): boolean {
    const hasUnread = (id: ConversationId): boolean => (after.conversations.get(id)?.unreadCount ?? 0) > 0;
    const isDeleted = ({ timelines }: ChatState, id: ConversationId, messageId: MessageId): boolean => {
      const timeline = timelines.get(id);
      return timeline !== undefined && findMessage(timeline, messageId)?.deleted === true;
    };
    const hasPagedIn = (event: StoreEvent): boolean => {
      if (event.type !== 'history-loaded' || event.knownBefore === null) return false;
      const known = before.timelines.get(event.conversationId);
      const oldest = known?.messages.at(0);
      const last = before.conversations.get(event.conversationId)?.lastMessage ?? null;
      return event.messages.some(
        (message) =>
          message.authorId !== me &&
          (known === undefined || oldest === undefined
            ? last === null || message.createdAt > last.createdAt
            : message.order > oldest.order && findMessage(known, message.id) === undefined),
      );
    };
    return (
      events.some(hasPagedIn) ||
      [...touched.removedMessages.keys()].some(hasUnread) ||
      [...touched.messages].some(
        ([id, messageIds]) =>
          hasUnread(id) &&
          [...messageIds].some((one) => isDeleted(after, id, one) && !isDeleted(before, id, one)),
      )
    );
  }

  function isFullyLive(id: ConversationId): boolean {
    return options.isLinkUp() && isCovered(messageCoverage(id), options.isWatched(id));
  }

  function messageCoverage(id: ConversationId): Coverage {
    const state = store.getState();
    const kind = state.conversations.get(id)?.kind ?? 'direct';
    return state.capabilities.live[kind].messages;
  }

  function background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const failure = toChatError(error);
      if (failure.code !== 'aborted') scope.report(failure);
    });
  }

  function receive(events: readonly ServerEvent[]): void {
    const passed: StoreEvent[] = [];
    for (const event of events) {
      if (event.type !== 'message-received') passed.push(event);
      else if (mustWait(event)) hold(event);
      // What was held back of the same message is older.
      else passed.push(...takeHeld(event.message), event);
    }
    const fresh = passed.flatMap((event) =>
      event.type === 'message-received' && isNew(event.message) ? [event] : [],
    );
    const late = fresh.some(({ message }) => isOvertaken(message));
    // Said together with the message, so that no gap row flashes while the hole before it is looked into.
    for (const { message } of fresh)
      if (needsLook(message)) passed.push(loadingNewest(message.conversationId));
    store.apply(passed);
    for (const event of passed) react(event as ServerEvent);
    for (const { message } of fresh) {
      if (message.authorId !== me) options.onNewMessage(message);
      if (needsLook(message)) lookSoon(message.conversationId);
    }
    // Whether it was counted with the one that overtook it, only the server knows.
    if (late) refreshListSoon();
  }

  function receiveElsewhere(events: readonly StoreEvent[]): void {
    const fresh = events.flatMap((event) =>
      event.type === 'message-received' && isNew(event.message) && event.message.authorId !== me
        ? [event.message]
        : [],
    );
    store.apply(events, 'elsewhere');
    for (const event of events) if (event.type === 'typing-changed') options.onTyping(event);
    for (const message of fresh) options.onNewMessage(message);
  }

  function react(event: ServerEvent): void {
    switch (event.type) {
      case 'conversation-stale':
        if (!store.getState().conversations.has(event.conversationId)) return refreshListSoon();
        return lookSoon(event.conversationId);
      case 'conversations-stale':
        return refreshListSoon();
      case 'message-received':
        if (!store.getState().conversations.has(event.message.conversationId)) refreshListSoon();
        return;
      case 'session-ended':
        return options.onSessionEnded(event.reason);
      case 'typing-changed':
        return options.onTyping(event);
      default:
        return;
    }
  }

  function isNew(message: Message): boolean {
    const timeline = store.getState().timelines.get(message.conversationId);
    return timeline === undefined || findMessage(timeline, message.id) === undefined;
  }

  /** A newer one of its conversation is known already. */
  function isOvertaken({ conversationId, authorId, createdAt }: Message): boolean {
    const last = store.getState().conversations.get(conversationId)?.lastMessage;
    return authorId !== me && last != null && createdAt <= last.createdAt;
  }

  /** A partial message, or one before which something may be missing, makes us look. */
  function needsLook(message: Message): boolean {
    if (!message.complete) return true;
    return options.isOpen(message.conversationId) && !isFullyLive(message.conversationId);
  }

  function loadingNewest(conversationId: ConversationId): StoreEvent {
    return { type: 'history-load-changed', conversationId, part: 'newest', load: { name: 'loading' } };
  }

  /** An echo of mine without its local id must not stand beside the row that waits for its answer. */
  function mustWait(event: MessageReceived): boolean {
    const { message } = event;
    return (
      message.authorId === me &&
      event.localId === undefined &&
      message.localId === undefined &&
      isNew(message) &&
      options.isSending(message.conversationId)
    );
  }

  function hold(event: MessageReceived): void {
    const id = event.message.conversationId;
    const known = held.get(id);
    if (known !== undefined) known.events.push(event);
    else held.set(id, { events: [event], timer: clock.after(echoHoldMs, () => release(id)) });
  }

  function release(id: ConversationId): void {
    const waiting = held.get(id);
    if (waiting === undefined) return;
    held.delete(id);
    waiting.timer.cancel();
    // A page that brought one meanwhile may know more than its echo, or less.
    if (waiting.events.some(({ message }) => !isNew(message))) lookSoon(id);
    store.apply(waiting.events);
  }

  function takeHeld({ id, conversationId }: Message): readonly MessageReceived[] {
    const waiting = held.get(conversationId);
    const taken = waiting?.events.filter(({ message }) => message.id === id) ?? [];
    if (waiting !== undefined && taken.length > 0)
      waiting.events = waiting.events.filter((event) => !taken.includes(event));
    return taken;
  }

  function lookSoon(id: ConversationId): void {
    const look = lookOf(id);
    if (stopped || look.timer !== null) return;
    const delayMs = Math.max(hintDelayMs, lookIntervalMs - elapsedSince(look.lookedAt, clock.now()));
    look.timer = clock.after(delayMs, () => {
      look.timer = null;
      look.lookedAt = clock.now();
      background(lookAt(id));
    });
  }

  function lookOf(id: ConversationId): Look {
    const known = looks.get(id);
    if (known !== undefined) return known;
    const again = createAgain(scope, () => background(lookAt(id)));
    const look: Look = { timer: null, lookedAt: -Infinity, again };
    looks.set(id, look);
    return look;
  }

  async function lookAt(id: ConversationId): Promise<void> {
    const { again } = lookOf(id);
    try {
      await options.history().catchUp(id, { peek: mustPeek(id), afresh: true });
      again.done();
    } catch (error) {
      const failure = toChatError(error);
      if (!stopped) again.failed(failure);
      throw failure;
    }
  }

  function mustPeek(id: ConversationId): boolean {
    return !options.isSeen(id);
  }

  function refreshListSoon(): void {
    if (stopped) return;
    listTimer ??= clock.after(hintDelayMs, () => {
      listTimer = null;
      background(refreshList());
    });
  }

  async function refreshList(): Promise<void> {
    try {
      const { changed, overtaken } = await list.refresh();
      if (!overtaken) listAgain.done();
      else if (!stopped) listAgain.overtaken();
      for (const id of changed) if (options.isOpen(id)) lookSoon(id);
    } catch (error) {
      const failure = toChatError(error);
      if (!stopped) listAgain.failed(failure);
      throw failure;
    }
  }

  async function catchUp(): Promise<void> {
    const { changed, overtaken } = await list.refresh();
    if (overtaken && !stopped) listAgain.overtaken();
    background(catchUpHistories(new Set(changed)));
  }

  /** What is on screen first; then every conversation whose history is kept here and has news. */
  async function catchUpHistories(changed: ReadonlySet<ConversationId>): Promise<void> {
    const state = store.getState();
    const open = state.conversationOrder.filter((id) => options.isOpen(id));
    const behind = state.conversationOrder.filter(
      (id) => !options.isOpen(id) && state.timelines.has(id) && (changed.has(id) || lacksLast(id)),
    );
    const queue = [...open, ...behind];
    const worker = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined && !stopped; id = queue.shift()) {
        await lookAt(id).catch((error: unknown) => scope.report(toChatError(error)));
      }
    };
    await Promise.all(Array.from({ length: parallelCatchUps }, worker));
  }

  function lacksLast(id: ConversationId): boolean {
    const state = store.getState();
    const last = state.conversations.get(id)?.lastMessage?.id ?? null;
    const timeline = state.timelines.get(id);
    return last !== null && timeline !== undefined && findMessage(timeline, last) === undefined;
  }

  return {
    receive,
    receiveElsewhere,
    catchUp,
    lookSoon,
    look: lookAt,
    isFullyLive,
    releaseEchoes: release,
    stop() {
      stopped = true;
      stopObserving();
      listTimer?.cancel();
      listAgain.done();
      for (const { timer, again } of looks.values()) {
        timer?.cancel();
        again.done();
      }
      for (const waiting of held.values()) waiting.timer.cancel();
      looks.clear();
      held.clear();
    },
  };
}

export function isCovered(coverage: Coverage, watching: boolean): boolean {
  return coverage === 'always' || (coverage === 'while-watching' && watching);
}
