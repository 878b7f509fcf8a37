import type { Command } from '../adapter/command';
import type { Timer } from '../adapter/environment';
import type { CommandFailure, OutboxEntry, OutboxPhase } from '../adapter/outbox-entry';
import type { ChatError } from '../errors';
import { toChatError } from '../errors';
import { backoffDelay } from '../lib/backoff';
import type { ConversationId, LocalId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import type { StorageWrite } from '../storage/storage';
import type { OutboxItem } from '../store/state';
import type { StoreEvent } from '../store/store-event';
import { findSent } from '../store/timeline';
import { attemptCommand, isSafeToRepeat, settleCommand } from './outbox-attempt';
import type { AttemptOutcome } from './outbox-attempt';
import { planCommand, retargeted } from './outbox-plan';
import type { PersonScope } from './scope';
import type { TabOwnership } from './tab-ownership';

export interface Outbox {
  /** Takes over what waits on disk and is nobody's any more. */
  load(): Promise<void>;
  /** Shown at once, sent once it is on disk. */
  enqueue(command: Command): void;
  retry(localId: LocalId): void;
  discard(localId: LocalId): void;
  /** The way is free (or blocked): send what waits, or hold. */
  setReady(ready: boolean): void;
  isSending(id: ConversationId): boolean;
  /** Ends attempts and timers and waits for what is being written. */
  stop(): Promise<void>;
}

export interface OutboxOptions {
  readonly scope: PersonScope;
  readonly ownership: TabOwnership;
  /** Makes the newest stored history known, so that claimed messages are. */
  readonly loadCached: (id: ConversationId) => Promise<void>;
  readonly onSent: (message: Message) => void;
  readonly onFailed: (localId: LocalId, error: ChatError) => void;
  /** An own send of the conversation got its answer. */
  readonly onResolved: (id: ConversationId) => void;
}

const backoff = { baseMs: 1_000, maxMs: 60_000 };
/** A server that answers with the same breakage again and again will not get better by asking. */
const serverFailureLimit = 6;

export function createOutbox(options: OutboxOptions): Outbox {
  const { scope, ownership } = options;
  const { store, storage, clock, platform } = scope;
  const entries = new Map<LocalId, OutboxEntry>();
  const saved = new Set<LocalId>();
  const saves = new Map<LocalId, Promise<boolean>>();
  const attempts = new Map<LocalId, AbortController>();
  const lanes = new Set<string>();
  const timers = new Map<string, Timer>();
  const pauses = new Set<() => void>();
  /** Why an entry is being looked for; decides when to give up. */
  const lastErrors = new Map<LocalId, ChatError>();
  let sequence = 0;
  let ready = false;
  let stopped = false;

  function ordered(): OutboxEntry[] {
    return [...entries.values()].sort((left, right) => left.sequence - right.sequence);
  }

  function shown(entry: OutboxEntry, progress: number | null = null): StoreEvent {
    const item: OutboxItem = { entry, saved: saved.has(entry.localId), progress };
    return { type: 'outbox-item-changed', item };
  }

  function put(entry: OutboxEntry, progress: number | null = null): void {
    entries.set(entry.localId, entry);
    store.apply([shown(entry, progress)]);
  }

  /** On disk first; false when there is no room for it, and then it is not sent. */
  function save(entry: OutboxEntry): Promise<boolean> {
    const before = saves.get(entry.localId) ?? Promise.resolve(true);
    const work = before.then(async () => {
      const latest = entries.get(entry.localId);
      if (latest === undefined) return false;
      try {
        await storage.write([{ type: 'put-outbox-entry', entry: latest }]);
        saved.add(entry.localId);
        const current = entries.get(entry.localId);
        if (current !== undefined) store.apply([shown(current)]);
        return true;
      } catch (error) {
        fail(entry.localId, toChatError(error, 'storage'));
        return false;
      }
    });
    saves.set(entry.localId, work);
    return work;
  }

  function enqueue(command: Command): void {
    const queued = ordered().filter((entry) => entry.command.conversationId === command.conversationId);
    const plan = planCommand(command, queued);
    switch (plan.name) {
      case 'merge':
        put(plan.entry);
        return track(save(plan.entry));
      case 'cancel':
        for (const id of plan.localIds) discard(id);
        return;
      case 'replace':
        discard(plan.localId);
        return add(command, null);
      case 'add':
        return add(command, plan.dependsOn);
    }
  }

  function add(command: Command, dependsOn: LocalId | null): void {
    sequence += 1;
    const entry: OutboxEntry = {
      localId: command.localId,
      command,
      phase: { name: 'queued', retryAt: null },
      attempts: 0,
      baseline: undefined,
      dependsOn,
      owner: ownership.tab,
      sequence,
    };
    put(entry);
    track(save(entry).then((onDisk) => (onDisk ? pump(laneOf(entry)) : undefined)));
  }

  /** Work that nobody awaits; its own failures are already shown on the entry. */
  function track(work: Promise<unknown>): void {
    work.catch((error: unknown) => scope.report(toChatError(error)));
  }

  async function pump(lane: string): Promise<void> {
    if (lanes.has(lane)) return;
    lanes.add(lane);
    try {
      for (let entry = nextOf(lane); entry !== undefined; entry = nextOf(lane)) await step(entry);
    } finally {
      lanes.delete(lane);
    }
  }

  /** The first of the lane that can move now. A failed one lets later ones pass; an unresolved one does not. */
  function nextOf(lane: string): OutboxEntry | undefined {
    if (!ready || stopped) return undefined;
    for (const entry of ordered()) {
      if (laneOf(entry) !== lane || entry.phase.name === 'failed') continue;
      if (entry.dependsOn !== null && entries.has(entry.dependsOn)) continue;
      if (!saved.has(entry.localId)) return undefined;
      if (
        entry.phase.name === 'queued' &&
        entry.phase.retryAt !== null &&
        entry.phase.retryAt > clock.now()
      ) {
        wakeAt(lane, entry.phase.retryAt);
        return undefined;
      }
      return entry;
    }
    return undefined;
  }

  function wakeAt(lane: string, time: number): void {
    timers.get(lane)?.cancel();
    timers.set(
      lane,
      clock.after(Math.max(0, time - clock.now()), () => {
        timers.delete(lane);
        track(pump(lane));
      }),
    );
  }

  async function step(next: OutboxEntry): Promise<void> {
    await options.loadCached(next.command.conversationId);
    // While the cache was read it may have been edited, discarded, or held back.
    const entry = nextOf(laneOf(next));
    if (entry?.localId !== next.localId) return;
    const { command } = entry;
    const unknown = entry.phase.name === 'sending' || entry.phase.name === 'checking';
    const echoed = echoOf(entry);
    if (echoed !== undefined) return finish(entry, echoed, []);
    const looks = unknown && !isSafeToRepeat(command, scope.adapter.capabilities);
    const trying: OutboxEntry = looks
      ? { ...entry, phase: { name: 'checking' } }
      : {
          ...entry,
          phase: { name: 'sending' },
          attempts: entry.attempts + 1,
          baseline: entry.baseline === undefined ? baselineOf(command.conversationId) : entry.baseline,
        };
    put(trying);
    // What was tried must be known after a crash, or the next start would send it blindly.
    if (!(await save(trying)) || stopped || !entries.has(entry.localId)) return;
    const abort = new AbortController();
    attempts.set(entry.localId, abort);
    const context = {
      signal: AbortSignal.any([abort.signal, scope.signal]),
      baseline: trying.baseline ?? null,
      claimed: claimedIn(command.conversationId),
      onProgress: (share: number) => {
        const current = entries.get(entry.localId);
        if (current?.phase.name === 'sending') store.apply([shown(current, share)]);
      },
    };
    const outcome = looks
      ? await settleCommand(scope.adapter, command, context)
      : await attemptCommand(scope.adapter, command, context);
    attempts.delete(entry.localId);
    if (stopped || !entries.has(entry.localId)) return;
    await conclude(trying, outcome);
  }

  /** Its own echo, which named it, is as good as an answer. */
  function echoOf({ localId, command }: OutboxEntry): Message | undefined {
    const timeline = store.getState().timelines.get(command.conversationId);
    return timeline === undefined ? undefined : findSent(timeline, localId);
  }

  async function conclude(entry: OutboxEntry, outcome: AttemptOutcome): Promise<void> {
    switch (outcome.name) {
      case 'done':
        return finish(entry, outcome.message, outcome.events);
      case 'rejected':
        return fail(entry.localId, outcome.error);
      case 'absent': {
        const error = lastErrors.get(entry.localId);
        return error !== undefined && isHopeless(entry, error)
          ? fail(entry.localId, error)
          : postpone(entry, { name: 'queued', retryAt: null }, 0);
      }
      case 'not-sent':
        return postpone(entry, { name: 'queued', retryAt: null }, delayOf(entry, outcome.error));
      case 'unknown':
        lastErrors.set(entry.localId, outcome.error);
        return !outcome.mayBeStored && isHopeless(entry, outcome.error)
          ? fail(entry.localId, outcome.error)
          : postpone(entry, { name: 'checking' }, delayOf(entry, outcome.error));
    }
  }

  function isHopeless(entry: OutboxEntry, error: ChatError): boolean {
    return (error.code === 'server' || error.code === 'protocol') && entry.attempts >= serverFailureLimit;
  }

  function delayOf(entry: OutboxEntry, error: ChatError): number {
    return error.retryAfterMs ?? backoffDelay(Math.max(1, entry.attempts), backoff, platform.random);
  }

  /** Waits with its place in the lane kept; `checking` waits as itself. */
  async function postpone(entry: OutboxEntry, phase: OutboxPhase, delayMs: number): Promise<void> {
    const retryAt = clock.now() + delayMs;
    const waiting: OutboxEntry = {
      ...entry,
      phase: phase.name === 'queued' ? { name: 'queued', retryAt } : phase,
    };
    put(waiting);
    if (!(await save(waiting)) || phase.name === 'queued') return;
    await new Promise<void>((resolve) => {
      const key = `checking ${entry.localId}`;
      const wake = (): void => {
        timers.delete(key);
        pauses.delete(resolve);
        resolve();
      };
      pauses.add(resolve);
      timers.set(key, clock.after(delayMs, wake));
    });
  }

  async function finish(
    entry: OutboxEntry,
    message: Message | null,
    events: readonly StoreEvent[],
  ): Promise<void> {
    const { localId, command } = entry;
    const own = message === null ? null : { ...message, localId };
    const freed = own === null ? [] : free(localId, own.id);
    entries.delete(localId);
    lastErrors.delete(localId);
    for (const other of freed) entries.set(other.localId, other);
    store.apply([
      ...(own === null ? [] : [{ type: 'message-received', message: own } as const]),
      ...events,
      ...freed.map((other) => shown(other)),
      { type: 'outbox-item-removed', localId },
    ]);
    // One transaction: a crash leaves either the command or its message, never neither.
    const writes: StorageWrite[] = [{ type: 'delete-outbox-entry', localId }];
    if (own !== null) writes.unshift({ type: 'put-message', message: own });
    for (const other of freed) writes.push({ type: 'put-outbox-entry', entry: other });
    await (saves.get(localId) ?? Promise.resolve(true));
    saves.delete(localId);
    saved.delete(localId);
    try {
      await storage.write(writes);
    } catch (error) {
      // It stays on disk as «sending»: the next start looks for it on the server before anything else.
      scope.report(toChatError(error, 'storage'));
    }
    if (own !== null) options.onSent(own);
    options.onResolved(command.conversationId);
    for (const other of freed) track(pump(laneOf(other)));
  }

  /** What waited for this send may go, about the message as the server names it. */
  function free(localId: LocalId, id: MessageId): readonly OutboxEntry[] {
    return ordered()
      .filter((other) => other.dependsOn === localId)
      .map((other) => ({ ...other, dependsOn: null, command: retargeted(other.command, id) }));
  }

  function fail(localId: LocalId, error: ChatError): void {
    const entry = entries.get(localId);
    if (entry === undefined) return;
    const failure: CommandFailure = {
      code: error.code,
      message: error.message,
      ...(error.status === undefined ? {} : { status: error.status }),
    };
    const failed: OutboxEntry = { ...entry, phase: { name: 'failed', failure } };
    put(failed);
    if (error.code !== 'storage') track(save(failed));
    options.onFailed(localId, error);
    options.onResolved(entry.command.conversationId);
  }

  function discard(localId: LocalId): void {
    const entry = entries.get(localId);
    if (entry === undefined) return;
    entries.delete(localId);
    attempts.get(localId)?.abort();
    const dependents = ordered().filter((other) => other.dependsOn === localId);
    store.apply([{ type: 'outbox-item-removed', localId }]);
    const before = saves.get(localId) ?? Promise.resolve(true);
    saves.delete(localId);
    track(before.then(() => storage.write([{ type: 'delete-outbox-entry', localId }])));
    saved.delete(localId);
    for (const other of dependents) {
      // A reply can stand without what it answered; everything else has lost its object.
      if (other.command.kind !== 'send-message') discard(other.localId);
      else {
        const alone: OutboxEntry = {
          ...other,
          dependsOn: null,
          command: { ...other.command, replyTo: null },
        };
        put(alone);
        track(save(alone));
      }
    }
    options.onResolved(entry.command.conversationId);
    track(pump(laneOf(entry)));
  }

  function baselineOf(id: ConversationId): MessageId | null {
    const state = store.getState();
    const timeline = state.timelines.get(id);
    const newest = timeline?.messages.at(timeline.messages.length - 1);
    const preview = state.conversations.get(id)?.lastMessage;
    if (newest === undefined) return preview?.id ?? null;
    return preview?.id != null && preview.createdAt > newest.createdAt ? preview.id : newest.id;
  }

  function claimedIn(id: ConversationId): ReadonlySet<MessageId> {
    return new Set(store.getState().timelines.get(id)?.sent.values());
  }

  function pumpAll(): void {
    for (const lane of new Set(ordered().map(laneOf))) track(pump(lane));
  }

  return {
    async load() {
      await ownership.whileAlone(async () => {
        const stored = await storage.loadOutbox();
        const adopted = stored.map((entry) => ({ ...entry, owner: ownership.tab }));
        if (adopted.length > 0) {
          await storage.write(adopted.map((entry) => ({ type: 'put-outbox-entry', entry })));
        }
        sequence = stored.reduce((highest, entry) => Math.max(highest, entry.sequence), sequence);
        for (const entry of adopted) {
          saved.add(entry.localId);
          entries.set(entry.localId, entry);
        }
        store.apply(adopted.map((entry) => shown(entry)));
      });
      pumpAll();
    },
    enqueue,
    retry(localId) {
      const entry = entries.get(localId);
      if (entry?.phase.name !== 'failed') return;
      const again: OutboxEntry = { ...entry, phase: { name: 'queued', retryAt: null }, attempts: 0 };
      put(again);
      track(save(again).then((onDisk) => (onDisk ? pump(laneOf(again)) : undefined)));
    },
    discard,
    setReady(value) {
      if (ready === value) return;
      ready = value;
      if (!value) return;
      // Waiting times were guesses about a way that is free now.
      for (const entry of entries.values()) {
        if (entry.phase.name === 'queued' && entry.phase.retryAt !== null) {
          entries.set(entry.localId, { ...entry, phase: { name: 'queued', retryAt: null } });
        }
      }
      for (const wake of [...pauses]) wake();
      pumpAll();
    },
    isSending(id) {
      return [...entries.values()].some(
        ({ command, phase }) =>
          command.kind === 'send-message' &&
          command.conversationId === id &&
          (phase.name === 'sending' || phase.name === 'checking'),
      );
    },
    async stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      for (const abort of attempts.values()) abort.abort();
      for (const wake of [...pauses]) wake();
      await Promise.allSettled(saves.values());
    },
  };
}

/** Reads do not wait behind a message that cannot leave. */
function laneOf({ command }: OutboxEntry): string {
  return `${command.conversationId} ${command.kind === 'mark-read' ? 'reads' : 'content'}`;
}
