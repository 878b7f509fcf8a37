import type { ChatError } from '../errors';
import type { Conversation } from '../model/conversation';
import type { ConversationId, UserId } from '../model/ids';
import type { ServerEvent } from './server-event';

/** Why a link ended. `refused`: it never opened, which in a browser can also mean a refused token. */
export type LiveEnd =
  | { readonly name: 'lost'; readonly error: ChatError }
  | { readonly name: 'refused'; readonly error: ChatError }
  /** The server's subscriptions are stale or incomplete: connect anew at once and catch up. */
  | { readonly name: 'renew' }
  /** This deployment will not give a live link; stay polled and try rarely. */
  | { readonly name: 'unavailable'; readonly error: ChatError };

/** Where a live connection puts what it hears. Calls after `close()` are ignored. */
export interface LiveSink {
  opened(): void;
  events(events: readonly ServerEvent[]): void;
  /** Any inbound byte: feeds the silence watchdog. */
  heard(): void;
  ended(end: LiveEnd): void;
}

export interface LiveOptions {
  readonly token: string | null;
  /** Conversations on screen or recent, most important first; a budget has been applied. */
  readonly watching: readonly ConversationId[];
  /** Me: own echoes and own typing are told apart by it. */
  readonly me: UserId;
  /** What the store knows of a conversation; some frames say who, but not where. */
  readonly conversations: () => Iterable<Conversation>;
}

/** An open (or opening) link; the engine owns its life. */
export interface LiveConnection {
  /** Longest silence of a healthy link in milliseconds; null when silence proves nothing. */
  readonly maxSilenceMs: number | null;
  watch(conversationId: ConversationId): void;
  unwatch(conversationId: ConversationId): void;
  sendTyping(conversationId: ConversationId, typing: boolean): void;
  close(): void;
}
