import type { Conversation } from '../model/conversation';
import type { ConversationId, MessageId, UserId } from '../model/ids';
import type { Message } from '../model/message';
import type { User } from '../model/user';
import type { Action, ActionKind, ActionResult } from './action';
import type { Capabilities } from './capabilities';
import type { Command, CommandResult, ExecuteContext, Settlement } from './command';
import type { AdapterEnvironment, Grant } from './environment';
import type { Limits } from './limits';
import type { LiveConnection, LiveOptions, LiveSink } from './live';

export interface SignInDetails {
  readonly login: string;
  readonly password: string;
}

/** `next` is null on the last page; `users` are those the items mention. */
export interface ConversationPage {
  readonly conversations: readonly Conversation[];
  readonly users: readonly User[];
  readonly next: string | null;
}

export interface UserPage {
  readonly users: readonly User[];
  readonly next: string | null;
}

/** Newest first; `next` is null on the last page; `users` are those who wrote. */
export interface MessageSearchPage {
  readonly messages: readonly Message[];
  readonly users: readonly User[];
  readonly next: string | null;
}

/** Which part of a history: the newest, next to a known message, or a window around one. */
export type HistoryPosition =
  | { readonly name: 'newest' }
  | { readonly name: 'before' | 'after'; readonly messageId: MessageId; readonly order: number }
  | { readonly name: 'around'; readonly messageId: MessageId };

export interface HistoryRequest {
  readonly conversationId: ConversationId;
  readonly position: HistoryPosition;
  readonly limit: number;
  /** Do not mark as read; honoured where `capabilities.peek`. */
  readonly peek: boolean;
}

/** A contiguous piece of history, oldest first: nothing the server has lies between its items. */
export interface HistoryPage {
  readonly messages: readonly Message[];
  readonly users: readonly User[];
  readonly reachedStart: boolean;
  readonly reachedEnd: boolean;
  /** The server took this load as reading. */
  readonly markedRead: boolean;
}

/**
 * What a backend author writes: how one backend is spoken to. Never touches the store, never retries, never
 * remembers users' data. Every method throws `ChatError`; `outcome` must be honest.
 */
export interface ChatAdapter {
  readonly name: string;
  /** Names the deployment (adapter + base URL); with the user id it names the local database. */
  readonly scope: string;
  readonly capabilities: Capabilities;
  readonly limits: Limits;

  /** Whose token this is, where the token itself tells; lets the cache open before the network answers. */
  userIdOf?(accessToken: string): UserId | null;
  signIn?(details: SignInDetails, signal: AbortSignal): Promise<Grant>;
  refresh?(grant: Grant, signal: AbortSignal): Promise<Grant>;
  signOut?(grant: Grant, signal: AbortSignal): Promise<void>;

  loadMe(signal: AbortSignal): Promise<User>;
  /** People I can write to. */
  loadUsers(
    query: { readonly text: string; readonly directoryId?: string; readonly cursor: string | null },
    signal: AbortSignal,
  ): Promise<UserPage>;
  loadConversations(cursor: string | null, signal: AbortSignal): Promise<ConversationPage>;
  /** With members where the kind has them. `not-found` when it is gone or not mine. */
  loadConversation(
    id: ConversationId,
    signal: AbortSignal,
  ): Promise<{ readonly conversation: Conversation; readonly users: readonly User[] }>;
  loadMessages(request: HistoryRequest, signal: AbortSignal): Promise<HistoryPage>;
  /** Where `capabilities.search.messages` is supported. `conversationId` null asks all of them. */
  searchMessages?(
    query: {
      readonly text: string;
      readonly conversationId: ConversationId | null;
      readonly cursor: string | null;
    },
    signal: AbortSignal,
  ): Promise<MessageSearchPage>;

  execute(command: Command, context: ExecuteContext): Promise<CommandResult>;
  /** Looks on the server; asked where sending again would double, or where a broken server stays silent about it. */
  settle(command: Command, context: Omit<ExecuteContext, 'onProgress'>): Promise<Settlement>;
  perform<Kind extends ActionKind>(
    action: Action & { readonly kind: Kind },
    signal: AbortSignal,
  ): Promise<ActionResult<Kind>>;

  /** One attempt: no retry inside. Absent where there is nothing live. */
  connect?(sink: LiveSink, options: LiveOptions): LiveConnection;
}

/** What an app passes to `createChatClient`; the client opens it once. */
export type AdapterFactory = (environment: AdapterEnvironment) => ChatAdapter;
