export { ChatError, isChatError } from './errors';
export type { ChatErrorCode, ChatErrorOptions, Outcome } from './errors';
export { createChatClient } from './create-chat-client';
export type { ChatClientOptions, OutboxPolicy } from './create-chat-client';
export type { SessionOptions } from './engine/session';
export type { FoundMessages, MessageQuery } from './engine/message-search';
export type { ChatClient, ChatClientEvents, SendDraft, Unsubscribe } from './client';

export { conversationId, localId, messageId, userId } from './model/ids';
export type { ConversationId, LocalId, MessageId, MessageKey, UserId } from './model/ids';
export { attachmentKindOf } from './model/attachment';
export type { Attachment, AttachmentKind, OutgoingAttachment } from './model/attachment';
export type {
  ContextFact,
  Conversation,
  ConversationKind,
  Member,
  MemberRole,
  MessagePreview,
  WriteState,
} from './model/conversation';
export type {
  DeliveryState,
  Message,
  Reaction,
  ReadMark,
  RelatedEntity,
  ReplyPreview,
} from './model/message';
export type { Presence, PresenceStatus, User } from './model/user';
export type { KnownRange } from './model/known-range';

export type { Action, ActionKind, ActionResult, Block, Directory, ForwardedCopy } from './adapter/action';
export type {
  AdapterFactory,
  ChatAdapter,
  ConversationPage,
  HistoryPage,
  HistoryPosition,
  HistoryRequest,
  MessageSearchPage,
  SignInDetails,
  UserPage,
} from './adapter/adapter';
export { hideFeatures, type Feature } from './adapter/hide-features';
export type {
  Capabilities,
  Coverage,
  LiveCoverage,
  Support,
  UnsupportedReason,
} from './adapter/capabilities';
export type { Command, CommandKind, CommandResult, ExecuteContext, Settlement } from './adapter/command';
export type { AdapterEnvironment, Clock, Credentials, Grant, Timer } from './adapter/environment';
export type { Limits } from './adapter/limits';
export type { LiveConnection, LiveEnd, LiveOptions, LiveSink } from './adapter/live';
export type { CommandFailure, OutboxEntry, OutboxPhase } from './adapter/outbox-entry';
export type { MessagePatch, ServerEvent } from './adapter/server-event';

export { initialState } from './store/initial-state';
export {
  selectConversationIds,
  selectConversationView,
  selectFirstUnread,
  selectTotalUnread,
  selectUser,
} from './store/select-conversation';
export { selectOutbox } from './store/select-outbox';
export type { OutboxItemView, OutboxView } from './store/select-outbox';
export { selectFreshness } from './store/select-freshness';
export { selectPinned } from './store/select-pinned';
export { selectSupport } from './store/select-support';
export { selectMessage, selectTimeline } from './store/select-timeline';
export { selectWithAttachments } from './store/select-with-attachments';
export type {
  ChatState,
  ConnectionState,
  Draft,
  HistoryLoad,
  LoadState,
  OutboxItem,
  OutboxState,
  SessionState,
  StorageState,
  TypingPerson,
} from './store/state';
export type {
  AttachmentView,
  ConversationPreview,
  ConversationView,
  FailedChange,
  Gap,
  MessageStatus,
  MessageView,
  ReactionView,
  TimelineView,
} from './store/view';

export { findWords } from './lib/find-words';
export type { TextRange } from './lib/find-words';
export { detectPlatform } from './lib/platform';
export type {
  HeldLock,
  LockRequest,
  Platform,
  PlatformChange,
  PlatformChannel,
  PlatformLocks,
} from './lib/platform';
export { indexedDbStorage } from './storage/indexed-db';
export type { IndexedDbOptions } from './storage/indexed-db';
export type { Retention } from './storage/indexed-db/housekeeping';
export { memoryStorage } from './storage/memory';
export { withMemoryFallback } from './storage/with-memory-fallback';
export type {
  ChatStorage,
  StorageHealth,
  StorageProvider,
  StorageWrite,
  StoredHistory,
} from './storage/storage';
