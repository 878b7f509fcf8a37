import type { ChatAdapter } from '../../adapter/adapter';
import type { Clock } from '../../adapter/environment';
import type { LiveConnection, LiveOptions, LiveSink } from '../../adapter/live';
import { ChatError } from '../../errors';
import type { FakeTab } from '../fake-tab';
import type { Chance } from './chance';
import type { LinkFault, PendingFaults } from './faults';
import { createFrameQueue } from './frame-queue';

export interface LiveLinkOptions {
  readonly adapter: ChatAdapter;
  readonly tab: FakeTab;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly faults: PendingFaults<LinkFault>;
  readonly isServerUp: () => boolean;
  readonly accepts: (token: string | null) => boolean;
}

export interface LiveLink extends LiveConnection {
  /** As the page sees it. */
  readonly state: 'opening' | 'open' | 'closed';
  drop(): void;
  /** From now on nothing passes, and nobody is told. */
  fallSilent(): void;
}

const heartbeatMs = 10_000;
const maxSilenceMs = 25_000;

/** One attempt of one page at a live link, over a way that fails on demand. */
export function openLiveLink(options: LiveLinkOptions, sink: LiveSink, liveOptions: LiveOptions): LiveLink {
  const { adapter, tab, clock, chance, faults } = options;
  let state: LiveLink['state'] = 'opening';
  let silent = false;
  let inner: LiveConnection | null = null;
  const frames = createFrameQueue({
    clock,
    chance,
    faults,
    deliver: (event) => tell(() => sink.events([event])),
  });

  function tell(task: () => void): void {
    tab.run('answer', () => {
      if (state !== 'closed' && !silent) task();
    });
  }

  function lose(): void {
    forget();
    frames.after(() =>
      tell(() => sink.ended({ name: 'lost', error: new ChatError('network', 'The link is lost.') })),
    );
  }

  function refuse(): void {
    const error = new ChatError('network', 'The upgrade was refused.');
    frames.after(() => tell(() => sink.ended({ name: 'refused', error })));
  }

  /** The server's end goes. */
  function forget(): void {
    inner?.close();
    inner = null;
  }

  function beat(): void {
    if (inner === null || silent) return;
    clock.after(heartbeatMs, beat);
    frames.after(() => tell(() => sink.heard()));
  }

  clock.after(chance.between(1, 100), () => {
    if (state === 'closed' || adapter.connect === undefined) return;
    if (!tab.online() || !options.isServerUp()) return lose();
    if (faults.take((fault) => fault === 'refuse-link') !== null || !options.accepts(liveOptions.token))
      return refuse();
    inner = adapter.connect(
      {
        opened: () =>
          frames.after(() =>
            tell(() => {
              state = 'open';
              sink.opened();
            }),
          ),
        events: (events) => events.forEach((event) => frames.push(event)),
        heard: () => undefined,
        ended: lose,
      },
      liveOptions,
    );
    beat();
  });

  return {
    maxSilenceMs,
    watch: (id) => inner?.watch(id),
    unwatch: (id) => inner?.unwatch(id),
    sendTyping(id, typing) {
      if (!silent) inner?.sendTyping(id, typing);
    },
    close() {
      state = 'closed';
      forget();
    },
    get state() {
      return state;
    },
    drop: lose,
    fallSilent() {
      silent = true;
      forget();
    },
  };
}
