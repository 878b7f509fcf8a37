import type { ConversationId } from '../model/ids';
import type { StoreEvent } from '../store/store-event';
import type { PersonScope } from './scope';
import type { TabGroup } from './tab-group';
import type { TabMessage } from './tab-message';
import { eventsToShare, isLeaders, liveSince, newsOf, packed, queuedIn, unpacked } from './tab-share';

export interface TabReplica {
  hear(message: Extract<TabMessage, { type: 'events' | 'news' }>, leads: boolean): void;
  /** Tells the others what is on no disk. */
  postNews(): Promise<void>;
  /** The cache is in the store: what was heard meanwhile goes on top of it. */
  ready(): void;
  stop(): void;
}

/** What became true in one tab's store becomes true in all; only the first stores it. */
export function createTabReplica(options: {
  readonly scope: PersonScope;
  readonly group: TabGroup;
  readonly hasOthers: () => boolean;
  /** Writes down everything applied so far. */
  readonly flush: () => Promise<void>;
  readonly watched: () => readonly ConversationId[];
  /** Whether what is written in this conversation reaches all tabs live. */
  readonly isFullyLive: (id: ConversationId) => boolean;
  readonly receive: (events: readonly StoreEvent[]) => void;
  /** Told by the leader, before its events are received. */
  readonly onNews: (news: Extract<TabMessage, { type: 'news' }>) => void;
}): TabReplica {
  const { group } = options;
  const { store } = options.scope;
  let pending: { readonly since: number | null; readonly events: StoreEvent[] }[] = [];
  let posting = false;
  let early: (() => void)[] | null = [];

  const stopObserving = store.observe((change) => {
    if (change.origin === 'elsewhere' || group.alone) return;
    const events = eventsToShare(change, group.leads);
    if (events.length === 0) return;
    // Counted, so that a tab that was thought gone knows that it missed something.
    if (group.leads && !options.hasOthers()) return group.advance();
    const since = liveSince(change.after.connection);
    const last = pending[pending.length - 1];
    if (last?.since === since) last.events.push(...events);
    else pending.push({ since, events });
    if (!posting) void postAll();
  });

  /** On disk first: nobody may build on what a crash of this tab would take back. */
  async function postAll(): Promise<void> {
    posting = true;
    while (pending.length > 0) {
      const batches = pending;
      pending = [];
      await options.flush();
      for (const { since, events } of batches) {
        group.advance();
        group.post({ type: 'events', events: packed(events), liveSince: since });
      }
    }
    posting = false;
  }

  function take(message: Extract<TabMessage, { type: 'events' | 'news' }>, leads: boolean): void {
    const told = leads ? message.events : message.events.filter((event) => !isLeaders(event));
    const since = message.type === 'events' ? message.liveSince : null;
    if (message.type === 'news') options.onNews(message);
    const { connection } = store.getState();
    options.receive(unpacked(told, { since, connection, isFullyLive: options.isFullyLive }));
  }

  return {
    hear(message, leads) {
      if (message.type === 'news' && !leads) return;
      if (early === null) take(message, leads);
      else early.push(() => take(message, leads));
    },
    async postNews() {
      await options.flush();
      const state = store.getState();
      group.post({
        type: 'news',
        events: packed(newsOf(state)),
        queued: queuedIn(state),
        watched: options.watched(),
      });
    },
    ready() {
      const waiting = early ?? [];
      early = null;
      for (const work of waiting) work();
    },
    stop: stopObserving,
  };
}
