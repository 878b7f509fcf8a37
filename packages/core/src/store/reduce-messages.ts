import type { MessagePreview } from '../model/conversation';
import { compareIds } from '../model/ids';
import type { ConversationId, MessageId, UserId } from '../model/ids';
import type { Message, Reaction } from '../model/message';
import { change, previewOf } from './reduce-conversations';
import type { HistoryLoad } from './state';
import type { StateDraft } from './state-draft';
import type { StoreEvent } from './store-event';
import {
  emptyTimeline,
  findMessage,
  mergeReadMarks,
  withChange,
  withLiveInterrupted,
  withMessages,
  withOnly,
  withoutNews,
  withoutMessage,
  withoutUnlisted,
  withPatch,
  withRange,
  withStored,
  withTold,
} from './timeline';
import type { Timeline } from './timeline';
import { touch } from './touched';

type MessageEvent = Extract<
  StoreEvent,
  {
    type:
      | 'message-received'
      | 'message-changed'
      | 'message-removed'
      | 'reaction-changed'
      | 'messages-read'
      | 'history-loaded'
      | 'history-trimmed'
      | 'history-load-changed'
      | 'live-interrupted';
  }
>;

const nothingLoads: HistoryLoad = {
  newest: { name: 'idle' },
  older: { name: 'idle' },
  newer: { name: 'idle' },
};

export function reduceMessages(draft: StateDraft, event: MessageEvent): void {
  switch (event.type) {
    case 'message-received': {
      const { localId, message } = event;
      // Some servers tell everybody what only its sender can use: a stranger's word must not settle an own send.
      const lane = draft.outboxLanes.get(message.conversationId) ?? [];
      const own =
        localId !== undefined &&
        (message.authorId === draft.me || lane.some(({ entry }) => entry.localId === localId));
      return receive(draft, own ? { ...message, localId } : message, event.answer !== true);
    }
    case 'message-changed':
      return update(draft, event.conversationId, event.messageId, (timeline) =>
        withPatch(timeline, event.messageId, event.patch),
      );
    case 'message-removed':
      // It may be stored although it is not loaded.
      touch(draft.touched.removedMessages, event.conversationId, event.messageId);
      return update(draft, event.conversationId, event.messageId, (timeline) =>
        withoutMessage(timeline, event.messageId),
      );
    case 'reaction-changed':
      return update(draft, event.conversationId, event.messageId, (timeline) =>
        withChange(timeline, event.messageId, (message) => ({
          ...message,
          reactions: withReaction(message.reactions, event),
        })),
      );
    case 'messages-read':
      return markRead(draft, event);
    case 'history-loaded':
      return loadHistory(draft, event);
    case 'history-trimmed':
      return trimHistory(draft, event);
    case 'history-load-changed': {
      const loads = draft.historyLoads.get(event.conversationId) ?? nothingLoads;
      draft.historyLoads.set(event.conversationId, { ...loads, [event.part]: event.load });
      return;
    }
    case 'live-interrupted': {
      const { conversationId = null } = event;
      for (const [id, timeline] of [...draft.timelines.entries()]) {
        if (conversationId === null || conversationId === id)
          setTimeline(draft, id, withLiveInterrupted(timeline));
      }
    }
  }
}

function receive(draft: StateDraft, message: Message, live: boolean): void {
  const before = draft.timelines.get(message.conversationId) ?? emptyTimeline();
  const timeline = live ? withTold(before, message) : before;
  const known = findMessage(timeline, message.id);
  setTimeline(draft, message.conversationId, withMessages(timeline, [message]), message.id);
  stopTyping(draft, message);
  change(draft, message.conversationId, (conversation) => {
    const last = conversation.lastMessage;
    const isLast = last !== null && last.id === message.id;
    const isNewer = last === null || isNewerThan(message, last);
    if (!isLast && !isNewer) return conversation;
    const readUpTo = draft.readUpTo.get(message.conversationId) ?? -Infinity;
    const counts =
      known === undefined &&
      !isLast &&
      message.authorId !== draft.me &&
      !message.deleted &&
      message.order > readUpTo;
    const current =
      findMessage(draft.timelines.get(message.conversationId) ?? timeline, message.id) ?? message;
    return {
      ...conversation,
      lastMessage: previewOf(current),
      lastActivityAt: Math.max(conversation.lastActivityAt, message.createdAt),
      unreadCount: conversation.unreadCount + (counts ? 1 : 0),
    };
  });
}

