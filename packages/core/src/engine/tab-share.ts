import { ChatError, isChatError } from '../errors';
import type { ConversationId, LocalId } from '../model/ids';
import type { ChatState, ConnectionState, LoadState } from '../store/state';
import type { StoreChange } from '../store/store';
import type { StoreEvent } from '../store/store-event';

/** What of a change the other tabs must know; the rest is this tab's own or comes from the disk. */
export function eventsToShare({ events, touched, after }: StoreChange, leads: boolean): StoreEvent[] {
  return events.flatMap((event): readonly StoreEvent[] => {
    switch (event.type) {
      case 'message-received':
      case 'message-changed':
      case 'message-removed':
      case 'reaction-changed':
      case 'messages-read':
      case 'unread-changed':
      case 'user-received':
      case 'conversation-received':
      case 'conversation-removed':
      case 'members-changed':
      case 'read-position-changed':
      case 'freshness-changed':
        return [event];
      case 'draft-changed':
        // The last word typed counts; a composer that was written in keeps what is in it.
        return [event];
      case 'history-loaded':
        // What was read from disk the others can read themselves.
        return event.knownBefore === null ? [] : [event];
      case 'conversation-list-completed':
        return [...touched.removedConversations].flatMap((conversationId) =>
          after.conversations.has(conversationId) ? [] : [{ type: 'conversation-removed', conversationId }],
        );
      case 'connection-changed':
      case 'conversation-list-load-changed':
      case 'adapter-described':
      case 'capabilities-changed':
      case 'live-interrupted':
      case 'typing-changed':
      case 'presence-changed':
      case 'outbox-item-removed':
        // Only who owns the connection can tell these.
        return leads ? [event] : [];
      case 'outbox-item-changed':
        return leads && event.item.saved ? [event] : [];
      case 'history-load-changed':
        // Said together with a message that leaves a hole, so that no gap row flashes anywhere.
        return leads && event.part === 'newest' ? [event] : [];
      case 'session-changed':
      case 'storage-changed':
      case 'cache-loaded':
      case 'cleared':
      case 'history-trimmed':
      case 'conversation-stale':
      case 'conversations-stale':
      case 'session-ended':
        return [];
    }
  });
}

/** What only the leader may say. */
export function isLeaders(event: StoreEvent): boolean {
  switch (event.type) {
    case 'connection-changed':
    case 'conversation-list-load-changed':
    case 'adapter-described':
    case 'capabilities-changed':
    case 'live-interrupted':
    case 'typing-changed':
    case 'presence-changed':
    case 'outbox-item-changed':
    case 'outbox-item-removed':
    case 'history-load-changed':
      return true;
    default:
      return false;
  }
}

/** The leader's state that is on no disk, as events. */
export function newsOf(state: ChatState): StoreEvent[] {
  const { connection, capabilities, limits, conversationList } = state;
  return [
    { type: 'adapter-described', capabilities, limits },
    { type: 'connection-changed', connection },
    { type: 'conversation-list-load-changed', load: conversationList },
    ...[...state.presence].map(
      ([userId, presence]) => ({ type: 'presence-changed', userId, ...presence }) as const,
    ),
    ...[...state.typing].flatMap(([conversationId, people]) =>
      people.map((person) => ({ type: 'typing-changed', conversationId, ...person, typing: true }) as const),
    ),
    ...[...state.outbox.entries.values()].map((item) => ({ type: 'outbox-item-changed', item }) as const),
  ];
}

/** Which commands the leader has, so that others drop what is done. */
export function queuedIn(state: ChatState): ReadonlySet<LocalId> {
  return new Set(state.outbox.entries.keys());
}

export function liveSince({ name, ...rest }: ConnectionState): number | null {
  return name === 'open' && 'since' in rest ? rest.since : null;
}

/** Errors as they can be cloned: a clone keeps of an error nothing but its text. */
export function packed(events: readonly StoreEvent[]): readonly StoreEvent[] {
  return events.map((event) =>
    withError(event, ({ message, ...fields }) => ({ ...fields, message }) as ChatError),
  );
}

/** What another tab told. An end of history that was open under another link than ours is open no more. */
export function unpacked(
  events: readonly StoreEvent[],
  told: {
    /** The link under which it was told. */
    readonly since: number | null;
    /** As it is known here. */
    readonly connection: ConnectionState;
    readonly isFullyLive: (id: ConversationId) => boolean;
  },
): readonly StoreEvent[] {
  let since = liveSince(told.connection);
  return events.map((event) => {
    if (event.type === 'connection-changed') since = liveSince(event.connection);
    if (event.type === 'history-loaded') {
      const holds = since !== null && since === told.since && told.isFullyLive(event.conversationId);
      return holds ? event : closed(event);
    }
    return withError(event, (plain) => new ChatError(plain.code, plain.message, optionsOf(plain)));
  });
}

function closed(event: Extract<StoreEvent, { type: 'history-loaded' }>): StoreEvent {
  const newest = event.messages[event.messages.length - 1];
  const ranges = event.ranges
    .map(({ from, to }) => ({ from, to: to === Infinity ? (newest?.order ?? from) : to }))
    .filter(({ to }) => to !== -Infinity);
  return { ...event, ranges };
}

function optionsOf({ retryable, outcome, status, retryAfterMs, fields, details }: ChatError) {
  return {
    retryable,
    outcome,
    fields,
    details,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function withError(event: StoreEvent, change: (error: ChatError) => ChatError): StoreEvent {
  const changed = <State extends LoadState | ConnectionState>(state: State): State =>
    'error' in state && isChatError(state.error) ? { ...state, error: change(state.error) } : state;
  switch (event.type) {
    case 'connection-changed':
      return { ...event, connection: changed(event.connection) };
    case 'conversation-list-load-changed':
    case 'history-load-changed':
      return { ...event, load: changed(event.load) };
    default:
      return event;
  }
}
