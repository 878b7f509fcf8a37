import type { Command } from '../adapter/command';
import type { OutboxEntry } from '../adapter/outbox-entry';
import { ChatError, toChatError } from '../errors';
import type { ConversationId, LocalId } from '../model/ids';
import type { StoreEvent } from '../store/store-event';
import { findMessage } from '../store/timeline';
import { laneOf, planCommand, waitsFor } from './outbox-plan';
import { createOutboxPump } from './outbox-pump';
import type { OutboxPumpOptions } from './outbox-pump';
import { createOutboxQueue } from './outbox-queue';

/** In every tab: takes commands and shows them all. In the tab that leads: sends them. */
export interface Outbox {
  /** Shows what is on disk. */
  showStored(): Promise<void>;
  /** From now on this tab sends: what is on disk too, unless another tab answers for that. */
  lead(options: { readonly adopts: boolean }): Promise<void>;
  /** Another tab does. */
  follow(): void;
  /** What is given from now on, no other tab can see. */
  keepInMemory(): void;
  /** Takes up what other tabs have put on disk. */
  adopt(): Promise<void>;
  /** Shown at once, sent once it is on disk. */
  enqueue(command: Command): void;
  retry(localId: LocalId): void;
  discard(localId: LocalId): void;
  /** The way is free (or blocked): send what waits, or hold. */
  setReady(ready: boolean): void;
  isSending(id: ConversationId): boolean;
  /** An attempt is under way. */
  readonly isBusy: boolean;
  /** What the leader told of the queue: news for the app, and answers to what was asked here. */
  heard(events: readonly StoreEvent[]): void;
  /** The leader has these commands and no others. */
  queuedElsewhere(queued: ReadonlySet<LocalId>): void;
  /** There is a new leader, who was not asked yet; what is on disk it reads by itself. */
  askAgain(): void;
  /** Ends attempts and timers and waits for what is being written; `discard`: nothing is written any more. */
  stop(discard: boolean): Promise<void>;
}

export interface OutboxOptions extends Omit<OutboxPumpOptions, 'queue' | 'drop'> {
  /** Tells the leader that something waits on disk. */
  readonly tellGiven: () => void;
  /** Asks the leader for something only it can do. */
  readonly ask: (what: 'retry' | 'discard', localId: LocalId) => void;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { scope } = options;
  const { store, storage, clock } = scope;
  const queue = createOutboxQueue(scope);
  const pump = createOutboxPump({ ...options, queue, drop: (localIds) => track(drop(localIds)) });
  /** Asked of the leader and not answered yet; a new leader is asked again. */
  const asked = new Map<LocalId, 'retry' | 'discard'>();
  let leads = false;
  /** Grows with every change of the lead: what was read from disk before it is old. */
  let reign = 0;

  function track(work: Promise<unknown>): void {
    work.catch((error: unknown) => scope.report(toChatError(error, 'storage')));
  }

  /** By time, so that the order given holds over tabs that cannot ask each other. */
  function nextSequence(): number {
    let last = 0;
    for (const lane of store.getState().outbox.byConversation.values()) {
      last = Math.max(last, lane[lane.length - 1]?.entry.sequence ?? 0);
    }
    return Math.max(last + 1, clock.now());
  }

  function entryOf(command: Command): OutboxEntry {
    return {
      localId: command.localId,
      command,
      phase: { name: 'queued', retryAt: null },
      attempts: 0,
      baseline: undefined,
      dependsOn: null,
      givenAt: clock.now(),
      sequence: nextSequence(),
    };
  }

  async function give(entry: OutboxEntry, remove: readonly LocalId[] = []): Promise<void> {
    try {
      await queue.change({ put: [entry], remove });
    } catch (error) {
      return pump.fail(entry.localId, toChatError(error, 'storage'));
    }
    if (leads) return pump.pump([entry]);
    queue.leaveSaved();
    options.tellGiven();
  }

  /** Written by a tab that follows, whose leader decides what it does to the others. */
  async function giveToLeader(entry: OutboxEntry): Promise<void> {
    await give(entry);
    // It may have come to lead meanwhile.
    if (leads && queue.get(entry.localId) === entry) await place(entry);
  }

  /** What a new command does to those queued before it. Only the leader decides: it knows what has left. */
  function place(entry: OutboxEntry): Promise<unknown> {
    const { command } = entry;
    // A message that answers none is about none of those before it.
    const isPlain = command.kind === 'send-message' && command.replyTo === null;
    const lane = isPlain ? [] : [...queue.lane(laneOf(command))];
    const earlier = lane.filter((other) => other.sequence < entry.sequence);
    const plan = planCommand(command, earlier, hasMyReaction(command));
    switch (plan.name) {
      case 'merge':
        return queue.change({ put: [plan.entry], remove: [entry.localId] });
      case 'cancel':
        return drop([...plan.localIds, entry.localId]);
      case 'replace':
        return give(
          { ...entry, command: plan.command, dependsOn: queue.get(plan.localId)?.dependsOn ?? null },
          [plan.localId],
        );
      case 'add':
        if (queue.isSaved(entry.localId) && entry.dependsOn === plan.dependsOn) return Promise.resolve();
        return give({ ...entry, dependsOn: plan.dependsOn });
    }
  }

