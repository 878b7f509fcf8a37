export { ChatProvider, type ChatProviderProps } from './chat-provider';
export { defaultLabels, type LabelOverrides, type Labels } from './labels';
export type { Formats } from './lib/formats';
export type {
  AttachmentSlotProps,
  ChatComponents,
  ChatHeaderSlotProps,
  ConversationSlotProps,
  MessageBubbleSlotProps,
  MessageInputSlotProps,
  MessageSlotProps,
  RelatedSlotProps,
} from './slots';
export type { MessageTemplate, MessageTemplates } from './lib/templates';

export { useChatClient } from './hooks/use-chat-client';
export { useChatClientLifecycle } from './hooks/use-chat-client-lifecycle';
export { useComponents, useFormats, useLabels, usePortalContainer } from './hooks/use-chat-settings';
export { useChatState } from './hooks/use-chat-state';

export { Avatar, type AvatarProps } from './components/avatar/avatar';
export { UnavailableButton, type UnavailableButtonProps } from './components/button/unavailable-button';
export { Button, IconButton, type ButtonProps, type IconButtonProps } from './components/button/button';
export { Icon, type IconProps } from './components/icons/icon';

export { useSession } from './hooks/use-session';
export { Chat, type ChatProps } from './components/chat/chat';

export {
  ConversationActions,
  type ConversationActionsProps,
} from './components/conversation-list/conversation-actions';
export {
  ConversationList,
  type ConversationListProps,
} from './components/conversation-list/conversation-list';
export { MessageInput, type MessageInputProps } from './components/message-input/message-input';
export { EmojiPicker, type EmojiPickerProps } from './components/emoji-picker/emoji-picker';
export {
  BlockedPeopleOnDemand as BlockedPeopleDialog,
  ConfirmOnDemand as ConfirmDialog,
  ForwardOnDemand as ForwardDialog,
  GroupSettingsOnDemand as GroupSettingsDialog,
  MessageInfoOnDemand as MessageInfoDialog,
  NewConversationOnDemand as NewConversationDialog,
  NewGroupOnDemand as NewGroupDialog,
} from './components/dialogs/on-demand';
export type { BlockedPeopleDialogProps } from './components/dialogs/blocked-people-dialog';
export type { ConfirmDialogProps } from './components/dialogs/confirm-dialog';
export type { ForwardDialogProps } from './components/dialogs/forward-dialog';
export type { GroupSettingsDialogProps } from './components/dialogs/group-settings-dialog';
export type { MessageInfoDialogProps } from './components/dialogs/message-info-dialog';
export type { NewConversationDialogProps } from './components/dialogs/new-conversation-dialog';
export type { NewGroupDialogProps } from './components/dialogs/new-group-dialog';

export { useAction, type ActionHandle, type ActionState } from './hooks/use-action';
export { useBlocks, type Blocks } from './hooks/use-blocks';
export { useDirectories, type Directories } from './hooks/use-directories';
export { useConversationPeople } from './hooks/use-conversation-people';
export { useDraft, type UseDraft, type Written } from './hooks/use-draft';
export { useGroup, type Group } from './hooks/use-group';
export { useMessage } from './hooks/use-message';
export { usePeople, type People } from './hooks/use-people';
export { useRelatedSearch, type RelatedSearch } from './hooks/use-related-search';
export { useTemplates } from './hooks/use-templates';
export { useTypingSignal, type TypingSignal } from './hooks/use-typing-signal';

export { ChatView, type ChatViewHandle, type ChatViewProps } from './components/chat-view/chat-view';
export type { MessageTarget } from './components/chat-view/message-target';
export { NavigationProvider, useMessageNavigation } from './components/chat-view/navigation-context';
export { PanelProvider, useViewPanel, type ViewPanel } from './components/chat-view/panel-context';
export type { MessageNavigation } from './hooks/message-navigation';
export { ChatHeader, type ChatHeaderProps } from './components/chat-view/chat-header';
export {
  ComposerProvider,
  useComposerActions,
  useComposerMode,
  type ComposerActions,
  type ComposerInput,
  type ComposerMode,
} from './components/chat-view/composer-context';
export { TypingRow } from './components/chat-view/typing-row';
export {
  ConnectionBanner,
  type ConnectionBannerProps,
} from './components/connection-banner/connection-banner';
export { PinnedBar, type PinnedBarProps } from './components/pinned-bar/pinned-bar';
export {
  MessageList,
  type MessageListHandle,
  type MessageListProps,
} from './components/message-list/message-list';
export { MessageBubble, type MessageBubbleProps } from './components/message-bubble/message-bubble';
export { MessageRow, type MessageRowProps } from './components/message-bubble/message-row';
export { MessageText, type MessageTextProps } from './components/message-bubble/message-text';
export { Attachments } from './components/attachments/attachments';
export { Menu, type MenuItem, type MenuProps } from './components/menu/menu';
export { Popover, type PopoverProps } from './components/menu/popover';

export { useAnnounce } from './hooks/use-chat-settings';
export { useAttachmentUrl } from './hooks/use-attachment-url';
export { useConnection, type UseConnection } from './hooks/use-connection';
export { useConversation } from './hooks/use-conversation';
export { useConversations, type UseConversations } from './hooks/use-conversations';
export { useFreshness } from './hooks/use-freshness';
export { useMedia, type Media, type MediaItem } from './hooks/use-media';
export { useMessageActions, type DeleteKind, type MessageActions } from './hooks/use-message-actions';
export { useMessages, type UseMessages } from './hooks/use-messages';
export { useMessageSupport, type MessageSupport } from './hooks/use-message-support';
export { useOpenConversation } from './hooks/use-open-conversation';
export { useOutbox, type UseOutbox } from './hooks/use-outbox';
export { usePinned, type Pinned, type PinnedMessage } from './hooks/use-pinned';
export { usePresence } from './hooks/use-presence';
export { useReason } from './hooks/use-reason';
export { useReadMarker } from './hooks/use-read-marker';
export { useSearch, type Search, type SearchOptions } from './hooks/use-search';
export { useTyping, type UseTyping } from './hooks/use-typing';
export { useUnreadTotal } from './hooks/use-unread-total';
export { useUploads, type Upload } from './hooks/use-uploads';
export { useUser } from './hooks/use-user';

export { Notifier, type NotifierProps } from './components/notifier/notifier';
export { useNewMessages } from './hooks/use-new-messages';
export { useNotifications, type NotificationState, type Notifications } from './hooks/use-notifications';
export { useTitleBadge } from './hooks/use-title-badge';
