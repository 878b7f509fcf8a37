import type { Command } from '../adapter/command';
import type { Timer } from '../adapter/environment';
import type { CommandFailure, OutboxEntry, OutboxPhase } from '../adapter/outbox-entry';
import { ChatError, toChatError } from '../errors';
import { abortWith } from '../lib/abort-with';
import type { TiedAbort } from '../lib/abort-with';
import { backoffDelay } from '../lib/backoff';
import type { ConversationId, LocalId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import type { StorageWrite } from '../storage/storage';
import type { StoreEvent } from '../store/store-event';
import { findMessage, findSent } from '../store/timeline';
import type { Timeline } from '../store/timeline';
import { stillNews } from './answer-news';
import { isLocalId } from './local-id';
import { attemptCommand, isSafeToRepeat, settleCommand } from './outbox-attempt';
import type { AttemptOutcome } from './outbox-attempt';
import { laneOf, retargeted, targetOf, waitsFor } from './outbox-plan';
import type { OutboxQueue } from './outbox-queue';
import type { PersonScope } from './scope';

/** Sends what is queued, lane by lane; runs only in the tab that leads. */
export interface OutboxPump {
  start(): void;
  /** Ends attempts and timers at once; what they came to is left to whoever leads next. */
  stop(): void;
  setReady(ready: boolean): void;
  /** Something new is on disk, or may move now. */
  pump(entries: readonly OutboxEntry[]): void;
  /** Stops its attempt. */
  abort(id: LocalId): void;
  fail(id: LocalId, error: ChatError): void;
  readonly isBusy: boolean;
}

export interface OutboxPumpOptions {
  readonly scope: PersonScope;
  readonly queue: OutboxQueue;
  /** Takes commands back, with what depends on them. */
  readonly drop: (localIds: readonly LocalId[]) => void;
  readonly expireAfterMs: number;
  /** Whether this tab still leads, asked of the browser. */
  readonly confirm: () => Promise<boolean>;
  /** Makes the newest stored history known, so that claimed messages are. */
  readonly loadCached: (id: ConversationId) => Promise<void>;
  readonly onSent: (message: Message) => void;
  readonly onFailed: (localId: LocalId, error: ChatError) => void;
  /** An own send of the conversation got its answer. */
  readonly onResolved: (id: ConversationId) => void;
}

const backoff = { baseMs: 1_000, maxMs: 60_000 };
const readIntervalMs = 1_000;
/** A server that answers with the same breakage again and again will not get better by asking. */
const serverFailureLimit = 6;

export function createOutboxPump(options: OutboxPumpOptions): OutboxPump {
  const { scope, queue } = options;
  const { store, clock, platform } = scope;
  const attempts = new Map<LocalId, TiedAbort>();
  const lanes = new Set<string>();
  /** What waits for its next attempt: by a timer, since the device's clock may be set meanwhile. */
  const waits = new Map<LocalId, Timer>();
  /** Lanes of reads that rest: what is read meanwhile goes with one command. */
  const rests = new Map<string, Timer>();
  /** Why an entry is being looked for; decides when to give up. */
  const lastErrors = new Map<LocalId, ChatError>();
  let running = false;
  let ready = false;
  /** Grows with every stop: an answer that comes after it is not ours to judge. */
  let reign = 0;

  /** Work that nobody awaits; its own failures are already shown on the entry. */
  function track(work: Promise<unknown>): void {
    work.catch((error: unknown) => scope.report(toChatError(error)));
  }

  async function pumpLane(lane: string): Promise<void> {
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
    if (!ready || !running || rests.has(lane)) return undefined;
    for (const entry of queue.lane(lane)) {
      if (entry.phase.name === 'failed') continue;
      const parent = waitsFor(entry);
      if (parent !== null && queue.get(parent) !== undefined) continue;
      if (!queue.isSaved(entry.localId)) return undefined;
      return waits.has(entry.localId) ? undefined : entry;
    }
    return undefined;
  }

  function waitFor(entry: OutboxEntry, delayMs: number): void {
    waits.get(entry.localId)?.cancel();
    const timer = clock.after(delayMs, () => {
      waits.delete(entry.localId);
      pump([entry]);
    });
    waits.set(entry.localId, timer);
  }

  /** Reading is told at once, and then no more often than this. */
  function rest(lane: string): void {
    const timer = clock.after(readIntervalMs, () => {
      rests.delete(lane);
      track(pumpLane(lane));
    });
    rests.set(lane, timer);
  }

  function endWaits(): void {
    for (const timer of waits.values()) timer.cancel();
    waits.clear();
  }

  async function step(next: OutboxEntry): Promise<void> {
    const mine = reign;
    await options.loadCached(next.command.conversationId);
    // While the cache was read it may have been edited, discarded, or held back.
    const entry = nextOf(laneOf(next.command));
    if (mine !== reign || entry?.localId !== next.localId) return;
    const echoed = sentAs(entry, entry.localId);
    if (echoed !== undefined) return finish(entry, echoed, []);
    const refusal = whyNot(entry);
    if (refusal !== null) return fail(entry.localId, refusal);
    const unknown = entry.phase.name === 'sending' || entry.phase.name === 'checking';
    const looks = unknown && (!isSafeToRepeat(entry.command, scope.adapter.capabilities) || isWornOut(entry));
    const command = aboutKnown(entry);
    const trying: OutboxEntry = looks
      ? { ...entry, phase: { name: 'checking', retryAt: null } }
      : {
          ...entry,
          command,
          phase: { name: 'sending' },
          attempts: entry.attempts + 1,
          baseline: entry.baseline === undefined ? baselineOf(command.conversationId) : entry.baseline,
        };
    // What was tried must be known after a crash, or the next start would send it blindly.
    if (!(await keep(trying, unknown)) || !(await isMine(mine, entry.localId))) return;
    const asked = timelineOf(command.conversationId);
    const abort = abortWith(scope.signal);
    attempts.set(entry.localId, abort);
    const context = {
      signal: abort.signal,
      baseline: trying.baseline ?? null,
      claimed: { has: (id: MessageId) => isClaimed(command, id) },
      onProgress: (share: number) => {
        const current = queue.get(entry.localId);
        if (current?.phase.name === 'sending') queue.show(current, share);
      },
    };
    const outcome = looks
      ? await settleCommand(scope.adapter, command, context)
      : await attemptCommand(scope.adapter, command, context);
    abort.letGo();
    attempts.delete(entry.localId);
    if (!(await isMine(mine, entry.localId))) return;
    if (outcome.name !== 'done') return conclude(trying, outcome);
    const { message, events } = stillNews(outcome, asked, timelineOf(command.conversationId));
    await finish(trying, message, events);
  }

  function timelineOf(id: ConversationId): Timeline | undefined {
    return store.getState().timelines.get(id);
  }

  /** Still to be sent, and by this tab. */
  async function isMine(begun: number, id: LocalId): Promise<boolean> {
    return (await options.confirm()) && begun === reign && queue.get(id) !== undefined;
  }

  /**
   * On disk first; false when there is no room for it, and then it is not sent. `isTried`: the disk says already that it
   * may have left, so it goes on without; called failed, it would stand beside the message it perhaps became.
   */
  async function keep(entry: OutboxEntry, isTried: boolean): Promise<boolean> {
    try {
      return await queue.change({ put: [entry] });
    } catch (error) {
      const failure = toChatError(error, 'storage');
      if (isTried) scope.report(failure);
      else fail(entry.localId, failure);
      return isTried;
    }
  }

  /** The message an own send became: its echo, which named it, is as good as an answer. */
  function sentAs({ command }: OutboxEntry, id: LocalId): Message | undefined {
    const timeline = timelineOf(command.conversationId);
    return timeline === undefined ? undefined : findSent(timeline, id);
  }

  /** About an own message: as the server names it, where only another tab was told. */
  function aboutKnown(entry: OutboxEntry): Command {
    const { command } = entry;
    const target = targetOf(command);
    if (target === null || !isLocalId(target)) return command;
    const known = sentAs(entry, target);
    if (known !== undefined) return retargeted(command, known.id);
    return command.kind === 'send-message' ? { ...command, replyTo: null } : command;
  }

  function whyNot(entry: OutboxEntry): ChatError | null {
    const { command, phase, givenAt } = entry;
    const target = targetOf(aboutKnown(entry));
    if (target !== null && isLocalId(target)) {
      return new ChatError('not-found', 'What this is about was never sent, or is not known here.', {
        outcome: 'not-sent',
      });
    }
    // What may be on the server is looked for first; and reading is never too late.
    const expires = phase.name === 'queued' && command.kind !== 'mark-read';
    return expires && clock.now() - givenAt > options.expireAfterMs
      ? new ChatError('expired', 'It could not be sent for too long.', { outcome: 'not-sent' })
      : null;
  }

  async function conclude(
    entry: OutboxEntry,
    outcome: Exclude<AttemptOutcome, { readonly name: 'done' }>,
  ): Promise<void> {
    switch (outcome.name) {
      case 'rejected':
        return fail(entry.localId, outcome.error);
      case 'absent': {
        const error = lastErrors.get(entry.localId);
        return error !== undefined && isHopeless(entry, error)
          ? fail(entry.localId, error)
          : postpone(entry, 'queued', 0);
      }
      case 'not-sent':
        return postpone(entry, 'queued', delayOf(entry, outcome.error));
      case 'unknown':
        lastErrors.set(entry.localId, outcome.error);
        // A message that a broken server may have stored is looked for before it is called failed.
        return !outcome.mayBeStored && isHopeless(entry, outcome.error) && !isWornOut(entry)
          ? fail(entry.localId, outcome.error)
          : postpone(entry, 'checking', delayOf(entry, outcome.error));
    }
  }

  /** A message that was sent often enough to stop sending it, with the same key or not. */
  function isWornOut({ command, attempts }: OutboxEntry): boolean {
    return command.kind === 'send-message' && attempts >= serverFailureLimit;
  }

  function isHopeless(entry: OutboxEntry, error: ChatError): boolean {
    return (error.code === 'server' || error.code === 'protocol') && entry.attempts >= serverFailureLimit;
  }

  function delayOf(entry: OutboxEntry, error: ChatError): number {
    return error.retryAfterMs ?? backoffDelay(Math.max(1, entry.attempts), backoff, platform.random);
  }

  /** Waits with its place in the lane kept. */
  async function postpone(entry: OutboxEntry, name: 'queued' | 'checking', delayMs: number): Promise<void> {
    const phase: OutboxPhase = { name, retryAt: clock.now() + delayMs };
    waitFor(entry, delayMs);
    await keep({ ...entry, phase }, true);
  }

  async function finish(
    entry: OutboxEntry,
    message: Message | null,
    events: readonly StoreEvent[],
  ): Promise<void> {
    const { localId, command } = entry;
    const own = message === null ? null : { ...message, localId };
    const freed = own === null ? [] : free(localId, own.id);
    lastErrors.delete(localId);
    if (command.kind === 'mark-read' && running) rest(laneOf(command));
    // One transaction: a crash leaves either the command or its message, never neither.
    const writes: StorageWrite[] = own === null ? [] : [{ type: 'put-message', message: own }];
    const received: StoreEvent[] =
      own === null ? [] : [{ type: 'message-received', message: own, answer: true }];
    try {
      await queue.change({
        put: freed,
        remove: [localId],
        events: [...received, ...events.map(answered)],
        writes,
      });
    } catch (error) {
      // It stays on disk as «sending»: the next start looks for it on the server before anything else.
      scope.report(toChatError(error, 'storage'));
    }
    if (own !== null) options.onSent(own);
    options.onResolved(command.conversationId);
    pump(freed);
  }

  /** What waited for this send may go, about the message as the server names it. */
  function free(localId: LocalId, id: MessageId): readonly OutboxEntry[] {
    if (!queue.isAwaited(localId)) return [];
    return queue
      .ordered()
      .filter((other) => waitsFor(other) === localId)
      .map((other) => ({ ...other, dependsOn: null, command: retargeted(other.command, id) }));
  }

  function fail(localId: LocalId, error: ChatError): void {
    const entry = queue.get(localId);
    if (entry === undefined) return;
    if (entry.command.kind === 'mark-read') {
      // Nobody waits for it, and the next reading says more.
      scope.report(error);
      return options.drop([localId]);
    }
    const isUnwanted =
      queue.isAwaited(localId) &&
      queue.ordered().some((other) => waitsFor(other) === localId && other.command.kind === 'delete-message');
    // Deleted by its author while it was on its way: that it never arrived is what was wanted.
    if (isUnwanted) return options.drop([localId]);
    const failure: CommandFailure = {
      code: error.code,
      message: error.message,
      ...(error.status === undefined ? {} : { status: error.status }),
      // Without texts for people in the answer, the message is ours, for developers.
      ...(Object.keys(error.fields).length === 0 ? {} : { said: error.message }),
    };
    const failed: OutboxEntry = { ...entry, phase: { name: 'failed', failure } };
    if (error.code === 'storage') queue.show(failed);
    else track(queue.change({ put: [failed] }));
    options.onFailed(localId, error);
    options.onResolved(entry.command.conversationId);
  }

  function baselineOf(id: ConversationId): MessageId | null {
    const state = store.getState();
    const timeline = state.timelines.get(id);
    const newest = timeline?.messages.at(timeline.messages.length - 1);
    const preview = state.conversations.get(id)?.lastMessage;
    if (newest === undefined) return preview?.id ?? null;
    return preview?.id != null && preview.createdAt > newest.createdAt ? preview.id : newest.id;
  }

  /** It is known to be another command's message. */
  function isClaimed({ conversationId, localId }: OutboxEntry['command'], id: MessageId): boolean {
    const timeline = timelineOf(conversationId);
    if (timeline === undefined) return false;
    const owner = findMessage(timeline, id)?.localId;
    if (owner !== undefined) return owner !== localId;
    // What left memory is found by what own sends became.
    for (const [other, sent] of timeline.sent) if (sent === id) return other !== localId;
    return false;
  }

  function pump(entries: readonly OutboxEntry[]): void {
    for (const lane of new Set(entries.map(({ command }) => laneOf(command)))) track(pumpLane(lane));
  }

  return {
    start() {
      running = true;
      pump(queue.ordered());
    },
    stop() {
      reign += 1;
      running = ready = false;
      endWaits();
      for (const timer of rests.values()) timer.cancel();
      rests.clear();
      for (const abort of attempts.values()) abort.abort();
      attempts.clear();
      lastErrors.clear();
    },
    setReady(value) {
      if (ready === value) return;
      ready = value;
      if (!value) return;
      // Waiting times were guesses about a way that is free now.
      endWaits();
      for (const entry of queue.ordered()) {
        const { phase } = entry;
        if ('retryAt' in phase && phase.retryAt !== null) {
          queue.show({ ...entry, phase: { ...phase, retryAt: null } });
        }
      }
      pump(queue.ordered());
    },
    pump,
    abort: (id) => attempts.get(id)?.abort(),
    fail,
    get isBusy() {
      return attempts.size > 0;
    },
  };
}

function answered(event: StoreEvent): StoreEvent {
  return event.type === 'message-received' ? { ...event, answer: true } : event;
}
