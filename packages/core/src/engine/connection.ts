import type { ChatAdapter } from '../adapter/adapter';
import type { Clock, Credentials, Timer } from '../adapter/environment';
import type { LiveConnection, LiveSink } from '../adapter/live';
import type { ServerEvent } from '../adapter/server-event';
import { toChatError } from '../errors';
import { elapsedSince } from '../lib/elapsed';
import type { Platform } from '../lib/platform';
import type { ConversationId, UserId } from '../model/ids';
import type { ChatStore } from '../store/store';
import { nextConnection } from './connection-machine';
import type { MachineEvent, MachineState } from './connection-machine';

export interface ConnectionOptions {
  readonly adapter: ChatAdapter;
  readonly store: ChatStore;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly credentials: Credentials;
  readonly me: UserId;
  readonly watching: () => readonly ConversationId[];
  readonly onEvents: (events: readonly ServerEvent[]) => void;
  /** Told of every change of state; the way by REST may be free whatever became of the link. */
  readonly onChanged: (state: MachineState) => void;
  readonly onProbe: () => void;
}

/** Performs what the machine decides: opens and closes the link, waits, watches for silence. */
export interface Connection {
  start(): void;
  stop(): void;
  hurry(): void;
  watch(conversationId: ConversationId): void;
  unwatch(conversationId: ConversationId): void;
  sendTyping(conversationId: ConversationId, typing: boolean): void;
  readonly isOpen: boolean;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { adapter, store, clock, platform } = options;
  let machine: MachineState = { name: 'idle' };
  let link: LiveConnection | null = null;
  /** Grows with every link, so that a late callback of an old one is known as such. */
  let generation = 0;
  let retry: Timer | null = null;
  let silence: Timer | null = null;
  let heardAt = 0;
  let stopListening: (() => void) | null = null;

  function handle(event: MachineEvent): void {
    const before = machine;
    const transition = nextConnection(before, event, {
      now: clock.now(),
      random: platform.random,
      hasLive: adapter.connect !== undefined,
      online: platform.online(),
    });
    machine = transition.state;
    if (machine === before && transition.effects.length === 0) return;
    if (before.name === 'open') store.apply([{ type: 'live-interrupted' }]);
    for (const effect of transition.effects) {
      switch (effect.name) {
        case 'open-link':
          void openLink();
          break;
        case 'close-link':
          closeLink();
          break;
        case 'schedule-retry':
          retry = clock.after(effect.delayMs, () => handle({ name: 'retry-due' }));
          break;
        case 'cancel-retry':
          retry?.cancel();
          retry = null;
          break;
        case 'probe-session':
          options.onProbe();
      }
    }
    tellStore();
    if (machine.name !== before.name) options.onChanged(machine);
  }

  function tellStore(): void {
    switch (machine.name) {
      case 'connecting':
        return store.apply([
          { type: 'connection-changed', connection: { name: 'connecting', attempt: machine.attempt } },
        ]);
      case 'waiting': {
        const { attempt, retryAt, error } = machine;
        return store.apply([
          { type: 'connection-changed', connection: { name: 'waiting', attempt, retryAt, error } },
        ]);
      }
      case 'polling':
        return store.apply([{ type: 'connection-changed', connection: { name: 'polling', freshAt: null } }]);
      default:
        return store.apply([{ type: 'connection-changed', connection: machine }]);
    }
  }

  async function openLink(): Promise<void> {
    generation += 1;
    const mine = generation;
    const current = (): boolean => mine === generation;
    try {
      const token = await options.credentials.current();
      if (!current() || adapter.connect === undefined) return;
      link = adapter.connect(sinkOf(current), {
        token,
        watching: options.watching(),
        me: options.me,
        conversations: () => store.getState().conversations.values(),
      });
    } catch (error) {
      if (current()) handle({ name: 'ended', end: { name: 'lost', error: toChatError(error, 'network') } });
    }
  }

  function sinkOf(current: () => boolean): LiveSink {
    return {
      opened() {
        if (!current()) return;
        heardAt = clock.now();
        handle({ name: 'opened' });
        watchSilence();
      },
      events(events) {
        if (!current()) return;
        heardAt = clock.now();
        options.onEvents(events);
      },
      heard() {
        if (current()) heardAt = clock.now();
      },
      ended(end) {
        if (current()) handle({ name: 'ended', end });
      },
    };
  }

  /** A half-open link stays «open» for ever: only what comes in proves that it lives. */
  function watchSilence(): void {
    const limit = link?.maxSilenceMs ?? null;
    if (limit === null) return;
    const left = limit - elapsedSince(heardAt, clock.now());
    if (left <= 0) handle({ name: 'silent' });
    else silence = clock.after(left, watchSilence);
  }

  function closeLink(): void {
    generation += 1;
    silence?.cancel();
    silence = null;
    link?.close();
    link = null;
  }

  return {
    start() {
      stopListening ??= platform.onChange((change) => {
        if (change === 'offline') handle({ name: 'went-offline' });
        else if (change === 'online') handle({ name: 'went-online' });
        else if (change === 'visible' || change === 'resumed') handle({ name: 'hurry' });
      });
      handle({ name: 'start' });
    },
    stop() {
      stopListening?.();
      stopListening = null;
      handle({ name: 'stop' });
    },
    hurry: () => handle({ name: 'hurry' }),
    watch: (id) => link?.watch(id),
    unwatch: (id) => link?.unwatch(id),
    sendTyping: (id, typing) => link?.sendTyping(id, typing),
    get isOpen() {
      return machine.name === 'open';
    },
  };
}
