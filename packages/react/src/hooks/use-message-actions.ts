import type { Capabilities, ChatClient, LocalId, MessageId, MessageView } from '@chat/core';
import { useMemo } from 'react';
import { useChatClient } from './use-chat-client';

/** For whom a message goes, or that it leaves no trace. */
export type DeleteKind = Capabilities['deleteKinds'][number];

export interface MessageActions {
  /** Adds the reaction, or takes one's own back. */
  toggleReaction(message: MessageView, emoji: string): void;
  edit(message: MessageView, text: string): void;
  remove(message: MessageView, kind: DeleteKind): void;
  setPinned(message: MessageView, pinned: boolean): void;
  retry(message: MessageView): void;
  /** Takes back what was not sent; stops an upload. */
  discard(message: MessageView): void;
}

/** What one can do with a message; whether it is offered is `selectSupport`'s to say. */
export function useMessageActions(): MessageActions {
  const client = useChatClient();
  return useMemo(() => createActions(client), [client]);
}

function createActions(client: ChatClient): MessageActions {
  const target = ({ id, localId }: MessageView): MessageId | LocalId | null => id ?? localId;
  return {
    toggleReaction(message, emoji) {
      const id = target(message);
      if (id === null) return;
      const mine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);
      if (mine) client.removeReaction(message.conversationId, id, emoji);
      else client.addReaction(message.conversationId, id, emoji);
    },
    edit(message, text) {
      const id = target(message);
      if (id !== null) client.editMessage(message.conversationId, id, text);
    },
    remove(message, kind) {
      const id = target(message);
      const how = kind === 'hard' ? { hard: true } : { scope: kind };
      if (id !== null) client.deleteMessage(message.conversationId, id, how);
    },
    setPinned(message, pinned) {
      if (message.id !== null) client.setPinned(message.conversationId, message.id, pinned);
    },
    retry(message) {
      if (message.localId !== null) client.retry(message.localId);
    },
    discard(message) {
      if (message.localId !== null) client.discard(message.localId);
    },
  };
}
