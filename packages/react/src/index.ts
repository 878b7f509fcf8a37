export { ChatProvider, type ChatProviderProps } from './chat-provider';
export { defaultLabels, type LabelOverrides, type Labels } from './labels';
export type { Formats } from './lib/formats';
export type { AttachmentSlotProps, ChatComponents, ConversationSlotProps, MessageSlotProps } from './slots';

export { useChatClient } from './hooks/use-chat-client';
export { useChatClientLifecycle } from './hooks/use-chat-client-lifecycle';
export { useComponents, useFormats, useLabels, usePortalContainer } from './hooks/use-chat-settings';
export { useChatState } from './hooks/use-chat-state';

export { Avatar, type AvatarProps } from './components/avatar/avatar';
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
  BlockedPeopleDialog,
  type BlockedPeopleDialogProps,
} from './components/dialogs/blocked-people-dialog';
export { ConfirmDialog, type ConfirmDialogProps } from './components/dialogs/confirm-dialog';
export {
  GroupSettingsDialog,
  type GroupSettingsDialogProps,
} from './components/dialogs/group-settings-dialog';
export { MessageInfoDialog, type MessageInfoDialogProps } from './components/dialogs/message-info-dialog';
export {
  NewConversationDialog,
  type NewConversationDialogProps,
} from './components/dialogs/new-conversation-dialog';
export { NewGroupDialog, type NewGroupDialogProps } from './components/dialogs/new-group-dialog';

export { useAction, type ActionHandle, type ActionState } from './hooks/use-action';
export { useBlocks, type Blocks } from './hooks/use-blocks';
export { useDirectories, type Directories } from './hooks/use-directories';
export { useDraft, type UseDraft } from './hooks/use-draft';
export { useGroup, type Group } from './hooks/use-group';
export { useMessage } from './hooks/use-message';
export { usePeople, type People } from './hooks/use-people';
export { useTypingSignal, type TypingSignal } from './hooks/use-typing-signal';
