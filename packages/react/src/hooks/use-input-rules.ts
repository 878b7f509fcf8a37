import type { ChatState, ConversationId, Limits, Support, WriteState } from '@chat/core';
import { useChatState } from './use-chat-state';

export interface InputRules {
  readonly closed: Extract<WriteState, { name: 'closed' }>['reason'] | null;
  readonly limits: Limits;
  readonly attachments: Support;
  readonly attachmentNeedsText: boolean;
  readonly replyWithAttachments: boolean;
  readonly subject: boolean;
  /** Kinds of thing a message may be about. */
  readonly related: readonly string[];
  readonly mentions: boolean;
  readonly offline: boolean;
}

const selectCapabilities = (state: ChatState) => state.capabilities;
const selectLimits = (state: ChatState) => state.limits;
const selectOffline = (state: ChatState) => state.connection.name === 'offline';

/** What the backend lets one write in a conversation. */
export function useInputRules(conversationId: ConversationId): InputRules {
  const capabilities = useChatState(selectCapabilities);
  const write = useChatState((state) => state.conversations.get(conversationId)?.write);
  const mayWrite = capabilities.commands['send-message'].supported;
  const { attachments, attachmentNeedsText, replyWithAttachments, subject, related, mentions } = capabilities;
  return {
    closed: write?.name === 'closed' ? write.reason : mayWrite ? null : 'not-allowed',
    limits: useChatState(selectLimits),
    attachments,
    attachmentNeedsText,
    replyWithAttachments,
    subject,
    related,
    mentions,
    offline: useChatState(selectOffline),
  };
}
