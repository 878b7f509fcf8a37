import { selectSupport, type ChatState, type MessageView } from '@chat/core';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

/** What is offered for a message at this moment. */
export interface MessageSupport {
  readonly react: boolean;
  readonly reply: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
  readonly pin: boolean;
}

const selectCapabilities = (state: ChatState) => state.capabilities;
const selectLimits = (state: ChatState) => state.limits;

/** What may be done with a message at `now`; the server has the last word. */
export function messageSupport(state: ChatState, message: MessageView, now: number): MessageSupport {
  const offered = (what: Parameters<typeof selectSupport>[1]) =>
    selectSupport(state, what, message, now).supported;
  return {
    react: offered('react'),
    reply: offered('reply'),
    edit: offered('edit-message') && message.kind === 'text',
    remove: offered('delete-message'),
    pin: offered('pin') && message.id !== null,
  };
}

/** As `messageSupport`; renders again when the backend's abilities change. */
export function useMessageSupport(message: MessageView, now: number): MessageSupport {
  const client = useChatClient();
  useChatState(selectCapabilities);
  useChatState(selectLimits);
  useChatState((state) => state.conversations.get(message.conversationId)?.write);
  return messageSupport(client.getState(), message, now);
}
