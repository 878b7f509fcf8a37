import type { Action, ActionKind, ActionResult } from './adapter/action';
import type { SignInDetails, UserPage } from './adapter/adapter';
import type { FoundMessages, MessageQuery } from './engine/message-search';
import type { ChatError } from './errors';
import type { ConversationId, LocalId, MessageId, MessageKey, UserId } from './model/ids';
import type { Message, RelatedEntity } from './model/message';
import type { StorageHealth } from './storage/storage';
import type { OutboxView } from './store/select-outbox';
import type { ChatState, Draft } from './store/state';
import type { Gap } from './store/view';

export type Unsubscribe = () => void;

export interface SendDraft {
  readonly text: string;
  readonly replyTo?: MessageId | LocalId | null;
  /** Checked against the backend's limits before anything is queued. */
  readonly files?: readonly File[];
  readonly subject?: string;
  readonly related?: readonly RelatedEntity[];
  /** Whom the text mentions, written there as `User.mention` says; backends that read the text ignore the ids. */
  readonly mentions?: readonly UserId[];
}

/** Past facts a host may listen to; state is read with `getState`. */
export interface ChatClientEvents {
  /** A message of somebody else that was not known before, live or caught up. */
  'message-received': (message: Message) => void;
  'message-sent': (message: Message) => void;
  'message-failed': (localId: LocalId, error: ChatError) => void;
  'session-ended': (reason: 'by-user' | 'expired' | 'revoked' | 'deactivated') => void;
  /** Nothing was lost, but something odd came in or could not be done in the background. */
  warning: (error: ChatError) => void;
}

/** What an app holds: the verbs of chat. Arguments are checked here; the work is the engine's. */
export interface ChatClient {
  getState(): ChatState;
  /** Told at most once per frame. */
  subscribe(listener: () => void): Unsubscribe;
  on<Name extends keyof ChatClientEvents>(name: Name, listener: ChatClientEvents[Name]): Unsubscribe;

  /**
   * Opens the cache, the session and the connection; what fails is also told as a `warning`. Safe to call again; undone
   * by `close`.
   */
  start(): Promise<void>;
  /** Ends every socket, timer and listener; what is queued stays on disk. */
  close(): Promise<void>;
  /** Rejects with `aborted` when the client is closed meanwhile. */
  signIn(details: SignInDetails): Promise<void>;
  /** Wipes this person's data from this browser and ends the session in all its tabs. */
  signOut(): Promise<void>;
  /** Try the link and the queue now instead of at the next planned time. */
  reconnect(): void;

  /** Loads, keeps live and up to date until the returned function is called. */
  openConversation(conversationId: ConversationId): Unsubscribe;
  loadMoreConversations(): Promise<void>;
  refreshConversations(): Promise<void>;
  loadOlder(conversationId: ConversationId): Promise<void>;
  loadNewer(conversationId: ConversationId): Promise<void>;
  loadAround(conversationId: ConversationId, messageId: MessageId): Promise<void>;
  fillGap(conversationId: ConversationId, gap: Gap): Promise<void>;
  /** Which rows are on screen, as they scroll: they stay in memory, and what may be out of date is asked again. */
  setOnScreen(conversationId: ConversationId, first: MessageKey, last: MessageKey): void;

  /** Throws `invalid` or `too-large` at once for what the backend would refuse; else queues durably. */
  sendMessage(conversationId: ConversationId, draft: SendDraft): LocalId;
  editMessage(conversationId: ConversationId, target: MessageId | LocalId, text: string): void;
  deleteMessage(
    conversationId: ConversationId,
    target: MessageId | LocalId,
    options?: { readonly scope?: 'everyone' | 'me'; readonly hard?: boolean },
  ): void;
  addReaction(conversationId: ConversationId, target: MessageId | LocalId, emoji: string): void;
  removeReaction(conversationId: ConversationId, target: MessageId | LocalId, emoji: string): void;
  setPinned(conversationId: ConversationId, target: MessageId, pinned: boolean): void;
  /** Queues a command that only this backend knows, durably; its adapter's README names them and their payloads. */
  executeHostCommand(conversationId: ConversationId, name: string, payload: unknown): LocalId;
  /** What waits to be sent, in all tabs of this person. The same object while nothing in it changed. */
  getOutbox(): OutboxView;
  /** Sends a failed command again. */
  retry(localId: LocalId): void;
  /** Removes a command that was not carried out; stops its upload. */
  discard(localId: LocalId): void;

  /** Call while the conversation is on screen and focused; coalesced. */
  markRead(conversationId: ConversationId): void;
  setTyping(conversationId: ConversationId, typing: boolean): void;
  setDraft(conversationId: ConversationId, draft: Draft): void;

  searchUsers(query: {
    readonly text: string;
    readonly directoryId?: string;
    readonly cursor?: string;
  }): Promise<UserPage>;
  /**
   * Looks through messages, newest first: on the server where it can, else those this browser keeps; `source` says
   * which. Without text, `only` says what is wanted.
   */
  searchMessages(query: MessageQuery): Promise<FoundMessages>;
  loadConversation(conversationId: ConversationId): Promise<void>;
  /** Needs an answer now: throws `network` when offline. */
  perform<Kind extends ActionKind>(action: Action & { readonly kind: Kind }): Promise<ActionResult<Kind>>;
  storageHealth(): Promise<StorageHealth>;
}
