import type { Command } from '../adapter/command';
import { messageKey } from '../model/ids';
import type { ConversationId, LocalId, MessageId, UserId } from '../model/ids';
import type { Message, ReplyPreview } from '../model/message';
import { confirmedView, pendingView } from './message-view';
import type { ChatState, HistoryLoad, OutboxItem } from './state';
import {
  emptyTimeline,
  findMessage,
  findSent,
  hasGapBetween,
  indexOfMessage,
  isKnownFromStart,
} from './timeline';
import type { Timeline } from './timeline';
import type { MessageView, TimelineView } from './view';

const noItems: readonly OutboxItem[] = [];

interface Inputs {
  readonly lane: readonly OutboxItem[];
  readonly load: HistoryLoad | undefined;
  readonly me: UserId | null;
}

// These caches hold only what can be computed again from the immutable key, so clients cannot meet in them.
const timelineViews = new WeakMap<
  Timeline,
  Inputs & { readonly conversationId: ConversationId; readonly view: TimelineView }
>();
const messageViews = new WeakMap<
  Message,
  { readonly pending: readonly OutboxItem[]; readonly me: UserId | null; readonly view: MessageView }
>();
const pendingViews = new WeakMap<
  OutboxItem,
  { readonly others: readonly OutboxItem[]; readonly replyTo: Message | null; readonly view: MessageView }
>();

// A conversation without history has nothing of its own to hang its view on: two of them on screen must not take turns.
const emptyTimelines = new WeakMap<ChatState['timelines'], Map<ConversationId, Timeline>>();

function timelineOf({ timelines }: ChatState, conversationId: ConversationId): Timeline {
  const known = timelines.get(conversationId);
  if (known !== undefined) return known;
  const empty = emptyTimelines.get(timelines) ?? new Map<ConversationId, Timeline>();
  emptyTimelines.set(timelines, empty);
  const timeline = empty.get(conversationId) ?? emptyTimeline();
  empty.set(conversationId, timeline);
  return timeline;
}

/** The rows of a conversation. The same object while nothing in it changed; each row too. O(1) plus the pending sends. */
export function selectTimeline(state: ChatState, conversationId: ConversationId): TimelineView {
  const timeline = timelineOf(state, conversationId);
  const inputs: Inputs = {
    lane: state.outbox.byConversation.get(conversationId) ?? noItems,
    load: state.historyLoads.get(conversationId),
    me: state.session.name === 'signed-in' ? state.session.me : null,
  };
  const known = timelineViews.get(timeline);
  if (
    known !== undefined &&
    known.conversationId === conversationId &&
    known.lane === inputs.lane &&
    known.load === inputs.load &&
    known.me === inputs.me
  ) {
    return known.view;
  }
  const view = buildView(timeline, inputs);
  timelineViews.set(timeline, { ...inputs, conversationId, view });
  return view;
}

/** One confirmed message with its overlay; undefined when it is not loaded. */
export function selectMessage(
  state: ChatState,
  conversationId: ConversationId,
  id: MessageId,
): MessageView | undefined {
  const view = selectTimeline(state, conversationId);
  return view.at(view.indexOfMessage(id));
}

function buildView(timeline: Timeline, { lane, load, me }: Inputs): TimelineView {
  const { messages, ranges } = timeline;
  const targets = byTarget(lane);
  const sends = me === null ? [] : lane.filter((item) => isShownSend(timeline, item));
  const first = messages.at(0);
  const last = messages.at(messages.length - 1);

  const at = (index: number): MessageView | undefined => {
    const message = messages.at(index);
    if (message !== undefined) return viewOf(message, targets.get(message.id) ?? noItems, me);
    const item = sends[index - messages.length];
    return item === undefined || me === null ? undefined : pendingViewOf(timeline, item, targets, me);
  };

  return {
    length: messages.length + sends.length,
    at,
    indexOf(key) {
      const pending = sends.findIndex((item) => (item.entry.localId as string) === key);
      if (pending >= 0) return messages.length + pending;
      const direct = indexOfMessage(timeline, key as string as MessageId);
      if (direct >= 0) return direct;
      const sent = findSent(timeline, key as string as LocalId);
      return sent === undefined ? -1 : indexOfMessage(timeline, sent.id);
    },
    indexOfMessage: (id) => indexOfMessage(timeline, id),
    gapBefore(index) {
      const newer = messages.at(index);
      const older = messages.at(index - 1);
      if (newer === undefined || older === undefined || !hasGapBetween(ranges, older, newer)) return null;
      return { before: messageKey(newer), after: messageKey(older) };
    },
    reachedStart: first === undefined ? load?.newest.name === 'ready' : isKnownFromStart(ranges, first),
    reachedEnd: last === undefined || ranges.some((range) => range.to >= last.order),
    loadingOlder: load?.older.name === 'loading',
    loadingNewer: load?.newer.name === 'loading',
    loadingNewest: load?.newest.name === 'loading',
  };
}

function viewOf(message: Message, pending: readonly OutboxItem[], me: UserId | null): MessageView {
  const known = messageViews.get(message);
  if (known !== undefined && known.me === me && sameItems(known.pending, pending)) return known.view;
  const view = confirmedView(message, pending, me);
  messageViews.set(message, { pending, me, view });
  return view;
}

function pendingViewOf(
  timeline: Timeline,
  item: OutboxItem,
  targets: ReadonlyMap<string, readonly OutboxItem[]>,
  me: UserId,
): MessageView | undefined {
  const { command } = item.entry;
  if (command.kind !== 'send-message') return undefined;
  const others = targets.get(command.localId) ?? noItems;
  const parent = command.replyTo === null ? null : (findMessage(timeline, command.replyTo) ?? null);
  const known = pendingViews.get(item);
  if (known !== undefined && known.replyTo === parent && sameItems(known.others, others)) return known.view;
  const view = pendingView(item, command, { me, others, replyTo: replyPreview(command.replyTo, parent) });
  pendingViews.set(item, { others, replyTo: parent, view });
  return view;
}

function replyPreview(id: MessageId | null, parent: Message | null): ReplyPreview | null {
  if (id === null) return null;
  if (parent === null)
    return { messageId: id, authorId: null, authorName: null, text: null, attachmentCount: 0 };
  return {
    messageId: parent.id,
    authorId: parent.authorId,
    authorName: parent.authorName ?? null,
    text: parent.deleted ? null : parent.text,
    attachmentCount: parent.deleted ? 0 : parent.attachments.length,
  };
}

function isShownSend(timeline: Timeline, item: OutboxItem): boolean {
  const { command } = item.entry;
  if (command.kind !== 'send-message') return false;
  // Between the echo and the acknowledgement the confirmed row already carries this local id.
  return findSent(timeline, command.localId) === undefined;
}

function byTarget(lane: readonly OutboxItem[]): ReadonlyMap<string, readonly OutboxItem[]> {
  const targets = new Map<string, OutboxItem[]>();
  for (const item of lane) {
    const target = targetOf(item.entry.command);
    if (target === null) continue;
    const known = targets.get(target);
    if (known === undefined) targets.set(target, [item]);
    else known.push(item);
  }
  return targets;
}

function targetOf(command: Command): string | null {
  return 'messageId' in command ? command.messageId : null;
}

function sameItems(left: readonly OutboxItem[], right: readonly OutboxItem[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
