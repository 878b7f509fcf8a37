import { deepEqual } from '../lib/deep-equal';
import { SortedList } from '../lib/sorted-list';
import type { MessagePatch } from '../adapter/server-event';
import { compareIds } from '../model/ids';
import type { LocalId, MessageId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { DeliveryState, Message, Ordered, ReadMark } from '../model/message';
import { compareOrdered } from '../model/ordered';

/** The confirmed messages of a conversation in server order, and which stretches of it have no holes. */
export interface Timeline {
  readonly messages: SortedList<Message>;
  /** Of what is loaded. */
  readonly ranges: readonly KnownRange[];
  /** Of what is stored, loaded or not. */
  readonly stored: readonly KnownRange[];
  /** Up to here live or a page told everything, as far as an end of it is open. */
  readonly toldUpTo: number;
  /** Where an id stands. Shared between versions: a hint that the list confirms, so it may know too much. */
  readonly orders: Map<MessageId, number>;
  /** Which message an own send became; shared and confirmed by the list in the same way. */
  readonly sent: Map<LocalId, MessageId>;
  /** News of messages not loaded yet, kept so that events may come in any order. */
  readonly orphans: ReadonlyMap<MessageId, News>;
}

/** What is still to be done to a message once it comes. */
type News = readonly MessageChange[] | 'removed';
type MessageChange = (message: Message) => Message;

const orphanLimit = 200;
const newsLimit = 50;
const deliveryRank: Readonly<Record<DeliveryState, number>> = { sent: 0, delivered: 1, read: 2 };

export function emptyTimeline(): Timeline {
  return {
    messages: SortedList.empty<Message>(compareOrdered),
    ranges: [],
    stored: [],
    toldUpTo: -Infinity,
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
      merged = orphan.reduce((changed, change) => change(changed), merged);
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
  return withChange(timeline, id, (message) => patched(message, patch));
}

/** Replaces a message by a function of it, as soon as it is known. */
export function withChange(timeline: Timeline, id: MessageId, change: MessageChange): Timeline {
  const known = findMessage(timeline, id);
  if (known === undefined) {
    const earlier = timeline.orphans.get(id) ?? [];
    return earlier === 'removed'
      ? timeline
      : withOrphan(timeline, id, [...earlier, change].slice(-newsLimit));
  }
  const changed = change(known);
  return changed === known ? timeline : { ...timeline, messages: timeline.messages.with([changed]) };
}

export function withoutMessage(timeline: Timeline, id: MessageId): Timeline {
  const known = findMessage(timeline, id);
  const gone = withOrphan(timeline, id, 'removed');
  return known === undefined ? gone : { ...gone, messages: timeline.messages.remove(known) };
}

/** News of these messages is no news any more. */
export function withoutNews(timeline: Timeline, ids: Iterable<MessageId>): Timeline {
  let { orphans } = timeline;
  for (const id of ids) if (orphans.has(id)) orphans = withoutKey(orphans, id);
  return orphans === timeline.orphans ? timeline : { ...timeline, orphans };
}

/** Of what was known, a server's page did not list this: it was deleted, but may yet prove to have come too late. */
export function withoutUnlisted(
  timeline: Timeline,
  listed: readonly Message[],
  known: ReadonlySet<MessageId>,
): Timeline {
  const ids = new Set(listed.map((message) => message.id));
  let { messages } = timeline;
  for (const id of known) {
    const message = ids.has(id) ? undefined : findMessage({ messages, orders: timeline.orders }, id);
    if (message !== undefined) messages = messages.remove(message);
  }
  return messages === timeline.messages ? timeline : { ...timeline, messages };
}

/** Only what lies in these windows stays loaded; the rest can be read again from what is stored. */
export function withOnly(timeline: Timeline, windows: readonly KnownRange[], keepSent: boolean): Timeline {
  const messages = timeline.messages.without(
    ({ order }) => !windows.some(({ from, to }) => from <= order && order <= to),
  );
  if (messages === timeline.messages) return timeline;
  const orders = new Map<MessageId, number>();
  // What a queued command is compared with must not claim a message that is another's, loaded or not.
  const sent = keepSent ? timeline.sent : new Map<LocalId, MessageId>();
  for (const { id, order, localId } of messages) {
    orders.set(id, order);
    if (localId !== undefined) sent.set(localId, id);
  }
  const ranges = timeline.ranges.flatMap((range) =>
    windows
      .map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
      .filter(({ from, to }) => from <= to),
  );
  return { ...timeline, messages, orders, sent, ranges: mergeRanges(ranges) };
}

export function withRange(timeline: Timeline, range: KnownRange): Timeline {
  const [ranges, stored] = [joined(timeline.ranges, [range]), joined(timeline.stored, [range])];
  return ranges === timeline.ranges && stored === timeline.stored
    ? timeline
    : { ...timeline, ranges, stored };
}

/** What storage can give is known too, although it is not loaded. */
export function withStored(timeline: Timeline, ranges: readonly KnownRange[]): Timeline {
  const stored = joined(timeline.stored, ranges);
  return stored === timeline.stored ? timeline : { ...timeline, stored };
}

/** Live or a page has come to this message. */
export function withTold(timeline: Timeline, { order }: Ordered): Timeline {
  return order > timeline.toldUpTo ? { ...timeline, toldUpTo: order } : timeline;
}

/** Live coverage broke: what comes next may leave a hole after the newest message that was told. */
export function withLiveInterrupted(timeline: Timeline): Timeline {
  // An own message after it proves nothing: a link that was dead already told no others before it.
  const last = timeline.toldUpTo;
  const ended = (ranges: readonly KnownRange[]): readonly KnownRange[] =>
    ranges.some(({ to }) => to === Infinity)
      ? ranges
          .map(({ from, to }) => ({ from, to: to === Infinity ? Math.max(from, last) : to }))
          // Where no message was, nothing is known any more: not even that the beginning is here.
          .filter(({ to }) => to !== -Infinity)
      : ranges;
  const [ranges, stored] = [ended(timeline.ranges), ended(timeline.stored)];
  return ranges === timeline.ranges && stored === timeline.stored
    ? timeline
    : { ...timeline, ranges, stored };
}

function joined(known: readonly KnownRange[], added: readonly KnownRange[]): readonly KnownRange[] {
  const merged = mergeRanges([...known, ...added]);
  return deepEqual(merged, known) ? known : merged;
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

/** Whether a message stands in the stretch that is known from the very beginning on. */
export function isKnownFromStart(ranges: readonly KnownRange[], { order }: Ordered): boolean {
  return ranges.some(({ from, to }) => from === -Infinity && order <= to);
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

function withOrphan(timeline: Timeline, id: MessageId, news: News): Timeline {
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
