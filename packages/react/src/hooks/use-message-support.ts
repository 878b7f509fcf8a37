import { selectSupport, type ChatState, type MessageView, type Support } from '@chat/core';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

/** What is offered for a message at this moment, and where it is not, why. */
export type MessageSupport = Readonly<
  Record<'react' | 'reply' | 'edit' | 'remove' | 'pin' | 'forward', Support>
>;

const selectCapabilities = (state: ChatState) => state.capabilities;
const selectLimits = (state: ChatState) => state.limits;
const notThere: Support = { supported: false, reason: 'backend' };
const notYet: Support = { supported: false, reason: 'not-yet' };

/** What may be done with a message at `now`; the server has the last word. */
export function messageSupport(state: ChatState, message: MessageView, now: number): MessageSupport {
  const offered = (what: Parameters<typeof selectSupport>[1]) => selectSupport(state, what, message, now);
  const onServer = (support: Support) => (support.supported && message.id === null ? notYet : support);
  return {
    react: offered('react'),
    reply: offered('reply'),
    edit: message.kind === 'text' ? offered('edit-message') : notThere,
    remove: offered('delete-message'),
    pin: onServer(offered('pin')),
    // The words are all that is copied.
    forward: message.deleted || message.text === '' ? notThere : onServer(state.capabilities.actions.forward),
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
