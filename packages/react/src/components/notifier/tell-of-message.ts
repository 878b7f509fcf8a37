import type { ConversationId, ConversationView } from '@chat/core';
import type { NotificationState } from '../../hooks/use-notifications';
import type { Labels } from '../../labels';
import { playTone } from '../../lib/play-tone';
import { showNotification } from './show-notification';

export interface Telling {
  readonly openId: ConversationId | null;
  /** The page was visible and focused when the message came. */
  readonly attentive: boolean;
  readonly state: NotificationState;
  readonly sound: boolean;
  readonly labels: Labels['conversationList'];
  readonly onOpen: (conversationId: ConversationId) => void;
}

/** Tells of the last message of a conversation as this person wants it; a module of its own, as most want nothing. */
export function tellOfMessage(
  { id, title, avatarUrl, preview, conversation }: ConversationView,
  { openId, attentive, state, sound, labels, onOpen }: Telling,
): void {
  if (preview === null) return;
  if (attentive && openId === id) return;
  if (sound) void soundOnce();
  if (attentive || state !== 'on') return;
  const said = preview.text === '' ? labels.attachments(Math.max(1, preview.attachmentCount)) : preview.text;
  const author = preview.authorName ?? '';
  showNotification(title, {
    body: conversation.kind === 'direct' || author === '' ? said : labels.by(author, said),
    // The same words in every tab replace each other, and so do those of one conversation.
    tag: `chat ${id}`,
    ...(avatarUrl === null ? {} : { icon: avatarUrl }),
    onPress: () => onOpen(id),
  });
}

/** One tab of several plays. */
async function soundOnce(): Promise<void> {
  if (!('locks' in navigator)) return playTone();
  await navigator.locks.request('chat-sound', { ifAvailable: true }, (lock) =>
    lock === null ? undefined : playTone(),
  );
}
