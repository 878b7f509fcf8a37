import type { Timer } from '../../adapter/environment';
import type { LiveConnection, LiveEnd, LiveOptions, LiveSink } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import { ChatError, toChatError } from '../../errors';
import { conversationId, type ConversationId } from '../../model/ids';
import { createPusherTransport, type PusherSetup } from '../../transport/pusher';
import { capabilitiesOf, limits } from './capabilities';
import { createChannels } from './channels';
import type { Context, Link } from './context';
import type { ConversationsService } from './conversations';
import { readEvent } from './frames';
import { createHearing } from './hearing';

const connectTimeoutMs = 20_000;
/** Opening waits for the first subscriptions, since nothing is replayed; but not for ever. */
const subscribeTimeoutMs = 5_000;
const recountDelayMs = 500;

/** Hears Pusher: one socket, a channel for me and one for each conversation. Nothing is ever sent over it. */
export function createConnect(context: Context, conversations: ConversationsService, setup: PusherSetup) {
  const { environment, settings, deployment, live } = context;
  const { clock } = environment;
  const transport = createPusherTransport(setup);

  return function connect(sink: LiveSink, options: LiveOptions): LiveConnection {
    const { me } = options;
    const channels = createChannels(settings, deployment);
    /** Channel → conversation; null for my own. */
    const wanted = new Map<string, ConversationId | null>([[channels.personal(me), null]]);
    const pending = new Set<string>();
    const watched = new Set(options.watching);
    const listed = new Set<string>();
    const timers = new Set<Timer>();
    let recount: Timer | null = null;
    let connected = false;
    let opened = false;
    let over = false;

    const emit = (events: readonly ServerEvent[]): void => {
      if (!over && events.length > 0) sink.events(events);
    };
    const isKnown = (id: ConversationId): boolean => {
      if (listed.has(id)) return true;
      for (const conversation of options.conversations()) if (conversation.id === id) return true;
      return false;
    };
    const hearing = createHearing({ context, me, isKnown, emit, recountSoon });

    const link: Link = {
      emit,
      recountSoon,
      onListed(items) {
        for (const { id } of items) {
          listed.add(id);
          want(conversationId(id));
        }
      },
    };

    const pusher = transport.open({
      clock,
      connectTimeoutMs,
      onOpened() {
        connected = true;
        live.current = link;
        for (const name of wanted.keys()) subscribe(name);
        timers.add(clock.after(subscribeTimeoutMs, open));
      },
      onHeard: () => sink.heard(),
      onSubscribed(name) {
        pending.delete(name);
        if (!opened) {
          if (pending.size === 0) open();
          return;
        }
        // What was said between the list and this moment was not heard.
        const id = wanted.get(name) ?? null;
        if (id !== null && watched.has(id)) emit([{ type: 'conversation-stale', conversationId: id }]);
        else if (pending.size === 0 && deployment.dialect === 'documented')
          emit([{ type: 'conversations-stale' }]);
      },
      onRefused(name, error) {
        pending.delete(name);
        environment.report(error);
        if (!opened && pending.size === 0) open();
      },
      onEvent({ channel, name, data }) {
        const event = readEvent(name, data);
        if (event.result === 'heard') hearing.hear(event.heard, wanted.get(channel) ?? null);
        else if (event.result === 'malformed')
          environment.report(new ChatError('protocol', `Pusher brought ${event.why}; it was ignored.`));
      },
      onProblem: environment.report,
      onEnd: finish,
    });

    function want(id: ConversationId): void {
      for (const name of channels.ofConversation(id)) {
        if (wanted.has(name)) continue;
        wanted.set(name, id);
        if (connected) subscribe(name);
      }
    }

    function subscribe(name: string): void {
      pending.add(name);
      pusher.subscribe(name);
    }

    function open(): void {
      if (opened || over) return;
      opened = true;
      sink.opened();
      const { dialect, rights } = deployment;
      const capabilities = capabilitiesOf({ dialect, rights, hasLive: true });
      emit([{ type: 'capabilities-changed', capabilities, limits }]);
    }

    function recountSoon(): void {
      recount ??= clock.after(recountDelayMs, () => {
        recount = null;
        void recountAll().catch((error: unknown) => environment.report(toChatError(error)));
      });
    }

    async function recountAll(): Promise<void> {
      const counts = await conversations.loadCounts(undefined);
      if (counts === null) return;
      emit(
        [...options.conversations()].flatMap(({ id, unreadCount }): ServerEvent[] => {
          const count = counts.get(id) ?? 0;
          return count === unreadCount ? [] : [{ type: 'unread-changed', conversationId: id, count }];
        }),
      );
    }

    function release(): void {
      over = true;
      if (live.current === link) live.current = null;
      for (const timer of timers) timer.cancel();
      recount?.cancel();
      hearing.stop();
    }

    function finish(end: LiveEnd): void {
      if (over) return;
      release();
      sink.ended(end);
    }

    for (const { id } of options.conversations()) want(id);
    options.watching.forEach(want);

    return {
      maxSilenceMs: transport.maxSilenceMs,
      watch(id) {
        watched.add(id);
        want(id);
      },
      unwatch: (id) => void watched.delete(id),
      sendTyping: () => undefined,
      close() {
        if (over) return;
        release();
        pusher.close();
      },
    };
  };
}
