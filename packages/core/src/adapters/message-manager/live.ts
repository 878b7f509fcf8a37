import type { LiveConnection, LiveEnd, LiveOptions, LiveSink } from '../../adapter/live';
import { ChatError } from '../../errors';
import { openSocket } from '../../transport/socket';
import type { Context } from './context';
import { subscribeFrame } from './encode';
import { stayId, type StayId } from './ids';
import type { Link } from './link';
import * as wire from './wire';

/** The server forgets subscriptions in silence after a day. */
const renewAfterMs = 12 * 60 * 60_000;
const connectTimeoutMs = 15_000;

/** Opens the one socket for all conversations. What it tells are hints: frames carry no message id. */
export function createConnect(context: Context, WebSocket: typeof globalThis.WebSocket) {
  const { environment, settings, live } = context;
  const { clock, report } = environment;

  return function connect(sink: LiveSink, options: LiveOptions): LiveConnection {
    const subscribed = new Set<StayId>();
    let over = false;
    const { places } = context.memory.enter(options.me);
    places.noteStored(options.conversations());

    const socket = openSocket({
      url: urlWith(options.token),
      WebSocket,
      clock,
      connectTimeoutMs,
      onOpened() {
        live.current = link;
        // First this, then the look at what was missed: the other way round leaves a gap.
        subscribeAll();
        sink.opened();
      },
      onText,
      onClosed({ code, everOpened, timedOut }) {
        const error = new ChatError('network', `The live connection ended (${String(code)}).`);
        finish({ name: everOpened || timedOut ? 'lost' : 'refused', error });
      },
    });
    const renewal = clock.after(renewAfterMs, () => finish({ name: 'renew' }));

    function urlWith(token: string | null): string {
      if (!settings.tokenInSocketUrl || token === null) return settings.socketUrl;
      const url = new URL(settings.socketUrl);
      url.searchParams.set('token', token);
      return url.href;
    }

    function subscribeAll(): void {
      for (const stay of places.stays()) {
        const id = places.conversationOf(stay);
        if (subscribed.has(stay) || id === null || places.isRelayed(id) === false) continue;
        if (socket.send(subscribeFrame(stay))) subscribed.add(stay);
      }
    }

    function onText(text: string): void {
      sink.heard();
      const frame = parse(text);
      const message = wire.newMessage.safeParse(frame);
      if (message.success) {
        const id = places.conversationOf(stayId(message.data.stay_id));
        // A stay that no list shows me is another hotel's.
        if (id !== null) sink.events([{ type: 'conversation-stale', conversationId: id }]);
      } else if (wire.newConversation.safeParse(frame).success) {
        sink.events([{ type: 'conversations-stale' }]);
      } else if (frame === undefined) {
        report(new ChatError('protocol', 'The socket sent something that is not JSON; it was ignored.'));
        sink.events([{ type: 'conversations-stale' }]);
      } else {
        report(new ChatError('protocol', 'The socket sent an unknown frame; it was ignored.'));
      }
    }

    function release(): void {
      over = true;
      if (live.current === link) live.current = null;
      renewal.cancel();
      socket.close();
    }

    function finish(end: LiveEnd): void {
      if (over) return;
      release();
      sink.ended(end);
    }

    const link: Link = {
      emit(events) {
        if (!over) sink.events(events);
      },
      onListed: subscribeAll,
    };

    return {
      // The server answers nothing that this client could ask: silence proves nothing.
      maxSilenceMs: null,
      watch: () => undefined,
      unwatch: () => undefined,
      sendTyping: () => undefined,
      close() {
        if (!over) release();
      },
    };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
