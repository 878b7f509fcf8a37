import { ChatError, isChatError } from '../errors';
import type { ChatErrorOptions } from '../errors';
import type { ConversationId, LocalId } from '../model/ids';
import type { ChatState, ConnectionState, LoadState } from '../store/state';
import type { StoreChange } from '../store/store';
import type { StoreEvent } from '../store/store-event';

/** Who tells the other tabs: the one where it became true, only the leader, or nobody. */
const tellers: Readonly<Record<StoreEvent['type'], 'any' | 'leader' | 'none'>> = {
  'message-received': 'any',
  'message-changed': 'any',
  'message-removed': 'any',
  'reaction-changed': 'any',
  'messages-read': 'any',
  'unread-changed': 'any',
  'user-received': 'any',
  'conversation-received': 'any',
  'conversation-removed': 'any',
  'members-changed': 'any',
  'read-position-changed': 'any',
  'freshness-changed': 'any',
  // The last word typed counts; a composer that was written in keeps what is in it.
  'draft-changed': 'any',
  'history-loaded': 'any',
  // Only who owns the connection and the queue can tell these.
  'connection-changed': 'leader',
  'live-interrupted': 'leader',
  'adapter-described': 'leader',
  'capabilities-changed': 'leader',
  'conversation-list-load-changed': 'leader',
  'history-load-changed': 'leader',
  'typing-changed': 'leader',
  'presence-changed': 'leader',
  'outbox-item-changed': 'leader',
  'outbox-item-removed': 'leader',
  // A tab's own, or a question to the engine.
  'session-changed': 'none',
  'storage-changed': 'none',
  'cache-loaded': 'none',
  cleared: 'none',
  'history-trimmed': 'none',
  'conversation-list-completed': 'none',
  'conversation-stale': 'none',
  'conversations-stale': 'none',
  'session-ended': 'none',
};

/** What of a change the other tabs must know. */
export function eventsToShare({ events, touched, after }: StoreChange, leads: boolean): StoreEvent[] {
  return events.flatMap((event): readonly StoreEvent[] => {
    const teller = tellers[event.type];
    switch (event.type) {
      case 'conversation-list-completed':
        return [...touched.removedConversations].flatMap((conversationId) =>
          after.conversations.has(conversationId) ? [] : [{ type: 'conversation-removed', conversationId }],
        );
      case 'history-loaded':
        // What was read from disk the others can read themselves.
        return event.knownBefore === null ? [] : [event];
      case 'history-load-changed':
        // Said together with a message that leaves a hole, so that no gap row flashes anywhere.
        return leads && event.part === 'newest' ? [event] : [];
      case 'outbox-item-changed':
        return leads && event.item.saved ? [event] : [];
      default:
        return teller === 'any' || (teller === 'leader' && leads) ? [event] : [];
    }
  });
}

export function isLeaders({ type }: StoreEvent): boolean {
  return tellers[type] === 'leader';
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
    return withError(event, (plain) => new ChatError(plain.code, plain.message, plain as ChatErrorOptions));
  });
}

function closed(event: Extract<StoreEvent, { type: 'history-loaded' }>): StoreEvent {
  const newest = event.messages[event.messages.length - 1];
  const ranges = event.ranges
    .map(({ from, to }) => ({ from, to: to === Infinity ? (newest?.order ?? from) : to }))
    .filter(({ to }) => to !== -Infinity);
  return { ...event, ranges };
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
