import { deepEqual } from '../lib/deep-equal';
import { SortedList } from '../lib/sorted-list';
import type { MessagePatch } from '../adapter/server-event';
import { compareIds } from '../model/ids';
import type { LocalId, MessageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { DeliveryState, Message, Ordered, ReadMark } from '../model/message';

/** The confirmed messages of a conversation in server order, and which stretches of it have no holes. */
export interface Timeline {
  readonly messages: SortedList<Message>;
  readonly ranges: readonly KnownRange[];
  /** Where an id stands. Shared between versions: a hint that the list confirms, so it may know too much. */
  readonly orders: Map<MessageId, number>;
  /** Which message an own send became; shared and confirmed by the list in the same way. */
  readonly sent: Map<LocalId, MessageId>;
  /** News of messages not loaded yet, kept so that events may come in any order. */
  readonly orphans: ReadonlyMap<MessageId, MessagePatch | 'removed'>;
}

const orphanLimit = 200;
const deliveryRank: Readonly<Record<DeliveryState, number>> = { sent: 0, delivered: 1, read: 2 };

function compareOrdered(left: Ordered, right: Ordered): number {
  return left.order - right.order || compareIds(left.id, right.id);
}

export function emptyTimeline(): Timeline {
  return {
    messages: SortedList.empty<Message>(compareOrdered),
    ranges: [],
    orders: new Map(),
    sent: new Map(),
    orphans: new Map(),
  };
}

export function findMessage(
  timeline: Pick<Timeline, 'messages' | 'orders'>,
  id: MessageId,
): Message | undefined {
  const index = indexOfMessage(timeline, id);
  return index < 0 ? undefined : timeline.messages.at(index);
}

/** Row position of a confirmed message, -1 when it is not loaded. */
export function indexOfMessage(
  { messages, orders }: Pick<Timeline, 'messages' | 'orders'>,
  id: MessageId,
): number {
  const order = orders.get(id);
  if (order === undefined) return -1;
  return Math.max(
    -1,
    messages.search((message) => message.order - order || compareIds(message.id, id)),
  );
}

/** The confirmed message an own send became, if it did. */
export function findSent(timeline: Timeline, id: LocalId): Message | undefined {
  const sent = timeline.sent.get(id);
  return sent === undefined ? undefined : findMessage(timeline, sent);
}

/** Adds or renews messages; what is already known better stays. */
export function withMessages(timeline: Timeline, incoming: readonly Message[]): Timeline {
  const changed = new Map<MessageId, Message>();
  let { messages, orphans } = timeline;
  for (const message of incoming) {
    const orphan = orphans.get(message.id);
    if (orphan === 'removed') continue;
    const known = changed.get(message.id) ?? findMessage({ messages, orders: timeline.orders }, message.id);
    let merged = known === undefined ? message : mergeMessage(known, message);
    if (orphan !== undefined) {
      merged = patched(merged, orphan);
      orphans = withoutKey(orphans, message.id);
    }
    if (merged === known) continue;
    if (known !== undefined && known.order !== merged.order) messages = messages.remove(known);
    changed.set(message.id, merged);
  }
  if (changed.size === 0 && orphans === timeline.orphans) return timeline;
  for (const message of changed.values()) {
    timeline.orders.set(message.id, message.order);
    if (message.localId !== undefined) timeline.sent.set(message.localId, message.id);
  }
  return { ...timeline, messages: messages.with([...changed.values()]), orphans };
}

export function withPatch(timeline: Timeline, id: MessageId, patch: MessagePatch): Timeline {
  const known = findMessage(timeline, id);
  if (known === undefined) {
    const earlier = timeline.orphans.get(id);
    if (earlier === 'removed') return timeline;
    return withOrphan(timeline, id, { ...earlier, ...patch });
  }
  const merged = patched(known, patch);
  return merged === known ? timeline : { ...timeline, messages: timeline.messages.with([merged]) };
}

/** Replaces a message by a function of it; unknown messages stay unknown. */
export function withChange(
  timeline: Timeline,
  id: MessageId,
  change: (message: Message) => Message,
): Timeline {
  const known = findMessage(timeline, id);
  if (known === undefined) return timeline;
  const changed = change(known);
  return changed === known ? timeline : { ...timeline, messages: timeline.messages.with([changed]) };
}

export function withoutMessage(timeline: Timeline, id: MessageId): Timeline {
  const known = findMessage(timeline, id);
  const gone = withOrphan(timeline, id, 'removed');
  return known === undefined ? gone : { ...gone, messages: timeline.messages.remove(known) };
}

/** A server's page says what it lists is all there is between its ends: the rest there was deleted. */
export function withoutUnlisted(
  timeline: Timeline,
  listed: readonly Message[],
  known: ReadonlySet<MessageId>,
): Timeline {
  const first = listed[0];
  const last = listed[listed.length - 1];
  if (first === undefined || last === undefined) return timeline;
  const ids = new Set(listed.map((message) => message.id));
  const start = timeline.messages.search((message) => compareOrdered(message, first));
  let result = timeline;
  for (let index = start < 0 ? -start - 1 : start; index < timeline.messages.length; index += 1) {
    const message = timeline.messages.at(index);
    if (message === undefined || compareOrdered(message, last) > 0) break;
    // Only what was there before the question was asked can be missing from the answer.
    if (!ids.has(message.id) && known.has(message.id)) result = withoutMessage(result, message.id);
  }
  return result;
}

export function withRange(timeline: Timeline, range: KnownRange): Timeline {
  const merged = mergeRanges([...timeline.ranges, range]);
  return deepEqual(merged, timeline.ranges) ? timeline : { ...timeline, ranges: merged };
}

/** Live coverage broke: what comes next may leave a hole after the newest known message. */
export function withLiveInterrupted(timeline: Timeline): Timeline {
  const last = timeline.messages.at(timeline.messages.length - 1);
  const open = timeline.ranges.find((range) => range.to === Infinity);
  if (open === undefined) return timeline;
  const end = last === undefined || last.order < open.from ? open.from : last.order;
  return {
    ...timeline,
    ranges: timeline.ranges.map((range) => (range === open ? { from: range.from, to: end } : range)),
  };
}

/** Touching or overlapping stretches become one. */
export function mergeRanges(ranges: readonly KnownRange[]): readonly KnownRange[] {
  const sorted = [...ranges].sort((left, right) => left.from - right.from || left.to - right.to);
  const merged: KnownRange[] = [];
  for (const range of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && range.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else merged.push(range);
  }
  return merged;
}

/** Whether history may be missing between two neighbours. */
export function hasGapBetween(ranges: readonly KnownRange[], older: Ordered, newer: Ordered): boolean {
  return !ranges.some((range) => range.from <= older.order && newer.order <= range.to);
}

function mergeMessage(known: Message, incoming: Message): Message {
  const localId = known.localId ?? incoming.localId;
  const delivery =
    deliveryRank[known.delivery] > deliveryRank[incoming.delivery] ? known.delivery : incoming.delivery;
  const readBy = mergeReadMarks(known.readBy, incoming.readBy);
  const base = incoming.complete || !known.complete ? incoming : known;
  const merged: Message = {
    ...base,
    // What this browser sent is mine, also where the backend tells no sender.
    ...(known.localId === undefined ? {} : { authorId: known.authorId }),
    ...(localId === undefined ? {} : { localId }),
    delivery,
    readBy,
  };
  return deepEqual(merged, known) ? known : merged;
}

function patched(message: Message, patch: MessagePatch): Message {
  const merged: Message = { ...message, ...patch };
  if (patch.readBy !== undefined)
    Object.assign(merged, { readBy: mergeReadMarks(message.readBy, patch.readBy) });
  if (patch.delivery !== undefined && deliveryRank[patch.delivery] < deliveryRank[message.delivery]) {
    Object.assign(merged, { delivery: message.delivery });
  }
  return deepEqual(merged, message) ? message : merged;
}

/** Reading is never undone, and the first time told stands. */
export function mergeReadMarks(
  known: readonly ReadMark[],
  incoming: readonly ReadMark[],
): readonly ReadMark[] {
  const added = incoming.filter((mark) => !known.some((other) => other.userId === mark.userId));
  return added.length === 0 ? known : [...known, ...added];
}

function withOrphan(timeline: Timeline, id: MessageId, news: MessagePatch | 'removed'): Timeline {
  const orphans = new Map(timeline.orphans);
  orphans.delete(id);
  orphans.set(id, news);
  for (const oldest of orphans.keys()) {
    if (orphans.size <= orphanLimit) break;
    orphans.delete(oldest);
  }
  return { ...timeline, orphans };
}

function withoutKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