  function hasMyReaction(command: Command): boolean {
    if (command.kind !== 'react' && command.kind !== 'unreact') return false;
    const timeline = store.getState().timelines.get(command.conversationId);
    const message = timeline === undefined ? undefined : findMessage(timeline, command.messageId);
    const reaction = message?.reactions.find(({ emoji }) => emoji === command.emoji);
    return reaction?.userIds.includes(scope.me) ?? false;
  }

  /** With everything that has lost its object; in one transaction. */
  function drop(localIds: readonly LocalId[]): Promise<unknown> {
    const remove = new Set(localIds);
    const alone: OutboxEntry[] = [];
    for (const other of localIds.some(queue.isAwaited) ? queue.ordered() : []) {
      const parent = waitsFor(other);
      if (parent === null || !remove.has(parent) || remove.has(other.localId)) continue;
      // A reply can stand without what it answered.
      if (other.command.kind !== 'send-message') remove.add(other.localId);
      else alone.push({ ...other, dependsOn: null, command: { ...other.command, replyTo: null } });
    }
    const dropped = [...remove].flatMap((id) => queue.get(id) ?? []);
    const work = queue.change({ put: alone, remove: [...remove] });
    for (const { localId, command } of dropped) {
      pump.abort(localId);
      options.onResolved(command.conversationId);
    }
    pump.pump([...dropped, ...alone]);
    return work;
  }

  async function adopt(): Promise<void> {
    if (!leads) return;
    const mine = reign;
    const stored = await storage.loadOutbox();
    if (mine !== reign) return;
    for (const entry of stored) {
      if (queue.get(entry.localId) !== undefined || queue.isDone(entry.localId)) continue;
      queue.adopt(entry);
      if (entry.phase.name === 'queued' && entry.attempts === 0) track(place(entry));
    }
    pump.pump(queue.ordered());
  }

  /** Of what is shown, takes away what nobody has any more. */
  function showOnly(queued: ReadonlySet<LocalId>): void {
    const shown = [...store.getState().outbox.entries.keys()];
    const gone = shown.filter((id) => !queued.has(id) && queue.get(id) === undefined);
    store.apply(gone.map((localId) => ({ type: 'outbox-item-removed', localId })));
  }

  function retry(localId: LocalId): void {
    const entry = queue.get(localId);
    if (entry === undefined) return askLeader('retry', localId);
    if (entry.phase.name !== 'failed') return;
    const phase = { name: 'queued', retryAt: null } as const;
    track(give({ ...entry, phase, attempts: 0, givenAt: clock.now() }));
  }

  function discard(localId: LocalId): void {
    const entry = queue.get(localId);
    if (entry === undefined) askLeader('discard', localId);
    else if (!isBeingDeleted(entry)) track(drop([localId]));
  }

  /** Perhaps it is on the server: then only the deletion that waits for it can take it back. */
  function isBeingDeleted({ localId, phase }: OutboxEntry): boolean {
    if (phase.name !== 'sending' && phase.name !== 'checking') return false;
    return queue
      .ordered()
      .some((other) => waitsFor(other) === localId && other.command.kind === 'delete-message');
  }

  function askLeader(what: 'retry' | 'discard', localId: LocalId): void {
    if (leads || !store.getState().outbox.entries.has(localId)) return;
    asked.set(localId, what);
    options.ask(what, localId);
  }

  return {
    async showStored() {
      const stored = await storage.loadOutbox();
      store.apply(
        stored.map((entry) => ({
          type: 'outbox-item-changed',
          item: { entry, saved: true, progress: null },
        })),
      );
    },
    async lead({ adopts }) {
      leads = true;
      reign += 1;
      const mine = reign;
      if (adopts) await adopt();
      if (mine !== reign) return;
      showOnly(new Set());
      for (const [localId, what] of asked) (what === 'retry' ? retry : discard)(localId);
      asked.clear();
      pump.start();
    },
    follow() {
      leads = false;
      reign += 1;
      pump.stop();
      queue.leaveSaved();
    },
    keepInMemory: () => queue.keepInMemory(),
    adopt,
    enqueue(command) {
      const entry = entryOf(command);
      track(leads ? place(entry) : giveToLeader(entry));
    },
    retry,
    discard,
    setReady: (ready) => pump.setReady(ready),
    isSending: (id) =>
      [...queue.unresolved()].some(
        ({ command }) => command.kind === 'send-message' && command.conversationId === id,
      ),
    get isBusy() {
      return pump.isBusy;
    },
    heard(events) {
      const { entries } = store.getState().outbox;
      for (const event of events) {
        if (event.type === 'outbox-item-removed') asked.delete(event.localId);
        if (event.type === 'message-received' && event.message.localId !== undefined) {
          if (entries.has(event.message.localId)) options.onSent(event.message);
        }
        if (event.type !== 'outbox-item-changed') continue;
        const { localId, phase } = event.item.entry;
        const known = entries.get(localId)?.entry.phase.name;
        if (known !== phase.name && asked.get(localId) === 'retry') asked.delete(localId);
        if (phase.name === 'failed' && known !== undefined && known !== 'failed') {
          options.onFailed(localId, new ChatError(phase.failure.code, phase.failure.message));
        }
      }
    },
    queuedElsewhere: showOnly,
    askAgain() {
      for (const [localId, what] of asked) options.ask(what, localId);
    },
    async stop(discarding) {
      leads = false;
      reign += 1;
      pump.stop();
      await queue.close(discarding);
    },
  };
}