function isNewerThan(message: Message, preview: MessagePreview): boolean {
  if (message.createdAt !== preview.createdAt) return message.createdAt > preview.createdAt;
  return preview.id !== null && compareIds(message.id, preview.id) > 0;
}

function stopTyping(draft: StateDraft, message: Message): void {
  const typing = draft.typing.get(message.conversationId);
  const rest = typing?.filter((person) => person.userId !== message.authorId);
  if (typing === undefined || rest === undefined || rest.length === typing.length) return;
  if (rest.length === 0) draft.typing.delete(message.conversationId);
  else draft.typing.set(message.conversationId, rest);
}

function loadHistory(draft: StateDraft, event: Extract<MessageEvent, { type: 'history-loaded' }>): void {
  const before = draft.timelines.get(event.conversationId) ?? emptyTimeline();
  let timeline = withMessages(withoutNews(before, event.answered ?? []), event.messages);
  const oldest = event.messages[0];
  // Live was to tell all that follows, and did not come so far: whatever stands between is not known.
  const isBeyond = event.knownBefore !== null && oldest !== undefined && oldest.order > before.toldUpTo;
  if (isBeyond) timeline = withLiveInterrupted(timeline);
  if (event.knownBefore !== null) timeline = withoutUnlisted(timeline, event.messages, event.knownBefore);
  for (const range of event.ranges) timeline = withRange(timeline, range);
  const newest = event.messages[event.messages.length - 1];
  if (event.knownBefore !== null && newest !== undefined) timeline = withTold(timeline, newest);
  timeline = withStored(timeline, event.stored ?? []);
  setTimeline(draft, event.conversationId, timeline);
  for (const message of event.messages) {
    const now = findMessage(timeline, message.id);
    if (now !== undefined && now !== findMessage(before, message.id)) {
      touch(draft.touched.messages, event.conversationId, message.id);
    }
  }
  for (const gone of event.knownBefore ?? []) {
    if (findMessage(before, gone) !== undefined && findMessage(timeline, gone) === undefined) {
      touch(draft.touched.removedMessages, event.conversationId, gone);
    }
  }
  const last = newestOf(timeline);
  const preview = draft.conversations.get(event.conversationId)?.lastMessage;
  if (preview?.id != null && findMessage(before, preview.id) !== undefined && last?.id !== preview.id) {
    if (findMessage(timeline, preview.id) === undefined) {
      change(draft, event.conversationId, (conversation) => ({
        ...conversation,
        lastMessage: last === undefined ? null : previewOf(last),
      }));
    }
  }
  if (last === undefined || !timeline.ranges.some((range) => range.to >= last.order)) return;
  change(draft, event.conversationId, (conversation) => {
    const preview = conversation.lastMessage;
    if (preview !== null && preview.id !== last.id && preview.createdAt > last.createdAt) return conversation;
    return {
      ...conversation,
      lastMessage: previewOf(last),
      lastActivityAt: Math.max(conversation.lastActivityAt, last.createdAt),
    };
  });
}

function trimHistory(draft: StateDraft, event: Extract<MessageEvent, { type: 'history-trimmed' }>): void {
  const { conversationId: id, windows } = event;
  const timeline = draft.timelines.get(id);
  const isQueued = draft.outboxLanes.get(id) !== undefined;
  if (timeline === undefined) return;
  if (windows.length > 0 || isQueued) return setTimeline(draft, id, withOnly(timeline, windows, isQueued));
  // What came in this very batch is still to be stored.
  if (draft.touched.messages.has(id)) return;
  draft.timelines.delete(id);
  draft.historyLoads.delete(id);
}

