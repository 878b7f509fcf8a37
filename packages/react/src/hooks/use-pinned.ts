import {
  selectMessage,
  selectPinned,
  selectSupport,
  type ConversationId,
  type Message,
  type MessageId,
  type MessageView,
} from '@chat/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

/** What is shown of a pinned message, which need not be loaded. */
export interface PinnedMessage extends Pick<
  Message,
  'id' | 'authorId' | 'text' | 'createdAt' | 'attachments' | 'kind'
> {
  readonly authorName: string | null;
  readonly mayUnpin: boolean;
}

export interface Pinned {
  /** Newest first. */
  readonly messages: readonly PinnedMessage[];
  readonly unpin: (id: MessageId) => void;
}

const afterOpeningMs = 500;

/** The pinned messages of a conversation: those that are loaded, and older ones this browser keeps. */
export function usePinned(conversationId: ConversationId): Pinned {
  const client = useChatClient();
  const loaded = useChatState((state) => selectPinned(state, conversationId));
  const unpinning = useChatState((state) => state.capabilities.commands.unpin);
  const write = useChatState((state) => state.conversations.get(conversationId)?.write);
  const hasPins = useChatState(
    ({ capabilities: { commands } }) => commands.pin.supported || commands.pin.reason !== 'backend',
  );
  const [kept, setKept] = useState<readonly Message[]>([]);
  const [unpinned, setUnpinned] = useState<ReadonlySet<MessageId>>(new Set());

  useEffect(() => {
    if (!hasPins) return undefined;
    let wanted = true;
    const look = () =>
      client.searchMessages({ conversationId, only: 'pinned' }).then(
        ({ messages }) => {
          if (wanted) setKept(messages);
        },
        // Without them there are those that are loaded.
        () => undefined,
      );
    // All that is kept is looked through: not while the conversation is being opened.
    const timer = setTimeout(look, afterOpeningMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, conversationId, hasPins]);

  const messages = useMemo(() => {
    const state = client.getState();
    // What is loaded is known better than what was kept.
    const others = kept.filter(
      ({ id }) => !unpinned.has(id) && selectMessage(state, conversationId, id) === undefined,
    );
    const open = write?.name !== 'closed';
    return [
      ...loaded.flatMap((view) => listed(view, selectSupport(state, 'unpin', view).supported)),
      ...others.flatMap((message) =>
        listed(message, open && unpinning.supported && message.permissions?.pin !== false),
      ),
    ].sort((left, right) => right.createdAt - left.createdAt);
  }, [client, conversationId, loaded, kept, unpinned, unpinning, write]);

  return {
    messages,
    unpin: useCallback(
      (id) => {
        client.setPinned(conversationId, id, false);
        setUnpinned((before) => new Set([...before, id]));
      },
      [client, conversationId],
    ),
  };
}

function listed(message: Message | MessageView, mayUnpin: boolean): readonly PinnedMessage[] {
  const { id, authorId, authorName, text, createdAt, attachments, kind } = message;
  if (id === null) return [];
  return [{ id, authorId, authorName: authorName ?? null, text, createdAt, attachments, kind, mayUnpin }];
}
