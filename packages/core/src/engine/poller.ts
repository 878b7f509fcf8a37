import type { Timer } from '../adapter/environment';
import { toChatError } from '../errors';
import { elapsedSince } from '../lib/elapsed';
import type { ConversationId } from '../model/ids';
import { historyPace, listPace, slowness } from './poll-pace';
import type { PersonScope } from './scope';

export interface Poller {
  start(): void;
  stop(): void;
}

export interface PollerOptions {
  readonly scope: PersonScope;
  readonly openConversations: () => readonly ConversationId[];
  readonly isLinkUp: () => boolean;
  /** The live link listens to this conversation. */
  readonly isWatched: (id: ConversationId) => boolean;
  /** The list, and of the conversations that are open or have news the newest history. */
  readonly refreshList: () => Promise<unknown>;
  readonly refreshConversation: (id: ConversationId) => Promise<unknown>;
}

const tickMs = 2_000;
const hiddenTickMs = 12_000;
const quietMs = 30_000;

/** Fetches what live does not cover, at a pace set by what is on screen and by how much somebody looks at it. */
export function createPoller({ scope, ...options }: PollerOptions): Poller {
  const { clock, platform, store } = scope;
  let timer: Timer | null = null;
  let listAt = 0;
  const historyAt = new Map<ConversationId, number>();
  /** After a 429 nothing is asked for a while. */
  let quiet = { since: -Infinity, forMs: 0 };
  let stopListening: (() => void) | null = null;

  function tick(): void {
    timer?.cancel();
    timer = clock.after(platform.visible() ? tickMs : hiddenTickMs, tick);
    const now = clock.now();
    if (!platform.online() || elapsedSince(quiet.since, now) < quiet.forMs) return;
    const [visible, attended, savesData] = [platform.visible(), platform.attended(), platform.savesData()];
    const factor = slowness({ visible, attended, savesData });
    const { capabilities, conversations } = store.getState();
    const open = options.openConversations();
    for (const id of [...historyAt.keys()]) if (!open.includes(id)) historyAt.delete(id);
    if (
      elapsedSince(listAt, now) >=
      listPace(Object.values(capabilities.live), options.isLinkUp()) * factor
    ) {
      listAt = now;
      // It brings the news of what is open along.
      for (const id of open) historyAt.set(id, now);
      look(options.refreshList());
    }
    // Nobody looks at a hidden page: its open conversations wait until it is shown.
    if (!visible) return;
    for (const id of open) {
      const live = capabilities.live[conversations.get(id)?.kind ?? 'direct'];
      const pace = historyPace(live, options.isLinkUp() && options.isWatched(id));
      const last = historyAt.get(id);
      if (last !== undefined && elapsedSince(last, now) < pace * factor) continue;
      historyAt.set(id, now);
      // It was loaded when it was opened.
      if (last !== undefined) look(options.refreshConversation(id));
    }
  }

  /** A look that fails is shown by the load state it belongs to; the next one comes by itself. */
  function look(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const failure = toChatError(error);
      if (failure.code === 'rate-limited')
        quiet = { since: clock.now(), forMs: failure.retryAfterMs ?? quietMs };
    });
  }

  return {
    start() {
      if (stopListening !== null) return;
      listAt = clock.now();
      // Whoever comes back does not wait for the pace of a page that nobody looked at.
      stopListening = platform.onChange((change) => {
        if (change !== 'hidden' && change !== 'frozen') tick();
      });
      timer = clock.after(tickMs, tick);
    },
    stop() {
      stopListening?.();
      stopListening = null;
      timer?.cancel();
      timer = null;
      historyAt.clear();
    },
  };
}
