import { conversationTopic } from '../../../live/hub';
import { type LiveSession, type LiveSocket, createSerialSession } from '../../../live/socket';
import { isBlockedInDirect, post } from '../../../world/acts/message';
import type { Conversation, Person } from '../../../world/types';
import { socketTime } from '../../django/time';
import { type Dialect, type Frame, type LiveParts, idOf, isEmpty, parseFrame } from './dialect';

const paths = /^\/ws\/(?:messaging\/)?(conversations|group-chats)\/(\d+)\/$/;

/** The document's sockets: one per thread, direct and group alike. */
export function createDocumentedDialect({ world, hub, onError }: LiveParts): Dialect {
  const publish = (conversation: Conversation, frame: Frame) =>
    hub.publish(conversationTopic(conversation.id), frame);

  const store = async (sender: Person, conversation: Conversation, content: string, replyTo: unknown) => {
    const wished = idOf(replyTo);
    const quoted = wished === undefined ? undefined : await world.messages.find(wished);
    const message = await post(world, sender, conversation, { content, replyToId: quoted?.id ?? null });
    publish(conversation, {
      type: 'message',
      message: {
        id: message.id,
        sender_id: sender.id,
        sender_username: sender.username,
        content: message.content,
        created_at: socketTime(message.createdAt),
        // Echoed as given, even when nothing of that id is there to reply to.
        reply_to: replyTo ?? null,
      },
    });
    return message.id;
  };

  const type = (person: Person, conversation: Conversation, isTyping: unknown) =>
    publish(conversation, {
      type: 'typing',
      user_id: person.id,
      username: person.username,
      is_typing: isTyping ?? false,
    });

  const read = async (person: Person, conversation: Conversation, messageId: unknown) => {
    const id = idOf(messageId);
    const message = id === undefined ? undefined : await world.messages.find(id);
    if (message !== undefined) {
      await world.transaction((inside) => inside.reads.mark([message.id], person.id));
    }
    publish(conversation, { type: 'read', user_id: person.id, message_id: messageId });
  };

  const handle = async (person: Person, conversation: Conversation, frame: Frame): Promise<void> => {
    const kind = frame['type'] ?? 'message';
    if (kind === 'typing') type(person, conversation, frame['is_typing']);
    else if (kind === 'read' && !isEmpty(frame['message_id'])) {
      await read(person, conversation, frame['message_id']);
    } else if (kind === 'message' && !isEmpty(frame['content'])) {
      await store(person, conversation, String(frame['content']), frame['reply_to']);
    }
  };

  const serve = (person: Person, conversation: Conversation, socket: LiveSocket): LiveSession => {
    const leave = hub.join({
      topics: new Set([conversationTopic(conversation.id)]),
      hear: (frame) => socket.send(JSON.stringify(frame)),
    });
    return createSerialSession(socket, {
      onError,
      opened: () => undefined,
      async received(data) {
        const frame = typeof data === 'string' ? parseFrame(data) : undefined;
        if (frame === undefined) {
          leave();
          socket.close(1011);
        } else await handle(person, conversation, frame);
      },
      ended: leave,
    });
  };

  return {
    threadOf(path) {
      const [, kind, number] = paths.exec(path) ?? [];
      if (number === undefined) return undefined;
      return { kind: kind === 'group-chats' ? 'group' : 'direct', number: Number(number) };
    },

    async admit(person, thread) {
      const conversation = await world.conversations.numbered(thread.kind, thread.number);
      if (conversation?.isActive !== true) return undefined;
      if ((await world.memberships.find(conversation.id, person.id)) === undefined) return undefined;
      if (conversation.kind === 'direct' && (await isBlockedInDirect(world, person, conversation))) {
        return undefined;
      }
      return (socket) => serve(person, conversation, socket);
    },

    post: (sender, conversation, { content, replyTo }) => store(sender, conversation, content, replyTo),
    type: async (person, conversation, isTyping) => type(person, conversation, isTyping),
    async read(person, conversation, messageIds) {
      for (const id of messageIds) await read(person, conversation, id);
    },
  };
}
