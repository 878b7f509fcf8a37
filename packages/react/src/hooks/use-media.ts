import {
  selectTimeline,
  selectWithAttachments,
  type Attachment,
  type AttachmentKind,
  type ConversationId,
  type Message,
  type MessageId,
  type MessageView,
  type UserId,
} from '@chat/core';
import { useCallback, useMemo, useState } from 'react';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';
import { useFoundMessages } from './use-found-messages';

/** A file of a conversation and where it was sent. */
export interface MediaItem {
  readonly key: string;
  readonly messageId: MessageId;
  readonly authorId: UserId;
  readonly authorName: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly attachment: Attachment;
}

export interface Media {
  /** Newest first; those of one message in their order. */
  readonly items: readonly MediaItem[];
  readonly loading: boolean;
  readonly failed: boolean;
  readonly hasMore: boolean;
  loadMore(): void;
}

/** Pages of history one wish for more may take before it asks again. */
const mostPages = 8;

/** The files of a conversation: those of loaded messages, of others this browser keeps, then older ones. */
export function useMedia(conversationId: ConversationId, kinds: readonly AttachmentKind[]): Media {
  const client = useChatClient();
  const loaded = useChatState((state) => selectWithAttachments(state, conversationId));
  const reachedStart = useChatState((state) => selectTimeline(state, conversationId).reachedStart);
  const found = useFoundMessages({ conversationId, only: 'with-attachments' }, 0);
  const [older, setOlder] = useState<'idle' | 'loading' | 'failed'>('idle');
  const wanted = kinds.join(' ');

  const items = useMemo(() => {
    const known = new Set(loaded.map(({ id }) => id));
    const messages = [...loaded, ...found.messages.filter(({ id }) => !known.has(id))];
    return messages
      .sort((left, right) => right.createdAt - left.createdAt)
      .flatMap((message) => itemsOf(message, wanted.split(' ')));
  }, [loaded, found.messages, wanted]);

  const { hasMore, loadMore } = found;
  return {
    items,
    loading: found.state === 'searching' || older === 'loading',
    failed: found.state === 'failed' || older === 'failed',
    hasMore: hasMore || !reachedStart,
    loadMore: useCallback(() => {
      if (hasMore) {
        loadMore();
        return;
      }
      const count = () => selectWithAttachments(client.getState(), conversationId).length;
      const page = async () => {
        const before = count();
        for (let left = mostPages; left > 0 && count() === before; left -= 1) {
          if (selectTimeline(client.getState(), conversationId).reachedStart) return;
          await client.loadOlder(conversationId);
        }
      };
      setOlder('loading');
      page().then(
        () => setOlder('idle'),
        () => setOlder('failed'),
      );
    }, [client, conversationId, hasMore, loadMore]),
  };
}

function itemsOf(message: Message | MessageView, kinds: readonly string[]): readonly MediaItem[] {
  const { id, authorId, authorName, createdAt } = message;
  if (id === null) return [];
  return message.attachments
    .filter(({ kind }) => kinds.includes(kind))
    .map((attachment) => ({
      key: `${id} ${attachment.id}`,
      messageId: id,
      authorId,
      authorName: authorName ?? null,
      createdAt,
      attachment,
    }));
}
