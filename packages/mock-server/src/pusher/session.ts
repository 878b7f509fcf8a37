import type { Hub } from '../live/hub';
import { type LiveSession, type LiveSocket, createSerialSession } from '../live/socket';
import { type PusherApp, authorize } from './app';
import {
  errorFrame,
  fieldsOf,
  frame,
  isChannelName,
  isPresence,
  isPrivate,
  parseAny,
  parseFrame,
} from './frames';
import type { PresenceRoster } from './presence';

/** What goes over the bus: a frame for all subscribers of a channel but perhaps its author. */
export interface Broadcast {
  text: string;
  exceptSocketId?: string;
}

export interface SessionParts {
  app: PusherApp;
  hub: Hub;
  roster: PresenceRoster;
  /** Seconds of silence after which a client pings. */
  activityTimeout: number;
  /** Milliseconds; for the rate of client events. */
  now(): number;
  onError(error: unknown): void;
}

const clientEventsPerSecond = 10;

export const channelTopic = (channel: string): string => `channel:${channel}`;

/** One client on the service, after the protocol it asked for was found good. */
export function createPusherSession(parts: SessionParts, socket: LiveSocket, socketId: string): LiveSession {
  const { app, hub, roster } = parts;
  const topics = new Set<string>();
  /** Channel → the user it was joined as; null where users mean nothing. */
  const subscriptions = new Map<string, string | null>();
  let eventTimes: number[] = [];

  const leaveHub = hub.join({
    topics,
    hear(heard) {
      const { text, exceptSocketId } = heard as Broadcast;
      if (exceptSocketId !== socketId) socket.send(text);
    },
  });
  const publish = (channel: string, text: string): void =>
    hub.publish(channelTopic(channel), { text, exceptSocketId: socketId } satisfies Broadcast);

  /** The user a presence channel is joined as; undefined if the signature is not good. */
  async function admitted(
    channel: string,
    fields: Record<string, unknown>,
  ): Promise<{ userId: string | null; info: unknown } | undefined> {
    if (!isPrivate(channel)) return { userId: null, info: undefined };
    const channelData = typeof fields['channel_data'] === 'string' ? fields['channel_data'] : undefined;
    const { auth } = await authorize(app, {
      socketId,
      channel,
      ...(channelData === undefined ? {} : { channelData }),
    });
    if (fields['auth'] !== auth) return undefined;
    if (!isPresence(channel)) return { userId: null, info: undefined };
    const user = fieldsOf(parseAny(channelData ?? ''));
    const userId = user['user_id'];
    if (typeof userId !== 'string' && typeof userId !== 'number') return undefined;
    return { userId: String(userId), info: user['user_info'] };
  }

  async function subscribe(fields: Record<string, unknown>): Promise<void> {
    const { channel } = fields;
    if (!isChannelName(channel)) {
      socket.send(errorFrame(null, 'Invalid channel name'));
      return;
    }
    if (subscriptions.has(channel)) {
      socket.send(errorFrame(null, `Existing subscription to channel ${channel}`));
      return;
    }
    const admission = await admitted(channel, fields);
    if (admission === undefined) {
      const data = { type: 'AuthError', error: 'Invalid signature', status: 401 };
      socket.send(JSON.stringify({ event: 'pusher:subscription_error', channel, data }));
      return;
    }
    const { userId, info } = admission;
    subscriptions.set(channel, userId);
    topics.add(channelTopic(channel));
    const isFirst = userId !== null && roster.join(channel, userId, info, socketId);
    const told = isPresence(channel) ? { presence: roster.of(channel) } : {};
    socket.send(frame('pusher_internal:subscription_succeeded', told, channel));
    if (isFirst) {
      const joined = { user_id: userId, ...(info === undefined ? {} : { user_info: info }) };
      publish(channel, frame('pusher_internal:member_added', joined, channel));
    }
  }

  function unsubscribe(channel: string): void {
    const userId = subscriptions.get(channel);
    if (userId === undefined) return;
    subscriptions.delete(channel);
    topics.delete(channelTopic(channel));
    if (userId !== null && roster.leave(channel, userId, socketId)) {
      publish(channel, frame('pusher_internal:member_removed', { user_id: userId }, channel));
    }
  }

  function relay(event: string, channel: string | undefined, data: unknown): void {
    const userId = channel === undefined ? undefined : subscriptions.get(channel);
    if (channel === undefined || userId === undefined || !isPrivate(channel)) {
      socket.send(
        errorFrame(null, 'Client events are for private and presence channels one is subscribed to'),
      );
      return;
    }
    const now = parts.now();
    eventTimes = [...eventTimes.filter((time) => now - time < 1000), now];
    if (eventTimes.length > clientEventsPerSecond) {
      socket.send(errorFrame(4301, 'The client has sent more than 10 events in a second'));
      return;
    }
    publish(
      channel,
      JSON.stringify({ event, channel, data, ...(userId === null ? {} : { user_id: userId }) }),
    );
  }

  return createSerialSession(socket, {
    onError: parts.onError,
    opened: () =>
      socket.send(
        frame('pusher:connection_established', {
          socket_id: socketId,
          activity_timeout: parts.activityTimeout,
        }),
      ),
    async received(data) {
      const received = typeof data === 'string' ? parseFrame(data) : undefined;
      if (received === undefined) {
        socket.send(errorFrame(null, 'Frames are JSON objects with an event'));
        return;
      }
      const { event, channel } = received;
      const fields = fieldsOf(received.data);
      if (event === 'pusher:ping') socket.send(frame('pusher:pong', {}));
      else if (event === 'pusher:subscribe') await subscribe(fields);
      else if (event === 'pusher:unsubscribe' && isChannelName(fields['channel']))
        unsubscribe(fields['channel']);
      else if (event.startsWith('client-')) relay(event, channel, received.data);
    },
    ended() {
      leaveHub();
      for (const channel of [...subscriptions.keys()]) unsubscribe(channel);
    },
  });
}
