import { selectUser, type ConversationId, type Message } from '@chat/core';
import { useEffect } from 'react';
import { useAnnounce, useLabels } from './use-chat-settings';
import { useChatClient } from './use-chat-client';
import { useChatState } from './use-chat-state';

const gatherMs = 400;

/** Tells screen reader users what happens in an open conversation: who wrote what, what was sent and what was not. */
export function useAnnouncements(conversationId: ConversationId): void {
  const client = useChatClient();
  const announce = useAnnounce();
  const labels = useLabels();
  useEffect(() => {
    let heard: Message[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = () => {
      timer = null;
      const [only] = heard;
      if (heard.length > 1) announce(labels.messageList.announceMany(heard.length));
      else if (only !== undefined) {
        const author =
          selectUser(client.getState(), only.authorId)?.name ??
          only.authorName ??
          labels.common.unknownPerson;
        const text = only.text === '' ? labels.message.attachments(only.attachments.length) : only.text;
        announce(labels.messageList.announceMessage(author, text));
      }
      heard = [];
    };
    const ends = [
      client.on('message-received', (message) => {
        if (message.conversationId !== conversationId) return;
        heard.push(message);
        timer ??= setTimeout(tell, gatherMs);
      }),
      client.on('message-sent', (message) => {
        if (message.conversationId === conversationId) announce(labels.messageList.announceSent);
      }),
      client.on('message-failed', (localId) => {
        const kind = client.getOutbox().items.find((item) => item.localId === localId)?.kind;
        const isSend = kind === undefined || kind === 'send-message';
        announce(isSend ? labels.messageList.announceFailed : labels.status.unchanged);
      }),
    ];
    return () => {
      for (const end of ends) end();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, conversationId, announce, labels]);
  useConnectionAnnouncements();
}

/** Says when the connection is gone and when it is back, not how it tries in between. */
function useConnectionAnnouncements(): void {
  const announce = useAnnounce();
  const labels = useLabels().connection;
  const lost = useChatState(
    ({ connection }) => connection.name === 'offline' || connection.name === 'waiting',
  );
  useEffect(() => {
    if (!lost) return undefined;
    announce(labels.offline);
    return () => announce(labels.backOnline);
  }, [lost, announce, labels]);
}
