import { sharedKind } from '../model/attachment';
import type { Conversation } from '../model/conversation';
import type { ConversationId, MessageKey, UserId } from '../model/ids';
import { messageKey } from '../model/ids';
import type { User } from '../model/user';
import { selectTimeline } from './select-timeline';
import type { ChatState, OutboxItem } from './state';
import type { ConversationPreview, ConversationView } from './view';

// Holds only what can be computed again from the immutable key.
const views = new WeakMap<
  Conversation,
  { readonly inputs: readonly unknown[]; readonly view: ConversationView }
>();

export function selectConversationIds(state: ChatState): readonly ConversationId[] {
  return state.conversationOrder;
}

export function selectUser(state: ChatState, id: UserId): User | undefined {
  return state.users.get(id);
}

/** Unread over all conversations that are not muted or archived. */
export function selectTotalUnread(state: ChatState): number {
  let total = 0;
  for (const conversation of state.conversations.values()) {
    if (!conversation.muted && !conversation.archived) total += conversation.unreadCount;
  }
  return total;
}

/** One line of a list; the same object while nothing it shows changed. */
export function selectConversationView(state: ChatState, id: ConversationId): ConversationView | undefined {
  const conversation = state.conversations.get(id);
  if (conversation === undefined) return undefined;
  const me = state.session.name === 'signed-in' ? state.session.me : null;
  const lane = state.outbox.byConversation.get(id);
  const typing = state.typing.get(id);
  const draft = state.drafts.get(id)?.text ?? null;
  // In a group only the first few names are shown; nobody looks up hundreds.
  const shown = conversation.participants.filter((userId) => userId !== me).slice(0, 4);
  const people = shown.map((userId) => state.users.get(userId));
  const otherUserId = conversation.kind === 'direct' ? (shown[0] ?? null) : null;
  const presence = otherUserId === null ? undefined : state.presence.get(otherUserId);
  const lastAuthorId = conversation.lastMessage?.authorId ?? null;
  const lastAuthor = lastAuthorId === null ? undefined : state.users.get(lastAuthorId);
  const typingPeople = (typing ?? []).map((person) => state.users.get(person.userId));
  const last = selectLastStatus(state, conversation, me);
  const inputs = [me, lane, typing, draft, presence?.status, lastAuthor, last, ...people, ...typingPeople];
  const known = views.get(conversation);
  if (
    known !== undefined &&
    inputs.length === known.inputs.length &&
    inputs.every((v, i) => v === known.inputs[i])
  ) {
    return known.view;
  }
  const pending = lane?.findLast((item) => item.entry.command.kind === 'send-message');
  const view: ConversationView = {
    id,
    conversation,
    title: conversation.title ?? titleFrom(people, conversation),
    avatarUrl: conversation.avatarUrl ?? (otherUserId === null ? null : (people[0]?.avatarUrl ?? null)),
    otherUserId,
    avatarId: conversation.kind === 'group' ? id : (shown[0] ?? id),
    preview:
      pending === undefined ? confirmedPreview(conversation, me, lastAuthor, last) : pendingPreview(pending),
    lastActivityAt: Math.max(conversation.lastActivityAt, pending?.entry.command.createdAt ?? 0),
    unreadCount: conversation.unreadCount,
    hasFailed: lane?.some((item) => item.entry.phase.name === 'failed') ?? false,
    typing: (typing ?? []).map((person, index) => ({
      userId: person.userId,
      name: typingPeople[index]?.name ?? person.name ?? '',
    })),
    draft: draft === '' ? null : draft,
    online: presence === undefined ? null : presence.status === 'online',
    context: conversation.context,
    write: conversation.write,
  };
  views.set(conversation, { inputs, view });
  return view;
}

/** The first message of others after the read position, for the separator; null when all is read or unknown. */
export function selectFirstUnread(state: ChatState, id: ConversationId): MessageKey | null {
  const timeline = state.timelines.get(id);
  const unread = state.conversations.get(id)?.unreadCount ?? 0;
  if (timeline === undefined || unread === 0) return null;
  const me = state.session.name === 'signed-in' ? state.session.me : null;
  let found: MessageKey | null = null;
  let left = unread;
  for (let index = timeline.messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = timeline.messages.at(index);
    if (message === undefined) break;
    if (message.authorId === me || message.deleted) continue;
    found = messageKey(message);
    left -= 1;
  }
  return found;
}

function selectLastStatus(state: ChatState, conversation: Conversation, me: UserId | null) {
  const preview = conversation.lastMessage;
  if (
    preview === null ||
    preview.id === null ||
    preview.authorId !== me ||
    !state.timelines.has(conversation.id)
  ) {
    return 'sent';
  }
  const rows = selectTimeline(state, conversation.id);
  return rows.at(rows.indexOfMessage(preview.id))?.status ?? 'sent';
}

function titleFrom(people: readonly (User | undefined)[], conversation: Conversation): string {
  const names = people.flatMap((person) => (person === undefined ? [] : [person.name]));
  return names.length > 0 ? names.join(', ') : (conversation.context[0]?.label ?? '');
}

function confirmedPreview(
  conversation: Conversation,
  me: UserId | null,
  author: User | undefined,
  status: ConversationPreview['status'],
): ConversationPreview | null {
  const preview = conversation.lastMessage;
  if (preview === null) return null;
  const own = preview.authorId !== null && preview.authorId === me;
  return {
    text: preview.text,
    own,
    authorName: author?.name ?? preview.authorName,
    deleted: preview.deleted,
    attachmentCount: preview.attachmentCount,
    attachmentKind: preview.attachmentKind ?? null,
    status: own ? status : 'received',
    subject: preview.subject ?? null,
    related: preview.related ?? [],
  };
}

function pendingPreview({ entry, saved }: OutboxItem): ConversationPreview | null {
  const { command, phase } = entry;
  if (command.kind !== 'send-message') return null;
  return {
    text: command.text,
    own: true,
    authorName: null,
    deleted: false,
    attachmentCount: command.attachments.length,
    attachmentKind: sharedKind(command.attachments).attachmentKind ?? null,
    status: saved ? phase.name : 'saving',
    subject: command.subject ?? null,
    related: command.related ?? [],
  };
}
