import type { Timer } from '../../adapter/environment';
import type { LiveConnection, LiveEnd, LiveOptions, LiveSink } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import { ChatError } from '../../errors';
import type { ConversationId, MessageId } from '../../model/ids';
import { parseTime } from '../../transport/parse-time';
import { createAwaitedEchoes } from './awaited';
import { capabilitiesOf, limits, type Dialect } from './capabilities';
import type { Context } from './context';
import { doubtDialect, doubtPrefix } from './deployment';
import { markReadFrame, sendFrame, statusFrame, typingFrame } from './encode';
import { multiplexedOnly, readFrame, type Frame } from './frames';
import { createHearing } from './hearing';
import type { Link } from './link';
import type { OwnSend } from './own-sends';
import { createReadEchoes } from './read-echoes';
import { createSockets } from './sockets';
import { createSubscriptions } from './subscriptions';
import { parseThread } from './thread';
import { createWhereabouts } from './whereabouts';

/** The server's subscriptions lapse in silence after a day. */
const renewAfterMs = 60 * 60_000;
/** The shared socket says something every 30 seconds. */
const silenceMs = 75_000;
/** How often a watched conversation whose socket is refused is looked at instead. */
const deafLookMs = 20_000;

/** Opens the live side: finds out the dialect where it is not known, and speaks both. */
export function createConnect(context: Context, WebSocket: typeof globalThis.WebSocket) {
  const { environment, settings, deployment, live } = context;
  const { clock } = environment;

  return function connect(sink: LiveSink, options: LiveOptions): LiveConnection {
    const { me, token, watching } = options;
    const timers = new Set<Timer>();
    const watched = new Set(watching);
    const echoes = createAwaitedEchoes(clock);
    const readEchoes = createReadEchoes(clock);
    const held: { readonly frame: Frame; readonly socketOf: ConversationId | null }[] = [];
    let over = false;
    let heardMultiplexed = false;

    const stored = [...options.conversations()].sort(
      (left, right) => right.lastActivityAt - left.lastActivityAt,
    );
    const directs = stored.filter(({ kind }) => kind === 'direct').map(({ id }) => id);
    const subscriptions = createSubscriptions([...directs, ...live.listed, ...watching]);
    const whereabouts = createWhereabouts(context, me, options.conversations);

    const emit = (events: readonly ServerEvent[]): void => {
      if (!over) sink.events(events);
    };
    const after = (milliseconds: number, callback: () => void): void => {
      timers.add(clock.after(milliseconds, callback));
    };

    const hear = createHearing({
      context,
      me,
      whereabouts,
      echoes,
      emit,
      isOpen: () => !over,
      isWatched: (id) => watched.has(id),
      onReadEcho: readEchoes.arrived,
    });

    const sockets = createSockets({
      context,
      WebSocket,
      token,
      watching,
      candidates: [...directs, ...live.listed, ...stored.map(({ id }) => id)],
      onReady,
      onText,
      onLate(conversationId) {
        emit([{ type: 'conversation-stale', conversationId }]);
        payHints();
      },
      onDeaf,
      onEnd: finish,
    });

    function onReady(dialect: Dialect | null): void {
      if (over) return;
      live.current = link;
      sink.opened();
      const hasSockets = true;
      const { idempotencyKeys } = settings;
      if (dialect !== null) {
        const capabilities = capabilitiesOf({ dialect, hasSockets, idempotencyKeys });
        emit([{ type: 'capabilities-changed', capabilities, limits }]);
      }
      payHints();
      after(renewAfterMs, () => finish({ name: 'renew' }));
      for (const { frame, socketOf } of held.splice(0)) hear(frame, dialect === 'deployed' ? null : socketOf);
      if (dialect === 'deployed') for (const id of watched) askPresence(id);
    }

    function payHints(): void {
      for (const id of live.owedHints) if (link.hint(id)) live.owedHints.delete(id);
    }

    function onText(text: string, socketOf: ConversationId | null): void {
      if (over) return;
      sink.heard();
      const frame = readFrame(text);
      if (frame.type === null) {
        environment.report(new ChatError('protocol', `The socket sent ${frame.why}; it was ignored.`));
        // It may have been a message: what cannot be read is asked for.
        if (frame.broken) emit([staleness(socketOf)]);
        return;
      }
      if (multiplexedOnly.has(frame.type)) noteMultiplexed(frame);
      if (over) return;
      if (live.current === link) hear(frame, socketOf);
      else held.push({ frame, socketOf });
    }

    function staleness(socketOf: ConversationId | null): ServerEvent {
      if (sockets.dialect === 'deployed' || socketOf === null) return { type: 'conversations-stale' };
      return { type: 'conversation-stale', conversationId: socketOf };
    }

    function noteMultiplexed(frame: Frame): void {
      heardMultiplexed = true;
      if (frame.type === 'user_status' && frame.user_id === me && frame.status === 'online') {
        const time = parseTime(frame.timestamp ?? '');
        if (time !== null) subscriptions.openedAt(time);
      }
      if (sockets.dialect === null) sockets.heardMultiplexed();
      else if (sockets.dialect === 'documented' && settings.dialect === 'auto') {
        deployment.dialect = 'deployed';
        finish({ name: 'renew' });
      }
    }

    function onDeaf(conversationId: ConversationId): void {
      environment.report(new ChatError('forbidden', `The live connection of ${conversationId} was refused.`));
      const look = (): void => {
        if (over || !watched.has(conversationId)) return;
        emit([{ type: 'conversation-stale', conversationId }]);
        after(deafLookMs, look);
      };
      look();
    }

    function askPresence(id: ConversationId): void {
      if (sockets.dialect === 'deployed') sockets.socketFor(id)?.send(statusFrame(parseThread(id)));
    }

    function release(): void {
      over = true;
      if (live.current === link) live.current = null;
      for (const timer of timers) timer.cancel();
      sockets.close();
      echoes.giveUp();
      readEchoes.giveUp();
      // A link that never spoke the shared dialect may have been taken for it by mistake.
      if (sockets.dialect === 'deployed' && !heardMultiplexed) doubtDialect(deployment, settings);
    }

    function finish(end: LiveEnd): void {
      if (over) return;
      release();
      if (end.name === 'refused') doubtPrefix(deployment, settings);
      sink.ended(end);
    }

    const link: Link = {
      get carriesReplies() {
        return sockets.dialect === 'documented';
      },
      hears: (id) =>
        sockets.socketFor(id) !== null && (sockets.dialect === 'documented' || subscriptions.has(id)),
      async send(send: OwnSend, signal: AbortSignal) {
        const { conversationId, localId, text, replyTo } = send;
        const socket = sockets.socketFor(conversationId);
        const stopExpecting = context.ownSends.expect(send);
        try {
          const frame = sendFrame(parseThread(conversationId), text, replyTo, localId);
          return socket?.send(frame) === true ? await echoes.wait(localId, signal) : null;
        } finally {
          stopExpecting();
        }
      },
      hint(conversationId) {
        const frame = typingFrame(parseThread(conversationId), false);
        return sockets.socketFor(conversationId)?.send(frame) === true;
      },
      async markRead(conversationId: ConversationId, messageIds: readonly MessageId[]) {
        const socket = sockets.socketFor(conversationId);
        const thread = parseThread(conversationId);
        // One dialect reads one id of a frame, the other all.
        const groups = sockets.dialect === 'deployed' ? [messageIds] : messageIds.map((id) => [id]);
        const sent = groups.every((ids) => socket?.send(markReadFrame(thread, ids)) === true);
        return sent && readEchoes.wait(messageIds);
      },
      emit,
      onListed(listed) {
        if (sockets.dialect === null && listed.length > 0) finish({ name: 'renew' });
        else if (sockets.dialect === 'deployed' && subscriptions.compare(listed)) finish({ name: 'renew' });
      },
      onCreated(id) {
        live.listed = [...live.listed, id];
        if (sockets.dialect !== 'documented') finish({ name: 'renew' });
      },
    };

    sockets.start();

    return {
      get maxSilenceMs() {
        return sockets.dialect === 'deployed' ? silenceMs : null;
      },
      watch(id) {
        watched.add(id);
        sockets.watch(id);
        askPresence(id);
      },
      unwatch(id) {
        watched.delete(id);
        sockets.unwatch(id);
      },
      sendTyping(id, typing) {
        sockets.socketFor(id)?.send(typingFrame(parseThread(id), typing));
      },
      close() {
        if (!over) release();
      },
    };
  };
}
