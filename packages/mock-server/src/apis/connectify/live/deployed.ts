import { conversationTopic, personTopic } from '../../../live/hub';
import { type LiveSession, type LiveSocket, createSerialSession } from '../../../live/socket';
import { post } from '../../../world/acts/message';
import type { Conversation, Person } from '../../../world/types';
import { socketTime } from '../../django/time';
import { createDeployedActions } from './deployed-actions';
import { type Dialect, type Frame, type LiveParts, parseFrame } from './dialect';
import { createPresence } from './presence';

const path = /^\/ws\/conversations\/(\d+)\/$/;

/** The newest sockets: one per person for all direct conversations; groups have none. */
export function createDeployedDialect({ world, hub, heartbeatMilliseconds, onError }: LiveParts): Dialect {
  const presence = createPresence(world.clock);
  let connections = 0;

  const now = () => socketTime(world.clock.now());
  const publish = (conversationId: number, frame: Frame) =>
    hub.publish(conversationTopic(conversationId), frame);

  const announce = (person: Person, conversationIds: number[], status: 'online' | 'offline') => {
    for (const id of conversationIds) {
      publish(id, { type: 'user_status', user_id: person.id, status, timestamp: now() });
    }
  };

  const store = async (
    sender: Person,
    conversation: Conversation,
    draft: { content: unknown; localId: unknown; replyToId?: number | null },
  ) => {
    const message = await post(world, sender, conversation, {
      content: String(draft.content),
      replyToId: draft.replyToId ?? null,
      delivery: 'sent',
    });
    const reportSent = () =>
      hub.publish(personTopic(sender.id), {
        type: 'message.status',
        message_id: message.id,
        status: 'sent',
        timestamp: now(),
      });
    // Observed order: the author hears of the status before the message, and twice more after it.
    reportSent();
    publish(conversation.id, {
      type: 'chat_message',
      message: {
        id: message.id,
        local_id: draft.localId ?? null,
        sender_id: sender.id,
        content: draft.content,
        timestamp: socketTime(message.createdAt),
        status: 'sent',
      },
    });
    reportSent();
    reportSent();
    return message.id;
  };

  const type = (person: Person, conversationId: number, isTyping: unknown) =>
    publish(conversationId, {
      type: 'typing',
      user_id: person.id,
      username: person.username,
      is_typing: isTyping ?? false,
    });

  const read = async (person: Person, conversationId: number, messageIds: unknown[]) => {
    await world.transaction(async (inside) => {
      for (const id of messageIds) {
        const message = typeof id === 'number' ? await inside.messages.find(id) : undefined;
        if (message !== undefined && message.senderId !== person.id) {
          await inside.reads.mark([message.id], person.id);
        }
      }
    });
    publish(conversationId, { type: 'read', user_id: person.id, message_ids: messageIds });
  };

  const actions = createDeployedActions({ world, presence, publish, store, type, read, now });

  const serve = (person: Person, socket: LiveSocket): LiveSession => {
    const send = (frame: Frame) => socket.send(JSON.stringify(frame));
    const topics = new Set([personTopic(person.id)]);
    let conversationIds: number[] = [];
    let leave: () => void = () => undefined;
    connections += 1;
    const connectionId = `user_${person.id}_${connections}`;
    const heartbeat = setInterval(
      () => send({ type: 'heartbeat', timestamp: now(), connection_id: connectionId }),
      heartbeatMilliseconds,
    );
    return createSerialSession(socket, {
      onError,
      async opened() {
        // Closed conversations are subscribed as well; those opened later are not.
        const all = await world.conversations.ofPerson(person.id, 'direct');
        conversationIds = all.map(({ id }) => id).sort((one, other) => one - other);
        for (const id of conversationIds) topics.add(conversationTopic(id));
        leave = hub.join({ topics, hear: (frame) => socket.send(JSON.stringify(frame)) });
        presence.arrive(person.id);
        announce(person, conversationIds, 'online');
      },
      async received(data) {
        if (typeof data !== 'string') {
          // Observed: the server's task dies with it, so nobody is told that the person left.
          clearInterval(heartbeat);
          leave();
          conversationIds = [];
          socket.close(1011);
          return;
        }
        const frame = parseFrame(data);
        if (frame !== undefined) await actions.perform(person, frame, send);
      },
      ended() {
        clearInterval(heartbeat);
        leave();
        presence.leave(person.id);
        announce(person, conversationIds, 'offline');
      },
    });
  };

  return {
    threadOf(candidate) {
      const number = path.exec(candidate)?.[1];
      return number === undefined ? undefined : { kind: 'direct', number: Number(number) };
    },
    admit: (person) => Promise.resolve((socket) => serve(person, socket)),

    async post(sender, conversation, { content, replyTo }) {
      if (conversation.kind === 'direct') {
        return store(sender, conversation, { content, localId: null, replyToId: replyTo });
      }
      return (await post(world, sender, conversation, { content, replyToId: replyTo })).id;
    },
    type: async (person, conversation, isTyping) => {
      if (conversation.kind === 'direct') type(person, conversation.id, isTyping);
    },
    read: (person, conversation, messageIds) => read(person, conversation.id, messageIds),
  };
}
