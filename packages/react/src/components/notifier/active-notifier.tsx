import type { Conversation } from '@chat/core';
import { useConversationReader } from '../../hooks/use-conversation-reader';
import { useLabels } from '../../hooks/use-chat-settings';
import { useNewMessages } from '../../hooks/use-new-messages';
import { useNotifications } from '../../hooks/use-notifications';
import { playTone } from '../../lib/play-tone';
import type { NotifierProps } from './notifier';
import { showNotification } from './show-notification';

/** The notifier of somebody who wants to be told; a module of its own, as most do not. */
export function ActiveNotifier({ openId, onOpen }: NotifierProps) {
  const labels = useLabels().conversationList;
  const read = useConversationReader();
  const { state, sound } = useNotifications();

  const tell = ({ id, lastMessage }: Conversation) => {
    const view = read(id);
    if (view === undefined || lastMessage === null) return;
    const attentive = document.visibilityState === 'visible' && document.hasFocus();
    if (attentive && openId === id) return;
    if (sound) void soundOnce();
    if (attentive || state !== 'on') return;
    const said =
      lastMessage.text === ''
        ? labels.attachments(Math.max(1, lastMessage.attachmentCount))
        : lastMessage.text;
    const author = view.preview?.authorName ?? '';
    showNotification(view.title, {
      body: view.conversation.kind === 'direct' || author === '' ? said : labels.by(author, said),
      // The same words in every tab replace each other, and so do those of one conversation.
      tag: `chat ${id}`,
      ...(view.avatarUrl === null ? {} : { icon: view.avatarUrl }),
      onPress: () => onOpen(id),
    });
  };
  useNewMessages(tell);
  return null;
}

/** One tab of several plays. */
async function soundOnce(): Promise<void> {
  if (!('locks' in navigator)) return playTone();
  await navigator.locks.request('chat-sound', { ifAvailable: true }, (lock) =>
    lock === null ? undefined : playTone(),
  );
}
