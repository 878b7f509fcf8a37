import type { HistoryPosition } from '../adapter/adapter';
import type { Timer } from '../adapter/environment';
import { ChatError, isChatError, toChatError } from '../errors';
import { createRuns } from '../lib/runs';
import type { Runs } from '../lib/runs';
import type { ConversationId, MessageId, MessageKey } from '../model/ids';
import type { KnownRange } from '../model/known-range';
import type { Message } from '../model/message';
import { selectTimeline } from '../store/select-timeline';
import type { LoadState } from '../store/state';
import { findMessage, indexOfMessage, isKnownFromStart } from '../store/timeline';
import type { Timeline } from '../store/timeline';
import type { Gap } from '../store/view';
import { createHistoryPages } from './history-pages';
import type { PersonScope } from './scope';

export interface CatchUpOptions {
  readonly peek: boolean;
  readonly quiet?: boolean;
  /** What is being loaded already may be older than the reason for this. */
  readonly afresh?: boolean;
}

export interface History {
  /** Puts what is stored of the newest history into the store, once. */
  loadCached(id: ConversationId): Promise<void>;
  /**
   * Loads the newest and pages back until it meets what is known; a hole that stays is shown as a gap. What is on
   * screen is asked again too. `quiet`: nobody waits for it, so nothing says that it loads.
   */
  catchUp(id: ConversationId, options: CatchUpOptions): Promise<void>;
  loadOlder(id: ConversationId): Promise<void>;
  loadNewer(id: ConversationId): Promise<void>;
  loadAround(id: ConversationId, messageId: MessageId): Promise<void>;
  fillGap(id: ConversationId, gap: Gap): Promise<void>;
  /** Which rows are on screen: they are kept in memory and verified. */
  setOnScreen(id: ConversationId, first: MessageKey, last: MessageKey): void;
  /** By order; undefined where nobody said, which means the end. */
  onScreen(id: ConversationId): KnownRange | undefined;
  /** Nobody looks at it any more. */
  leave(id: ConversationId): void;
  /** All of it left memory: the next load begins with what is stored. */
  drop(id: ConversationId): void;
  /** The person leaves. */
  forget(): void;
}

type Part = 'newest' | 'older' | 'newer';

/** Pages a catch-up may take at once; what is farther away becomes a gap that loads when it is seen. */
const catchUpPages = 5;
/** Pages a backend that cannot load around a message is searched for it at once. */
const searchPages = 40;
/** Pages and messages that are asked again beside the newest page. */
const rereadPages = 3;
const hydrateLimit = 5;
const rereadDelayMs = 400;

