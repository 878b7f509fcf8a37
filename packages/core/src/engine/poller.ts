import type { Coverage, LiveCoverage } from '../adapter/capabilities';
import type { Timer } from '../adapter/environment';
import { toChatError } from '../errors';
import type { ConversationId } from '../model/ids';
import type { PersonScope } from './scope';
import { isCovered } from './sync';

export interface Poller {
  start(): void;
  stop(): void;
}

export interface PollerOptions {
  readonly scope: PersonScope;
  readonly openConversations: () => readonly ConversationId[];
  readonly isLinkUp: () => boolean;
  readonly refreshList: () => Promise<unknown>;
  readonly refreshConversation: (id: ConversationId) => Promise<unknown>;
}

/** Pace in milliseconds for what live never tells, tells partly, and for the rest as a safety net. */
const listPace = { never: 10_000, partly: 20_000, covered: 300_000 } as const;
const historyPace = { never: 4_000, partly: 10_000, covered: 300_000 } as const;
/** Edits, reactions and deletions of what is on screen, where live is silent about them. */
const detailPaceMs = 25_000;
const hiddenFactor = 6;
const tickMs = 2_000;

/** Fetches what live does not cover, at a pace set by what is on screen. */
export function createPoller({ scope, ...options }: PollerOptions): Poller {
  const { clock, platform, store } = scope;
  let timer: Timer | null = null;
  let listAt = 0;
  const historyAt = new Map<ConversationId, number>();
  /** After a 429 nothing is asked before this time. */
  let quietUntil = 0;
  let running = false;

  function tick(): void {
    timer = clock.after(platform.visible() ? tickMs : tickMs * hiddenFactor, tick);
    if (!platform.online() || clock.now() < quietUntil) return;
    const factor = platform.visible() ? 1 : hiddenFactor;
    const now = clock.now();
    if (now - listAt >= listPaceNow() * factor) {
      listAt = now;
      background(options.refreshList());
    }
    // Nobody looks at a hidden page: its open conversations wait until it is shown.
    if (!platform.visible()) return;
    for (const id of options.openConversations()) {
      if (now - (historyAt.get(id) ?? now) >= historyPaceNow(id)) {
        historyAt.set(id, now);
        background(options.refreshConversation(id));
      } else if (!historyAt.has(id)) historyAt.set(id, now);
    }
  }

  function background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const failure = toChatError(error);
      if (failure.code === 'rate-limited') quietUntil = clock.now() + (failure.retryAfterMs ?? 30_000);
      // A failed look is shown by the load state it belongs to; the next one comes by itself.
    });
  }

  function coverages(): readonly LiveCoverage[] {
    const { live } = store.getState().capabilities;
    return [live.direct, live.group, live.guest];
  }

  function listPaceNow(): number {
    return Math.min(
      ...coverages().flatMap((coverage) => [
        listPace[paceOf(coverage.messages, false)],
        listPace[paceOf(coverage.conversations, false)],
      ]),
    );
  }

  function historyPaceNow(id: ConversationId): number {
    const state = store.getState();
    const coverage = state.capabilities.live[state.conversations.get(id)?.kind ?? 'direct'];
    const details = [coverage.edits, coverage.deletions, coverage.reactions, coverage.receipts];
    const detail = details.every((one) => paceOf(one, true) === 'covered') ? Infinity : detailPaceMs;
    return Math.min(historyPace[paceOf(coverage.messages, true)], detail);
  }

  function paceOf(coverage: Coverage, watching: boolean): keyof typeof listPace {
    if (!options.isLinkUp()) return 'never';
    if (isCovered(coverage, watching)) return 'covered';
    return coverage === 'never' ? 'never' : 'partly';
  }

  return {
    start() {
      if (running) return;
      running = true;
      listAt = clock.now();
      timer = clock.after(tickMs, tick);
    },
    stop() {
      running = false;
      timer?.cancel();
      timer = null;
      historyAt.clear();
    },
  };
}
