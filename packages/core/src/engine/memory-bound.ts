import type { ConversationId } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { ChatState } from '../store/state';
import { findMessage } from '../store/timeline';
import type { Timeline } from '../store/timeline';
import { targetOf } from './outbox-plan';
import type { PersonScope } from './scope';

export interface MemoryBound {
  /** Somebody looks at it, or does not any more. */
  used(id: ConversationId): void;
  stop(): void;
}

export interface MemoryBoundOptions {
  readonly scope: PersonScope;
  readonly isOpen: (id: ConversationId) => boolean;
  /** By order; undefined means the end. */
  readonly onScreen: (id: ConversationId) => KnownRange | undefined;
  /** All of its history left memory. */
  readonly onDropped: (id: ConversationId) => void;
}

/** Messages in memory: `most` may gather before all but `kept` go, so that not every message trims. */
const whileOpen = { most: 10_000, kept: 5_000 } as const;
const whileClosed = { most: 150, kept: 60 } as const;
/** Beside what is on screen, the newest always stay: previews, receipts and queued commands go by them. */
const tailKept = 200;
/** Closed conversations with any history in memory; the longest unused ones lose theirs. */
const conversationsKept = 60;
const conversationsMost = 66;

/** Lets far history go, as long sessions would fill the memory; what went is read again from storage. */
export function createMemoryBound(options: MemoryBoundOptions): MemoryBound {
  const { store } = options.scope;
  /** The last used last. */
  const uses = new Map<ConversationId, null>();

  const stop = store.observe(({ after, before, touched }) => {
    for (const id of touched.messages.keys()) trim(after, id);
    if (after.timelines.size > Math.max(conversationsMost, before.timelines.size)) dropUnused(after);
  });

  function trim(state: ChatState, id: ConversationId): void {
    const timeline = state.timelines.get(id);
    const { most, kept } = options.isOpen(id) ? whileOpen : whileClosed;
    if (timeline === undefined || timeline.messages.length <= most) return;
    const shown = options.isOpen(id) ? windowAround(timeline, kept, options.onScreen(id)) : [];
    const tail = fromEnd(timeline, shown.length > 0 ? tailKept : kept);
    const windows = [...shown, tail, ...targetsOf(state, id, timeline)];
    store.apply([{ type: 'history-trimmed', conversationId: id, windows }]);
  }

  function dropUnused(state: ChatState): void {
    const closed = [...state.timelines.keys()].filter((id) => !options.isOpen(id));
    const never = closed.filter((id) => !uses.has(id));
    const unused = [...never, ...[...uses.keys()].filter((id) => closed.includes(id))].filter(
      (id) => !state.outbox.byConversation.has(id),
    );
    for (const id of unused.slice(0, Math.max(0, closed.length - conversationsKept))) {
      uses.delete(id);
      store.apply([{ type: 'history-trimmed', conversationId: id, windows: [] }]);
      options.onDropped(id);
    }
  }

  return {
    used(id) {
      uses.delete(id);
      uses.set(id, null);
      trim(store.getState(), id);
    },
    stop,
  };
}

function windowAround(
  { messages }: Timeline,
  kept: number,
  onScreen: KnownRange | undefined,
): readonly KnownRange[] {
  if (onScreen === undefined) return [];
  const at = (order: number): number => {
    const index = messages.search((message) => message.order - order || 1);
    return -index - 1;
  };
  const [first, last] = [at(onScreen.from), at(onScreen.to)];
  const margin = Math.max(0, Math.floor((kept - (last - first)) / 2));
  const [oldest, newest] = [messages.at(Math.max(0, first - margin)), messages.at(last + margin)];
  return [{ from: oldest?.order ?? Infinity, to: newest?.order ?? Infinity }];
}

function fromEnd({ messages }: Timeline, count: number): KnownRange {
  return { from: messages.at(messages.length - count)?.order ?? -Infinity, to: Infinity };
}

/** What waiting commands are about is still shown by them. */
function targetsOf(state: ChatState, id: ConversationId, timeline: Timeline): readonly KnownRange[] {
  return (state.outbox.byConversation.get(id) ?? []).flatMap(({ entry }) => {
    const target = targetOf(entry.command);
    const order = target === null ? undefined : findMessage(timeline, target)?.order;
    return order === undefined ? [] : [{ from: order, to: order }];
  });
}