function markRead(draft: StateDraft, event: Extract<MessageEvent, { type: 'messages-read' }>): void {
  const timeline = draft.timelines.get(event.conversationId);
  if (timeline === undefined) return;
  const ids = new Set<MessageId>(event.messageIds);
  const upTo = event.upTo === undefined ? undefined : findMessage(timeline, event.upTo);
  if (upTo !== undefined) {
    for (let index = timeline.messages.indexOf(upTo); index >= 0; index -= 1) {
      const message = timeline.messages.at(index);
      if (message === undefined) break;
      // Marks grow without holes from the top, so the first one already read ends the walk.
      if (message.readBy.some((mark) => mark.userId === event.userId)) break;
      if (message.authorId !== event.userId) ids.add(message.id);
    }
  }
  for (const id of ids) {
    update(draft, event.conversationId, id, (current) =>
      withChange(current, id, (message) => {
        const readBy = mergeReadMarks(message.readBy, [{ userId: event.userId, at: event.at }]);
        if (readBy === message.readBy || message.authorId === event.userId) return message;
        return { ...message, readBy };
      }),
    );
  }
}

function withReaction(
  reactions: readonly Reaction[],
  event: {
    readonly userId: UserId;
    readonly emoji: string;
    readonly present: boolean;
    readonly replaces?: boolean;
  },
): readonly Reaction[] {
  const without = (reaction: Reaction): Reaction =>
    reaction.userIds.includes(event.userId)
      ? {
          ...reaction,
          count: reaction.count - 1,
          userIds: reaction.userIds.filter((userId) => userId !== event.userId),
        }
      : reaction;
  const others = reactions.map((reaction) =>
    reaction.emoji === event.emoji || event.replaces === true ? without(reaction) : reaction,
  );
  if (event.present && reactions.some((reaction) => reaction.emoji === event.emoji)) {
    return others
      .map((reaction) =>
        reaction.emoji === event.emoji
          ? { ...reaction, count: reaction.count + 1, userIds: [...reaction.userIds, event.userId] }
          : reaction,
      )
      .filter((reaction) => reaction.count > 0);
  }
  const kept = others.filter((reaction) => reaction.count > 0);
  return event.present ? [...kept, { emoji: event.emoji, count: 1, userIds: [event.userId] }] : kept;
}

function update(
  draft: StateDraft,
  conversationId: ConversationId,
  id: MessageId,
  next: (timeline: Timeline) => Timeline,
): void {
  // News may come before its message: an empty timeline keeps it until then.
  const known = draft.timelines.get(conversationId) ?? emptyTimeline();
  const changed = next(known);
  if (changed === known) return;
  setTimeline(draft, conversationId, changed, id);
  change(draft, conversationId, (conversation) => {
    if (conversation.lastMessage?.id !== id) return conversation;
    const message = findMessage(changed, id) ?? newestOf(changed);
    return { ...conversation, lastMessage: message === undefined ? null : previewOf(message) };
  });
}

function newestOf(timeline: Timeline): Message | undefined {
  return timeline.messages.at(timeline.messages.length - 1);
}

function setTimeline(draft: StateDraft, id: ConversationId, timeline: Timeline, message?: MessageId): void {
  const before = draft.timelines.get(id);
  if (before === timeline) return;
  draft.timelines.set(id, timeline);
  // Of a history that was not read yet more is stored than is known here.
  const stored = before === undefined && timeline.stored.length === 0 ? timeline.stored : before?.stored;
  if (stored !== timeline.stored) draft.touched.ranges.add(id);
  if (message === undefined) return;
  if (findMessage(timeline, message) !== undefined) touch(draft.touched.messages, id, message);
}
