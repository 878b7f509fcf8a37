import { deepEqual } from '../lib/deep-equal';
import { sharedKind } from '../model/attachment';
import type { Conversation, MessagePreview } from '../model/conversation';
import type { ConversationId } from '../model/ids';
import type { Message } from '../model/message';
import type { StateDraft } from './state-draft';
import type { StoreEvent } from './store-event';
import { findMessage, hasGapBetween } from './timeline';

type ConversationEvent = Extract<
  StoreEvent,
  {
    type:
      | 'conversation-received'
      | 'conversation-removed'
      | 'members-changed'
      | 'unread-changed'
      | 'read-position-changed'
      | 'conversation-list-completed';
  }
>;

export function reduceConversations(draft: StateDraft, event: ConversationEvent): void {
  switch (event.type) {
    case 'conversation-received':
      return receive(draft, event.conversation);
    case 'conversation-removed':
      return remove(draft, event.conversationId);
    case 'members-changed':
      return change(draft, event.conversationId, (known) => ({
        ...known,
        members: event.members,
        memberCount: event.members.length,
        participants: event.members.map((member) => member.userId),
      }));
    case 'unread-changed':
      return change(draft, event.conversationId, (known) => ({
        ...known,
        unreadCount: unreadAfterReading(draft, known, Math.max(0, event.count)),
      }));
    case 'read-position-changed': {
      const known = draft.readUpTo.get(event.conversationId) ?? -Infinity;
      if (event.order <= known) return;
      draft.readUpTo.set(event.conversationId, event.order);
      draft.touched.readPositions.add(event.conversationId);
      return change(draft, event.conversationId, (conversation) => ({
        ...conversation,
        unreadCount: unreadAfterReading(draft, conversation, conversation.unreadCount),
      }));
    }
    case 'conversation-list-completed':
      for (const [id] of [...draft.conversations.entries()]) if (!event.listed.has(id)) remove(draft, id);
  }
}

/** Applies a change to a known conversation and notes it for storage and ordering. */
export function change(
  draft: StateDraft,
  id: ConversationId,
  next: (known: Conversation) => Conversation,
): void {
  const known = draft.conversations.get(id);
  if (known === undefined) return;
  const changed = next(known);
  if (deepEqual(known, changed)) return;
  draft.conversations.set(id, changed);
  draft.touched.conversations.add(id);
  if (known.lastActivityAt !== changed.lastActivityAt) draft.reorder = true;
}

export function previewOf(message: Message): MessagePreview {
  return {
    id: message.id,
    authorId: message.authorId,
    authorName: message.authorName ?? null,
    text: message.deleted ? '' : message.text,
    createdAt: message.createdAt,
    deleted: message.deleted,
    attachmentCount: message.deleted ? 0 : message.attachments.length,
    ...(message.deleted ? {} : sharedKind(message.attachments)),
    ...(message.deleted || message.subject === undefined ? {} : { subject: message.subject }),
    ...(message.deleted || message.related === undefined ? {} : { related: message.related }),
  };
}

function receive(draft: StateDraft, incoming: Conversation): void {
  const known = draft.conversations.get(incoming.id);
  if (known === undefined) {
    const fresh = { ...incoming, unreadCount: unreadAfterReading(draft, incoming, incoming.unreadCount) };
    draft.conversations.set(incoming.id, fresh);
    draft.touched.conversations.add(incoming.id);
    draft.reorder = true;
    return;
  }
  // A list answered before the last live message must not turn the preview back.
  const behind =
    known.lastMessage !== null &&
    (incoming.lastMessage === null || incoming.lastMessage.createdAt < known.lastMessage.createdAt) &&
    isStillThere(draft, incoming.id, known.lastMessage);
  const merged: Conversation = {
    ...incoming,
    lastMessage: withKnownKind(incoming.lastMessage, known.lastMessage),
    members: incoming.members ?? known.members,
    participants: incoming.participants.length === 0 ? known.participants : incoming.participants,
    description: incoming.description ?? known.description,
    ...(behind
      ? {
          lastMessage: known.lastMessage,
          lastActivityAt: known.lastActivityAt,
          unreadCount: known.unreadCount,
        }
      : {}),
  };
  // A backend without any read state can only guess again what is known here since the same last message.
  const unchanged = known.lastMessage?.createdAt === incoming.lastMessage?.createdAt;
  const told =
    unchanged && draft.plain.capabilities.receipts.read === 'none'
      ? Math.min(known.unreadCount, merged.unreadCount)
      : merged.unreadCount;
  change(draft, incoming.id, () => ({
    ...merged,
    unreadCount: unreadAfterReading(draft, merged, told),
  }));
}

/** A list may leave out what its last message carries; the message itself told it. */
function withKnownKind(incoming: MessagePreview | null, known: MessagePreview | null): MessagePreview | null {
  const kind = known?.attachmentKind;
  if (incoming === null || kind === undefined || incoming.id === null || incoming.id !== known?.id)
    return incoming;
  return incoming.attachmentCount === 0 ? incoming : { attachmentKind: kind, ...incoming };
}

function isStillThere(draft: StateDraft, id: ConversationId, preview: MessagePreview): boolean {
  const timeline = draft.timelines.get(id);
  return preview.id !== null && timeline !== undefined && findMessage(timeline, preview.id) !== undefined;
}

/** The server's count may be older than what was read here; what stands after the read position is the truth. */
function unreadAfterReading(draft: StateDraft, conversation: Conversation, told: number): number {
  const upTo = draft.readUpTo.get(conversation.id);
  const timeline = draft.timelines.get(conversation.id);
  if (upTo === undefined || timeline === undefined || told === 0) return told;
  const last = timeline.messages.at(timeline.messages.length - 1);
  const previewId = conversation.lastMessage?.id ?? null;
  // Only a timeline that reaches the newest message can correct the server.
  if (last === undefined || (previewId !== null && findMessage(timeline, previewId) === undefined))
    return told;
  let count = 0;
  for (let index = timeline.messages.length - 1; index >= 0; index -= 1) {
    const message = timeline.messages.at(index);
    const newer = timeline.messages.at(index + 1);
    if (message === undefined) break;
    if (newer !== undefined && hasGapBetween(timeline.ranges, message, newer)) return told;
    if (message.order <= upTo) return Math.min(told, count);
    if (message.authorId !== draft.me && !message.deleted) count += 1;
  }
  // All that is loaded is newer than what was read: between the two more may stand.
  const first = timeline.messages.at(0);
  const isWhole = timeline.ranges.some(
    ({ from, to }) => first !== undefined && from <= upTo && first.order <= to,
  );
  return isWhole ? Math.min(told, count) : told;
}

function remove(draft: StateDraft, id: ConversationId): void {
  if (!draft.conversations.has(id)) return;
  draft.conversations.delete(id);
  draft.timelines.delete(id);
  draft.historyLoads.delete(id);
  draft.freshAt.delete(id);
  draft.typing.delete(id);
  draft.readUpTo.delete(id);
  draft.touched.conversations.delete(id);
  draft.touched.removedConversations.add(id);
  draft.reorder = true;
}
