import type { LiveConnection, LiveEnd, LiveOptions, LiveSink } from '../../adapter/live';
import type { ServerEvent } from '../../adapter/server-event';
import { type ChatError, isChatError, toChatError } from '../../errors';
import type { PusherTransport } from '../../transport/pusher';
import type { Context } from './context';
import { createHearing } from './hearing';

const connectTimeoutMs = 20_000;

/** One private channel per person hears everything there is to hear. */
export function createConnect(context: Context, pusher: PusherTransport) {
  const { rest, environment, live } = context;
  const { clock, report } = environment;

  return function connect(sink: LiveSink, options: LiveOptions): LiveConnection {
    const channel = `private-user-${options.me}`;
    const gone = new AbortController();
    /** Why the channel was not signed; pusher-js tells only that it was not. */
    let refusal: ChatError | null = null;

    const emit = (events: readonly ServerEvent[]): void => {
      if (!gone.signal.aborted && events.length > 0) sink.events(events);
    };
    const hear = createHearing({
      context,
      me: options.me,
      conversations: options.conversations,
      signal: gone.signal,
      emit,
    });

    function release(): void {
      gone.abort();
      if (live.emit === emit) live.emit = null;
    }
    function finish(end: LiveEnd): void {
      if (gone.signal.aborted) return;
      release();
      sink.ended(end);
    }

    const link = pusher.open({
      clock,
      connectTimeoutMs,
      async authorize({ socketId, channelName }) {
        try {
          return await rest.authorizePusher(socketId, channelName, gone.signal);
        } catch (error) {
          refusal = toChatError(error);
          throw refusal;
        }
      },
      onOpened: () => undefined,
      onHeard: () => sink.heard(),
      // Before this, what is said meanwhile would be missed; the engine then fetches the rest.
      onSubscribed() {
        live.emit = emit;
        sink.opened();
      },
      onRefused(_channel, error) {
        link.close();
        finish(endOfRefusal(refusal ?? error));
      },
      onEvent: ({ name, data }) => hear(name, data),
      onProblem: report,
      onEnd: finish,
    });
    link.subscribe(channel);

    return {
      maxSilenceMs: pusher.maxSilenceMs,
      watch: () => undefined,
      unwatch: () => undefined,
      sendTyping: () => undefined,
      close() {
        release();
        link.close();
      },
    };
  };
}

/** Servers without the push library, or without its keys, say so with an error of their own. */
function endOfRefusal(error: ChatError): LiveEnd {
  if (!isChatError(error) || error.code === 'network' || error.code === 'timeout')
    return { name: 'lost', error };
  return error.code === 'unauthorized' ? { name: 'refused', error } : { name: 'unavailable', error };
}
