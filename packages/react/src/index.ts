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
