import { backoffDelay } from '../lib/backoff';
import type { ChatError } from '../errors';
import type { LiveEnd } from '../adapter/live';

/** The link's life as a table: pure, every state carries what belongs to it. Times are epoch milliseconds. */
export type MachineState =
  | { readonly name: 'idle' }
  | { readonly name: 'offline' }
  | { readonly name: 'connecting'; readonly attempt: number; readonly refusals: number }
  | { readonly name: 'open'; readonly since: number }
  | {
      readonly name: 'waiting';
      readonly attempt: number;
      readonly refusals: number;
      readonly retryAt: number;
      readonly error: ChatError;
    }
  /** No live link to be had; `retryAt` is null where the adapter has none at all. */
  | { readonly name: 'polling'; readonly retryAt: number | null }
  | { readonly name: 'closed' };

export type MachineEvent =
  | { readonly name: 'start' }
  | { readonly name: 'stop' }
  | { readonly name: 'went-online' }
  | { readonly name: 'went-offline' }
  /** Shown again, woken from sleep, or asked by the user: do not wait for the planned time. */
  | { readonly name: 'hurry' }
  | { readonly name: 'opened' }
  | { readonly name: 'ended'; readonly end: LiveEnd }
  | { readonly name: 'silent' }
  | { readonly name: 'retry-due' };

export type MachineEffect =
  | { readonly name: 'open-link' }
  | { readonly name: 'close-link' }
  | { readonly name: 'schedule-retry'; readonly delayMs: number }
  | { readonly name: 'cancel-retry' }
  /** A refused upgrade hides its reason in a browser: ask by REST whether the session still holds. */
  | { readonly name: 'probe-session' };

export interface MachineContext {
  readonly now: number;
  readonly random: () => number;
  readonly hasLive: boolean;
  readonly online: boolean;
}

export interface Transition {
  readonly state: MachineState;
  readonly effects: readonly MachineEffect[];
}

const backoff = { baseMs: 1_000, maxMs: 30_000 };
const refusalsUntilPolling = 3;
const pollingRetryMs = 5 * 60_000;

/** What follows from an event; an event that means nothing in a state changes nothing. */
export function nextConnection(
  state: MachineState,
  event: MachineEvent,
  context: MachineContext,
): Transition {
  if (event.name === 'stop') return enter(state, { name: 'closed' });
  if (event.name === 'went-offline' && isActive(state)) return enter(state, { name: 'offline' });
  switch (state.name) {
    case 'idle':
    case 'closed':
      return event.name === 'start' ? begin(state, context) : stay(state);
    case 'offline':
      return event.name === 'went-online' || event.name === 'hurry' ? begin(state, context) : stay(state);
    case 'connecting':
      if (event.name === 'opened') return enter(state, { name: 'open', since: context.now });
      if (event.name === 'ended') return afterEnd(state, event.end, state, context);
      return stay(state);
    case 'open':
      if (event.name === 'ended') return afterEnd(state, event.end, { attempt: 0, refusals: 0 }, context);
      if (event.name === 'silent') return connect(state, 1, 0);
      return stay(state);
    case 'waiting':
      if (event.name === 'retry-due') return connect(state, state.attempt + 1, state.refusals);
      if (event.name === 'hurry' || event.name === 'went-online') return connect(state, 1, state.refusals);
      return stay(state);
    case 'polling':
      return event.name === 'retry-due' ? connect(state, 1, refusalsUntilPolling - 1) : stay(state);
  }
}

function isActive(state: MachineState): boolean {
  return state.name !== 'idle' && state.name !== 'closed' && state.name !== 'offline';
}

function begin(state: MachineState, context: MachineContext): Transition {
  if (!context.online) return enter(state, { name: 'offline' });
  return context.hasLive ? connect(state, 1, 0) : enter(state, { name: 'polling', retryAt: null });
}

function connect(state: MachineState, attempt: number, refusals: number): Transition {
  return enter(state, { name: 'connecting', attempt, refusals });
}

function afterEnd(
  state: MachineState,
  end: LiveEnd,
  past: { readonly attempt: number; readonly refusals: number },
  context: MachineContext,
): Transition {
  if (!context.online) return enter(state, { name: 'offline' });
  switch (end.name) {
    case 'renew':
      return connect(state, 1, 0);
    case 'unavailable':
      return poll(state, context);
    case 'refused': {
      const refusals = past.refusals + 1;
      if (refusals >= refusalsUntilPolling) return poll(state, context);
      const waiting = wait(state, { ...past, refusals }, end.error, context);
      return { ...waiting, effects: [...waiting.effects, { name: 'probe-session' }] };
    }
    case 'lost':
      return wait(state, past, end.error, context);
  }
}

function poll(state: MachineState, context: MachineContext): Transition {
  return enter(state, { name: 'polling', retryAt: context.now + pollingRetryMs }, pollingRetryMs);
}

function wait(
  state: MachineState,
  past: { readonly attempt: number; readonly refusals: number },
  error: ChatError,
  context: MachineContext,
): Transition {
  const attempt = Math.max(1, past.attempt);
  const delayMs = error.retryAfterMs ?? backoffDelay(attempt, backoff, context.random);
  const next = { attempt, refusals: past.refusals, retryAt: context.now + delayMs, error };
  return enter(state, { name: 'waiting', ...next }, delayMs);
}

/** Leaving a state runs its cleanup, entering one starts what it is for. */
function enter(from: MachineState, to: MachineState, delayMs?: number): Transition {
  const effects: MachineEffect[] = [];
  if (from.name === 'waiting' || from.name === 'polling') effects.push({ name: 'cancel-retry' });
  const keepsLink = from.name === 'connecting' && to.name === 'open';
  if ((from.name === 'connecting' || from.name === 'open') && !keepsLink)
    effects.push({ name: 'close-link' });
  if (to.name === 'connecting') effects.push({ name: 'open-link' });
  if (delayMs !== undefined) effects.push({ name: 'schedule-retry', delayMs });
  return { state: to, effects };
}

function stay(state: MachineState): Transition {
  return { state, effects: [] };
}
