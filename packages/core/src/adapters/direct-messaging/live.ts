import type { LiveConnection, LiveEnd, LiveOptions, LiveSink } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import { ChatError, toChatError } from '../../errors';
import type { ConversationId, UserId } from '../../model/ids';
import { capabilitiesOf, limits } from './capabilities';
import type { Context } from './context';
import { createEchoes } from './echoes';
import { typingFrame } from './encode';
import { readFrame } from './frames';
import { createHearing } from './hearing';
import type { Link } from './link';
import { createPresences } from './presences';
import { createSockets } from './sockets';

/** Opens the live side: a socket for each watched conversation, all of one life. */
export function createConnect(context: Context, WebSocket: typeof globalThis.WebSocket) {
  const { environment, account, settings, breaks, live, threads } = context;
  const { clock } = environment;

  return function connect(sink: LiveSink, options: LiveOptions): LiveConnection {
    const { me } = options;
    const echoes = createEchoes(clock);
    let over = false;

    const emit = (events: readonly ServerEvent[]): void => {
      if (!over && events.length > 0) sink.events(events);
    };
    const presences = createPresences(clock, emit);

    function participantsOf(id: ConversationId): ReadonlySet<UserId> | null {
      const known = threads.known(id, me)?.participants;
      if (known !== undefined) return known;
      for (const conversation of options.conversations()) {
        if (conversation.id === id) return new Set(conversation.participants);
      }
      return null;
    }

    function isMine(id: ConversationId): boolean {
      return participantsOf(id) !== null;
    }

    const hear = createHearing({ context, me, presences, emit, participantsOf, isMine });

    const sockets = createSockets({
      context,
      WebSocket,
      token: options.token,
      watching: options.watching,
      onReady() {
        live.current = link;
        sink.opened();
        void tellCapabilities();
      },
      onLate: (id) => emit([{ type: 'conversation-stale', conversationId: id }]),
      onClosed: (id) => breaks.started(id, clock.now()),
      onText(text, id) {
        if (over) return;
        sink.heard();
        const reading = readFrame(text);
        if (reading.name === 'odd') {
          environment.report(new ChatError('protocol', `The socket sent ${reading.why}; it was ignored.`));
        } else if (!echoes.arrived(id, reading.frame)) hear(reading.frame, id);
      },
      onDeaf(id) {
        environment.report(new ChatError('forbidden', `The live connection of ${id} was refused.`));
        emit([{ type: 'conversation-stale', conversationId: id }]);
      },
      onGone: (id) => emit([{ type: 'conversation-removed', conversationId: id }]),
      onEnd: finish,
    });

    /** Who may make groups is known once it is known who I am. */
    async function tellCapabilities(): Promise<void> {
      try {
        const { role } = await account.me(undefined);
        const { deleteConversations } = settings;
        const capabilities = capabilitiesOf({ role, hasSockets: true, deleteConversations });
        emit([{ type: 'capabilities-changed', capabilities, limits }]);
      } catch (error) {
        environment.report(toChatError(error));
      }
    }

    function release(): void {
      presences.forget();
      over = true;
      if (live.current === link) live.current = null;
      const now = clock.now();
      for (const id of watched) if (sockets.socketFor(id) !== null) breaks.started(id, now);
      sockets.close();
      echoes.giveUp();
    }

    function finish(end: LiveEnd): void {
      if (over) return;
      release();
      sink.ended(end);
    }

    const watched = new Set(options.watching);
    const link: Link = {
      hears: (id) => sockets.socketFor(id) !== null,
      async exchange(id, frame, read, signal) {
        if (sockets.socketFor(id)?.send(frame) !== true) return null;
        return echoes.wait(id, read, signal);
      },
      announce: (id, frame) => void sockets.socketFor(id)?.send(frame),
      nudge: (id) => void sockets.socketFor(id)?.send(typingFrame(false)),
      emit,
      distrust(id) {
        const message = 'What was sent did not come back: the live connection is not trusted any more.';
        if (sockets.socketFor(id) !== null)
          finish({ name: 'lost', error: new ChatError('timeout', message) });
      },
    };

    sockets.start();

    return {
      // Pings pass below what a page can see, and nothing else comes by itself: silence proves nothing.
      maxSilenceMs: null,
      watch(id) {
        watched.add(id);
        sockets.watch(id);
      },
      unwatch(id) {
        watched.delete(id);
        if (sockets.socketFor(id) !== null) breaks.started(id, clock.now());
        sockets.unwatch(id);
      },
      sendTyping: (id, typing) => void sockets.socketFor(id)?.send(typingFrame(typing)),
      close() {
        if (!over) release();
      },
    };
  };
}