export function createHistory(scope: PersonScope, isFullyLive: (id: ConversationId) => boolean): History {
  const { adapter, store, clock, platform, signal } = scope;
  const pages = createHistoryPages(scope, isFullyLive);
  /** One load of a kind per conversation at a time: a second caller gets the first one's answer. */
  const runs: Runs<void> = createRuns();
  const seen = new Map<ConversationId, KnownRange>();
  /** Of these somebody tells what is on screen; of the others the last place that was loaded is taken for it. */
  const told = new Set<ConversationId>();
  /** Asked for once: a backend that never tells the rest is not asked again and again. */
  const hydrated = new Set<string>();
  /** Where the backend told nothing older, and no beginning either. */
  const untold = new Map<ConversationId, MessageId>();
  let rereading: Timer | null = null;

  async function tracked(
    id: ConversationId,
    part: Part,
    work: () => Promise<unknown>,
    quiet = false,
  ): Promise<void> {
    const say = (load: LoadState): void =>
      store.apply([{ type: 'history-load-changed', conversationId: id, part, load }]);
    if (!quiet) say({ name: 'loading' });
    try {
      await work();
      if (!quiet || store.getState().historyLoads.get(id)?.[part].name !== 'ready') say({ name: 'ready' });
    } catch (error) {
      const failure = toChatError(error);
      if (failure.code === 'not-found' && (await isGone(id))) {
        store.apply([{ type: 'conversation-removed', conversationId: id }]);
      } else {
        // A message that is gone keeps nobody from the others.
        say(failure.code === 'not-found' ? { name: 'ready' } : { name: 'failed', error: failure });
      }
      throw failure;
    }
  }

  /** Not found may be a message of it only. */
  async function isGone(id: ConversationId): Promise<boolean> {
    return adapter.loadConversation(id, signal).then(
      () => false,
      (error: unknown) => isChatError(error) && error.code === 'not-found',
    );
  }

  function background(work: Promise<unknown>): void {
    work.catch((error: unknown) => scope.report(toChatError(error)));
  }

  const timelineOf = (id: ConversationId): Timeline | undefined => store.getState().timelines.get(id);
  const isLoaded = (id: ConversationId, messageId: MessageId): boolean => {
    const timeline = timelineOf(id);
    return timeline !== undefined && indexOfMessage(timeline, messageId) >= 0;
  };
  const nextTo = (name: 'before' | 'after', { id, order }: Message): HistoryPosition => ({
    name,
    messageId: id,
    order,
  });

  /** Pages back from a message until the stretch above it joins older known history or the page limit is hit. */
  async function pageBack(id: ConversationId, from: Message, count: number, peek: boolean): Promise<void> {
    let anchor: Message | undefined = from;
    for (let left = count; left > 0 && anchor !== undefined && hasHoleBelow(id, anchor); left -= 1) {
      const page = await pages.load(id, nextTo('before', anchor), peek);
      anchor = page.reachedStart ? undefined : page.messages[0];
    }
  }

  /** Something older is known, and between it and this message something may be missing. */
  function hasHoleBelow(id: ConversationId, message: Message): boolean {
    const timeline = timelineOf(id);
    const range = timeline?.ranges.find(({ from, to }) => from <= message.order && message.order <= to);
    const first = timeline?.messages.at(0);
    return first !== undefined && first.order < (range?.from ?? message.order);
  }

  /** One step back: from storage where it knows the way, and then asked again behind it; else from the server. */
  async function stepBack(id: ConversationId, anchor: Message): Promise<Message | undefined> {
    if (!told.has(id)) seen.set(id, { from: anchor.order, to: anchor.order });
    const position = nextTo('before', anchor);
    const [oldest] = await pages.loadStored(id, anchor);
    if (oldest === undefined) return (await pages.load(id, position, true)).messages[0];
    const stretch = { from: oldest.order, to: anchor.order };
    if (platform.online() && !pages.isVerified(id, stretch)) {
      background(pages.load(id, position, true, () => isLoaded(id, anchor.id)));
    }
    return oldest;
  }

  /** What is on screen and was not told by `since` and what follows it. */
  async function reread(id: ConversationId, since: number): Promise<void> {
    const { messages } = timelineOf(id) ?? {};
    const { from, to } = seen.get(id) ?? { from: Infinity, to: Infinity };
    if (messages === undefined || from >= since) return;
    // Above it stands what was just told, or what follows; at the very end the newest page tells both.
    const isBelow = ({ order }: Message): boolean => (since <= to ? order < since : order <= to);
    let anchor =
      messages.at(-messages.search((message) => (isBelow(message) ? -1 : 1)) - 1) ??
      (await pages.load(id, { name: 'newest' }, true)).messages[0];
    for (let left = rereadPages; left > 0 && anchor !== undefined && anchor.order > from; left -= 1) {
      const { id: messageId } = anchor;
      const page = await pages.load(id, nextTo('before', anchor), true, () => isLoaded(id, messageId));
      anchor = page.messages[0];
    }
  }

  /** Fetches the rest of what live told only in part, where no page has brought it. */
  async function hydrate(id: ConversationId): Promise<void> {
    const { messages } = timelineOf(id) ?? { messages: [] };
    const partial = [...messages].filter((one) => !one.complete && !hydrated.has(`${id} ${one.id}`));
    for (const message of partial.slice(-hydrateLimit)) {
      hydrated.add(`${id} ${message.id}`);
      await window(id, message);
    }
  }

  /** A page in which the message stands. */
  async function window(id: ConversationId, message: Message): Promise<void> {
    if (adapter.capabilities.loadAround) {
      await pages.load(id, { name: 'around', messageId: message.id }, true);
      return;
    }
    const messages = timelineOf(id)?.messages;
    const newer = messages?.at(messages.indexOf(message) + 1);
    if (newer !== undefined) await pages.load(id, nextTo('before', newer), true);
  }

  /** Where a backend cannot load around a message: page by page from the newest until it is there. */
  async function searchBack(id: ConversationId, messageId: MessageId): Promise<void> {
    const timeline = timelineOf(id);
    const newest = timeline?.messages.at(timeline.messages.length - 1);
    if (timeline === undefined || newest === undefined) return;
    const start = timeline.ranges.find(({ from, to }) => from <= newest.order && newest.order <= to)?.from;
    const index = timeline.messages.search(({ order }) => (order < (start ?? newest.order) ? -1 : 1));
    let anchor = timeline.messages.at(-index - 1);
    for (let left = searchPages; anchor !== undefined && !isLoaded(id, messageId); left -= 1) {
      if (left === 0) {
        throw new ChatError('not-found', 'The message is farther back than can be searched at once.', {
          details: { rule: 'too-far-back', pages: searchPages },
        });
      }
      anchor = await stepBack(id, anchor);
    }
  }

  function catchUp(
    id: ConversationId,
    { peek, quiet = false, afresh = false }: CatchUpOptions,
  ): Promise<void> {
    const work = async (): Promise<void> => {
      const page = await pages.load(id, { name: 'newest' }, peek);
      const oldest = page.messages[0];
      if (oldest !== undefined) {
        untold.delete(id);
        await pageBack(id, oldest, catchUpPages - 1, peek);
        await reread(id, oldest.order);
      }
      await hydrate(id);
      store.apply([{ type: 'freshness-changed', conversationId: id, at: clock.now() }]);
    };
    return runs[afresh ? 'afresh' : 'join'](`newest ${id}`, () => tracked(id, 'newest', work, quiet));
  }

  async function loadOlder(id: ConversationId): Promise<void> {
    const timeline = timelineOf(id);
    const oldest = timeline?.messages.at(0);
    if (oldest === undefined) return catchUp(id, { peek: true });
    if (timeline !== undefined && isKnownFromStart(timeline.ranges, oldest)) return;
    if (untold.get(id) === oldest.id) return;
    await tracked(id, 'older', async () => {
      if ((await stepBack(id, oldest)) === undefined) untold.set(id, oldest.id);
    });
  }

  async function loadAround(id: ConversationId, messageId: MessageId): Promise<void> {
    if (isLoaded(id, messageId)) return;
    await tracked(id, 'older', async () => {
      await pages.loadCached(id);
      if (isLoaded(id, messageId)) return;
      if (!adapter.capabilities.loadAround || !platform.online()) await searchBack(id, messageId);
      else await pages.load(id, { name: 'around', messageId }, true);
    });
    const timeline = timelineOf(id);
    const found = timeline === undefined ? undefined : findMessage(timeline, messageId);
    if (found === undefined) {
      throw new ChatError('not-found', 'There is no such message in this conversation any more.');
    }
    seen.set(id, { from: found.order, to: found.order });
  }

  async function fillGap(id: ConversationId, gap: Gap): Promise<void> {
    const view = selectTimeline(store.getState(), id);
    const messages = timelineOf(id)?.messages;
    const index = view.indexOf(gap.before);
    const [older, newer] = [messages?.at(index - 1), messages?.at(index)];
    if (index < 1 || older === undefined || newer === undefined) return;
    // Who comes from above reads on where the gap begins.
    const fromAbove = platform.online() && (seen.get(id)?.to ?? Infinity) <= newer.order;
    await tracked(id, 'older', () =>
      fromAbove ? pages.load(id, nextTo('after', older), true) : stepBack(id, newer),
    );
  }

  return {
    loadCached: (id) => pages.loadCached(id),
    catchUp,
    loadOlder: (id) => runs.join(`older ${id}`, () => loadOlder(id)),
    loadNewer: (id) =>
      runs.join(`newer ${id}`, async () => {
        const messages = timelineOf(id)?.messages;
        const newest = messages?.at(messages.length - 1);
        if (newest === undefined || selectTimeline(store.getState(), id).reachedEnd) return;
        await tracked(id, 'newer', () => pages.load(id, nextTo('after', newest), true));
      }),
    loadAround: (id, messageId) => runs.join(`around ${id} ${messageId}`, () => loadAround(id, messageId)),
    fillGap: (id, gap) => runs.join(`gap ${id} ${gap.before}`, () => fillGap(id, gap)),
    setOnScreen(id, first, last) {
      const view = selectTimeline(store.getState(), id);
      const messages = timelineOf(id)?.messages;
      const orderOf = (key: MessageKey): number => messages?.at(view.indexOf(key))?.order ?? Infinity;
      const range = { from: orderOf(first), to: orderOf(last) };
      seen.set(id, range);
      told.add(id);
      rereading?.cancel();
      rereading = clock.after(rereadDelayMs, () => {
        if (platform.online() && !pages.isVerified(id, range)) background(reread(id, Infinity));
      });
    },
    onScreen: (id) => seen.get(id),
    leave(id) {
      seen.delete(id);
      told.delete(id);
      untold.delete(id);
    },
    drop: (id) => pages.forget(id),
    forget() {
      rereading?.cancel();
      pages.stop();
    },
  };
}
